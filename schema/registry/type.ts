import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { Ownership } from '../../src/domain/application/route';
import type { FilingView, InstitutionView, PlanView, SiteView } from '../../src/app/registry-views';
import type {
  InstitutionGrade,
  InstitutionKind,
  Interruption,
  SchoolType,
  Term,
} from '../../src/domain/reference/snapshot';
import type { FilingFee as Fee, RegionGrade, RegistryRegion } from '../../src/domain/registry/document';
import { pageType } from '../page';
import {
  Affiliations,
  AssessmentBases,
  InstitutionGrades,
  InstitutionKinds,
  InterruptionKinds,
  Levels,
  Ownerships,
  RegionGrades,
  SchoolTypes,
} from './codes';

const FROM = { description: '起始日(含) / First day' };
const TO = { nullable: true, description: '截止日(含),空为未定 / Last day, inclusive; null is open' };

@ObjectType({ description: '区划 / Region', simpleResolvers: true })
export class Region implements RegistryRegion {
  @Field(() => ID, { description: 'GB/T 2260 六位代码 / Six digits' })
  readonly code: string;
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => String, { nullable: true, description: '英文名 / English name' })
  readonly nameEn?: string | null;
  @Field(() => RegionGrades, { description: '级别 / Grade' })
  readonly grade: RegionGrade;
  @Field(() => ID, { nullable: true, description: '上级 / Parent region' })
  readonly parentCode: string | null;
}
export const RegionPage = pageType('RegionPage', Region);

@ObjectType({ description: '机构名称及其使用期 / A name of an institution and its term', simpleResolvers: true })
export class NameTerm implements Term {
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => String, FROM)
  readonly from: string;
  @Field(() => String, TO)
  readonly to: string | null;
}

@ObjectType({ description: '评价机构 / Institution', simpleResolvers: true })
export class Institution implements InstitutionView {
  @Field(() => ID, { description: '机构代码 / Code' })
  readonly code: string;
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => String, { description: '统一社会信用代码 / Unified social credit code' })
  readonly creditCode: string;
  @Field(() => InstitutionKinds, { description: '类型 / Kind' })
  readonly kind: InstitutionKind;
  @Field(() => SchoolTypes, { nullable: true, description: '院校类型 / School type' })
  readonly schoolType: SchoolType | null;
  @Field(() => ID, { description: '区划 / Region' })
  readonly regionCode: string;
  @Field(() => InstitutionGrades, { description: '可开展范围 / Where it may work' })
  readonly grade: InstitutionGrade;
  @Field(() => [NameTerm], { description: '历次名称 / Name history' })
  readonly names: readonly NameTerm[];
  @Field(() => Ownerships, { nullable: true, description: '隶属关系 / Whose the institution is' })
  readonly ownership: Ownership | null;
  @Field(() => String, { nullable: true, description: '地址 / Address' })
  readonly address: string | null;
  @Field(() => String, { nullable: true, description: '联系电话 / Telephone' })
  readonly phone: string | null;
  @Field(() => String, { nullable: true, description: '登记管理机关 / Who registered it as a legal person' })
  readonly registrationAuthority: string | null;
  @Field(() => String, {
    nullable: true,
    description: '联系人,对国家和运维身份脱敏 / Contact; masked for the nation and the operator',
  })
  readonly contactName: string | null;
}
export const InstitutionPage = pageType('InstitutionPage', Institution);

@ObjectType({ description: '站点 / Site', simpleResolvers: true })
export class Site implements SiteView {
  @Field(() => ID, { description: '站点编码 / Code' })
  readonly code: string;
  @Field(() => ID, { description: '机构 / Institution' })
  readonly institutionCode: string;
  @Field(() => ID, { description: '区划 / Region' })
  readonly regionCode: string;
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => String, {
    nullable: true,
    description:
      '场地编号,同一编号即同一场地(CMP-035) / Key of the place: sites with one venue are one place (CMP-035)',
  })
  readonly venue: string | null;
  @Field(() => String, { nullable: true, description: '地址 / Address' })
  readonly address: string | null;
  @Field(() => String, FROM)
  readonly from: string;
  @Field(() => String, TO)
  readonly to: string | null;
}
export const SitePage = pageType('SitePage', Site);

@ObjectType('Interruption', { description: '备案中断 / An interruption of a filing', simpleResolvers: true })
export class FilingInterruption implements Interruption {
  @Field(() => InterruptionKinds, { description: '类型 / Kind' })
  readonly kind: Interruption['kind'];
  @Field(() => String, FROM)
  readonly from: string;
  @Field(() => String, TO)
  readonly to: string | null;
}

@ObjectType({ description: '一个等级的收费 / Fee of a level', simpleResolvers: true })
export class FilingFee implements Fee {
  @Field(() => Levels, { description: '等级 / Level' })
  readonly level: string;
  @Field(() => Float, { description: '元 / Yuan' })
  readonly yuan: number;
}

@ObjectType({ description: '备案 / Filing', simpleResolvers: true })
export class Filing implements FilingView {
  @Field(() => ID, { description: '备案编号 / Id' })
  readonly id: string;
  @Field(() => ID, { description: '机构 / Institution' })
  readonly institutionCode: string;
  @Field(() => String, { description: '职业编码 / Occupation code' })
  readonly occupationCode: string;
  @Field(() => [String], { description: '工种 / Work types' })
  readonly workTypes: readonly string[];
  @Field(() => [Levels], { description: '等级 / Levels' })
  readonly levels: readonly string[];
  @Field(() => [ID], { description: '站点,空为全部 / Sites; none means all' })
  readonly siteCodes: readonly string[];
  @Field(() => [Affiliations], { description: '评价对象 / Audience' })
  readonly audience: readonly string[];
  @Field(() => [AssessmentBases], { description: '认定依据 / Bases' })
  readonly basis: readonly string[];
  @Field(() => [FilingFee], { nullable: true, description: '收费标准 / Fees' })
  readonly fees: readonly FilingFee[] | null;
  @Field(() => String, FROM)
  readonly from: string;
  @Field(() => String, TO)
  readonly to: string | null;
  @Field(() => [FilingInterruption], { description: '中断 / Interruptions' })
  readonly interruptions: readonly FilingInterruption[];
}
export const FilingPage = pageType('FilingPage', Filing);

@ObjectType({ description: '认定计划 / Plan: one announced exam', simpleResolvers: true })
export class Plan implements PlanView {
  @Field(() => ID, { description: '计划编号 / Number' })
  readonly planNo: string;
  @Field(() => ID, { description: '机构 / Institution' })
  readonly institutionCode: string;
  @Field(() => String, { description: '状态 / Status' })
  readonly status: string;
  @Field(() => Boolean, { description: '省级已批准 / Approved by the province' })
  readonly provinceApproved: boolean;
  @Field(() => String, { description: '报送日 / Day it was filed' })
  readonly filedOn: string;
  @Field(() => String, { nullable: true, description: '报名截止日 / Day enrolment closed' })
  readonly enrolmentClosedOn: string | null;
  @Field(() => String, { description: '职业编码 / Occupation code' })
  readonly occupationCode: string;
  @Field(() => String, { description: '工种 / Work type' })
  readonly workType: string;
  @Field(() => Levels, { description: '等级 / Level' })
  readonly level: string;
  @Field(() => ID, { description: '站点 / Site' })
  readonly siteCode: string;
  @Field(() => String, { description: '考试起始日 / First exam day' })
  readonly examFrom: string;
  @Field(() => String, { description: '考试截止日 / Last exam day' })
  readonly examTo: string;
  @Field(() => Int, { description: '计划人数 / Headcount' })
  readonly headcount: number;
  @Field(() => Int, { nullable: true, description: '名册人数,空为未附 / Length of the roster; null for none' })
  readonly rosterLength: number | null;
  @Field(() => [ID], { description: '考评员 / Assessors' })
  readonly assessors: readonly string[];
  @Field(() => [ID], { description: '内部督导员 / Internal supervisors' })
  readonly internalSupervisors: readonly string[];
  @Field(() => [ID], { description: '监考员 / Invigilators' })
  readonly invigilators: readonly string[];
  @Field(() => [ID], { description: '培训教师 / Trainers' })
  readonly trainers: readonly string[];
}
export const PlanPage = pageType('PlanPage', Plan);
