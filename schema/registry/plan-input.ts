import { Field, ID, InputType, Int } from 'type-graphql';
import type { RegistryPlan } from '../../src/domain/registry/document';
import { Levels } from './codes';

const STAFF = { defaultValue: [] };

@InputType({ description: '认定计划 / Plan: one announced exam' })
export class PlanInput implements RegistryPlan {
  @Field(() => ID, { description: '计划编号 / Number' })
  readonly planNo: string;
  @Field(() => ID, { description: '机构 / Institution' })
  readonly institutionCode: string;
  @Field(() => String, { description: '状态,如 APPROVED / Status, such as APPROVED' })
  readonly status: string;
  @Field(() => Boolean, { description: '省级已批准 / Approved by the province' })
  readonly provinceApproved: boolean;
  @Field(() => String, { description: '报送日 / Day it was filed' })
  readonly filedOn: string;
  @Field(() => String, { nullable: true, defaultValue: null, description: '报名截止日 / Day enrolment closed' })
  readonly enrolmentClosedOn: string | null;
  @Field(() => String, { description: '职业编码 / Occupation code' })
  readonly occupationCode: string;
  @Field(() => String, { description: '工种,无则为 -- / Work type, -- where there is none' })
  readonly workType: string;
  @Field(() => Levels, { description: '等级 / Level' })
  readonly level: string;
  @Field(() => ID, { description: '站点 / Site' })
  readonly siteCode: string;
  @Field(() => String, { description: '考试起始日 / First exam day' })
  readonly examFrom: string;
  @Field(() => String, { description: '考试截止日 / Last exam day' })
  readonly examTo: string;
  @Field(() => Int, { description: '计划人数 / Headcount' })
  readonly headcount: number;
  @Field(() => [String], {
    nullable: true,
    defaultValue: null,
    description: '考生名册(摘要),空为未附 / Roster as digests; null for none',
  })
  readonly roster: string[] | null;
  @Field(() => [ID], { ...STAFF, description: '考评员 / Assessors' })
  readonly assessors: string[];
  @Field(() => [ID], { ...STAFF, description: '内部督导员 / Internal supervisors' })
  readonly internalSupervisors: string[];
  @Field(() => [ID], { ...STAFF, description: '监考员 / Invigilators' })
  readonly invigilators: string[];
  @Field(() => [ID], { ...STAFF, description: '培训教师 / Trainers' })
  readonly trainers: string[];
}
