import { Field, ID, ObjectType } from 'type-graphql';
import type { BarState, StaffProposalState } from '../../src/domain/staff/staff-state';
import { resultOf } from '../refusal/type';
import { BarStates, StaffProposalStates } from './codes';

@ObjectType({ description: '人员登记已提交,待确认 / The person is proposed', simpleResolvers: true })
export class StaffProposed {
  @Field(() => ID, { description: '人员编号 / Id of the person' })
  readonly staffId: string;
  @Field(() => ID, { description: '申请编号 / Proposal' })
  readonly proposalId: string;
  @Field(() => Boolean, { description: '此前已提交 / Proposed before' })
  readonly repeated: boolean;
}

@ObjectType({ description: '人员登记已办结 / The proposal is decided', simpleResolvers: true })
export class StaffDecided {
  @Field(() => ID, { description: '人员编号 / Id of the person' })
  readonly staffId: string;
  @Field(() => ID, { description: '申请编号 / Proposal' })
  readonly proposalId: string;
  @Field(() => StaffProposalStates, { description: '状态 / State' })
  readonly state: StaffProposalState;
  @Field(() => Boolean, { description: '此前已办理 / Decided so before' })
  readonly repeated: boolean;
}

@ObjectType({
  description: '禁止从业已提出、确认或不予确认 / A bar is proposed, confirmed or dismissed',
  simpleResolvers: true,
})
export class StaffBarred {
  @Field(() => ID, { description: '编号 / Bar' })
  readonly barId: string;
  @Field(() => ID, { description: '人员 / Person' })
  readonly staffId: string;
  @Field(() => BarStates, { description: '状态 / State' })
  readonly state: BarState;
  @Field(() => Boolean, { description: '此前已办理 / The same had been said before' })
  readonly repeated: boolean;
}

export const RegisterStaffResult = resultOf(
  'RegisterStaffResult',
  StaffProposed,
  '人员登记的结果 / Answer to registerStaff',
);
export const DecideStaffResult = resultOf(
  'DecideStaffResult',
  StaffDecided,
  '确认人员登记的结果 / Answer to confirmStaff and dismissStaff',
);
export const StaffBarResult = resultOf(
  'StaffBarResult',
  StaffBarred,
  '禁止从业的结果 / Answer to barStaff, confirmBar and dismissBar',
);
