import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type {
  ApplicationSummaryView,
  ApplicationView,
  ProposedFilingView,
} from '../../src/app/applications/application-ports';
import type { ApplicationStanding as Standing } from '../../src/app/applications/application-standing';
import type {
  ApplicationState,
  ApplicationStep as StepView,
  ItemWish as Item,
} from '../../src/domain/application/application';
import type { Prohibition } from '../../src/domain/application/conditions';
import type { ApplicationKind, RouteAct, RouteOffice, RouteStep as Step } from '../../src/domain/application/route';
import type { ShownContent, ShownStaff } from '../../src/domain/application/shown-content';
import { Roles } from '../caller/resolver';
import { pageType } from '../page';
import { Affiliations, AssessmentBases, Levels } from '../registry/codes';
import { FilingFee } from '../registry/type';
import { Text } from '../text/type';
import { ApplicationKinds, ApplicationStates, Prohibitions, RouteActs, RouteOffices, StepOutcomes } from './codes';
import { ApplicantPart, EquipmentPart, MaterialPart, SitePart, StaffPart } from './content';

const OPEN = { nullable: true } as const;

@ObjectType({ description: '办理环节 / A step of a route', simpleResolvers: true })
export class RouteStep implements Step {
  @Field(() => RouteOffices, { description: '机关 / Office' })
  readonly by: RouteOffice;
  @Field(() => RouteActs, { description: '环节 / Act' })
  readonly act: RouteAct;
}

@ObjectType({ description: '办理路径,提交时固定 / A route, frozen at the submission', simpleResolvers: true })
export class ApplicationRoute {
  @Field(() => Text, { description: '名称 / Title' })
  readonly title: Text;
  @Field(() => [String], { description: '依据 / Basis' })
  readonly basis: readonly string[];
}

@ObjectType({ description: '一个环节的决定 / The decision of a step', simpleResolvers: true })
export class ApplicationStep implements StepView {
  @Field(() => Int, { description: '决定时的版本 / Revision that was decided' })
  readonly revision: number;
  @Field(() => Int, { description: '环节序号,从 0 起 / Index of the step' })
  readonly stepIndex: number;
  @Field(() => RouteStep, { description: '环节 / Step' })
  readonly step: RouteStep;
  @Field(() => StepOutcomes, { description: '结论 / Outcome' })
  readonly outcome: StepView['outcome'];
  @Field(() => String, { ...OPEN, description: '意见或理由 / Opinion or reason' })
  readonly opinion: string | null;
  @Field(() => [String], { description: '依据 / Basis' })
  readonly basis: readonly string[];
  @Field(() => ID, { description: '办理人(客户端) / Client that decided' })
  readonly decidedBy: string;
  @Field(() => GraphQLISODateTime, { description: '时刻 / When' })
  readonly decidedAt: Date;
}

@ObjectType({ description: '申请开展评价的职业(工种) / An occupation that is applied for', simpleResolvers: true })
export class ItemWish implements Item {
  @Field(() => ID, { description: '职业编码 / Occupation code' })
  readonly occupationCode: string;
  @Field(() => String, { description: '职业名称 / Name of the occupation' })
  readonly occupationName: string;
  @Field(() => [String], { description: '工种,空为全部 / Work types; empty for all' })
  readonly workTypes: readonly string[];
  @Field(() => [Levels], { description: '等级 / Levels' })
  readonly levels: readonly string[];
  @Field(() => [AssessmentBases], { description: '认定依据 / Bases' })
  readonly basis: readonly string[];
  @Field(() => [Affiliations], { description: '评价对象 / Whom it is for' })
  readonly audience: readonly string[];
  @Field(() => [ID], { description: '场地,空为全部 / Sites; empty for all' })
  readonly sites: readonly string[];
  @Field(() => [FilingFee], { description: '收费标准 / Fees' })
  readonly fees: readonly FilingFee[];
  @Field(() => Boolean, { description: '已建题库 / A question bank exists' })
  readonly questionBank: boolean;
}

@ObjectType({ description: '人员,脱敏 / A person, masked', simpleResolvers: true })
export class StaffWish extends StaffPart implements ShownStaff {
  @Field(() => String, { description: '姓名,脱敏 / Name, masked' })
  readonly name: string;
  @Field(() => String, { description: '证件号码,脱敏 / Document number, masked' })
  readonly idNumberMasked: string;
  @Field(() => [ID], { description: '考评职业 / Occupations' })
  readonly occupationCodes: readonly string[];
}

@ObjectType({ description: '备案申请内容 / Content of an application', simpleResolvers: true })
export class ApplicationContent implements ShownContent {
  @Field(() => ApplicantPart, { ...OPEN, description: '申请单位 / Applicant' })
  readonly applicant: ApplicantPart | null;
  @Field(() => [SitePart], { description: '场地 / Sites' })
  readonly sites: readonly SitePart[];
  @Field(() => [ItemWish], { description: '职业(工种) / Occupations' })
  readonly items: readonly ItemWish[];
  @Field(() => [ID], { description: '所涉备案 / Filings that it is about' })
  readonly filingIds: readonly string[];
  @Field(() => String, { ...OPEN, description: '终止日期 / Last day of work' })
  readonly endsOn: string | null;
  @Field(() => String, { ...OPEN, description: '组织与专业优势 / Strengths' })
  readonly strengths: string | null;
  @Field(() => String, { ...OPEN, description: '考务管理及视频监控配置 / Exam system and video monitoring' })
  readonly monitoring: string | null;
  @Field(() => [EquipmentPart], { description: '设施设备 / Equipment' })
  readonly equipment: readonly EquipmentPart[];
  @Field(() => [StaffWish], { description: '人员 / Staff' })
  readonly staff: readonly StaffWish[];
  @Field(() => [MaterialPart], { description: '材料 / Materials' })
  readonly materials: readonly MaterialPart[];
  @Field(() => [Prohibitions], { ...OPEN, description: '存在的不得申报情形 / Prohibitions that hold' })
  readonly prohibitions: readonly Prohibition[] | null;
  @Field(() => Boolean, { description: '已签署诚信承诺 / The integrity commitment is signed' })
  readonly commitmentSigned: boolean;
  @Field(() => String, { ...OPEN, description: '理由 / Reason' })
  readonly reason: string | null;
}

@ObjectType({ description: '备案申请 / Application to file', simpleResolvers: true })
export class Application implements ApplicationView {
  @Field(() => ID, { description: '编号 / Id' })
  readonly id: string;
  @Field(() => ApplicationKinds, { description: '类型 / Kind' })
  readonly kind: ApplicationKind;
  @Field(() => ApplicationStates, { description: '状态 / State' })
  readonly state: ApplicationState;
  @Field(() => ID, {
    description: '机构;从未备案的为统一社会信用代码 / Institution; its credit code before it was ever filed',
  })
  readonly institutionCode: string;
  @Field(() => ID, { description: '受理市 / City that handles it' })
  readonly regionCode: string;
  @Field(() => Int, { description: '版本,保存和提交时递增 / Revision; grows with every save and submission' })
  readonly revision: number;
  @Field(() => ApplicationContent, { description: '内容 / Content' })
  readonly content: ApplicationContent;
  @Field(() => ApplicationRoute, { ...OPEN, description: '办理路径 / Route' })
  readonly route: ApplicationRoute | null;
  @Field(() => [RouteStep], { description: '各环节 / Steps' })
  readonly steps: readonly RouteStep[];
  @Field(() => Int, { ...OPEN, description: '当前环节,从 0 起 / Index of the step that is due' })
  readonly stepIndex: number | null;
  @Field(() => GraphQLISODateTime, { ...OPEN, description: '到达当前环节的时刻 / When it came to that step' })
  readonly stepSince: Date | null;
  @Field(() => ID, { description: '登记人(客户端) / Client that opened it' })
  readonly openedBy: string;
  @Field(() => Roles, { description: '登记人身份 / Role of who opened it' })
  readonly openedRole: ApplicationView['openedRole'];
  @Field(() => GraphQLISODateTime, { description: '登记时刻 / Opened at' })
  readonly openedAt: Date;
  @Field(() => [ID], { description: '填报人(客户端),不得办理各环节 / Clients that entered it; they decide no step' })
  readonly enteredBy: readonly string[];
  @Field(() => GraphQLISODateTime, { ...OPEN, description: '提交时刻 / Submitted at' })
  readonly submittedAt: Date | null;
  @Field(() => String, { ...OPEN, description: '公示起始日 / First day of the notice' })
  readonly noticeFrom: string | null;
  @Field(() => String, { ...OPEN, description: '公示最后一日 / Last day of the notice' })
  readonly noticeTo: string | null;
  @Field(() => [ID], { description: '续期时剔除的备案 / Filings left out of a renewal' })
  readonly droppedFilingIds: readonly string[];
  @Field(() => GraphQLISODateTime, { ...OPEN, description: '核准时刻 / Approved at' })
  readonly approvedAt: Date | null;
  @Field(() => String, { ...OPEN, description: '公布日 / Day of publication' })
  readonly publishedOn: string | null;
  @Field(() => [ApplicationStep], { description: '各环节决定,先后为序 / Decisions so far, oldest first' })
  readonly decisions: readonly ApplicationStep[];
}

@ObjectType({ description: '备案申请概要 / An application in a list', simpleResolvers: true })
export class ApplicationSummary implements ApplicationSummaryView {
  @Field(() => ID, { description: '编号 / Id' })
  readonly id: string;
  @Field(() => ApplicationKinds, { description: '类型 / Kind' })
  readonly kind: ApplicationKind;
  @Field(() => ApplicationStates, { description: '状态 / State' })
  readonly state: ApplicationState;
  @Field(() => ID, { description: '机构 / Institution' })
  readonly institutionCode: string;
  @Field(() => String, { description: '申请单位名称 / Name of the applicant' })
  readonly applicantName: string;
  @Field(() => ID, { description: '受理市 / City that handles it' })
  readonly regionCode: string;
  @Field(() => Int, { description: '版本 / Revision' })
  readonly revision: number;
  @Field(() => GraphQLISODateTime, { description: '登记时刻 / Opened at' })
  readonly openedAt: Date;
  @Field(() => GraphQLISODateTime, { ...OPEN, description: '提交时刻 / Submitted at' })
  readonly submittedAt: Date | null;
  @Field(() => RouteOffices, { ...OPEN, description: '当前机关 / Office whose step is due' })
  readonly dueBy: string | null;
  @Field(() => RouteActs, { ...OPEN, description: '当前环节 / Act that is due' })
  readonly dueAct: string | null;
  @Field(() => GraphQLISODateTime, { ...OPEN, description: '到达当前环节的时刻 / When it came to that step' })
  readonly dueSince: Date | null;
  @Field(() => String, { ...OPEN, description: '公示最后一日 / Last day of the notice' })
  readonly noticeTo: string | null;
  @Field(() => GraphQLISODateTime, { ...OPEN, description: '核准时刻 / Approved at' })
  readonly approvedAt: Date | null;
  @Field(() => String, { ...OPEN, description: '公布日 / Day of publication' })
  readonly publishedOn: string | null;
}
export const ApplicationSummaryPage = pageType('ApplicationSummaryPage', ApplicationSummary);

@ObjectType({ description: '公示中的职业 / An occupation shown to the public', simpleResolvers: true })
export class ProposedItem {
  @Field(() => ID, { description: '职业编码 / Occupation code' })
  readonly occupationCode: string;
  @Field(() => String, { description: '职业名称 / Name of the occupation' })
  readonly occupationName: string;
  @Field(() => [String], { description: '工种 / Work types' })
  readonly workTypes: readonly string[];
  @Field(() => [Levels], { description: '等级 / Levels' })
  readonly levels: readonly string[];
}
@ObjectType({ description: '公示中的场地 / A site shown to the public', simpleResolvers: true })
export class ProposedSite {
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => String, { description: '地址 / Address' })
  readonly address: string;
}
@ObjectType({
  description: '公示中的拟备案,不含个人信息 / A proposed filing shown to the public; no personal data',
  simpleResolvers: true,
})
export class ProposedFiling implements ProposedFilingView {
  @Field(() => ID, { description: '申请编号 / Application' })
  readonly id: string;
  @Field(() => ApplicationKinds, { description: '类型 / Kind' })
  readonly kind: ApplicationKind;
  @Field(() => String, { description: '申请单位 / Applicant' })
  readonly applicantName: string;
  @Field(() => ID, { ...OPEN, description: '统一社会信用代码 / Unified social credit code' })
  readonly creditCode: string | null;
  @Field(() => ID, { description: '受理市 / City' })
  readonly regionCode: string;
  @Field(() => [ProposedItem], { description: '职业 / Occupations' })
  readonly items: readonly ProposedItem[];
  @Field(() => [ProposedSite], { description: '场地 / Sites' })
  readonly sites: readonly ProposedSite[];
  @Field(() => String, { description: '公示起始日 / First day' })
  readonly noticeFrom: string;
  @Field(() => String, { description: '公示最后一日 / Last day' })
  readonly noticeTo: string;
}
export const ProposedFilingPage = pageType('ProposedFilingPage', ProposedFiling);

@ObjectType({ description: '申请现在的位置 / Where an application stands now', simpleResolvers: true })
export class ApplicationStanding implements Omit<Standing, 'kind'> {
  @Field(() => ID, { description: '申请编号 / Application' })
  readonly applicationId: string;
  @Field(() => ApplicationStates, { description: '状态 / State' })
  readonly state: ApplicationState;
  @Field(() => Int, { description: '版本,后续操作须写明 / Revision; later calls name it' })
  readonly revision: number;
  @Field(() => Int, { ...OPEN, description: '当前环节,从 0 起 / Index of the step that is due' })
  readonly stepIndex: number | null;
  @Field(() => RouteOffices, { ...OPEN, description: '当前机关 / Office whose step is due' })
  readonly dueBy: RouteOffice | null;
  @Field(() => RouteActs, { ...OPEN, description: '当前环节 / Act that is due' })
  readonly dueAct: RouteAct | null;
  @Field(() => String, { ...OPEN, description: '公示最后一日 / Last day of the notice' })
  readonly noticeTo: string | null;
  @Field(() => String, { ...OPEN, description: '可公布的首日 / First day on which it may be published' })
  readonly publishableFrom: string | null;
  @Field(() => String, { ...OPEN, description: '公布日 / Day of publication' })
  readonly publishedOn: string | null;
  @Field(() => Boolean, { description: '此前已办,未重复办理 / Said before; nothing was done again' })
  readonly repeated: boolean;
}
