import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Page } from '../../src/app/paging';
import { approveBatches } from '../../src/app/review/approve-batches';
import { assignReview } from '../../src/app/review/assign-review';
import { resubmitChanges } from '../../src/app/review/resubmit-changes';
import { returnRecords } from '../../src/app/review/return-records';
import { reviewQueue, type QueuedBatch } from '../../src/app/review/review-queue';
import { reviewSummary } from '../../src/app/review/review-summary';
import { Access } from '../access';
import { found } from '../errors';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import {
  HeaderChangesInput,
  RecordChangeInput,
  RecordReturnInput,
  type ResubmittedLines,
  ResubmittedLineSets,
  ReviewQueueFilterInput,
} from './input';
import {
  ApproveBatchesResult,
  AssignReviewResult,
  ResubmitChangesResult,
  ReturnRecordsResult,
  ReviewSummaryResult,
} from './result';
import { ReviewQueuePage } from './type';

const BATCH_IDS = { description: '批次编号 / Batch ids' };
const BATCH_ID = { description: '批次编号 / Batch id' };

@Resolver()
export class ReviewResolver {
  @Access('CITY', 'PROVINCE')
  @Query(() => ReviewQueuePage, {
    description: '本单位待审批次,最急的在前 / Batches that wait for this office, the most urgent first',
  })
  async reviewQueue(
    @Arg('filter', () => ReviewQueueFilterInput, { nullable: true, description: '筛选 / Filter' })
    filter: ReviewQueueFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<Page<QueuedBatch>> {
    return found(await reviewQueue(hub, caller, filter ?? {}, pageOf(page, info)));
  }

  @Access('CITY', 'PROVINCE')
  @Query(() => ReviewSummaryResult, {
    description:
      '批量审核前的汇总:所列批次,或符合筛选的待审批次 / What is about to be approved: these batches, or those of the filter',
  })
  reviewSummary(
    @Arg('batchIds', () => [ID], { nullable: true, description: '批次编号 / Batch ids' })
    batchIds: string[] | null | undefined,
    @Arg('filter', () => ReviewQueueFilterInput, { nullable: true, description: '筛选 / Filter' })
    filter: ReviewQueueFilterInput | null | undefined,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof ReviewSummaryResult> {
    return reviewSummary(hub, caller, { batchIds, filter });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => ApproveBatchesResult, {
    description:
      '按汇总摘要批量通过,逐批办理 / Approves batches by the digest of the summary that was read, one by one',
  })
  approveBatches(
    @Arg('batchIds', () => [ID], BATCH_IDS) batchIds: string[],
    @Arg('digest', () => String, { description: 'reviewSummary 的摘要 / Digest of reviewSummary' }) digest: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof ApproveBatchesResult> {
    return approveBatches(hub, caller, { batchIds, digest });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => AssignReviewResult, {
    description: '分派、转派或交回待审批次 / Assigns batches that wait, hands them on, or gives them back',
  })
  assignReview(
    @Arg('batchIds', () => [ID], BATCH_IDS) batchIds: string[],
    @Arg('reviewer', () => ID, { nullable: true, description: '办理人,空为交回 / Client id; null gives back' })
    reviewer: string | null | undefined,
    @Arg('reassign', () => Boolean, { defaultValue: false, description: '包括他人的 / Also those of others' })
    reassign: boolean,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof AssignReviewResult> {
    return assignReview(hub, caller, { batchIds, reviewer: reviewer ?? null, reassign });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => ReturnRecordsResult, {
    description: '退回批次中的个别记录并逐条说明理由 / Returns single records of a batch, each with a reason',
  })
  returnRecords(
    @Arg('batchId', () => ID, BATCH_ID) batchId: string,
    @Arg('records', () => [RecordReturnInput], { description: '退回的记录 / The records that are returned' })
    records: RecordReturnInput[],
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof ReturnRecordsResult> {
    return returnRecords(hub, caller, { batchId, records });
  }

  @Access('INSTITUTION')
  @Mutation(() => ResubmitChangesResult, {
    description:
      '只报更正部分,系统按原内容合成新批次 / Sends only the changes; the hub makes the new batch from the old content',
  })
  resubmitChanges(
    @Arg('batchId', () => ID, BATCH_ID) batchId: string,
    @Arg('clientBatchNo', () => String, { description: '新批次的机构批次号 / Client batch number of the new batch' })
    clientBatchNo: string,
    @Arg('changes', () => [RecordChangeInput], { description: '有变的行 / The lines that change' })
    changes: RecordChangeInput[],
    @Arg('header', () => HeaderChangesInput, {
      nullable: true,
      description: '表头中有变的项 / What of the header changes',
    })
    header: HeaderChangesInput | null | undefined,
    @Arg('lines', () => ResubmittedLineSets, {
      defaultValue: 'ALL',
      description: '重报原批次的哪些行 / Which lines go along',
    })
    lines: ResubmittedLines,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof ResubmitChangesResult> {
    return resubmitChanges(hub, caller, { batchId, clientBatchNo, changes, header: header ?? null, lines });
  }
}
