import { Field, Float, ID, InputType } from 'type-graphql';
import type { GivenResults } from '../../src/app/results/submit-results';
import { RESULTS_ENTRIES_MAX } from '../../src/app/results/results-limits';
import type { ResultsEntry } from '../../src/domain/results/results-entry';
import type { ObjectionState, ResultsState } from '../../src/domain/results/results-state';
import { IdTypes } from '../record/type';
import { ObjectionStates, ResultsStates } from './codes';

@InputType({
  description: '一名考生的成绩;姓名与号码只保存掩码和摘要 / One candidate; only masks and a digest are kept',
})
export class ResultsEntryInput implements ResultsEntry {
  @Field(() => String, { description: '姓名 / Name' })
  readonly name: string;
  @Field(() => IdTypes, { description: '证件类型 / Document type' })
  readonly idType: string;
  @Field(() => String, { description: '证件号码 / Document number' })
  readonly idNumber: string;
  @Field(() => Float, { nullable: true, description: '理论成绩,0–100 / Theory score' })
  readonly theoryScore?: number | null;
  @Field(() => String, { nullable: true, description: '理论替代代码,以规则包为准 / What stands for the theory score' })
  readonly theorySubstitute?: string | null;
  @Field(() => Float, { nullable: true, description: '技能成绩,0–100 / Skill score' })
  readonly skillScore?: number | null;
  @Field(() => Float, { nullable: true, description: '综合评审成绩,0–100 / Review score' })
  readonly reviewScore?: number | null;
  @Field(() => Boolean, { description: '是否合格 / Whether the candidate passed' })
  readonly passed: boolean;
}

@InputType({ description: '一个计划的成绩与公示起止 / Results of one plan, and the days of their notice' })
export class ResultsInput {
  @Field(() => ID, { description: '计划编号 / Plan number' })
  readonly planNo: string;
  @Field(() => [ResultsEntryInput], { description: `每人一条,最多 ${RESULTS_ENTRIES_MAX} 条 / One entry a candidate` })
  readonly entries: ResultsEntryInput[];
  @Field(() => String, { nullable: true, description: '公示首日,空为今日 / First day of the notice; null: today' })
  readonly noticeFrom?: string | null;
  @Field(() => String, {
    nullable: true,
    description: '公示末日,空为规则包允许的最早一日 / Last day; null: as early as the packs allow',
  })
  readonly noticeTo?: string | null;
}

export const givenResults = ({ planNo, entries, noticeFrom, noticeTo }: ResultsInput): GivenResults => ({
  planNo,
  entries,
  noticeFrom: noticeFrom ?? null,
  noticeTo: noticeTo ?? null,
});

@InputType({ description: '公示的筛选 / Which notices' })
export class NoticeFilterInput {
  @Field(() => String, { nullable: true, description: '区划,含下级 / Region, with those below it' })
  readonly regionCode?: string | null;
  @Field(() => ID, { nullable: true, description: '机构 / Institution' })
  readonly institutionCode?: string | null;
  @Field(() => ID, { nullable: true, description: '计划编号 / Plan number' })
  readonly planNo?: string | null;
}

@InputType({ description: '成绩的筛选 / Which results' })
export class ResultsFilterInput extends NoticeFilterInput {
  @Field(() => ResultsStates, { nullable: true, description: '状态 / State' })
  readonly state?: ResultsState | null;
}

@InputType({ description: '异议的筛选 / Which objections' })
export class ObjectionFilterInput {
  @Field(() => ID, { nullable: true, description: '成绩编号 / Results id' })
  readonly resultsId?: string | null;
  @Field(() => ID, { nullable: true, description: '机构 / Institution' })
  readonly institutionCode?: string | null;
  @Field(() => ObjectionStates, { nullable: true, description: '状态 / State' })
  readonly state?: ObjectionState | null;
}
