import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { TallyPage as TallyPageView } from '../../src/app/forwarding-views';
import { Access, SUPERVISORS } from '../access';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { TallyFilterInput, TallyPage, TallyReconciliation } from './type';

@Resolver()
export class TallyResolver {
  @Access(...SUPERVISORS)
  @Query(() => TallyPage, { description: '已审定证书的统计 / Tallies of approved certificates' })
  tallies(
    @Arg('filter', () => TallyFilterInput, { nullable: true }) filter: TallyFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<TallyPageView> {
    return hub.views.tallies(territory, filter ?? {}, pageOf(page, info));
  }

  @Access(...SUPERVISORS)
  @Query(() => TallyReconciliation, {
    description: '统计是否与有效证书一致 / Whether tallies equal the live certificates',
  })
  tallyReconciliation(@Ctx() { hub, territory }: RequestContext): Promise<TallyReconciliation> {
    return hub.views.tallyReconciliation(territory);
  }
}
