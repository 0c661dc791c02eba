/** Parts of the application form that are shown as they were sent: one class for both ways. */
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type * as wish from '../../src/domain/application/application';
import type { Ownership } from '../../src/domain/application/route';
import type { InstitutionGrade, InstitutionKind, SchoolType } from '../../src/domain/reference/snapshot';
import { InstitutionGrades, InstitutionKinds, Ownerships, SchoolTypes } from '../registry/codes';
import { MaterialKinds, SiteTenures, StaffGroups } from './codes';

const OPEN = { nullable: true, defaultValue: null } as const;

@InputType('ApplicantInput', { description: '申请单位 / The applicant' })
@ObjectType('Applicant', { description: '申请单位 / The applicant', simpleResolvers: true })
export class ApplicantPart implements wish.Applicant {
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => ID, { description: '统一社会信用代码 / Unified social credit code' })
  readonly creditCode: string;
  @Field(() => InstitutionKinds, { description: '机构类型 / Kind' })
  readonly kind: InstitutionKind;
  @Field(() => SchoolTypes, { ...OPEN, description: '院校类型,非院校为空 / School type; null for none' })
  readonly schoolType: SchoolType | null;
  @Field(() => Ownerships, { description: '隶属关系 / Whose the applicant is' })
  readonly ownership: Ownership;
  @Field(() => InstitutionGrades, { description: '拟开展范围 / Where it asks to work' })
  readonly grade: InstitutionGrade;
  @Field(() => ID, { description: '所在市,GB/T 2260 / City where it stands' })
  readonly regionCode: string;
  @Field(() => String, { description: '地址 / Address' })
  readonly address: string;
  @Field(() => String, { description: '注册登记机构 / Who registered it as a legal person' })
  readonly registrationAuthority: string;
  @Field(() => String, {
    description: '联系人,对国家和运维身份脱敏 / Contact; masked for the nation and the operator',
  })
  readonly contactName: string;
  @Field(() => String, { ...OPEN, description: '职务 / Post of the contact' })
  readonly contactPost: string | null;
  @Field(() => String, { description: '座机(公开) / Telephone of the office, shown to the public' })
  readonly phone: string;
  @Field(() => String, { ...OPEN, description: '手机 / Mobile' })
  readonly mobile: string | null;
  @Field(() => String, { ...OPEN, description: '电子邮箱 / E-mail' })
  readonly email: string | null;
}

@InputType('SiteWishInput', { description: '申请的场地 / A site that is applied for' })
@ObjectType('SiteWish', { description: '申请的场地 / A site that is applied for', simpleResolvers: true })
export class SitePart implements wish.SiteWish {
  @Field(() => ID, { description: '本申请内的代号,供职业引用 / How items of this application name it' })
  readonly ref: string;
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => ID, { description: '所在市或区县 / City or county' })
  readonly regionCode: string;
  @Field(() => String, { description: '地址 / Address' })
  readonly address: string;
  @Field(() => ID, { ...OPEN, description: '场地编号,同一场地相同 / Key of the place; the same for one venue' })
  readonly venue: string | null;
  @Field(() => SiteTenures, { description: '权属 / By what right it is held' })
  readonly tenure: wish.SiteWish['tenure'];
  @Field(() => String, { ...OPEN, description: '租期截止日,YYYY-MM-DD / Last day of the lease' })
  readonly leasedTo: string | null;
}

@InputType('EquipmentInput', { description: '设施设备 / Equipment' })
@ObjectType('Equipment', { description: '设施设备 / Equipment', simpleResolvers: true })
export class EquipmentPart implements wish.Equipment {
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => String, { ...OPEN, description: '品牌 / Brand' })
  readonly brand: string | null;
  @Field(() => String, { ...OPEN, description: '规格型号 / Model' })
  readonly model: string | null;
  @Field(() => Int, { description: '数量 / Quantity' })
  readonly quantity: number;
  @Field(() => String, { ...OPEN, description: '所有权归属 / Owner' })
  readonly owner: string | null;
}

@InputType('MaterialInput', { description: '申请材料 / A material' })
@ObjectType('Material', { description: '申请材料 / A material', simpleResolvers: true })
export class MaterialPart implements wish.Material {
  @Field(() => MaterialKinds, { description: '类型 / Kind' })
  readonly kind: wish.Material['kind'];
  @Field(() => ID, { description: '附件编号 / Attachment' })
  readonly attachmentId: string;
}

/** What of a person is shown as it was sent. */
@InputType()
@ObjectType({ simpleResolvers: true })
export abstract class StaffPart {
  @Field(() => StaffGroups, { description: '类别 / Group' })
  readonly group: wish.StaffGroup;
  @Field(() => String, { ...OPEN, description: '所在单位 / Employer' })
  readonly employer: string | null;
  @Field(() => String, { ...OPEN, description: '职务、职称、技能等级 / Post, title or level' })
  readonly post: string | null;
  @Field(() => String, { ...OPEN, description: '学历 / Education' })
  readonly education: string | null;
  @Field(() => String, { ...OPEN, description: '职责、专业方向或考评领域 / Duty or field' })
  readonly field: string | null;
  @Field(() => String, { ...OPEN, description: '证卡编号 / Number of the card or certificate' })
  readonly certificateNo: string | null;
}
