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
    description:
      '审核通过时退回或暂缓的记录:编号已被占用、此人已持有同类证书,或其说明在其他批次中不予认可;整批接收的批次因此整批退回 / ' +
      'Passed records that came back at the approval: meanwhile the number was taken, the person was given such a certificate, ' +
      'or what was declared of it was refused in another batch. A batch to be taken all or nothing is then returned whole',
  })
  readonly returnedLines: number;
}

export const ReviewBatchResult = resultOf(
  'ReviewBatchResult',
  BatchReviewed,
  '审核的结果 / Answer to approveBatch and returnBatch',
);
