import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { BATCH_ORIGINS, type BatchOrigin } from '../../src/app/batch-ports';
import type { BatchSummaryView, BatchView, ReviewView, RuleCountView } from '../../src/app/views';
import type { FeedSummaryView } from '../../src/app/forwarding-views';
import type { RecheckView } from '../../src/app/review/review-ports';
import type { Acceptance } from '../../src/domain/decision/acceptance';
import {
  BATCH_STATE_TEXTS,
  BATCH_STATES,
  type BatchState,
  type ReviewStep,
} from '../../src/domain/decision/batch-state';
import type { Severity } from '../../src/domain/rules/rule';
import { codeType } from '../codes';
import { pageType } from '../page';
import { Severities } from '../rule/type';
import type { RecheckReason } from '../../src/domain/review/recheck';
import { Acceptances } from './acceptance';
import { ReviewSteps } from './step';
import { BatchPreflight } from '../upload/preflight';

export const BatchStates = codeType(
  'BatchState',
  '批次状态 / State of a batch',
  BATCH_STATES.map((code) => ({ code, zh: BATCH_STATE_TEXTS[code].zh })),
);
const ReviewDecisions = codeType('ReviewDecision', '审核决定 / Decision of a review', [
  { code: 'APPROVED', zh: '通过' },
  { code: 'RETURNED', zh: '退回' },
]);

@ObjectType({ description: '机构代码与名称 / An institution by code and name', simpleResolvers: true })
export class InstitutionName {
  @Field(() => ID, { description: '代码 / Code' })
  readonly code: string;
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
}

@ObjectType({ description: '按结论计数 / Records by verdict', simpleResolvers: true })
export class VerdictCounts {
  @Field(() => Int, { description: '通过 / Passed' })
  readonly passed: number;
  @Field(() => Int, { description: '待说明 / Held' })
  readonly held: number;
  @Field(() => Int, { description: '退回 / Returned' })
  readonly returned: number;
}

@ObjectType({ description: '检查进度 / Progress of the check', simpleResolvers: true })
export class CheckProgress {
  @Field(() => Int, { description: '已检查记录 / Records checked' })
  readonly recordsChecked: number;
  @Field(() => Int, { description: '已检查分块 / Chunks checked' })
  readonly chunksChecked: number;
}

@ObjectType({ description: '一次审核决定 / One decision of a regulator', simpleResolvers: true })
export class Review implements ReviewView {
  @Field(() => ReviewSteps, { description: '环节 / Step' })
  readonly step: ReviewStep;
  @Field(() => ReviewDecisions, { description: '决定 / Decision' })
  readonly decision: 'APPROVED' | 'RETURNED';
  @Field(() => String, { nullable: true, description: '理由 / Reason' })
  readonly reason: string | null;
  @Field(() => ID, { description: '办理人(客户端编号) / Decided by, client id' })
  readonly decidedBy: string;
  @Field(() => GraphQLISODateTime, { description: '时刻 / Decided at' })
  readonly decidedAt: Date;
}

@ObjectType({ description: '按规则计数 / Findings of one rule', simpleResolvers: true })
export class RuleCount implements RuleCountView {
  @Field(() => String, { description: '规则代码 / Rule code' })
  readonly code: string;
  @Field(() => Severities, { description: '严重程度 / Severity' })
  readonly severity: Severity;
  @Field(() => Int, { description: '结论数 / Findings' })
  readonly findings: number;
  @Field(() => Int, { description: '涉及记录数 / Records with such a finding' })
  readonly records: number;
}

@ObjectType({
  description: '批次对一个上级接收方的报送情况,以证书计 / One feed’s side of a batch, in certificates',
  simpleResolvers: true,
})
export class FeedSummary implements FeedSummaryView {
  @Field(() => String, { description: '接收方 / Feed' })
  readonly feed: string;
  @Field(() => Int, { description: '应报送 / To be delivered' })
  readonly certificates: number;
  @Field(() => Int, { description: '对方已收 / Taken by the receiver' })
  readonly delivered: number;
  @Field(() => Int, { description: '对方已接受 / Accepted' })
  readonly accepted: number;
  @Field(() => Int, { description: '对方已拒绝 / Refused' })
  readonly refused: number;
  @Field(() => Int, { description: '尚无答复 / Not answered yet' })
  readonly pending: number;
}

const BatchOrigins = codeType('BatchOrigin', '批次来源 / Where a batch comes from', [
  { code: BATCH_ORIGINS[0], zh: '机构报送,在本枢纽检查' },
  { code: BATCH_ORIGINS[1], zh: '下级枢纽上交,已在该枢纽检查' },
]);

@ObjectType({ description: '列表中的批次 / A batch in a list', simpleResolvers: true })
export class BatchSummary implements BatchSummaryView {
  @Field(() => ID, { description: '批次编号 / Id' })
  readonly id: string;
  @Field(() => BatchOrigins, { description: '来源 / Where it comes from' })
  readonly origin: BatchOrigin;
  @Field(() => BatchStates, { description: '状态 / State' })
  readonly state: BatchState;
  @Field(() => String, { description: '计划编号 / Plan number' })
  readonly planNo: string;
  @Field(() => String, { description: '机构批次号 / Client batch number' })
  readonly clientBatchNo: string;
  @Field(() => InstitutionName, { description: '机构 / Institution' })
  readonly institution: InstitutionName;
  @Field(() => String, { description: '所属区划 / Region' })
  readonly regionCode: string;
  @Field(() => ID, { nullable: true, description: '更正的原批次 / The batch that it mends' })
  readonly resubmissionOf: string | null;
  @Field(() => Int, { description: '记录数 / Records' })
  readonly records: number;
  @Field(() => Int, { description: '分块数 / Chunks' })
  readonly chunks: number;
  @Field(() => GraphQLISODateTime, { description: '封存时刻 / Sealed at' })
  readonly sealedAt: Date;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '检查完成时刻 / Checked at' })
  readonly checkedAt: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '最近决定时刻 / Last decided at' })
  readonly decidedAt: Date | null;
  @Field(() => VerdictCounts, { nullable: true, description: '按结论计数,检查完成后有值 / By verdict, once checked' })
  readonly counts: VerdictCounts | null;
}

const RecheckReasons = codeType('RecheckReason', '未沿用原批次检查结论的原因 / Why nothing was taken over', [
  { code: 'EARLIER_UNCHECKED', zh: '原批次尚未检查完' },
  { code: 'OTHER_PLAN', zh: '原批次属于其他计划' },
  { code: 'NOTICE_CHANGED', zh: '公示日期有变' },
  { code: 'REGISTRY_CHANGED', zh: '登记数据有变' },
  { code: 'PACKS_CHANGED', zh: '规则包有变' },
  { code: 'ENGINE_CHANGED', zh: '规则引擎版本有变' },
]);

@ObjectType({
  description:
    '重报批次的复检:未变且原先无问题的记录不再单独检查 / A record that is unchanged and was without fault is not judged again by itself',
  simpleResolvers: true,
})
export class Recheck implements RecheckView {
  @Field(() => Int, { description: '重新检查的记录 / Records judged again' })
  readonly rechecked: number;
  @Field(() => Int, { description: '沿用结论的记录 / Records taken over' })
  readonly reused: number;
  @Field(() => RecheckReasons, { nullable: true, description: '全部重新检查的原因 / Why all were judged again' })
  readonly reason: RecheckReason | null;
}

export const BatchPage = pageType('BatchPage', BatchSummary);

/** Built by `Object.assign(new Batch(), view)`: type-graphql asks an extended type by `instanceof`. */
@ObjectType({ description: '批次 / A batch: what a sealed upload holds', simpleResolvers: true })
export class Batch extends BatchSummary implements BatchView {
  @Field(() => String, { description: '内容摘要 / Digest of the content' })
  readonly digest: string;
  @Field(() => String, { description: '摘要算法 / Digest algorithm' })
  readonly algorithm: string;
  @Field(() => CheckProgress, { description: '检查进度 / Progress of the check' })
  readonly progress: CheckProgress;
  @Field(() => [Review], { description: '审核决定 / Decisions' })
  readonly reviews: readonly Review[];
  @Field(() => [String], { description: '适用的规则包 / Packs that applied' })
  readonly packs: readonly string[];
  @Field(() => String, { nullable: true, description: '规则包摘要 / Digest of the packs' })
  readonly packDigest: string | null;
  @Field(() => String, {
    nullable: true,
    description: '参照快照摘要;由下级枢纽检查的没有 / Digest of the reference snapshot; none where another hub judged',
  })
  readonly snapshotDigest: string | null;
  @Field(() => String, { nullable: true, description: '结论摘要 / Digest of all verdicts' })
  readonly verdictDigest: string | null;
  @Field(() => String, { nullable: true, description: '规则引擎版本 / Version of the rule engine' })
  readonly engineVersion: string | null;
  @Field(() => BatchPreflight, { nullable: true, description: '随批次报送的预检清单 / Its pre-flight manifest' })
  readonly preflight: BatchPreflight | null;
  @Field(() => Acceptances, { description: '接收方式 / How it is to be taken' })
  readonly acceptance: Acceptance;
  @Field(() => Recheck, {
    nullable: true,
    description: '重报批次的复检情况 / What the check of a resubmission judged again',
  })
  readonly recheck: RecheckView | null;
}
