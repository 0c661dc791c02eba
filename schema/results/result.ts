import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { ObjectionState, ResultsState } from '../../src/domain/results/results-state';
import { resultOf } from '../refusal/type';
import { ObjectionStates, ResultsStates } from './codes';

@ObjectType({ description: '成绩现状 / Results as they are kept', simpleResolvers: true })
export class KeptResults {
  @Field(() => ID, { description: '成绩编号,亦为公示编号 / Results id, also that of the notice' })
  readonly id: string;
  @Field(() => ID, { description: '计划编号 / Plan number' })
  readonly planNo: string;
  @Field(() => Int, { description: '第几次提交 / Which submission of the plan' })
  readonly revision: number;
  @Field(() => ResultsStates, { description: '状态 / State' })
  readonly state: ResultsState;
  @Field(() => String, { nullable: true, description: '公示首日;空为无需公示 / First day; null: no notice' })
  readonly noticeFrom: string | null;
  @Field(() => String, { nullable: true, description: '公示末日 / Last day' })
  readonly noticeTo: string | null;
  @Field(() => Int, { description: '人数 / Candidates' })
  readonly candidates: number;
  @Field(() => Int, { description: '合格人数 / Candidates who passed' })
  readonly passed: number;
}

@ObjectType({ description: '成绩已提交 / The results are submitted', simpleResolvers: true })
export class ResultsSubmitted {
  @Field(() => KeptResults, { description: '成绩 / The results' })
  readonly results: KeptResults;
  @Field(() => Boolean, { description: '此前已提交相同内容 / The same was submitted before' })
  readonly repeated: boolean;
}

@ObjectType({ description: '成绩已撤回 / The results are withdrawn', simpleResolvers: true })
export class ResultsWithdrawn {
  @Field(() => ID, { description: '成绩编号 / Results id' })
  readonly resultsId: string;
  @Field(() => ID, { description: '计划编号,可重新提交 / Plan number, whose results can be submitted anew' })
  readonly planNo: string;
}

@ObjectType({ description: '异议现状 / An objection as it is kept', simpleResolvers: true })
export class KeptObjection {
  @Field(() => ID, { description: '异议编号 / Objection id' })
  readonly id: string;
  @Field(() => ID, { description: '成绩编号 / Results id' })
  readonly resultsId: string;
  @Field(() => Int, { nullable: true, description: '序号;空为整个公示 / Entry; null for the whole notice' })
  readonly entryNo: number | null;
  @Field(() => ObjectionStates, { description: '状态 / State' })
  readonly state: ObjectionState;
}

@ObjectType({ description: '异议已登记 / The objection is written down', simpleResolvers: true })
export class ObjectionRaised {
  @Field(() => KeptObjection, { description: '异议 / The objection' })
  readonly objection: KeptObjection;
  @Field(() => Boolean, { description: '此前已登记相同内容 / The same was written down before' })
  readonly repeated: boolean;
}

@ObjectType({
  description: '异议已决定,或成立待确认 / The objection is decided, or it is proposed to uphold it',
  simpleResolvers: true,
})
export class ObjectionDecided {
  @Field(() => KeptObjection, { description: '异议 / The objection' })
  readonly objection: KeptObjection;
  @Field(() => ID, {
    nullable: true,
    description: '待另一人确认的提议;空为已决定 / The proposal that waits for another person; null: it is decided',
  })
  readonly proposalId: string | null;
  @Field(() => Boolean, { description: '此前已作相同决定 / This caller had decided so before' })
  readonly repeated: boolean;
}

export const SubmitResultsResult = resultOf(
  'SubmitResultsResult',
  ResultsSubmitted,
  '提交成绩的结果 / Answer to submitResults',
);
export const WithdrawResultsResult = resultOf(
  'WithdrawResultsResult',
  ResultsWithdrawn,
  '撤回成绩的结果 / Answer to withdrawResults',
);
export const RaiseObjectionResult = resultOf(
  'RaiseObjectionResult',
  ObjectionRaised,
  '登记异议的结果 / Answer to raiseObjection',
);
export const DecideObjectionResult = resultOf(
  'DecideObjectionResult',
  ObjectionDecided,
  '决定异议的结果 / Answer to decideObjection',
);
