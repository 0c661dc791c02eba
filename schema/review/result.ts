import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { BatchAnswer } from '../../src/app/review/approve-batches';
import type { ReviewAssigned } from '../../src/app/review/assign-review';
import type { BatchState } from '../../src/domain/decision/batch-state';
import type { ReviewPiece, ReviewTotals } from '../../src/domain/review/summary';
import { BatchReviewed } from '../batch/result';
import { BatchStates, VerdictCounts } from '../batch/type';
import { Refusal, resultOf } from '../refusal/type';
import { Piece, Totals } from './type';

@ObjectType({ description: '由他人办理的批次 / A batch that another reviewer has', simpleResolvers: true })
export class TakenBatch {
  @Field(() => ID, { description: '批次编号 / Batch id' })
  readonly batchId: string;
  @Field(() => ID, { description: '办理人(客户端编号) / Reviewer, client id' })
  readonly reviewer: string;
}

@ObjectType('ReviewAssigned', { description: '分派结果 / Who reviews what now', simpleResolvers: true })
export class Assigned implements Omit<ReviewAssigned, 'kind'> {
  @Field(() => [ID], { description: '已按要求分派 / Batches that stand as asked for' })
  readonly batchIds: readonly string[];
  @Field(() => [TakenBatch], { description: '已由他人办理,未变动 / Those that another reviewer has and keeps' })
  readonly taken: readonly TakenBatch[];
  @Field(() => [ID], { description: '不在本单位待审之列 / Those that do not wait for this office' })
  readonly notWaiting: readonly string[];
  @Field(() => Int, { description: '本单位尚未分派的批次 / Batches of the office that nobody reviews' })
  readonly left: number;
}
export const AssignReviewResult = resultOf('AssignReviewResult', Assigned, '分派的结果 / Answer to assignReview');

@ObjectType({ description: '记录已退回 / The records are returned', simpleResolvers: true })
export class RecordsReturned {
  @Field(() => ID, { description: '批次编号 / Batch id' })
  readonly batchId: string;
  @Field(() => BatchStates, {
    description:
      '批次状态;无可通过的记录或须整批接收时为已退回 / State of the batch; RETURNED where nothing passes any more',
  })
  readonly state: BatchState;
  @Field(() => VerdictCounts, { description: '按结论计数 / Records by verdict now' })
  readonly counts: VerdictCounts;
  @Field(() => Boolean, { description: '此前已由同一请求退回 / The same call had returned them before' })
  readonly repeated: boolean;
}
export const ReturnRecordsResult = resultOf(
  'ReturnRecordsResult',
  RecordsReturned,
  '退回单条记录的结果 / Answer to returnRecords',
);

@ObjectType('ReviewSummary', { description: '批量审核前的汇总 / What is about to be approved', simpleResolvers: true })
export class Summary {
  @Field(() => Totals, { description: '合计 / In all' })
  readonly totals: ReviewTotals;
  @Field(() => [Piece], { description: '各批次 / Batch by batch' })
  readonly pieces: readonly ReviewPiece[];
  @Field(() => String, { description: '汇总摘要,审核时用以确认 / Digest by which approveBatches confirms it' })
  readonly digest: string;
}
export const ReviewSummaryResult = resultOf('ReviewSummaryResult', Summary, '汇总的结果 / Answer to reviewSummary');

@ObjectType('BatchAnswer', { description: '一个批次的办理结果 / What became of one batch', simpleResolvers: true })
export class Answer implements BatchAnswer {
  @Field(() => ID, { description: '批次编号 / Batch id' })
  readonly batchId: string;
  @Field(() => BatchReviewed, { nullable: true, description: '已办理,空为未办理 / The decision; null where refused' })
  readonly reviewed: BatchAnswer['reviewed'];
  @Field(() => Refusal, { nullable: true, description: '未办理的原因 / Why it was not approved' })
  readonly refusal: BatchAnswer['refusal'];
}
@ObjectType({ description: '批量审核的逐批结果 / Answers batch by batch', simpleResolvers: true })
export class BatchesApproved {
  @Field(() => [Answer], { description: '逐批结果,顺序同请求 / One each, in the order given' })
  readonly answers: readonly BatchAnswer[];
}
export const ApproveBatchesResult = resultOf(
  'ApproveBatchesResult',
  BatchesApproved,
  '批量审核的结果 / Answer to approveBatches',
);

@ObjectType({ description: '更正已重报为新批次 / The changes were sent as a new batch', simpleResolvers: true })
export class ChangesResubmitted {
  @Field(() => ID, { description: '新批次编号 / Id of the new batch' })
  readonly batchId: string;
  @Field(() => Boolean, { description: '此前已重报 / It had been sent before' })
  readonly repeated: boolean;
  @Field(() => Int, { description: '新批次记录数 / Records of the new batch' })
  readonly records: number;
  @Field(() => Int, { description: '分块数 / Chunks' })
  readonly chunks: number;
  @Field(() => String, { description: '封存内容的 SHA-256 / SHA-256 over all bytes that were sealed' })
  readonly digest: string;
}
export const ResubmitChangesResult = resultOf(
  'ResubmitChangesResult',
  ChangesResubmitted,
  '只报更正部分的结果 / Answer to resubmitChanges',
);
