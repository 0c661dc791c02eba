import { Entity, ForeignKey, Index } from 'typeorm';
import { Code, Codes, Count, Day, Flag, Json, Key, KeyDay, Moment, Text } from './columns';

@Entity()
export class RegionEntity {
  @Key() code: string;
  @Text() name: string;
  @Text({ nullable: true }) nameEn: string | null;
  @Code() grade: string;
  @Code({ nullable: true }) parentCode: string | null;
}

@Entity()
export class RegulatorEntity {
  @Key() code: string;
  @Text() name: string;
  @ForeignKey(() => RegionEntity)
  @Code()
  regionCode: string;
  @Code() grade: string;
}

@Entity()
export class InstitutionEntity {
  @Key() code: string;
  @Text() name: string;
  @Index()
  @Code()
  creditCode: string;
  @Code() kind: string;
  @Code({ nullable: true }) schoolType: string | null;
  @ForeignKey(() => RegionEntity)
  @Index()
  @Code()
  regionCode: string;
  @Code() grade: string;
  @Code({ nullable: true }) ownership: string | null;
  @Text({ nullable: true }) address: string | null;
  @Text({ nullable: true }) phone: string | null;
  @Text({ nullable: true }) registrationAuthority: string | null;
  @Text({ nullable: true }) contactName: string | null;
}

@Entity()
export class InstitutionNameEntity {
  @ForeignKey(() => InstitutionEntity)
  @Key()
  institutionCode: string;
  @KeyDay() fromDay: string;
  @Day({ nullable: true }) toDay: string | null;
  @Text() name: string;
}

@Entity()
@Index(['regionCode', 'institutionCode'])
export class SiteEntity {
  @Key() code: string;
  @ForeignKey(() => InstitutionEntity)
  @Index()
  @Code()
  institutionCode: string;
  @ForeignKey(() => RegionEntity)
  @Code()
  regionCode: string;
  @Text() name: string;
  @Text({ nullable: true }) address: string | null;
  /** The hub's key of the place; sites with one venue are one place. */
  @Index({ where: 'venue IS NOT NULL' })
  @Text({ nullable: true })
  venue: string | null;
  @Day() fromDay: string;
  @Day({ nullable: true }) toDay: string | null;
}

@Entity()
@Index(['institutionCode', 'id', 'fromDay', 'toDay'])
@Index(['occupationCode', 'institutionCode', 'id'])
@Index(['toDay', 'id'])
export class FilingEntity {
  @Key() id: string;
  @ForeignKey(() => InstitutionEntity)
  @Code()
  institutionCode: string;
  @Code() occupationCode: string;
  @Codes() workTypes: string[];
  @Codes() levels: string[];
  @Codes() siteCodes: string[];
  @Codes() audience: string[];
  @Codes() basis: string[];
  @Json({ nullable: true }) fees: { level: string; yuan: number }[] | null;
  @Day() fromDay: string;
  @Day({ nullable: true }) toDay: string | null;
}

@Entity()
@Index(['kind', 'fromDay', 'toDay', 'filingId'])
export class FilingInterruptionEntity {
  @ForeignKey(() => FilingEntity)
  @Key()
  filingId: string;
  @Key() kind: string;
  @KeyDay() fromDay: string;
  @Day({ nullable: true }) toDay: string | null;
}

/** The index over all people of a plan is an expression, which TypeORM cannot say: the migration of plans makes it. */
@Entity()
@Index('plan_staff_ix', { synchronize: false })
@Index(['institutionCode', 'planNo'])
export class PlanEntity {
  @Key() planNo: string;
  @ForeignKey(() => InstitutionEntity)
  @Code()
  institutionCode: string;
  @Code() status: string;
  @Flag() provinceApproved: boolean;
  @Day() filedOn: string;
  @Day({ nullable: true }) enrolmentClosedOn: string | null;
  @Index()
  @Code()
  occupationCode: string;
  @Text() workType: string;
  @Code() level: string;
  @Code() siteCode: string;
  @Day() examFrom: string;
  @Day() examTo: string;
  @Count() headcount: number;
  @Json({ nullable: true }) roster: string[] | null;
  @Codes() assessors: string[];
  @Codes() internalSupervisors: string[];
  @Codes() invigilators: string[];
  @Codes() trainers: string[];
}

/** Staff of every kind: assessors, internal supervisors, invigilators, trainers. */
@Entity()
@Index(['institutionCode', 'id'])
@Index(['homeRegion', 'id'])
@Index('assessor_city_ix', { synchronize: false })
@Index('assessor_province_ix', { synchronize: false })
export class AssessorEntity {
  @Key() id: string;
  @Codes() kinds: string[];
  @Code({ nullable: true })
  institutionCode: string | null;
  @Code({ nullable: true }) regionCode: string | null;
  /** The region of their own, else that of their institution. */
  @Code({ nullable: true }) homeRegion: string | null;
  @Index({ where: 'certificate_no IS NOT NULL' })
  @Code({ nullable: true })
  certificateNo: string | null;
  @Text({ nullable: true }) name: string | null;
  @Codes() occupationCodes: string[];
  @Day() fromDay: string;
  @Day({ nullable: true }) toDay: string | null;
  @Json() barred: { from: string; to: string | null }[];
}

/** People by home region ('' for none), kept by triggers on their table: totals of long lists without counting. */
@Entity()
export class StaffCountEntity {
  @Key() regionCode: string;
  @Count() people: number;
}

@Entity()
export class CatalogueEditionEntity {
  @Key() edition: string;
  /** The edition to which it adds new occupations; `null` for an edition. */
  @Code({ nullable: true }) supplementTo: string | null;
  @Day() fromDay: string;
  @Day({ nullable: true }) toDay: string | null;
}

@Entity()
export class CatalogueOccupationEntity {
  @ForeignKey(() => CatalogueEditionEntity)
  @Key()
  edition: string;
  @Key() code: string;
  @Text() name: string;
  @Codes() workTypes: string[];
}

/** A public key with which an institution signs what it sends. */
@Entity()
export class SigningKeyEntity {
  @ForeignKey(() => InstitutionEntity)
  @Key()
  institutionCode: string;
  @Key() keyId: string;
  @Code() algorithm: string;
  @Code() publicKey: string;
  @Day() fromDay: string;
  @Day({ nullable: true }) toDay: string | null;
  @Day({ nullable: true }) revokedOn: string | null;
}

/** A system or person that may call the hub. Secrets are stored as a digest only. */
@Entity()
export class ApiClientEntity {
  @Key() clientId: string;
  @Text() name: string;
  @Code() secretHash: string;
  @Code() role: string;
  @Code({ nullable: true }) institutionCode: string | null;
  @Code({ nullable: true }) regionCode: string | null;
  @Moment() createdAt: Date;
  @Code() createdBy: string;
  @Moment({ nullable: true }) disabledAt: Date | null;
}
