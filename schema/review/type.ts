import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { QueuedBatch } from '../../src/app/review/review-queue';
import type { Acceptance } from '../../src/domain/decision/acceptance';
import type { BatchState } from '../../src/domain/decision/batch-state';
import type { ReviewPiece, ReviewTotals, SignalCount } from '../../src/domain/review/summary';
import { Acceptances } from '../batch/acceptance';
import { BatchStates, InstitutionName } from '../batch/type';
import { pageType } from '../page';
import { Levels } from '../registry/codes';

@ObjectType('SignalCount', { description: '提示信息按规则计数 / Signals of one rule', simpleResolvers: true })
export class Signals implements SignalCount {
  @Field(() => String, { description: '规则代码 / Rule code' })
  readonly code: string;
  @Field(() => Int, { description: '涉及记录数,0 为整批 / Records with such a finding; 0 where it is about the batch' })
  readonly records: number;
}

const WITHDRAWAL = {
  nullable: true,
  description:
    '撤回该计划成绩的待确认提议;决定之前不能通过(PROPOSAL_OPEN) / The proposal to withdraw the results of its plan; while it waits the batch is not approved (PROPOSAL_OPEN)',
};

@ObjectType({ description: '待审批次 / A batch that waits for a review', simpleResolvers: true })
export class ReviewQueueItem implements QueuedBatch {
  @Field(() => ID, { description: '批次编号 / Id' })
  readonly id: string;
  @Field(() => BatchStates, { description: '状态 / State' })
  readonly state: BatchState;
  @Field(() => String, { description: '计划编号 / Plan number' })
  readonly planNo: string;
  @Field(() => String, { nullable: true, description: '职业编码 / Occupation of the plan' })
  readonly occupationCode: string | null;
  @Field(() => Levels, { nullable: true, description: '等级 / Level of the plan' })
  readonly level: string | null;
  @Field(() => String, { description: '机构批次号 / Client batch number' })
  readonly clientBatchNo: string;
  @Field(() => InstitutionName, { description: '机构 / Institution' })
  readonly institution: InstitutionName;
  @Field(() => String, { description: '所属区划 / Region' })
  readonly regionCode: string;
  @Field(() => ID, { nullable: true, description: '更正的原批次 / The batch that it mends' })
  readonly resubmissionOf: string | null;
  @Field(() => Acceptances, { description: '接收方式 / How it is to be taken' })
  readonly acceptance: Acceptance;
  @Field(() => Int, { description: '记录数 / Records' })
  readonly records: number;
  @Field(() => Int, { description: '分块数 / Chunks' })
  readonly chunks: number;
  @Field(() => Int, { description: '通过 / Passed' })
  readonly passed: number;
  @Field(() => Int, { description: '待说明 / Held' })
  readonly held: number;
  @Field(() => Int, { description: '退回 / Returned' })
  readonly returned: number;
  @Field(() => Int, { description: '未决定的说明 / Declarations that nobody has decided on' })
  readonly openDeclarations: number;
  @Field(() => [Signals], { description: '提示信息 / Signals by rule' })
  readonly signals: readonly SignalCount[];
  @Field(() => GraphQLISODateTime, { description: '封存时刻 / Sealed at' })
  readonly sealedAt: Date;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '检查完成时刻 / Checked at' })
  readonly checkedAt: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '最近决定时刻 / Last decided at' })
  readonly decidedAt: Date | null;
  @Field(() => GraphQLISODateTime, { description: '到达本环节的时刻 / When it came to this step' })
  readonly since: Date;
  @Field(() => Int, {
    nullable: true,
    description: '已等待的工作日,节假日安排未公布时为空 / Working days since then; null where no calendar is published',
  })
  readonly ageWorkingDays: number | null;
  @Field(() => String, {
    nullable: true,
    description: '办理期限,规则包未设则为空 / Last day; null where packs set none',
  })
  readonly dueOn: string | null;
  @Field(() => Boolean, { description: '已逾期 / Overdue' })
  readonly overdue: boolean;
  @Field(() => ID, WITHDRAWAL)
  readonly withdrawalProposalId: string | null;
  @Field(() => ID, { nullable: true, description: '办理人(客户端编号) / Reviewer, client id' })
  readonly reviewer: string | null;
}
export const ReviewQueuePage = pageType('ReviewQueuePage', ReviewQueueItem);

@ObjectType({ simpleResolvers: true })
abstract class Counted {
  @Field(() => Int, { description: '记录 / Records' })
  readonly records: number;
  @Field(() => Int, { description: '通过 / Passed' })
  readonly passed: number;
  @Field(() => Int, { description: '待说明 / Held' })
  readonly held: number;
  @Field(() => Int, { description: '退回 / Returned' })
  readonly returned: number;
  @Field(() => Int, { description: '未决定的说明 / Declarations that nobody has decided on' })
  readonly openDeclarations: number;
  @Field(() => [Signals], { description: '提示信息 / Signals by rule' })
  readonly signals: readonly SignalCount[];
}

@ObjectType('ReviewTotals', { description: '所选批次合计 / The chosen batches in all', simpleResolvers: true })
export class Totals extends Counted implements ReviewTotals {
  @Field(() => Int, { description: '批次 / Batches' })
  readonly batches: number;
  @Field(() => Int, { description: '逾期批次 / Overdue batches' })
  readonly overdue: number;
  @Field(() => Int, { description: '终审通过后将生成的证书 / Certificates that come of it once the province approves' })
  readonly certificates: number;
}

@ObjectType('ReviewPiece', { description: '汇总中的一个批次 / One batch of the summary', simpleResolvers: true })
export class Piece extends Counted implements ReviewPiece {
  @Field(() => ID, { description: '批次编号 / Batch id' })
  readonly id: string;
  @Field(() => BatchStates, { description: '状态 / State' })
  readonly state: BatchState;
  @Field(() => Acceptances, { description: '接收方式 / How it is to be taken' })
  readonly acceptance: Acceptance;
  @Field(() => Boolean, { description: '已逾期 / Overdue' })
  readonly overdue: boolean;
  @Field(() => ID, WITHDRAWAL)
  readonly withdrawalProposalId: string | null;
}
