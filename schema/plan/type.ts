import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { PlanDetailView, PlanQueueItemView } from '../../src/app/plans/plan-views';
import type { PlanRemark as Remark, PlanRemarkCode } from '../../src/domain/plan/plan-remarks';
import type { PlanState } from '../../src/domain/plan/plan-state';
import { InstitutionName } from '../batch/type';
import { pageType } from '../page';
import { Affiliations, Levels } from '../registry/codes';
import { Text } from '../text/type';
import { PlanRemarkCodes, PlanStates, PlanTurns } from './codes';

@ObjectType({ description: '计划备注,不影响审批 / A remark; keeps no plan back', simpleResolvers: true })
export class PlanRemark implements Remark {
  @Field(() => PlanRemarkCodes, { description: '代码 / Code' })
  readonly code: PlanRemarkCode;
  @Field(() => Text, { description: '内容 / Text' })
  readonly message: Text;
}

@ObjectType({ description: '列表中的认定计划 / A plan in the queue', simpleResolvers: true })
export class PlanQueueItem implements PlanQueueItemView {
  @Field(() => ID, { description: '计划编号 / Number' })
  readonly planNo: string;
  @Field(() => InstitutionName, { description: '机构 / Institution' })
  readonly institution: InstitutionName;
  @Field(() => String, { description: '机构所属区划 / Region of the institution' })
  readonly regionCode: string;
  @Field(() => PlanStates, { description: '状态 / State' })
  readonly state: PlanState;
  @Field(() => Int, { description: '修订号,变更时须提供 / Revision; a change names it' })
  readonly revision: number;
  @Field(() => String, { description: '职业编码 / Occupation code' })
  readonly occupationCode: string;
  @Field(() => String, { description: '工种 / Work type' })
  readonly workType: string;
  @Field(() => Levels, { description: '等级 / Level' })
  readonly level: string;
  @Field(() => ID, { description: '站点 / Site' })
  readonly siteCode: string;
  @Field(() => String, { description: '首个考试日 / First exam day' })
  readonly examFrom: string;
  @Field(() => String, { description: '最后考试日 / Last exam day' })
  readonly examTo: string;
  @Field(() => Int, { description: '计划人数 / Headcount' })
  readonly headcount: number;
  @Field(() => String, { description: '报送日 / Day it was filed' })
  readonly filedOn: string;
  @Field(() => GraphQLISODateTime, { description: '报送时刻 / Filed at' })
  readonly filedAt: Date;
  @Field(() => PlanTurns, { nullable: true, description: '待谁办理 / Whose turn it is' })
  readonly waitsFor: PlanQueueItemView['waitsFor'];
  @Field(() => String, {
    nullable: true,
    description:
      '当前期限的截止日;日历未公布时为空 / Due day of the term that runs; null while its calendar is unpublished',
  })
  readonly dueOn: string | null;
}

export const PlanQueuePage = pageType('PlanQueuePage', PlanQueueItem);

/** Built by `Object.assign(new PlanDetail(), view)`: type-graphql asks an extended type by `instanceof`. */
@ObjectType({ description: '认定计划详情 / A plan in detail', simpleResolvers: true })
export class PlanDetail extends PlanQueueItem implements PlanDetailView {
  @Field(() => Boolean, { description: '省级已批准 / Approved by the province' })
  readonly provinceApproved: boolean;
  @Field(() => Boolean, {
    description: '经本平台报送;否则来自登记数据 / Filed through the hub; otherwise it came with a registry document',
  })
  readonly throughHub: boolean;
  @Field(() => String, { nullable: true, description: '报名截止日 / Day enrolment closed' })
  readonly enrolmentClosedOn: string | null;
  @Field(() => [Affiliations], { description: '评价对象 / Whom the exam is for' })
  readonly audience: readonly string[];
  @Field(() => Int, { nullable: true, description: '名册人数,空为未附 / People on the roster; null without one' })
  readonly rosterLength: number | null;
  @Field(() => [PlanRemark], { description: '备注 / Remarks' })
  readonly remarks: readonly PlanRemark[];
  @Field(() => String, { nullable: true, description: '最近的决定或取消 / The last decision, or the cancellation' })
  readonly decidedAct: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '时刻 / Decided at' })
  readonly decidedAt: Date | null;
  @Field(() => String, { nullable: true, description: '理由 / Reason' })
  readonly reason: string | null;
  @Field(() => [ID], { description: '考评员 / Assessors' })
  readonly assessors: readonly string[];
  @Field(() => [ID], { description: '内部督导员 / Internal supervisors' })
  readonly internalSupervisors: readonly string[];
  @Field(() => [ID], { description: '监考员 / Invigilators' })
  readonly invigilators: readonly string[];
  @Field(() => [ID], { description: '培训教师 / Trainers' })
  readonly trainers: readonly string[];
}
