import { Field, GraphQLISODateTime, ID, InputType, Int } from 'type-graphql';
import type { HeaderChanges, RecordChange, ResubmittedLines } from '../../src/app/review/resubmit-changes';
import type { GivenReturn } from '../../src/app/review/return-records';
import type { ReviewQueueFilter } from '../../src/app/review/review-ports';
import type { Acceptance } from '../../src/domain/decision/acceptance';
import { Acceptances } from '../batch/acceptance';
import { codeType } from '../codes';
import { DeclarationInput } from '../upload/input';
import { CertificateRecord } from '../records-scalar';

@InputType({ description: '待审批次筛选 / Filter of the batches that wait for a review' })
export class ReviewQueueFilterInput implements ReviewQueueFilter {
  @Field(() => Boolean, { nullable: true, description: '由我办理 / Assigned to the caller' })
  readonly assignedToMe?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: '尚未分派 / Assigned to nobody' })
  readonly unassigned?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: '已逾期 / Overdue' })
  readonly overdue?: boolean | null;
  @Field(() => ID, { nullable: true, description: '机构 / Institution' })
  readonly institutionCode?: string | null;
  @Field(() => String, { nullable: true, description: '区划,可为市州 / Region, or a city with all of it' })
  readonly regionCode?: string | null;
  @Field(() => String, { nullable: true, description: '职业编码 / Occupation of the plan' })
  readonly occupationCode?: string | null;
  @Field(() => String, { nullable: true, description: '计划编号 / Plan number' })
  readonly planNo?: string | null;
  @Field(() => String, { nullable: true, description: '含此规则的问题 / With a finding of this rule' })
  readonly ruleCode?: string | null;
  @Field(() => Boolean, { nullable: true, description: '机构作了说明 / With declarations' })
  readonly hasDeclarations?: boolean | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '此时刻及以后封存 / Sealed at or after' })
  readonly sealedFrom?: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '此时刻以前封存 / Sealed before' })
  readonly sealedTo?: Date | null;
}

@InputType({ description: '退回的一条记录 / One record that is returned' })
export class RecordReturnInput implements GivenReturn {
  @Field(() => Int, { description: '行号,从 1 起 / 1-based line' })
  readonly line: number;
  @Field(() => String, { description: '理由,不得含个人号码 / Reason, without numbers of persons' })
  readonly reason: string;
}

@InputType({ description: '对原批次一行的更正 / A change of one line of the batch that is mended' })
export class RecordChangeInput implements RecordChange {
  @Field(() => Int, { description: '原批次行号,从 1 起 / 1-based line of the old batch' })
  readonly line: number;
  @Field(() => CertificateRecord, {
    nullable: true,
    description: '更正后的整条记录,空为撤下该行 / The whole mended record; null takes the line out',
  })
  readonly record?: unknown;
}

@InputType({ description: '表头中有变的项 / What of the header does not hold any more' })
export class HeaderChangesInput implements HeaderChanges {
  @Field(() => String, { nullable: true, description: '公示起始日 / First day of the public notice' })
  readonly noticeFrom?: string;
  @Field(() => String, { nullable: true, description: '公示截止日 / Last day of the public notice' })
  readonly noticeTo?: string;
  @Field(() => String, { nullable: true, description: '结果审定日 / Day the results were approved' })
  readonly resultsApprovedOn?: string | null;
  @Field(() => [DeclarationInput], {
    nullable: true,
    description: '说明,行号为新批次的行 / Declarations, by lines of the new batch',
  })
  readonly declarations?: DeclarationInput[] | null;
  @Field(() => Acceptances, { nullable: true, description: '接收方式 / How the batch is to be taken' })
  readonly acceptance?: Acceptance | null;
}

export const ResubmittedLineSets = codeType('ResubmittedLines', '重报原批次的哪些行 / Which lines go along', [
  { code: 'ALL', zh: '全部行' },
  { code: 'NOT_PASSED', zh: '仅未通过的行' },
]);
export type { ResubmittedLines };
