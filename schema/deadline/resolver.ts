import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { DeadlineView, TermCounts as TermCountsView } from '../../src/app/deadlines/deadline-ports';
import { listDeadlines } from '../../src/app/deadlines/list-deadlines';
import type { Page } from '../../src/app/paging';
import { regionPrefixOf } from '../../src/domain/tenancy/region-prefix';
import { Access, READERS, SUPERVISORS } from '../access';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { DeadlineFilterInput, DeadlinePage, TermCounts } from './type';

@Resolver()
export class DeadlineResolver {
  @Access(...READERS)
  @Query(() => DeadlinePage, {
    description:
      '本机构或辖区内的期限,最紧迫在前,未定日期的在后 / ' +
      'Deadlines of the institution or the territory, most urgent first, those without a day last',
  })
  deadlines(
    @Arg('filter', () => DeadlineFilterInput, { nullable: true, description: '筛选 / Filter' })
    filter: DeadlineFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, caller, territory }: RequestContext,
  ): Promise<Page<DeadlineView>> {
    const asked = {
      mine: filter?.mine ?? false,
      states: filter?.states ?? null,
      term: filter?.term ?? null,
      institutionCode: filter?.institutionCode ?? null,
    };
    return listDeadlines(hub, caller, territory, asked, pageOf(page, info));
  }

  @Access(...SUPERVISORS)
  @Query(() => [TermCounts], { description: '未办结期限按种类合计 / Open deadlines, counted by term' })
  deadlineSummary(
    @Arg('regionCode', () => String, { nullable: true, description: '空为全部辖区 / The whole territory by default' })
    regionCode: string | null | undefined,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<readonly TermCountsView[]> {
    return hub.views.deadlineSummary(territory, regionPrefixOf(regionCode ?? ''));
  }
}
