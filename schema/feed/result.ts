import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { REDRIVEN } from '../../src/app/forwarding/redrive-feed';
import { codeType } from '../codes';
import { resultOf } from '../refusal/type';

@ObjectType({ description: '接收方已暂停 / The feed is paused', simpleResolvers: true })
export class FeedPaused {
  @Field(() => ID, { description: '接收方 / Feed' })
  readonly feed: string;
  @Field(() => GraphQLISODateTime, { description: '自何时 / Since' })
  readonly pausedAt: Date;
  @Field(() => ID, { description: '由谁 / By which client' })
  readonly pausedBy: string;
  @Field(() => String, { description: '理由 / Reason' })
  readonly reason: string;
}

@ObjectType({ description: '接收方已恢复 / The feed goes on', simpleResolvers: true })
export class FeedResumed {
  @Field(() => ID, { description: '接收方 / Feed' })
  readonly feed: string;
  @Field(() => Boolean, { description: '此前是否暂停 / Whether it was paused' })
  readonly wasPaused: boolean;
}

@ObjectType({ description: '已重新排入报送 / What goes on at the feed', simpleResolvers: true })
export class FeedRedriven {
  @Field(() => ID, { description: '接收方 / Feed' })
  readonly feed: string;
  @Field(() => Int, { description: '报送任务数 / Deliveries' })
  readonly deliveries: number;
  @Field(() => Int, { description: '证书数 / Certificates' })
  readonly certificates: number;
  @Field(() => Int, { description: '余下证书数,再次调用 / Certificates left for another call' })
  readonly remaining: number;
}

const LABELS: { readonly [what in (typeof REDRIVEN)[number]]: string } = {
  GIVEN_UP: '已放弃的报送',
  REFUSED: '被拒绝且未有新版本的证书',
};
export const RedrivenKinds = codeType(
  'RedrivenKind',
  '重新报送的内容 / What goes to a feed once more',
  REDRIVEN.map((code) => ({ code, zh: LABELS[code] })),
);

export const PauseFeedResult = resultOf('PauseFeedResult', FeedPaused, '暂停的结果 / Answer to pauseFeed');
export const ResumeFeedResult = resultOf('ResumeFeedResult', FeedResumed, '恢复的结果 / Answer to resumeFeed');
export const RedriveFeedResult = resultOf('RedriveFeedResult', FeedRedriven, '重新报送的结果 / Answer to redriveFeed');
