import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { BatchState } from '../../src/domain/decision/batch-state';
import { resultOf } from '../refusal/type';
import { BatchStates } from './type';

@ObjectType({ description: '审核决定已记录 / The decision is recorded', simpleResolvers: true })
export class BatchReviewed {
  @Field(() => ID, { description: '批次编号 / Batch id' })
  readonly batchId: string;
  @Field(() => BatchStates, { description: '新状态 / New state' })
  readonly state: BatchState;
  @Field(() => Int, {
    description: '证书编号已被占用而退回的记录 / Records returned because their number was taken meanwhile',
  })
  readonly returnedLines: number;
}

export const ReviewBatchResult = resultOf(
  'ReviewBatchResult',
  BatchReviewed,
  '审核的结果 / Answer to approveBatch and returnBatch',
);
