import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { PlanState } from '../../src/domain/plan/plan-state';
import { resultOf } from '../refusal/type';
import { PlanStates } from './codes';
import { PlanRemark } from './type';

@ObjectType({ description: '计划已报送、变更、取消或决定 / The plan moved', simpleResolvers: true })
export class PlanMoved {
  @Field(() => ID, { description: '计划编号 / Number' })
  readonly planNo: string;
  @Field(() => PlanStates, { description: '新状态 / New state' })
  readonly state: PlanState;
  @Field(() => Int, { description: '修订号 / Revision' })
  readonly revision: number;
  @Field(() => String, { description: '报送日,提前期由此计 / Day of filing, from which the lead counts' })
  readonly filedOn: string;
  @Field(() => [PlanRemark], { description: '备注 / Remarks' })
  readonly remarks: readonly PlanRemark[];
  @Field(() => Boolean, { description: '此前已办理 / The same had been said before' })
  readonly repeated: boolean;
}

export const PlanResult = resultOf('PlanResult', PlanMoved, '认定计划操作的结果 / Answer to the mutations of plans');
