import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import { feedStandings } from '../../src/app/forwarding/feed-standings';
import type { OddityView } from '../../src/app/forwarding/oddity-ports';
import { pauseFeed } from '../../src/app/forwarding/pause-feed';
import { type AskedRedrive, redriveFeed } from '../../src/app/forwarding/redrive-feed';
import { resumeFeed } from '../../src/app/forwarding/resume-feed';
import type { Page } from '../../src/app/paging';
import { Access, SUPERVISORS } from '../access';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { type FeedAlarm, FeedAlarmFilterInput, FeedAlarmPage, alarmOf } from './alarm-type';
import { FeedOddityFilterInput, FeedOddityPage } from './oddity-type';
import { PauseFeedResult, RedriveFeedResult, RedrivenKinds, ResumeFeedResult } from './result';
import { Feed, feedOf } from './type';

@Resolver()
export class FeedResolver {
  @Access(...SUPERVISORS)
  @Query(() => [Feed], {
    description: '辖区的接收方及其当前状况 / The receivers above of the territory, and how each stands',
  })
  async feeds(@Ctx() { hub, territory }: RequestContext): Promise<readonly Feed[]> {
    return (await feedStandings(hub, territory)).map(feedOf);
  }

  @Access(...SUPERVISORS)
  @Query(() => FeedAlarmPage, { description: '接收方的告警,最新在前 / Alarms about feeds, the newest first' })
  async feedAlarms(
    @Arg('filter', () => FeedAlarmFilterInput, { nullable: true }) filter: FeedAlarmFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<FeedAlarm>> {
    const listed = await hub.views.feedAlarms(territory, filter ?? {}, pageOf(page, info));
    return { ...listed, items: listed.items.map(alarmOf) };
  }

  @Access(...SUPERVISORS)
  @Query(() => FeedOddityPage, {
    description:
      '接收方答复中无法识别之处,最近的在前 / What feeds said that nothing could be made of, the newest first',
  })
  feedOddities(
    @Arg('filter', () => FeedOddityFilterInput, { nullable: true }) filter: FeedOddityFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<OddityView>> {
    return hub.views.oddities(territory, filter ?? {}, pageOf(page, info));
  }

  @Access('OPERATOR')
  @Mutation(() => PauseFeedResult, {
    description:
      '暂停向一个接收方报送;已送达的仍索取答复 / Hands nothing more to a feed; what was taken is still asked after',
  })
  pauseFeed(
    @Arg('feed', () => ID, { description: '接收方 / Feed' }) feed: string,
    @Arg('reason', () => String, { description: '理由 / Reason' }) reason: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof PauseFeedResult> {
    return pauseFeed(hub, caller, { feed, reason });
  }

  @Access('OPERATOR')
  @Mutation(() => ResumeFeedResult, { description: '恢复报送 / Lets a paused feed go on' })
  resumeFeed(
    @Arg('feed', () => ID, { description: '接收方 / Feed' }) feed: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof ResumeFeedResult> {
    return resumeFeed(hub, caller, { feed });
  }

  @Access('OPERATOR')
  @Mutation(() => RedriveFeedResult, {
    description:
      '原因排除后重新报送已放弃的或被拒绝的 / Gets what was given up or refused going again, its cause mended',
  })
  redriveFeed(
    @Arg('feed', () => ID, { description: '接收方 / Feed' }) feed: string,
    @Arg('what', () => RedrivenKinds, { description: '内容 / What' }) what: AskedRedrive['what'],
    @Arg('code', () => String, { nullable: true, description: '仅此拒绝或失败代码 / Only what ended by this code' })
    code: string | null | undefined,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof RedriveFeedResult> {
    return redriveFeed(hub, caller, { feed, what, code: code ?? null });
  }
}
