import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type {
  PublicationDraft as DraftView,
  PublicationLine as LineView,
} from '../../src/app/publications/draft-publication';
import type { EndedFilingsView, Measure as MeasureRow } from '../../src/app/publications/measure-ports';
import type {
  PublicationItemView,
  PublicationSummaryView,
  PublicationView,
  PublishedFilingView,
} from '../../src/app/publications/publication-ports';
import type { WaitingApplication as WaitingView } from '../../src/app/publications/waiting-for-publication';
import type { Role } from '../../src/app/caller';
import type { ApplicationKind } from '../../src/domain/application/route';
import type { MeasureKind, MeasureReason, MeasureState } from '../../src/domain/filing/measure';
import { MEASURE_REASONS } from '../../src/domain/filing/measure';
import { ApplicationKinds } from '../application/codes';
import { Roles } from '../caller/resolver';
import { codeType } from '../codes';
import { pageType } from '../page';
import { Affiliations, Levels } from '../registry/codes';

export const MeasureKinds = codeType('MeasureKind', '处理措施 / Kind of measure', [
  { code: 'SUSPENSION', zh: '暂停' },
  { code: 'RESUMPTION', zh: '恢复' },
  { code: 'REVOCATION', zh: '撤销' },
  { code: 'TERMINATION', zh: '终止(不作违规处理,不设不受理期) / ends filings without blame or bar' },
]);
export const MeasureStates = codeType('MeasureState', '处理措施状态 / State of a measure', [
  { code: 'PROPOSED', zh: '待确认' },
  { code: 'CONFIRMED', zh: '已确认' },
  { code: 'WITHDRAWN', zh: '已撤回' },
]);
export const MeasureReasons = codeType('MeasureReason', '处理事由 / Why a measure is taken', MEASURE_REASONS);

@ObjectType({ description: '一次公布的概要 / One publication in figures', simpleResolvers: true })
export class PublicationSummary implements PublicationSummaryView {
  @Field(() => ID, { description: '公布编号 / Publication id' })
  readonly id: string;
  @Field(() => String, { description: '公布机关所在行政区划 / Region of the office that published' })
  readonly regionCode: string;
  @Field(() => String, { description: '公布及生效日期 / Day of publication, from which it is in force' })
  readonly publishedOn: string;
  @Field(() => GraphQLISODateTime, { description: '公布时刻 / Moment of publication' })
  readonly publishedAt: Date;
  @Field(() => Int, { description: '机构数 / Institutions' })
  readonly institutions: number;
  @Field(() => Int, { description: '备案项数 / Filings' })
  readonly filings: number;
  @Field(() => Int, { description: '站点数 / Sites' })
  readonly sites: number;
}
export const PublicationPage = pageType('PublicationPage', PublicationSummary);

@ObjectType({ description: '公布的备案,按当前登记 / A published filing, as it stands now', simpleResolvers: true })
export class PublishedFiling implements PublishedFilingView {
  @Field(() => ID, { description: '备案编号 / Filing id' })
  readonly id: string;
  @Field(() => String, { description: '职业编码 / Occupation' })
  readonly occupationCode: string;
  @Field(() => [String], { description: '工种,空为全部 / Work types; empty: all' })
  readonly workTypes: readonly string[];
  @Field(() => [Levels], { description: '等级 / Levels' })
  readonly levels: readonly string[];
  @Field(() => [String], { description: '站点编码,空为全部站点 / Site codes; empty: every site' })
  readonly siteCodes: readonly string[];
  @Field(() => [Affiliations], { description: '评价对象 / Audience' })
  readonly audience: readonly string[];
  @Field(() => String, { description: '起始日 / First day' })
  readonly from: string;
  @Field(() => String, { nullable: true, description: '截止日 / Last day' })
  readonly to: string | null;
}

@ObjectType({ description: '一件申请公布的内容 / What one application became', simpleResolvers: true })
export class PublicationItem implements PublicationItemView {
  @Field(() => ID, { description: '申请编号 / Application' })
  readonly applicationId: string;
  @Field(() => ApplicationKinds, { description: '申请类别 / Kind of application' })
  readonly kind: ApplicationKind;
  @Field(() => ID, { description: '机构代码 / Institution' })
  readonly institutionCode: string;
  @Field(() => String, { description: '公布时的机构名称 / Name of the institution then' })
  readonly institutionName: string;
  @Field(() => [String], { description: '赋予的站点编码 / Site codes given' })
  readonly siteCodes: readonly string[];
  @Field(() => [PublishedFiling], { description: '备案 / Filings' })
  readonly filings: readonly PublishedFiling[];
}

@ObjectType({ description: '一次公布 / One publication', simpleResolvers: true })
export class Publication extends PublicationSummary implements PublicationView {
  @Field(() => [PublicationItem], { description: '各件申请 / Application by application' })
  readonly items: readonly PublicationItem[];
}

@ObjectType({ description: '已获批、待公布的申请 / Approved and not yet in force', simpleResolvers: true })
export class WaitingApplication implements WaitingView {
  @Field(() => ID, { description: '申请编号 / Application' })
  readonly applicationId: string;
  @Field(() => ApplicationKinds, { description: '申请类别 / Kind of application' })
  readonly kind: ApplicationKind;
  @Field(() => ID, { nullable: true, description: '机构代码 / Institution' })
  readonly institutionCode: string | null;
  @Field(() => String, { nullable: true, description: '机构名称 / Name of the institution' })
  readonly institutionName: string | null;
  @Field(() => String, { description: '受理地行政区划 / Region that handles it' })
  readonly regionCode: string;
  @Field(() => GraphQLISODateTime, { description: '获批时刻 / Approved at' })
  readonly approvedAt: Date;
  @Field(() => String, { description: '最早公布日 / The first day on which it can be published' })
  readonly publishableFrom: string;
}
export const WaitingApplicationPage = pageType('WaitingApplicationPage', WaitingApplication);

@ObjectType({ description: '公布草案中的一件申请 / One application of a draft', simpleResolvers: true })
export class PublicationLine implements LineView {
  @Field(() => ID, { description: '申请编号 / Application' })
  readonly applicationId: string;
  @Field(() => ApplicationKinds, { description: '申请类别 / Kind of application' })
  readonly kind: ApplicationKind;
  @Field(() => ID, { description: '机构代码 / Institution' })
  readonly institutionCode: string;
  @Field(() => String, { nullable: true, description: '申请单位名称 / Name of the applicant' })
  readonly institutionName: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '获批时刻 / Approved at' })
  readonly approvedAt: Date | null;
  @Field(() => Int, { description: '职业项数 / Occupations applied for' })
  readonly items: number;
  @Field(() => Int, { description: '新站点数 / New sites' })
  readonly sites: number;
}

@ObjectType({
  description: '公布草案,须以摘要确认 / What would be published; its digest confirms it',
  simpleResolvers: true,
})
export class PublicationDraft implements Omit<DraftView, 'kind'> {
  @Field(() => String, { description: '生效日期 / The day on which it would take effect' })
  readonly on: string;
  @Field(() => [String], { description: '公布月份的依据 / Basis of the months of publication' })
  readonly basis: readonly string[];
  @Field(() => [PublicationLine], { description: '各件申请 / Application by application' })
  readonly applications: readonly PublicationLine[];
  @Field(() => Int, { description: '职业项数合计 / Occupations in all' })
  readonly items: number;
  @Field(() => Int, { description: '新站点合计 / New sites in all' })
  readonly sites: number;
  @Field(() => Int, { description: '全省待公布申请数,含本次 / Approved and waiting in the province, these included' })
  readonly waiting: number;
  @Field(() => String, { description: '摘要,SHA-256 / Digest' })
  readonly digest: string;
}

@ObjectType({
  description: '暂停、恢复、撤销或终止备案 / Suspension, resumption, revocation or termination of filings',
  simpleResolvers: true,
})
export class Measure implements MeasureRow {
  @Field(() => ID, { description: '编号 / Id' })
  readonly id: string;
  @Field(() => MeasureKinds, { description: '类别 / Kind' })
  readonly kind: MeasureKind;
  @Field(() => MeasureStates, { description: '状态 / State' })
  readonly state: MeasureState;
  @Field(() => ID, { description: '机构代码 / Institution' })
  readonly institutionCode: string;
  @Field(() => String, { description: '机构所在行政区划 / Region of the institution' })
  readonly regionCode: string;
  @Field(() => [ID], { description: '备案编号 / Filings' })
  readonly filingIds: readonly string[];
  @Field(() => String, { description: '起始日 / First day' })
  readonly from: string;
  @Field(() => String, { nullable: true, description: '暂停截止日 / Last day of a suspension' })
  readonly to: string | null;
  @Field(() => MeasureReasons, { description: '事由代码 / Code of the reason' })
  readonly reasonCode: MeasureReason;
  @Field(() => String, { description: '事由 / Reason' })
  readonly reason: string;
  @Field(() => [String], { description: '依据:文件与条款 / Documents and articles' })
  readonly basis: readonly string[];
  @Field(() => ID, { description: '提出人(客户端) / Client that proposed it' })
  readonly proposedBy: string;
  @Field(() => Roles, {
    description:
      '提出人身份;省级提出的由省级决定 / Role of who proposed it; what a province proposed a province decides',
  })
  readonly proposedRole: Role;
  @Field(() => GraphQLISODateTime, { description: '提出时刻 / Proposed at' })
  readonly proposedAt: Date;
  @Field(() => ID, { nullable: true, description: '决定人(客户端) / Client that decided it' })
  readonly decidedBy: string | null;
  @Field(() => Roles, {
    nullable: true,
    description:
      '决定人身份;省级暂停的由省级恢复 / Role of who decided it; what a province suspended a province resumes',
  })
  readonly decidedRole: Role | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '决定时刻 / Decided at' })
  readonly decidedAt: Date | null;
  @Field(() => String, { nullable: true, description: '撤回理由 / Why it was withdrawn' })
  readonly decisionReason: string | null;
  @Field(() => String, { nullable: true, description: '公示首日;空为不公示 / First day of its notice; null: none' })
  readonly noticeFrom: string | null;
  @Field(() => String, { nullable: true, description: '公示末日 / Last day of its notice' })
  readonly noticeTo: string | null;
  @Field(() => [ID], {
    description:
      '终止已撤回的备案;其后再终止的另行办理 / Filings whose end was taken back; a later end is another measure',
  })
  readonly takenBackIds: readonly string[];
}
export const MeasurePage = pageType('MeasurePage', Measure);

@ObjectType({
  description: '公示中的终止备案 / Filings that ended, while that is shown to the public',
  simpleResolvers: true,
})
export class EndedFilings implements EndedFilingsView {
  @Field(() => ID, { description: '处理措施编号 / Measure id' })
  readonly id: string;
  @Field(() => ID, { description: '机构代码 / Institution' })
  readonly institutionCode: string;
  @Field(() => String, { description: '机构名称 / Name of the institution' })
  readonly institutionName: string;
  @Field(() => String, { description: '行政区划 / Region' })
  readonly regionCode: string;
  @Field(() => MeasureReasons, { description: '事由代码 / Code of the reason' })
  readonly reasonCode: MeasureReason;
  @Field(() => [String], { description: '依据:文件与条款 / Documents and articles' })
  readonly basis: readonly string[];
  @Field(() => String, { description: '自此日起终止 / First day without the filings' })
  readonly endedFrom: string;
  @Field(() => String, { description: '公示首日 / First day of the notice' })
  readonly noticeFrom: string;
  @Field(() => String, { description: '公示末日 / Last day of the notice' })
  readonly noticeTo: string;
  @Field(() => [PublishedFiling], { description: '备案 / Filings' })
  readonly filings: readonly PublishedFiling[];
}
export const EndedFilingsPage = pageType('EndedFilingsPage', EndedFilings);
