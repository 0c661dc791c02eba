import { Field, ID, InputType, Int } from 'type-graphql';
import type { PlanQueueFilter } from '../../src/app/plans/plan-views';
import { PLAN_ROSTER_MAX, type PlanFiling, type RosterPerson } from '../../src/domain/plan/plan-filing';
import type { PlanState } from '../../src/domain/plan/plan-state';
import { IdTypes } from '../record/type';
import { Affiliations, Levels } from '../registry/codes';
import { PlanStates } from './codes';

const NONE = { nullable: true, defaultValue: null };

@InputType({ description: '名册中的一名考生,平台只保留摘要 / A candidate of the roster; the hub keeps a digest only' })
export class RosterPersonInput implements RosterPerson {
  @Field(() => IdTypes, { description: '证件类型 / Document type' })
  readonly idType: string;
  @Field(() => String, { description: '证件号码 / Document number' })
  readonly idNumber: string;
}

@InputType({ description: '报送的认定计划 / A plan as an institution files it' })
export class PlanFilingInput implements PlanFiling {
  @Field(() => ID, { ...NONE, description: '计划编号,空则由平台编号 / Number; given by the hub when absent' })
  readonly planNo: string | null;
  @Field(() => String, { ...NONE, description: '报名截止日 / Day enrolment closed' })
  readonly enrolmentClosedOn: string | null;
  @Field(() => String, { description: '职业编码 / Occupation code' })
  readonly occupationCode: string;
  @Field(() => String, { description: '工种,无则为 -- / Work type, -- where there is none' })
  readonly workType: string;
  @Field(() => Levels, { description: '等级 / Level' })
  readonly level: string;
  @Field(() => ID, { description: '站点 / Site' })
  readonly siteCode: string;
  @Field(() => String, { description: '首个考试日 / First exam day' })
  readonly examFrom: string;
  @Field(() => String, { description: '最后考试日 / Last exam day' })
  readonly examTo: string;
  @Field(() => [Affiliations], { description: '评价对象 / Whom the exam is for' })
  readonly audience: string[];
  @Field(() => Int, { description: '计划人数 / Headcount' })
  readonly headcount: number;
  @Field(() => [RosterPersonInput], {
    ...NONE,
    description: `考生名册,最多 ${PLAN_ROSTER_MAX} 人 / Roster, at most ${PLAN_ROSTER_MAX} people`,
  })
  readonly roster: RosterPersonInput[] | null;
  @Field(() => [String], {
    ...NONE,
    description:
      '名册摘要,须自带计划编号,算法见 docs/registry.md / The roster as digests, which need a number of your own (docs/registry.md)',
  })
  readonly rosterDigests: string[] | null;
  @Field(() => [ID], { defaultValue: [], description: '考评员 / Assessors' })
  readonly assessors: string[];
  @Field(() => [ID], { defaultValue: [], description: '内部督导员 / Internal supervisors' })
  readonly internalSupervisors: string[];
  @Field(() => [ID], { defaultValue: [], description: '监考员 / Invigilators' })
  readonly invigilators: string[];
  @Field(() => [ID], { defaultValue: [], description: '培训教师 / Trainers' })
  readonly trainers: string[];
}

@InputType({ description: '计划列表的筛选 / Filter of the queue of plans' })
export class PlanQueueFilterInput implements PlanQueueFilter {
  @Field(() => PlanStates, { ...NONE, description: '状态 / State' })
  readonly state: PlanState | null;
  @Field(() => Boolean, { defaultValue: false, description: '仅待本人办理 / Only what waits for the caller' })
  readonly mine: boolean;
  @Field(() => ID, { ...NONE, description: '机构 / Institution' })
  readonly institutionCode: string | null;
  @Field(() => String, {
    ...NONE,
    description:
      '计划编号或机构名称的一部分,或职业编码 / Part of the number or of the institution’s name, or an occupation code',
  })
  readonly text: string | null;
}
