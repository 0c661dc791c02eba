import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { DeclarationCountsView } from '../../src/app/declaration-views';
import type { FeedSummaryView } from '../../src/app/forwarding-views';
import type { Page } from '../../src/app/paging';
import { approveBatch, returnBatch } from '../../src/app/review-batch';
import type { BatchSummaryView, BatchView, RuleCountView } from '../../src/app/views';
import { Access, READERS } from '../access';
import { DeclarationCounts } from '../declaration/type';
import { found } from '../errors';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { BatchFilterInput, ProgressEnds, type ProgressEnd } from './input';
import { batchProgress } from './progress';
import { ReviewBatchResult } from './result';
import { Batch, BatchPage, FeedSummary, RuleCount } from './type';

@Resolver(() => Batch)
export class BatchResolver {
  @Access(...READERS)
  @Query(() => Batch, { description: '批次状态 / State of a batch' })
  async batch(@Arg('id', () => ID) id: string, @Ctx() { hub, territory }: RequestContext): Promise<Batch> {
    return Object.assign(new Batch(), found(await hub.views.batch(territory, id)));
  }

  @Access(...READERS)
  @Query(() => BatchPage, { description: '批次列表,最近封存在前 / Batches, the latest first' })
  batches(
    @Arg('filter', () => BatchFilterInput, { nullable: true }) filter: BatchFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<BatchSummaryView>> {
    return hub.views.batches(territory, filter ?? {}, pageOf(page, info));
  }

  @FieldResolver(() => [RuleCount], { description: '按规则计数 / Findings by rule' })
  byRule(@Root() { id }: Batch, @Ctx() { hub, territory }: RequestContext): Promise<readonly RuleCountView[]> {
    return hub.views.rulesOfBatch(territory, id);
  }

  @FieldResolver(() => [FeedSummary], { description: '向上报送情况 / Forwarding by feed' })
  forwarding(@Root() { id }: Batch, @Ctx() { hub, territory }: RequestContext): Promise<readonly FeedSummaryView[]> {
    return hub.views.feedsOfBatch(territory, id);
  }

  @FieldResolver(() => DeclarationCounts, { description: '机构的说明 / What the institution declared' })
  declarations(@Root() { id }: Batch, @Ctx() { hub, territory }: RequestContext): Promise<DeclarationCountsView> {
    return hub.views.declarationsOfBatch(territory, id);
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => ReviewBatchResult, {
    description: '审核通过:市州初审,省级终审 / Approves: the city first, the province last',
  })
  approveBatch(
    @Arg('batchId', () => ID) batchId: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof ReviewBatchResult> {
    return approveBatch(hub, caller, { batchId });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => ReviewBatchResult, { description: '退回机构并说明理由 / Returns the batch with a reason' })
  returnBatch(
    @Arg('batchId', () => ID) batchId: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof ReviewBatchResult> {
    return returnBatch(hub, caller, { batchId, reason });
  }

  @Access(...READERS)
  @Subscription(() => Batch, {
    description: '批次进度,有变化即推送 / Progress of a batch, told whenever it changes',
    subscribe: ({ args, context }) => batchProgress(context, args),
  })
  batchProgress(
    @Root() batch: BatchView,
    @Arg('id', () => ID) _id: string,
    @Arg('until', () => ProgressEnds, { defaultValue: 'CHECKED' }) _until: ProgressEnd,
  ): Batch {
    return Object.assign(new Batch(), batch);
  }
}
