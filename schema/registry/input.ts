/** Inputs of the registry; the verb checks what GraphQL types cannot say (docs/registry.md). Days are YYYY-MM-DD. */
import { Field, ID, InputType } from 'type-graphql';
import type {
  InstitutionGrade,
  InstitutionKind,
  Interruption,
  SchoolType,
  SnapshotAssessor,
  SnapshotCatalogue,
  SnapshotOccupation,
  Term,
} from '../../src/domain/reference/snapshot';
import type {
  RegionGrade,
  RegistryFiling,
  RegistryInstitution,
  RegistryRegion,
  RegistryRegulator,
  RegistrySite,
} from '../../src/domain/registry/document';
import {
  Affiliations,
  AssessmentBases,
  InstitutionGrades,
  InstitutionKinds,
  InterruptionKinds,
  Levels,
  RegionGrades,
  SchoolTypes,
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
export class CatalogueInput implements SnapshotCatalogue {
  @Field(() => ID, { description: '版本 / Edition' })
  readonly edition: string;
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

@InputType({ description: '考评员 / Assessor' })
export class AssessorInput implements SnapshotAssessor {
  @Field(() => ID, { description: '编号 / Id' })
  readonly id: string;
  @Field(() => [String], { description: '可考评职业 / Occupations' })
  readonly occupationCodes: string[];
  @Field(() => String, FROM)
  readonly from: string;
  @Field(() => String, TO)
  readonly to: string | null;
  @Field(() => [BarInput], { defaultValue: [], description: '禁止期 / Barred terms' })
  readonly barred: BarInput[];
}
