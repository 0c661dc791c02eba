import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import type {
  CertificateDifferenceView,
  TallyReportCheckView,
  TallyReportDifferenceView,
  TallyReportFilter,
  TallyReportView,
} from '../../src/app/forwarding/tally-report-views';
import type { RevisionChanges } from '../../src/domain/statistics/revision';
import { codeType } from '../codes';
import { pageType } from '../page';
import { TallyReportCell } from './cell';

export const TallyReportStates = codeType('TallyReportState', '统计报送状态 / State of a report of tallies', [
  { code: 'DUE', zh: '待报送' },
  { code: 'SENT', zh: '已送达,待答复' },
  { code: 'ACCEPTED', zh: '已接受' },
  { code: 'REFUSED', zh: '已拒绝' },
  { code: 'GIVEN_UP', zh: '已放弃' },
  { code: 'SUPERSEDED', zh: '未送达即被更新的修订取代' },
]);
const RevisionReasons = codeType('TallyRevisionReason', '修订原因 / Why a revision was made', [
  { code: 'FIRST', zh: '首次报送' },
  { code: 'DEFINITION', zh: '统计口径有新版本' },
  { code: 'SCOPE', zh: '接收方的区划或范围有变' },
  { code: 'COUNTS', zh: '证书有变' },
]);
const DifferenceKinds = codeType('TallyCertificateDifference', '证书变化 / How a certificate differs', [
  { code: 'CAME', zh: '当时未计入,现应计入' },
  { code: 'WENT', zh: '当时计入,现不计入' },
  { code: 'CHANGED', zh: '仍计入,版本已变' },
]);

@ObjectType({ description: '与上一修订相比的变化 / Changes against the revision before', simpleResolvers: true })
export class TallyRevisionChanges implements RevisionChanges {
  @Field(() => Int, { description: '新增行数 / Rows added' })
  readonly rowsAdded: number;
  @Field(() => Int, { description: '减少行数 / Rows removed' })
  readonly rowsRemoved: number;
  @Field(() => Int, { description: '数值有变的行数 / Rows whose number changed' })
  readonly rowsChanged: number;
  @Field(() => Int, { description: '各行增加数合计 / Certificates gained, summed over rows' })
  readonly certificatesGained: number;
  @Field(() => Int, { description: '各行减少数合计 / Certificates lost, summed over rows' })
  readonly certificatesLost: number;
}

@ObjectType({
  description: '向接收方报送的一期统计,内容不再改变 / Counts of a period as told to a feed',
  simpleResolvers: true,
})
export class TallyReport implements TallyReportView {
  @Field(() => ID, { description: '统计报送编号 / Id' })
  readonly id: string;
  @Field(() => String, { description: '接收方 / Feed' })
  readonly feed: string;
  @Field(() => String, { description: '发证年月 YYYY-MM / Month of issue' })
  readonly period: string;
  @Field(() => String, { description: "接收方的区划 / The feed's region" })
  readonly regionCode: string;
  @Field(() => Int, { description: '修订号,从 1 起 / Revision, from 1' })
  readonly revision: number;
  @Field(() => Boolean, { description: '是否为该期最新修订 / Whether no newer revision stands in its place' })
  readonly isNewest: boolean;
  @Field(() => RevisionReasons, { description: '修订原因 / Why it was made' })
  readonly reason: TallyReportView['reason'];
  @Field(() => String, { description: '统计口径及版本 / Definition by which was counted' })
  readonly definition: string;
  @Field(() => Int, { description: '证书数 / Certificates' })
  readonly certificates: number;
  @Field(() => Int, { description: '行数 / Rows' })
  readonly rowCount: number;
  @Field(() => String, {
    description: '口径、期间、区划与各行的 SHA-256 / SHA-256 of definition, period, region and rows',
  })
  readonly digest: string;
  @Field(() => String, {
    description: '所统计证书版本的摘要之和 / Sum of the digests of the certificate versions behind it',
  })
  readonly certificatesDigest: string;
  @Field(() => TallyRevisionChanges, {
    nullable: true,
    description: '与上一修订相比,首次为空 / Against the one before',
  })
  readonly changes: TallyRevisionChanges | null;
  @Field(() => GraphQLISODateTime, { description: '统计时刻 / Counted at' })
  readonly madeAt: Date;
  @Field(() => TallyReportStates, { description: '状态 / State' })
  readonly state: TallyReportView['state'];
  @Field(() => Int, { description: '已尝试次数 / Attempts made' })
  readonly attemptsMade: number;
  @Field(() => GraphQLISODateTime, { description: '下次尝试或询问时刻 / Due at' })
  readonly dueAt: Date;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '对方收到时刻 / Taken at' })
  readonly sentAt: Date | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '答复时刻 / Answered at' })
  readonly answeredAt: Date | null;
  @Field(() => String, { nullable: true, description: '拒绝代码或最近一次未送达的原因 / Code of refusal or failure' })
  readonly code: string | null;
}
export const TallyReportPage = pageType('TallyReportPage', TallyReport);

@ObjectType({ description: '统计报送的一行 / One row of a report', simpleResolvers: true })
export class TallyReportRow extends TallyReportCell {
  @Field(() => Int, { description: '证书数 / Certificates' })
  readonly certificates: number;
}
export const TallyReportRowPage = pageType('TallyReportRowPage', TallyReportRow);

@ObjectType({
  description: '与上一修订不同的一行 / A row that differs from the revision before',
  simpleResolvers: true,
})
export class TallyReportDifference extends TallyReportCell implements TallyReportDifferenceView {
  @Field(() => Int, { nullable: true, description: '上一修订的证书数,空为无此行 / Before; null for no such row' })
  readonly before: number | null;
  @Field(() => Int, { nullable: true, description: '本修订的证书数,空为无此行 / Now; null for no such row' })
  readonly after: number | null;
}
export const TallyReportDifferencePage = pageType('TallyReportDifferencePage', TallyReportDifference);

@ObjectType({ description: '统计报送与证书核对 / A report against the certificates behind it', simpleResolvers: true })
export class TallyReportCheck implements TallyReportCheckView {
  @Field(() => Int, { description: '所报证书数 / Certificates as told' })
  readonly certificates: number;
  @Field(() => Int, { description: '各行合计 / Sum of its rows' })
  readonly sumOfRows: number;
  @Field(() => Int, { description: '现应计入的证书数 / Certificates that would be counted now' })
  readonly certificatesNow: number;
  @Field(() => Boolean, { description: '证书及版本是否完全相同 / Whether they are the same, in the same versions' })
  readonly isSame: boolean;
  @Field(() => Int, { description: '当时未计入,现应计入 / Came since' })
  readonly came: number;
  @Field(() => Int, { description: '当时计入,现不计入 / Went since' })
  readonly went: number;
  @Field(() => Int, { description: '仍计入,版本已变 / Counted still, in another version' })
  readonly changed: number;
  @Field(() => Boolean, {
    description: '上述变化是否恰好说明当时与现在之差 / Whether these lead exactly from then to now',
  })
  readonly isExplained: boolean;
  @Field(() => Int, { description: '平台统计表中该期该区划的合计 / Sum of the tallies of period and region' })
  readonly tallied: number;
  @Field(() => Int, { description: '该期该区划的有效证书 / Live certificates of period and region' })
  readonly live: number;
  @Field(() => Boolean, { description: '该期是否有待重算的统计 / Whether a tally of it waits to be recomputed' })
  readonly isDue: boolean;
}

@ObjectType({ description: '统计之后有变化的证书 / A certificate that changed since', simpleResolvers: true })
export class TallyReportCertificate implements CertificateDifferenceView {
  @Field(() => ID, { description: '证书编号 / Certificate number' })
  readonly certificateNo: string;
  @Field(() => DifferenceKinds, { description: '变化 / How it differs' })
  readonly kind: CertificateDifferenceView['kind'];
  @Field(() => Int, { nullable: true, description: '当时计入的版本 / Version counted then' })
  readonly before: number | null;
  @Field(() => Int, { nullable: true, description: '现应计入的版本 / Version that would be counted now' })
  readonly after: number | null;
}
export const TallyReportCertificatePage = pageType('TallyReportCertificatePage', TallyReportCertificate);

const filter = (description: string) => ({ nullable: true, description });

@InputType({ description: '统计报送筛选 / Filter of reports of tallies' })
export class TallyReportFilterInput implements TallyReportFilter {
  @Field(() => String, filter('接收方 / Feed'))
  readonly feed?: string | null;
  @Field(() => String, filter('起始年月 YYYY-MM(含) / From month, inclusive'))
  readonly periodFrom?: string | null;
  @Field(() => String, filter('截止年月 YYYY-MM(含) / To month, inclusive'))
  readonly periodTo?: string | null;
  @Field(() => TallyReportStates, filter('状态 / State'))
  readonly state?: TallyReportView['state'] | null;
  @Field(() => Boolean, filter('只看各期最新修订 / Only the newest revision of each period'))
  readonly newestOnly?: boolean | null;
}
