import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { DeclarationCountsView, DeclarationView, FindingDeclarationView } from '../../src/app/declaration-views';
import type { ReviewStep } from '../../src/domain/decision/batch-state';
import {
  DECLARATION_DECISIONS,
  DECLARATION_OUTCOMES,
  DECLARATION_STATES,
  type DeclarationOutcome,
  type DeclarationState,
} from '../../src/domain/decision/declaration';
import { ReviewSteps } from '../batch/step';
import { codeType } from '../codes';
import { pageType } from '../page';

const STATE_LABELS: { readonly [state in DeclarationState]: string } = {
  OPEN: '未决定',
  ACCEPTED: '已认可',
  REFUSED: '不予认可',
};
export const DeclarationStates = codeType(
  'DeclarationState',
  '说明状态 / State of a declaration',
  DECLARATION_STATES.map((code) => ({ code, zh: STATE_LABELS[code] })),
);
export const DeclarationDecisions = codeType(
  'DeclarationDecision',
  '对说明的决定 / Decision on declarations',
  DECLARATION_DECISIONS.map((code) => ({ code, zh: code === 'ACCEPT' ? '认可' : '不予认可' })),
);

const OUTCOME_LABELS: { readonly [outcome in DeclarationOutcome]: string } = {
  DECLARED: '已说明,不再因此暂缓 / Declared: the finding no longer holds the record',
  KEPT: '已保存,重新报送相同内容时生效 / Kept for a resubmission of the same content',
  REFUSED_BEFORE: '同一内容的说明此前不予认可 / A declaration about this content was refused before',
  NO_OPEN_FINDING: '没有这样的待确认问题 / There is no such finding that asks for confirmation',
};
export const DeclarationOutcomes = codeType(
  'DeclarationOutcome',
  '每条说明的结果 / What became of one declaration',
  DECLARATION_OUTCOMES.map((code) => ({ code, zh: OUTCOME_LABELS[code] })),
);

@ObjectType({
  description: '对该结论的说明及主管部门的决定 / What was declared of a finding, and what a regulator decided on it',
  simpleResolvers: true,
})
export class FindingDeclaration implements FindingDeclarationView {
  @Field(() => DeclarationStates, { description: '状态 / State' })
  readonly state: DeclarationState;
  @Field(() => String, { description: '理由 / Reason' })
  readonly reason: string;
  @Field(() => GraphQLISODateTime, { description: '首次说明时刻 / First declared at' })
  readonly declaredAt: Date;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '决定时刻 / Decided at' })
  readonly decidedAt: Date | null;
  @Field(() => String, { nullable: true, description: '决定的理由 / Reason of the decision' })
  readonly decisionReason: string | null;
}

@ObjectType('Declaration', {
  description: '批次中的一条说明 / One declaration in a batch: an answer to a finding that asks for confirmation',
  simpleResolvers: true,
})
export class DeclarationLine extends FindingDeclaration implements DeclarationView {
  @Field(() => Int, { nullable: true, description: '行号,空为整批 / Line; null for the whole batch' })
  readonly line: number | null;
  @Field(() => String, { description: '规则代码 / Rule code' })
  readonly rule: string;
  @Field(() => Boolean, { description: '结论是否因此不再待说明 / Whether it answers the finding' })
  readonly counts: boolean;
  @Field(() => ID, { description: '首次说明所在批次 / The batch in which it was first said' })
  readonly firstBatchId: string;
  @Field(() => ID, { description: '说明人(客户端编号) / Declared by, client id' })
  readonly declaredBy: string;
  @Field(() => ReviewSteps, { nullable: true, description: '决定的环节 / Step that decided' })
  readonly decidedStep: ReviewStep | null;
  @Field(() => ID, { nullable: true, description: '决定人(客户端编号) / Decided by, client id' })
  readonly decidedBy: string | null;
}

export const DeclarationPage = pageType('DeclarationPage', DeclarationLine);

@ObjectType({ description: '批次的说明按状态计数 / Declarations of a batch by state', simpleResolvers: true })
export class DeclarationCounts implements DeclarationCountsView {
  @Field(() => Int, { description: '总数 / All' })
  readonly total: number;
  @Field(() => Int, {
    description: '未决定;其中通过的记录随批次审核通过而认可 / Undecided; an approval accepts those of passed records',
  })
  readonly undecided: number;
  @Field(() => Int, { description: '已认可 / Accepted' })
  readonly accepted: number;
  @Field(() => Int, { description: '不予认可 / Refused' })
  readonly refused: number;
}
