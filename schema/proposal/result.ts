import { Field, ID, ObjectType } from 'type-graphql';
import type { ProposalState } from '../../src/domain/proposal/proposal-state';
import { resultOf } from '../refusal/type';
import { ProposalStates } from './type';

@ObjectType({ description: '已提出,待另一人确认 / It is proposed; another person confirms', simpleResolvers: true })
export class ProposalMade {
  @Field(() => ID, { description: '提议编号 / Proposal id' })
  readonly proposalId: string;
  @Field(() => ProposalStates, { description: '状态 / State' })
  readonly state: ProposalState;
  @Field(() => Boolean, { description: '此前已提出相同内容 / The same was proposed before' })
  readonly repeated: boolean;
}

@ObjectType({ description: '提议已有决定 / The proposal is decided', simpleResolvers: true })
export class ProposalDecided {
  @Field(() => ID, { description: '提议编号 / Proposal id' })
  readonly proposalId: string;
  @Field(() => ProposalStates, { description: '状态 / State' })
  readonly state: ProposalState;
  @Field(() => Boolean, { description: '此前已作相同决定 / This caller had decided so before' })
  readonly repeated: boolean;
}

export const ProposeResult = resultOf(
  'ProposeResult',
  ProposalMade,
  '提出的结果 / Answer to liftBar, proposeResultsWithdrawal and proposeBylawWithdrawal',
);
export const DecideProposalResult = resultOf(
  'DecideProposalResult',
  ProposalDecided,
  '确认提议的结果 / Answer to confirmProposal and dismissProposal',
);
