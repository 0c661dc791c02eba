import { Field, GraphQLISODateTime, ID, InputType, ObjectType } from 'type-graphql';
import type { Role } from '../../src/app/caller';
import type { Subject } from '../../src/app/decisions/decision-ports';
import type { Proposal as ProposalRow } from '../../src/app/proposals/proposal-ports';
import {
  PROPOSAL_KINDS,
  PROPOSAL_STATE_TEXTS,
  PROPOSAL_STATES,
  type ProposalKind,
  type ProposalState,
} from '../../src/domain/proposal/proposal-state';
import { Roles } from '../caller/resolver';
import { codeType } from '../codes';
import { WorkSubject } from '../decision/subject-type';
import { pageType } from '../page';

const KINDS: { readonly [kind in ProposalKind]: string } = {
  BAR_LIFT: '解除禁止从业 / a bar is lifted',
  RESULTS_WITHDRAWAL: '撤回成绩 / results are withdrawn',
  OBJECTION_UPHELD: '机构登记的异议成立 / an objection is upheld that the institution wrote down',
  BYLAW_WITHDRAWAL: '撤下机构公开的管理办法 / a published bylaw is taken down',
};
export const ProposalKinds = codeType(
  'ProposalKind',
  '提议的事项 / What is proposed',
  PROPOSAL_KINDS.map((code) => ({ code, zh: KINDS[code] })),
);

export const ProposalStates = codeType(
  'ProposalState',
  '提议状态 / State of a proposal',
  PROPOSAL_STATES.map((code) => ({ code, zh: `${PROPOSAL_STATE_TEXTS[code].zh} / ${PROPOSAL_STATE_TEXTS[code].en}` })),
);

@ObjectType('Proposal', {
  description:
    '一人提出、待另一人确认的提议,仅主管部门可见 / What one person proposed and another decides; offices see it',
  simpleResolvers: true,
})
export class Proposal implements Omit<ProposalRow, 'subjectId'> {
  @Field(() => ID, { description: '提议编号 / Proposal id' })
  readonly id: string;
  @Field(() => ProposalKinds, { description: '事项 / What is proposed' })
  readonly kind: ProposalKind;
  @Field(() => WorkSubject, { description: '对象 / What it is about' })
  readonly subject: Subject;
  @Field(() => ID, { nullable: true, description: '所涉机构 / Institution that it concerns' })
  readonly institutionCode: string | null;
  @Field(() => String, { description: '区划 / Region' })
  readonly regionCode: string;
  @Field(() => ProposalStates, { description: '状态 / State' })
  readonly state: ProposalState;
  @Field(() => String, { description: '理由 / Reason' })
  readonly reason: string;
  @Field(() => [String], { description: '依据 / Basis' })
  readonly basis: readonly string[];
  @Field(() => ID, { description: '提出人(客户端编号) / Proposed by, client id' })
  readonly proposedBy: string;
  @Field(() => Roles, {
    description:
      '提出人身份;省级提出的由省级决定 / Role of who proposed it; what a province proposed a province decides',
  })
  readonly proposedRole: Role;
  @Field(() => GraphQLISODateTime, { description: '提出时刻 / Proposed at' })
  readonly proposedAt: Date;
  @Field(() => ID, { nullable: true, description: '决定人(客户端编号) / Decided by, client id' })
  readonly decidedBy: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '决定或失效时刻 / Decided or lapsed at' })
  readonly decidedAt: Date | null;
  @Field(() => String, { nullable: true, description: '未予确认的理由 / Why it was dismissed' })
  readonly decisionReason: string | null;
}
export const ProposalPage = pageType('ProposalPage', Proposal);

@InputType({ description: '提议的筛选 / Which proposals' })
export class ProposalFilterInput {
  @Field(() => ProposalKinds, { nullable: true, description: '事项 / What is proposed' })
  readonly kind?: ProposalKind | null;
  @Field(() => ProposalStates, { nullable: true, description: '状态 / State' })
  readonly state?: ProposalState | null;
  @Field(() => ID, {
    nullable: true,
    description: '禁止、成绩、异议或管理办法编号 / Id of the bar, the results, the objection or the bylaw',
  })
  readonly subjectId?: string | null;
  @Field(() => Boolean, { defaultValue: false, description: '仅待本人确认的 / Only what the caller may confirm' })
  readonly mine: boolean;
}
