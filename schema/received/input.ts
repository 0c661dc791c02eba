import { Field, ID, InputType } from 'type-graphql';
import type { ParcelBatch } from '../../src/app/forwarding/received-ports';
import type { InstitutionGrade, InstitutionKind, SchoolType } from '../../src/domain/reference/snapshot';
import { InstitutionGrades, InstitutionKinds, SchoolTypes } from '../registry/codes';
import { type GivenCertificates, ParcelCertificates } from './certificates-scalar';

@InputType({ description: '包所属机构,如下级枢纽所登记 / The institution, as the hub below registered it' })
export class ParcelInstitutionInput {
  @Field(() => ID, { description: '机构编码 / Code' })
  readonly code: string;
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => String, { description: '统一社会信用代码 / Credit code' })
  readonly creditCode: string;
  @Field(() => InstitutionKinds, { description: '机构类型 / Kind' })
  readonly kind: InstitutionKind;
  @Field(() => SchoolTypes, { nullable: true, description: '院校类型 / School type' })
  readonly schoolType: SchoolType | null;
  @Field(() => String, { description: '所在市州 / Region' })
  readonly regionCode: string;
  @Field(() => InstitutionGrades, { description: '可开展范围 / Where it may work' })
  readonly grade: InstitutionGrade;
}

@InputType({ description: '包所属批次的表头 / Header of the batch' })
export class ParcelHeaderInput {
  @Field(() => String, { description: '认定计划编号 / Number of the plan' })
  readonly planNo: string;
  @Field(() => String, { description: '机构自编批次号 / The institution’s own number' })
  readonly clientBatchNo: string;
  @Field(() => String, { description: '公示起始日 YYYY-MM-DD / First day of the public notice' })
  readonly noticeFrom: string;
  @Field(() => String, { description: '公示截止日 YYYY-MM-DD / Last day of the public notice' })
  readonly noticeTo: string;
}

@InputType({ description: '包所属批次 / The batch whose certificates it holds' })
export class ParcelBatchInput implements ParcelBatch {
  @Field(() => ParcelInstitutionInput, { description: '机构 / Institution' })
  readonly institution: ParcelInstitutionInput;
  @Field(() => ParcelHeaderInput, { description: '表头 / Header' })
  readonly header: ParcelHeaderInput;
}

@InputType({ description: '下级枢纽上交的一包证书 / A parcel that another hub hands up' })
export class ParcelInput {
  @Field(() => ID, { description: '包编号,UUID;同一编号永远是同一内容 / UUID; the same content for ever' })
  readonly parcelId: string;
  @Field(() => String, { description: '整包摘要,十六进制 / Digest of the parcel, hex' })
  readonly digest: string;
  @Field(() => String, { description: '对账摘要所用的盐 / Salt of the digests by which both sides compare' })
  readonly salt: string;
  @Field(() => ParcelBatchInput, { description: '批次 / Batch' })
  readonly batch: ParcelBatchInput;
  @Field(() => ParcelCertificates, { description: '证书 / Certificates' })
  readonly certificates: GivenCertificates;
}
