import { Field, Float, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import type {
  RecallCertificateView,
  RecallFeedView,
  RecallView,
  SubsidyPage,
  SubsidyRecoveryView,
  SubsidyTotalsView,
} from '../../src/app/certificates/recall-ports';
import type { Role } from '../../src/app/caller';
import {
  RECALL_GROUNDS,
  RECALL_STATE_TEXTS,
  RECALL_STATES,
  SUBSIDY_STATES,
  type RecallGround,
  type RecallState,
  type SubsidyState,
} from '../../src/domain/recall/recall-state';
import { RECALL_CERTIFICATES_MAX, RECALL_LINES_MAX, type ScopeKind } from '../../src/domain/recall/scope';
import { InstitutionName } from '../batch/type';
import { CertificateStates } from '../certificate/codes';
import { codeType } from '../codes';
import { pageType, PartOfList } from '../page';

export const RecallStates = codeType(
  'RecallState',
  '作废决定的状态 / State of a recall',
  RECALL_STATES.map((code) => ({ code, zh: RECALL_STATE_TEXTS[code].zh })),
);
const GROUND_LABELS: { readonly [ground in RecallGround]: string } = {
  VIOLATION: '违规',
  ERROR: '错发',
  COURT: '司法裁判',
};
export const RecallGrounds = codeType(
  'RecallGround',
  '作废事由 / Ground of a recall',
  RECALL_GROUNDS.map((code) => ({ code, zh: GROUND_LABELS[code] })),
);
const SUBSIDY_LABELS: { readonly [state in SubsidyState]: string } = {
  OPEN: '待追回',
  RECOVERED: '已追回',
  NOT_PAID: '未发放',
};
export const SubsidyStates = codeType(
  'SubsidyState',
  '补贴追回状态 / State of a subsidy to recover',
  SUBSIDY_STATES.map((code) => ({ code, zh: SUBSIDY_LABELS[code] })),
);
export const SubsidyOutcomes = codeType('SubsidyOutcome', '补贴追回结果 / What became of a subsidy', [
  { code: 'RECOVERED', zh: '已追回' },
  { code: 'NOT_PAID', zh: '未发放' },
]);
const RecallScopeKinds = codeType('RecallScopeKind', '作废范围 / What a recall covers', [
  { code: 'CERTIFICATES', zh: '逐证' },
  { code: 'BATCH', zh: '整批' },
  { code: 'LINES', zh: '批次中的部分行' },
  { code: 'PLAN', zh: '整个计划' },
]);

@InputType({ description: '作废范围,三项只填一项 / What is recalled: one of the three' })
export class RecallScopeInput {
  @Field(() => [ID], {
    nullable: true,
    description: `证书编号,最多 ${RECALL_CERTIFICATES_MAX} 个 / Certificate numbers, at most ${RECALL_CERTIFICATES_MAX}`,
  })
  readonly certificateNos?: string[] | null;
  @Field(() => ID, { nullable: true, description: '批次编号 / Batch' })
  readonly batchId?: string | null;
  @Field(() => [Int], {
    nullable: true,
    description: `该批次的行号,最多 ${RECALL_LINES_MAX} 个,空为整批 / Lines of the batch, at most ${RECALL_LINES_MAX}; null for all`,
  })
  readonly lines?: number[] | null;
  @Field(() => String, { nullable: true, description: '计划编号 / Plan' })
  readonly planNo?: string | null;
}

@ObjectType({
  description: '一个接收方对撤回的答复,按证书计 / One feed and the revocations, in certificates',
  simpleResolvers: true,
})
export class RecallFeed implements RecallFeedView {
  @Field(() => String, { description: '接收方 / Feed' })
  readonly feed: string;
  @Field(() => Int, { description: '应告知 / To be told of' })
  readonly certificates: number;
  @Field(() => Int, { description: '已送达 / Told' })
  readonly told: number;
  @Field(() => Int, { description: '已接受 / Accepted' })
  readonly accepted: number;
  @Field(() => Int, { description: '已拒绝 / Refused' })
  readonly refused: number;
  @Field(() => Int, { description: '待答复 / Pending' })
  readonly pending: number;
}

@ObjectType({ description: '补贴追回合计 / Subsidies in sum', simpleResolvers: true })
export class SubsidyTotals implements SubsidyTotalsView {
  @Field(() => Int, { description: '证书数 / Certificates' })
  readonly certificates: number;
  @Field(() => Int, { description: '待追回 / Open' })
  readonly open: number;
  @Field(() => Int, { description: '已追回 / Recovered' })
  readonly recovered: number;
  @Field(() => Int, { description: '未发放 / Not paid' })
  readonly notPaid: number;
  @Field(() => Float, { description: '已追回金额(元) / Recovered, in yuan' })
  readonly recoveredYuan: number;
}

@ObjectType({ description: '证书作废决定 / A decision that certificates are void', simpleResolvers: true })
export class Recall {
  @Field(() => ID, { description: '编号 / Id' })
  readonly id: string;
  @Field(() => RecallStates, { description: '状态 / State' })
  readonly state: RecallState;
  @Field(() => RecallGrounds, { description: '事由 / Ground' })
  readonly ground: RecallGround;
  @Field(() => RecallScopeKinds, { description: '范围 / What it covers' })
  readonly scopeKind: ScopeKind;
  @Field(() => ID, { nullable: true, description: '批次 / Batch' })
  readonly batchId: string | null;
  @Field(() => [Int], { nullable: true, description: '行号 / Lines' })
  readonly lines: RecallView['lines'];
  @Field(() => String, { nullable: true, description: '计划编号 / Plan' })
  readonly planNo: string | null;
  @Field(() => InstitutionName, { description: '评价机构 / Institution' })
  readonly institution: InstitutionName;
  @Field(() => String, { description: '所属区划 / Region' })
  readonly regionCode: string;
  @Field(() => String, { description: '理由 / Reason' })
  readonly reason: string;
  @Field(() => [String], { description: '依据 / Basis' })
  readonly basis: readonly string[];
  @Field(() => [ID], { description: '证明材料(附件编号) / Evidence, ids of attachments' })
  readonly evidence: readonly string[];
  @Field(() => Int, { description: '提出时的有效证书 / Live certificates at the proposal' })
  readonly live: number;
  @Field(() => Int, { description: '提出时已作废的 / Revoked ones' })
  readonly revoked: number;
  @Field(() => Int, { description: '提出时已换发的 / Replaced ones' })
  readonly replaced: number;
  @Field(() => Int, { description: '收到过其数据的接收方数 / Feeds that ever got one of them' })
  readonly feeds: number;
  @Field(() => String, { description: '范围摘要,确认时须一致 / Digest of what it covers; the confirmation repeats it' })
  readonly digest: string;
  @Field(() => ID, { description: '提出人(客户端编号) / Proposed by, client id' })
  readonly proposedBy: string;
  @Field(() => String, { description: '提出人角色 / Role of the proposer' })
  readonly proposedRole: Role;
  @Field(() => GraphQLISODateTime, { description: '提出时刻 / Proposed at' })
  readonly proposedAt: Date;
  @Field(() => ID, { nullable: true, description: '确认或撤回人 / Confirmed or withdrawn by' })
  readonly endedBy: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '确认或撤回时刻 / Confirmed or withdrawn at' })
  readonly endedAt: Date | null;
  @Field(() => String, { nullable: true, description: '撤回理由 / Reason of a withdrawal' })
  readonly endedReason: string | null;
}
export const RecallPage = pageType('RecallPage', Recall);

@ObjectType({ description: '作废范围内的一本证书 / One certificate that a recall covers', simpleResolvers: true })
export class RecallCertificate implements RecallCertificateView {
  @Field(() => ID, { description: '证书编号 / Certificate number' })
  readonly certificateNo: string;
  @Field(() => Int, { description: '提出时的版本 / Version at the proposal' })
  readonly version: number;
  @Field(() => CertificateStates, { description: '现状态 / State now' })
  readonly state: string;
  @Field(() => ID, { description: '批次 / Batch' })
  readonly batchId: string;
  @Field(() => Int, { description: '行号 / Line' })
  readonly line: number;
}
export const RecallCertificatePage = pageType('RecallCertificatePage', RecallCertificate);

@ObjectType({ description: '一本作废证书的补贴 / The subsidy of one revoked certificate', simpleResolvers: true })
export class SubsidyRecovery implements SubsidyRecoveryView {
  @Field(() => ID, { description: '证书编号 / Certificate number' })
  readonly certificateNo: string;
  @Field(() => ID, { description: '作废决定 / Recall' })
  readonly recallId: string;
  @Field(() => ID, { description: '评价机构 / Institution' })
  readonly institutionCode: string;
  @Field(() => SubsidyStates, { description: '状态 / State' })
  readonly state: SubsidyState;
  @Field(() => Float, { nullable: true, description: '追回金额(元) / Recovered, in yuan' })
  readonly amountYuan: number | null;
  @Field(() => String, { nullable: true, description: '说明 / Reason' })
  readonly reason: string | null;
  @Field(() => ID, { nullable: true, description: '登记人 / Entered by' })
  readonly decidedBy: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '登记时刻 / Entered at' })
  readonly decidedAt: Date | null;
}

@ObjectType({
  description: '一页补贴追回清单及全部合计 / One page, and sums over the whole list',
  simpleResolvers: true,
})
export class SubsidyRecoveryPage extends PartOfList implements SubsidyPage {
  @Field(() => [SubsidyRecovery], { description: '本页各行 / Rows of this page' })
  readonly items: readonly SubsidyRecovery[];
  @Field(() => SubsidyTotals, { description: '合计 / In sum' })
  readonly totals: SubsidyTotals;
}

@InputType({ description: '作废决定的筛选 / Filter of recalls' })
export class RecallFilterInput {
  @Field(() => Boolean, { defaultValue: false, description: '只看待我确认的 / Only what waits for the caller' })
  readonly mine: boolean;
  @Field(() => RecallStates, { nullable: true, description: '状态 / State' })
  readonly state?: RecallState | null;
  @Field(() => RecallGrounds, { nullable: true, description: '事由 / Ground' })
  readonly ground?: RecallGround | null;
  @Field(() => ID, { nullable: true, description: '机构编码 / Institution' })
  readonly institutionCode?: string | null;
  @Field(() => String, { nullable: true, description: '计划编号 / Plan' })
  readonly planNo?: string | null;
  @Field(() => ID, { nullable: true, description: '批次 / Batch' })
  readonly batchId?: string | null;
}

@InputType({ description: '补贴追回清单的筛选 / Filter of subsidies' })
export class SubsidyFilterInput {
  @Field(() => ID, { nullable: true, description: '作废决定 / Recall' })
  readonly recallId?: string | null;
  @Field(() => ID, { nullable: true, description: '机构编码 / Institution' })
  readonly institutionCode?: string | null;
  @Field(() => SubsidyStates, { nullable: true, description: '状态 / State' })
  readonly state?: SubsidyState | null;
}
