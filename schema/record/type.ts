import { Field, Float, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { FoundRecordView, RecordFilter, RecordView } from '../../src/app/views';
import { ID_TYPES } from '../../src/domain/certificate/record';
import type { BatchState } from '../../src/domain/decision/batch-state';
import type { Verdict } from '../../src/domain/rules/rule';
import { BatchStates } from '../batch/type';
import { CertificateStates } from '../certificate/codes';
import { codeType } from '../codes';
import { pageType } from '../page';

export const Verdicts = codeType('Verdict', '记录结论 / Verdict of a record', [
  { code: 'PASSED', zh: '通过' },
  { code: 'HELD', zh: '待说明' },
  { code: 'RETURNED', zh: '退回' },
]);

const text = (description: string) => ({ nullable: true, description });

@ObjectType('Record', {
  description: '批次中的一条记录,个人信息已脱敏 / One line of a batch; personal data masked',
  simpleResolvers: true,
})
export class RecordLine implements RecordView {
  @Field(() => Int, { description: '行号,从 1 起 / 1-based line' })
  readonly line: number;
  @Field(() => Verdicts, { description: '结论 / Verdict' })
  readonly verdict: Verdict;
  @Field(() => String, text('证书编号 / Certificate number'))
  readonly certificateNo: string | null;
  @Field(() => String, text('姓名(脱敏) / Name, masked'))
  readonly name: string | null;
  @Field(() => String, text('证件类型 / Document type'))
  readonly idType: string | null;
  @Field(() => String, text('证件号码(脱敏) / Document number, masked'))
  readonly idNumber: string | null;
  @Field(() => String, text('性别 / Sex'))
  readonly sex: string | null;
  @Field(() => String, text('考生类别 / Candidate category'))
  readonly candidateCategory: string | null;
  @Field(() => String, text('职业编码 / Occupation code'))
  readonly occupationCode: string | null;
  @Field(() => String, text('职业名称 / Occupation name'))
  readonly occupationName: string | null;
  @Field(() => String, text('工种 / Work type'))
  readonly workType: string | null;
  @Field(() => String, text('职业技能等级 / Level'))
  readonly level: string | null;
  @Field(() => String, text('站点编码 / Site code'))
  readonly siteCode: string | null;
  @Field(() => String, text('考试日期 / Exam date'))
  readonly examDate: string | null;
  @Field(() => String, text('发证日期 / Issue date'))
  readonly issuedOn: string | null;
  @Field(() => Float, text('理论成绩 / Theory score'))
  readonly theoryScore: number | null;
  @Field(() => Float, text('技能成绩 / Skill score'))
  readonly skillScore: number | null;
  @Field(() => Float, text('综合评审成绩 / Review score'))
  readonly reviewScore: number | null;
  @Field(() => String, text('评定成绩 / Overall grade'))
  readonly overallGrade: string | null;
}

export const RecordPage = pageType('RecordPage', RecordLine);

export const IdTypes = codeType('IdType', '证件类型 / Document type', ID_TYPES);

@ObjectType('FoundRecord', {
  description: '找到的记录及其批次 / A record and the batch that holds it',
  simpleResolvers: true,
})
export class FoundRecord extends RecordLine implements FoundRecordView {
  @Field(() => ID, { description: '批次 / Batch' })
  readonly batchId: string;
  @Field(() => BatchStates, { description: '批次状态 / State of the batch' })
  readonly batchState: BatchState;
  @Field(() => String, { description: '机构批次号 / Client batch number' })
  readonly clientBatchNo: string;
  @Field(() => GraphQLISODateTime, { description: '封存时刻 / Sealed at' })
  readonly sealedAt: Date;
  @Field(() => CertificateStates, {
    nullable: true,
    description: '由此产生的证书的状态,未发证为空 / State of its certificate; null where there is none',
  })
  readonly certificateState: string | null;
}

export const FoundRecordPage = pageType('FoundRecordPage', FoundRecord);

@InputType({ description: '记录筛选 / Filter of records' })
export class RecordFilterInput implements RecordFilter {
  @Field(() => Verdicts, { nullable: true, description: '结论 / Verdict' })
  readonly verdict?: Verdict | null;
  @Field(() => String, { nullable: true, description: '证书编号 / Certificate number' })
  readonly certificateNo?: string | null;
}
