import { Field, GraphQLISODateTime, InputType } from 'type-graphql';
import type { BatchFilter } from '../../src/app/views';
import type { BatchState } from '../../src/domain/decision/batch-state';
import { codeType } from '../codes';
import { BatchStates } from './type';

@InputType({ description: '批次筛选 / Filter of batches' })
export class BatchFilterInput implements BatchFilter {
  @Field(() => BatchStates, { nullable: true, description: '状态 / State' })
  readonly state?: BatchState | null;
  @Field(() => String, { nullable: true, description: '机构 / Institution' })
  readonly institutionCode?: string | null;
  @Field(() => String, { nullable: true, description: '计划编号 / Plan number' })
  readonly planNo?: string | null;
  @Field(() => String, { nullable: true, description: '机构批次号 / Client batch number' })
  readonly clientBatchNo?: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '此时刻及以后封存 / Sealed at or after' })
  readonly from?: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '此时刻以前封存 / Sealed before' })
  readonly to?: Date | null;
}

/** How long a subscriber listens. */
export type ProgressEnd = 'CHECKED' | 'ANSWERED';
export const ProgressEnds = codeType('ProgressEnd', '订阅持续到何时 / Until when progress is told', [
  { code: 'CHECKED', zh: '检查完成' },
  { code: 'ANSWERED', zh: '全部证书得到上级答复,或批次退回' },
]);
