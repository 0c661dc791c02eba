import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { SUBJECT_KINDS, type Subject } from '../../src/app/decisions/decision-ports';
import { codeType } from '../codes';

const ZH = {
  APPLICATION: '备案申请',
  PUBLICATION: '公布',
  INSTITUTION: '机构',
  FILING: '备案',
  PLAN: '计划',
  RESULTS: '成绩',
  OBJECTION: '异议',
  BATCH: '批次',
  CORRECTION: '更正',
  RECALL: '撤销',
  CERTIFICATE: '证书',
  STAFF: '人员',
  MEASURE: '处理措施',
  BAR: '从业禁止',
  BYLAW: '管理办法',
  CATALOGUE: '职业目录',
  CALENDAR: '节假日安排',
  UPLOAD: '上传',
  FEED: '接收方',
} as const satisfies Record<Subject['kind'], string>;

export const SubjectKinds = codeType(
  'SubjectKind',
  '决定、期限、通知的对象 / What a decision, a deadline or a notification is about',
  SUBJECT_KINDS.map((code) => ({ code, zh: ZH[code] })),
);

@ObjectType('WorkSubject', { description: '对象 / What it is about', simpleResolvers: true })
export class WorkSubject implements Subject {
  @Field(() => SubjectKinds, { description: '种类 / Kind' })
  readonly kind: Subject['kind'];
  @Field(() => ID, {
    description: '编号;节假日安排为年份,接收方为名称 / Id; of a calendar its year, of a feed its name',
  })
  readonly id: string;
}

@InputType({ description: '对象 / What it is about' })
export class WorkSubjectInput implements Subject {
  @Field(() => SubjectKinds, { description: '种类 / Kind' })
  readonly kind: Subject['kind'];
  @Field(() => ID, { description: '编号 / Id' })
  readonly id: string;
}
