import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { CorrectionView } from '../../src/app/certificates/change-ports';
import {
  CHANGE_KINDS,
  CHANGE_STATE_TEXTS,
  CHANGE_STATES,
  type ChangeKind,
  type ChangeState,
} from '../../src/domain/certificate-change/change-state';
import type { Difference } from '../../src/domain/certificate-change/differences';
import type { Severity } from '../../src/domain/rules/rule';
import { InstitutionName } from '../batch/type';
import { codeType } from '../codes';
import { pageType } from '../page';
import { Severities } from '../rule/type';
import { Text } from '../text/type';

export const ChangeKinds = codeType(
  'CorrectionKind',
  '申请类型 / What is asked for',
  CHANGE_KINDS.map((code) => ({ code, zh: code === 'CORRECTION' ? '更正' : '补发或换发' })),
);
export const ChangeStates = codeType(
  'CorrectionState',
  '申请状态 / State of a correction or re-issue',
  CHANGE_STATES.map((code) => ({ code, zh: CHANGE_STATE_TEXTS[code].zh })),
);

@ObjectType({
  description: '一个字段的改动,个人信息已脱敏 / One changed field; personal data masked',
  simpleResolvers: true,
})
export class FieldDifference implements Difference {
  @Field(() => String, { description: '字段 / Field' })
  readonly field: string;
  @Field(() => String, { description: '中文表头 / Chinese heading' })
  readonly title: string;
  @Field(() => String, { nullable: true, description: '改前 / Before' })
  readonly before: string | null;
  @Field(() => String, { nullable: true, description: '改后 / After' })
  readonly after: string | null;
}

@ObjectType({
  description: '规则对更正后记录的结论,由申请理由说明 / What a rule says of the new record; the reason answers it',
  simpleResolvers: true,
})
export class CorrectionFinding {
  @Field(() => String, { description: '规则代码 / Rule code' })
  readonly code: string;
  @Field(() => Severities, { description: '严重程度 / Severity' })
  readonly severity: Severity;
  @Field(() => String, { description: '位置,JSON Pointer / Place, JSON Pointer' })
  readonly path: string;
  @Field(() => Text, { description: '说明 / Message' })
  readonly message: Text;
}

@ObjectType({
  description: '证书更正或补发申请 / A request to correct a certificate or to issue it again',
  simpleResolvers: true,
})
export class Correction implements CorrectionView {
  @Field(() => ID, { description: '申请编号 / Id' })
  readonly id: string;
  @Field(() => ChangeKinds, { description: '类型 / Kind' })
  readonly kind: ChangeKind;
  @Field(() => ChangeStates, { description: '状态 / State' })
  readonly state: ChangeState;
  @Field(() => ID, { description: '证书编号 / Certificate number' })
  readonly certificateNo: string;
  @Field(() => Int, { description: '申请所依据的证书版本 / The version that it looked at' })
  readonly baseVersion: number;
  @Field(() => ID, { nullable: true, description: '换发的新编号 / The new number of a re-issue' })
  readonly newCertificateNo: string | null;
  @Field(() => InstitutionName, { description: '评价机构 / Institution' })
  readonly institution: InstitutionName;
  @Field(() => String, { description: '所属区划 / Region' })
  readonly regionCode: string;
  @Field(() => String, { description: '理由 / Reason' })
  readonly reason: string;
  @Field(() => [ID], { description: '证明材料(附件编号) / Evidence, ids of attachments' })
  readonly evidence: readonly string[];
  @Field(() => [CorrectionFinding], { description: '检查结论 / What the rules say of it' })
  readonly findings: CorrectionView['findings'];
  @Field(() => [FieldDifference], { description: '改动 / What changes' })
  readonly differences: readonly FieldDifference[];
  @Field(() => ID, { description: '申请人(客户端编号) / Requested by, client id' })
  readonly requestedBy: string;
  @Field(() => GraphQLISODateTime, { description: '申请时刻 / Requested at' })
  readonly requestedAt: Date;
  @Field(() => ID, { nullable: true, description: '市级初审人 / First reviewer, of the city' })
  readonly cityDecidedBy: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '市级初审时刻 / First review at' })
  readonly cityDecidedAt: Date | null;
  @Field(() => ID, { nullable: true, description: '办结人 / Who ended it' })
  readonly decidedBy: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '办结时刻 / Ended at' })
  readonly decidedAt: Date | null;
  @Field(() => String, { nullable: true, description: '不予通过的理由 / Reason of a refusal' })
  readonly decisionReason: string | null;
  @Field(() => Int, {
    nullable: true,
    description:
      '生效后的证书版本(换发的为新编号的版本) / The version that it made, of the new number where there is one',
  })
  readonly appliedVersion: number | null;
}
export const CorrectionPage = pageType('CorrectionPage', Correction);

@InputType({ description: '更正与补发的筛选 / Filter of corrections' })
export class CorrectionFilterInput {
  @Field(() => Boolean, { defaultValue: false, description: '只看待本方办理的 / Only what waits for the caller' })
  readonly mine: boolean;
  @Field(() => [ChangeStates], { nullable: true, description: '状态 / States' })
  readonly states?: ChangeState[] | null;
  @Field(() => ChangeKinds, { nullable: true, description: '类型 / Kind' })
  readonly kind?: ChangeKind | null;
  @Field(() => ID, { nullable: true, description: '证书编号 / Certificate number' })
  readonly certificateNo?: string | null;
  @Field(() => ID, { nullable: true, description: '机构编码 / Institution' })
  readonly institutionCode?: string | null;
}
