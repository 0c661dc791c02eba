/** Inputs of the registry; the verb checks what GraphQL types cannot say (docs/registry.md). Days are YYYY-MM-DD. */
import { Field, Float, ID, InputType } from 'type-graphql';
import type { Ownership } from '../../src/domain/application/route';
import type {
  InstitutionGrade,
  InstitutionKind,
  Interruption,
  SchoolType,
  SnapshotOccupation,
  Term,
} from '../../src/domain/reference/snapshot';
import type {
  FilingFee,
  RegionGrade,
  RegistryCatalogue,
  RegistryFiling,
  RegistryInstitution,
  RegistryRegion,
  RegistryRegulator,
  RegistrySite,
  RegistryStaff,
  StaffKind,
} from '../../src/domain/registry/document';
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
  StaffKinds,
} from './codes';

const FROM = { description: '起始日(含) / First day' };
const TO = {
  nullable: true,
  defaultValue: null,
  description: '截止日(含),空为未定 / Last day, inclusive; null is open',
};

@InputType({ description: '区划 / Region' })
export class RegionInput implements RegistryRegion {
  @Field(() => ID, { description: 'GB/T 2260 六位代码,000000 为全国 / Six digits; 000000 is the nation' })
  readonly code: string;
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => String, { nullable: true, description: '英文名 / English name' })
  readonly nameEn?: string | null;
  @Field(() => RegionGrades, { description: '级别 / Grade' })
  readonly grade: RegionGrade;
  @Field(() => ID, { nullable: true, defaultValue: null, description: '上级 / Parent region' })
  readonly parentCode: string | null;
}

@InputType({ description: '主管部门 / Regulator' })
export class RegulatorInput implements RegistryRegulator {
  @Field(() => ID, { description: '代码 / Code' })
  readonly code: string;
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => ID, { description: '区划 / Region' })
  readonly regionCode: string;
  @Field(() => RegionGrades, { description: '级别 / Grade' })
  readonly grade: RegionGrade;
}

@InputType({ description: '机构曾用名或现名 / A name of an institution and its term' })
export class NameTermInput implements Term {
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => String, FROM)
  readonly from: string;
  @Field(() => String, TO)
  readonly to: string | null;
}

@InputType({ description: '评价机构 / Institution' })
export class InstitutionInput implements RegistryInstitution {
  @Field(() => ID, { description: '机构代码 / Code' })
  readonly code: string;
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => String, { description: '统一社会信用代码 / Unified social credit code' })
  readonly creditCode: string;
  @Field(() => InstitutionKinds, { description: '类型 / Kind' })
  readonly kind: InstitutionKind;
  @Field(() => SchoolTypes, { nullable: true, defaultValue: null, description: '院校类型 / School type' })
  readonly schoolType: SchoolType | null;
  @Field(() => ID, { description: '区划 / Region' })
  readonly regionCode: string;
  @Field(() => InstitutionGrades, { description: '可开展范围 / Where it may work' })
  readonly grade: InstitutionGrade;
  @Field(() => [NameTermInput], { description: '历次名称,含现名 / Name history, the present name included' })
  readonly names: NameTermInput[];
  @Field(() => Ownerships, { nullable: true, description: '隶属关系 / Whose the institution is' })
  readonly ownership?: Ownership | null;
  @Field(() => String, { nullable: true, description: '地址 / Address' })
  readonly address?: string | null;
  @Field(() => String, { nullable: true, description: '联系电话(公开) / Telephone, shown to the public' })
  readonly phone?: string | null;
  @Field(() => String, { nullable: true, description: '登记管理机关 / Who registered it as a legal person' })
  readonly registrationAuthority?: string | null;
  @Field(() => String, { nullable: true, description: '联系人(不公开) / Contact, not shown to the public' })
  readonly contactName?: string | null;
}

@InputType({ description: '站点 / Site' })
export class SiteInput implements RegistrySite {
  @Field(() => ID, { description: '站点编码,证书编号前 13 位 / First 13 characters of its certificate numbers' })
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
  readonly venue?: string | null;
  @Field(() => String, { nullable: true, description: '地址 / Address' })
  readonly address?: string | null;
  @Field(() => String, FROM)
  readonly from: string;
  @Field(() => String, TO)
  readonly to: string | null;
}

@InputType({ description: '备案中断 / An interruption of a filing' })
export class InterruptionInput implements Interruption {
  @Field(() => InterruptionKinds, { description: '类型 / Kind' })
  readonly kind: Interruption['kind'];
  @Field(() => String, FROM)
  readonly from: string;
  @Field(() => String, TO)
  readonly to: string | null;
}

@InputType({ description: '一个等级的收费 / Fee of a level' })
export class FilingFeeInput implements FilingFee {
  @Field(() => Levels, { description: '等级 / Level' })
  readonly level: string;
  @Field(() => Float, { description: '元,最多两位小数 / Yuan, up to two decimals' })
  readonly yuan: number;
}

@InputType({ description: '备案 / Filing' })
export class FilingInput implements RegistryFiling {
  @Field(() => ID, { description: '备案编号 / Id' })
  readonly id: string;
  @Field(() => ID, { description: '机构 / Institution' })
  readonly institutionCode: string;
  @Field(() => String, { description: '职业编码 / Occupation code' })
  readonly occupationCode: string;
  @Field(() => [String], { description: '工种 / Work types' })
  readonly workTypes: string[];
  @Field(() => [Levels], { description: '等级 / Levels' })
  readonly levels: string[];
  @Field(() => [ID], { description: '站点,空为全部 / Sites; none means all' })
  readonly siteCodes: string[];
  @Field(() => [Affiliations], { description: '评价对象 / Audience' })
  readonly audience: string[];
  @Field(() => [AssessmentBases], { description: '认定依据 / Bases' })
  readonly basis: string[];
  @Field(() => [FilingFeeInput], { nullable: true, description: '收费标准(公开) / Fees, shown to the public' })
  readonly fees?: FilingFeeInput[] | null;
  @Field(() => String, FROM)
  readonly from: string;
  @Field(() => String, TO)
  readonly to: string | null;
  @Field(() => [InterruptionInput], { defaultValue: [], description: '中断 / Interruptions' })
  readonly interruptions: InterruptionInput[];
}

@InputType({ description: '职业 / Occupation' })
export class OccupationInput implements SnapshotOccupation {
  @Field(() => ID, { description: '职业编码 / Occupation code' })
  readonly code: string;
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => [String], { defaultValue: [], description: '工种 / Work types' })
  readonly workTypes: string[];
}

@InputType({ description: '职业分类目录的一个版本 / One edition of the occupation catalogue' })
export class CatalogueInput implements RegistryCatalogue {
  @Field(() => ID, { description: '版本 / Edition' })
  readonly edition: string;
  @Field(() => ID, {
    nullable: true,
    description:
      '新职业增补所属的版本,空为完整版本 / The edition that a batch of new occupations adds to; null for an edition',
  })
  readonly supplementTo?: string | null;
  @Field(() => String, FROM)
  readonly from: string;
  @Field(() => String, TO)
  readonly to: string | null;
  @Field(() => [OccupationInput], { description: '职业 / Occupations' })
  readonly occupations: OccupationInput[];
}

@InputType({ description: '禁止期 / A term in which an assessor is barred' })
export class BarInput implements Term {
  @Field(() => String, FROM)
  readonly from: string;
  @Field(() => String, TO)
  readonly to: string | null;
}

@InputType({ description: '考评人员 / Assessor or other staff' })
export class AssessorInput implements RegistryStaff {
  @Field(() => ID, { description: '编号 / Id' })
  readonly id: string;
  @Field(() => [StaffKinds], { nullable: true, description: '类别,默认考评员 / Kinds; an assessor by default' })
  readonly kinds?: StaffKind[] | null;
  @Field(() => ID, { nullable: true, description: '所属机构,空为不属任何机构 / Institution; null for none' })
  readonly institutionCode?: string | null;
  @Field(() => ID, { nullable: true, description: '区划 / Region' })
  readonly regionCode?: string | null;
  @Field(() => String, { nullable: true, description: '证卡编号 / Number of the card or certificate' })
  readonly certificateNo?: string | null;
  @Field(() => String, { nullable: true, description: '姓名 / Name' })
  readonly name?: string | null;
  @Field(() => [String], { description: '可考评职业 / Occupations' })
  readonly occupationCodes: string[];
  @Field(() => String, FROM)
  readonly from: string;
  @Field(() => String, TO)
  readonly to: string | null;
  @Field(() => [BarInput], { defaultValue: [], description: '禁止期 / Barred terms' })
  readonly barred: BarInput[];
}
