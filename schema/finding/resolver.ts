import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { Page } from '../../src/app/paging';
import type { FindingView } from '../../src/app/views';
import { Access, RECORD_READERS } from '../access';
import { found } from '../errors';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { FindingFilterInput } from './input';
import { FindingPage } from './type';

@Resolver()
export class FindingResolver {
  @Access(...RECORD_READERS)
  @Query(() => FindingPage, { description: '批次的检查结论 / Findings of a batch' })
  async findings(
    @Arg('batchId', () => ID) batchId: string,
    @Arg('filter', () => FindingFilterInput, { nullable: true }) filter: FindingFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<FindingView>> {
    return found(await hub.views.findings(territory, batchId, filter ?? {}, pageOf(page, info)));
  }
}
