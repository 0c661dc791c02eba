import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import { askReconciliation } from '../../src/app/forwarding/ask-reconciliation';
import type { DifferenceView, ReconciliationView } from '../../src/app/forwarding/reconciliation-ports';
import type { Page } from '../../src/app/paging';
import type { DifferenceKind } from '../../src/domain/forwarding/compare-ranges';
import { Access, SUPERVISORS } from '../access';
import { found } from '../errors';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { ReconcileFeedResult } from './result';
import {
  DifferenceKinds,
  Reconciliation,
  ReconciliationDifferencePage,
  ReconciliationFilterInput,
  ReconciliationPage,
} from './type';

/** A feed is seen by whoever's territory covers its region. */
@Resolver()
export class ReconciliationResolver {
  @Access(...SUPERVISORS)
  @Query(() => ReconciliationPage, {
    description: '与各接收方的对账,最近的在前 / Reconciliations with the feeds, the latest first',
  })
  reconciliations(
    @Arg('filter', () => ReconciliationFilterInput, { nullable: true, description: '筛选 / Filter' })
    filter: ReconciliationFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<ReconciliationView>> {
    return hub.views.reconciliations(territory, filter ?? {}, pageOf(page, info));
  }

  @Access(...SUPERVISORS)
  @Query(() => Reconciliation, { description: '一次对账 / One reconciliation' })
  async reconciliation(
    @Arg('id', () => ID, { description: '对账编号 / Id' }) id: string,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<ReconciliationView> {
    return found(await hub.views.reconciliation(territory, id));
  }

  @Access(...SUPERVISORS)
  @Query(() => ReconciliationDifferencePage, {
    description:
      '一次对账的差异,按证书编号排列;至多列出一万条,计数不受此限 / Differences of a reconciliation by number: at most 10,000 are listed, counts are whole',
  })
  async reconciliationDifferences(
    @Arg('reconciliationId', () => ID, { description: '对账编号 / Id of the reconciliation' }) reconciliationId: string,
    @Arg('kind', () => DifferenceKinds, { nullable: true, description: '类别 / Kind' })
    kind: DifferenceKind | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<DifferenceView>> {
    const asked = { reconciliationId, kind: kind ?? null };
    return found(await hub.views.reconciliationDifferences(territory, asked, pageOf(page, info)));
  }

  @Access('OPERATOR')
  @Mutation(() => ReconcileFeedResult, {
    description: '与一个接收方对账 / Compares what a feed holds with what it was handed',
  })
  reconcileFeed(
    @Arg('feed', () => String, { description: '接收方 / Feed' }) feed: string,
    @Arg('heal', () => Boolean, {
      defaultValue: true,
      description: '缺失的是否重新报送 / Whether what is lacking is sent again',
    })
    heal: boolean,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof ReconcileFeedResult> {
    return askReconciliation(hub, caller, { feed, heal });
  }
}
