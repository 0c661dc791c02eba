/** What is sent as an application; the verb checks what GraphQL types cannot say (docs/applications.md). */
import { Field, ID, InputType } from 'type-graphql';
import type { ApplicationFilter } from '../../src/app/applications/application-ports';
import type { ApplicationState, ItemWish } from '../../src/domain/application/application';
import type { Prohibition } from '../../src/domain/application/conditions';
import type { GivenContent, GivenStaff } from '../../src/domain/application/content-shape';
import type { ApplicationKind } from '../../src/domain/application/route';
import { IdTypes } from '../record/type';
import { Affiliations, AssessmentBases, Levels } from '../registry/codes';
import { FilingFeeInput } from '../registry/input';
import { ApplicationKinds, ApplicationStates, Prohibitions } from './codes';
import { ApplicantPart, EquipmentPart, MaterialPart, SitePart, StaffPart } from './content';

const OPEN = { nullable: true, defaultValue: null } as const;
const NONE = { defaultValue: [] };

@InputType({ description: '申请开展评价的职业(工种) / An occupation that is applied for' })
export class ItemWishInput implements ItemWish {
  @Field(() => ID, { description: '职业编码 / Occupation code' })
  readonly occupationCode: string;
  @Field(() => String, { description: '职业名称 / Name of the occupation' })
  readonly occupationName: string;
  @Field(() => [String], { ...NONE, description: '工种,空为全部 / Work types; empty for all' })
  readonly workTypes: string[];
  @Field(() => [Levels], { description: '等级 / Levels' })
  readonly levels: string[];
  @Field(() => [AssessmentBases], { description: '认定依据 / Bases' })
  readonly basis: string[];
  @Field(() => [Affiliations], { description: '评价对象 / Whom it is for' })
  readonly audience: string[];
  @Field(() => [ID], {
    ...NONE,
    description: '场地代号或已备案站点编码,空为全部 / Refs of sites or codes of filed ones; empty for all',
  })
  readonly sites: string[];
  @Field(() => [FilingFeeInput], { ...NONE, description: '收费标准 / Fees' })
  readonly fees: FilingFeeInput[];
  @Field(() => Boolean, { description: '已建题库 / A question bank exists' })
  readonly questionBank: boolean;
}

@InputType({ description: '人员;证件号码仅保存掩码与摘要 / A person; the number is kept as mask and digest only' })
export class StaffWishInput extends StaffPart implements GivenStaff {
  @Field(() => String, { description: '姓名 / Name' })
  readonly name: string;
  @Field(() => IdTypes, { defaultValue: 'RESIDENT_ID', description: '证件类型 / Document type' })
  readonly idType: string;
  @Field(() => String, { description: '证件号码 / Document number' })
  readonly idNumber: string;
  @Field(() => [ID], { ...NONE, description: '考评职业 / Occupations that an assessor may assess' })
  readonly occupationCodes: string[];
}

@InputType({ description: '备案申请内容,整份报送 / Content of an application, sent whole' })
export class ApplicationContentInput implements GivenContent {
  @Field(() => ApplicantPart, { ...OPEN, description: '申请单位 / Applicant' })
  readonly applicant: ApplicantPart | null;
  @Field(() => [SitePart], { ...NONE, description: '场地 / Sites' })
  readonly sites: SitePart[];
  @Field(() => [ItemWishInput], { ...NONE, description: '职业(工种) / Occupations' })
  readonly items: ItemWishInput[];
  @Field(() => [ID], { ...NONE, description: '续期、变更、终止的备案 / Filings to renew, change or end' })
  readonly filingIds: string[];
  @Field(() => String, { ...OPEN, description: '终止日期(最后工作日),YYYY-MM-DD / Last day of work' })
  readonly endsOn: string | null;
  @Field(() => String, { ...OPEN, description: '组织与专业优势 / Strengths' })
  readonly strengths: string | null;
  @Field(() => String, { ...OPEN, description: '考务管理及视频监控配置 / Exam system and video monitoring' })
  readonly monitoring: string | null;
  @Field(() => [EquipmentPart], { ...NONE, description: '设施设备 / Equipment' })
  readonly equipment: EquipmentPart[];
  @Field(() => [StaffWishInput], { ...NONE, description: '人员 / Staff' })
  readonly staff: StaffWishInput[];
  @Field(() => [MaterialPart], { ...NONE, description: '材料 / Materials' })
  readonly materials: MaterialPart[];
  @Field(() => [Prohibitions], {
    ...OPEN,
    description: '存在的不得申报情形,如实填报;空列表为均无 / Prohibitions that hold; an empty list says none',
  })
  readonly prohibitions: Prohibition[] | null;
  @Field(() => Boolean, { defaultValue: false, description: '已签署诚信承诺 / The integrity commitment is signed' })
  readonly commitmentSigned: boolean;
  @Field(() => String, { ...OPEN, description: '理由 / Reason' })
  readonly reason: string | null;
}

@InputType({ description: '备案申请筛选 / Filter of applications' })
export class ApplicationFilterInput implements ApplicationFilter {
  @Field(() => ApplicationStates, { ...OPEN, description: '状态 / State' })
  readonly state: ApplicationState | null;
  @Field(() => ApplicationKinds, { ...OPEN, description: '类型 / Kind' })
  readonly kind: ApplicationKind | null;
  @Field(() => ID, { ...OPEN, description: '机构 / Institution' })
  readonly institutionCode: string | null;
  @Field(() => Boolean, { defaultValue: false, description: '仅待本方办理的 / Only what waits for the caller' })
  readonly mine: boolean;
}
