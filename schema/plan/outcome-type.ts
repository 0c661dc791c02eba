import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import {
  PLAN_BATCHES_SHOWN_MAX,
  type PlanBatchView,
  type PlanCertificateView,
  type PlanDecisionView,
  type PlanFeedView,
  type PlanOutcomeView,
  type PlanResultsView,
} from '../../src/app/plans/plan-views';
import type { BatchState } from '../../src/domain/decision/batch-state';
import { BatchStates, VerdictCounts } from '../batch/type';
import { CertificateStates } from '../certificate/codes';
import { DeciderRoles } from '../decision/type';
import { pageType } from '../page';
import { Levels } from '../registry/codes';
import { ResultsStates } from '../results/codes';
import { PlanDetail } from './type';

@ObjectType({ description: '对计划的一次决定 / One decision about a plan', simpleResolvers: true })
export class PlanDecision implements PlanDecisionView {
  @Field(() => String, { description: '决定,如 CITY_APPROVED / Act, such as CITY_APPROVED' })
  readonly act: string;
  @Field(() => String, { nullable: true, description: '理由 / Reason' })
  readonly reason: string | null;
  @Field(() => [String], { description: '依据 / Basis' })
  readonly basis: readonly string[];
  @Field(() => DeciderRoles, { description: '办理方 / Role of whoever decided' })
  readonly role: string;
  @Field(() => GraphQLISODateTime, { description: '时刻 / Decided at' })
  readonly decidedAt: Date;
}

@ObjectType({ description: '计划的成绩与公示 / Results of a plan and their notice', simpleResolvers: true })
export class PlanResults implements PlanResultsView {
  @Field(() => ID, { description: '编号 / Id' })
  readonly id: string;
  @Field(() => ResultsStates, { description: '状态 / State' })
  readonly state: string;
  @Field(() => String, { nullable: true, description: '公示起始日 / First day of the notice' })
  readonly noticeFrom: string | null;
  @Field(() => String, { nullable: true, description: '公示截止日 / Last day of the notice' })
  readonly noticeTo: string | null;
}

@ObjectType({ description: '计划的一个批次 / A batch of a plan', simpleResolvers: true })
export class PlanBatch implements PlanBatchView {
  @Field(() => ID, { description: '批次编号 / Id' })
  readonly id: string;
  @Field(() => BatchStates, { description: '状态 / State' })
  readonly state: BatchState;
  @Field(() => Int, { description: '记录数 / Records' })
  readonly records: number;
  @Field(() => ID, { nullable: true, description: '更正的原批次 / The batch that it mends' })
  readonly resubmissionOf: string | null;
  @Field(() => GraphQLISODateTime, { description: '封存时刻 / Sealed at' })
  readonly sealedAt: Date;
  @Field(() => VerdictCounts, { nullable: true, description: '按结论计数 / By verdict, once checked' })
  readonly counts: VerdictCounts | null;
}

@ObjectType({ description: '按状态计的证书数 / Certificates of one state', simpleResolvers: true })
export class PlanCertificateCount {
  @Field(() => CertificateStates, { description: '证书状态 / State' })
  readonly state: string;
  @Field(() => Int, { description: '证书数 / Certificates' })
  readonly count: number;
}

@ObjectType({
  description: '一个上级接收方的答复,以证书版本计 / The answers of one feed, in certificate versions',
  simpleResolvers: true,
})
export class PlanFeed implements PlanFeedView {
  @Field(() => String, { description: '接收方 / Feed' })
  readonly feed: string;
  @Field(() => Int, { description: '已接受 / Accepted' })
  readonly accepted: number;
  @Field(() => Int, { description: '已拒绝 / Refused' })
  readonly refused: number;
  @Field(() => Int, { description: '尚无答复 / Not answered yet' })
  readonly pending: number;
}

@ObjectType({
  description: '计划的结果:从审批到证书 / What a plan led to, down to its certificates',
  simpleResolvers: true,
})
export class PlanOutcome implements PlanOutcomeView {
  @Field(() => PlanDetail, { description: '计划 / The plan' })
  readonly plan: PlanDetail;
  @Field(() => [PlanDecision], { description: '历次决定,先早后晚 / Decisions, oldest first' })
  readonly decisions: readonly PlanDecision[];
  @Field(() => [PlanResults], { description: '成绩与公示 / Results and notice' })
  readonly results: readonly PlanResults[];
  @Field(() => [PlanBatch], {
    description: `批次,最早的 ${PLAN_BATCHES_SHOWN_MAX} 个 / The first ${PLAN_BATCHES_SHOWN_MAX} batches`,
  })
  readonly batches: readonly PlanBatch[];
  @Field(() => Int, { description: '批次总数 / Batches in all' })
  readonly batchesTotal: number;
  @Field(() => VerdictCounts, {
    description:
      '各批次记录合计,重报的记录在各批次中分别计 / Records over all batches; one that was sent again counts in each',
  })
  readonly records: VerdictCounts;
  @Field(() => [PlanCertificateCount], { description: '证书按状态 / Certificates by state' })
  readonly certificates: readonly PlanCertificateCount[];
  @Field(() => Int, { description: '证书总数 / Certificates in all' })
  readonly certificatesTotal: number;
  @Field(() => [PlanFeed], { description: '上级答复 / Answers from above' })
  readonly feeds: readonly PlanFeed[];
}

@ObjectType({ description: '计划的一本证书,已脱敏 / A certificate of a plan, masked', simpleResolvers: true })
export class PlanCertificate implements PlanCertificateView {
  @Field(() => ID, { description: '证书编号 / Number' })
  readonly certificateNo: string;
  @Field(() => CertificateStates, { description: '状态 / State' })
  readonly state: string;
  @Field(() => Int, { description: '当前版本 / Present version' })
  readonly version: number;
  @Field(() => String, { nullable: true, description: '姓名(脱敏) / Name, masked' })
  readonly name: string | null;
  @Field(() => String, { nullable: true, description: '证件号码(脱敏) / Document number, masked' })
  readonly idNumber: string | null;
  @Field(() => Levels, { description: '等级 / Level' })
  readonly level: string;
  @Field(() => String, { description: '考试日期 / Exam date' })
  readonly examDate: string;
  @Field(() => String, { description: '发证日期 / Issue date' })
  readonly issuedOn: string;
  @Field(() => ID, { description: '来源批次 / Batch it was issued with' })
  readonly batchId: string;
}
export const PlanCertificatePage = pageType('PlanCertificatePage', PlanCertificate);
