import { Entity, ForeignKey, Index } from 'typeorm';
import type { PlanRemark } from '../../domain/plan/plan-remarks';
import { Bytes, Code, Codes, Count, Day, Flag, Json, Key, KeyUuid, Moment, Text } from './columns';
import { PlanEntity } from './registry';

/**
 * What the hub keeps of a plan beside its registry row. The three named indexes begin with the prefix of the region code that
 * an office sees, which TypeORM cannot say.
 */
@Entity()
@Index(['institutionCode', 'state', 'filedAt', 'planNo'])
@Index('plan_case_nation_ix', { synchronize: false })
@Index('plan_case_city_ix', { synchronize: false })
@Index('plan_case_province_ix', { synchronize: false })
@Index(['institutionCode', 'contentKey'])
export class PlanCaseEntity {
  @ForeignKey(() => PlanEntity)
  @Key()
  planNo: string;
  @Code() institutionCode: string;
  @Code() regionCode: string;
  @Code() state: string;
  @Count() revision: number;
  /** False for plans of a registry document that an office decided here. */
  @Flag() throughHub: boolean;
  @Codes() audience: string[];
  /** Keyed digest of what was filed last. */
  @Bytes({ nullable: true }) contentKey: Buffer | null;
  @Json() remarks: PlanRemark[];
  @Code() filedBy: string;
  @Moment() filedAt: Date;
  @Code({ nullable: true }) cityBy: string | null;
  @Code({ nullable: true }) decidedAct: string | null;
  @Code({ nullable: true }) decidedBy: string | null;
  @Moment({ nullable: true }) decidedAt: Date | null;
  @Text({ nullable: true }) reason: string | null;
}

/** Cases of a region and state, kept by triggers on the cases: totals of long lists without counting. */
@Entity()
export class PlanCountEntity {
  @Key() regionCode: string;
  @Key() state: string;
  @Count() plans: number;
}

/** The last serial that the hub gave out in a region and year. */
@Entity()
export class GivenSerialEntity {
  @Key() noun: string;
  @Key() regionCode: string;
  @Key() year: string;
  @Count() lastSerial: number;
}

/** Somebody who is to stand in the register of people, or to stand there otherwise. */
@Entity()
@Index(['staffId'], { unique: true, where: "state = 'PROPOSED'" })
export class StaffProposalEntity {
  @KeyUuid() id: string;
  @Code() staffId: string;
  @Json() content: object;
  @Code({ nullable: true }) institutionCode: string | null;
  @Code() regionCode: string;
  @Code() state: string;
  @Code() proposedBy: string;
  @Moment() proposedAt: Date;
  @Code({ nullable: true }) decidedBy: string | null;
  @Moment({ nullable: true }) decidedAt: Date | null;
  @Text({ nullable: true }) reason: string | null;
}

/** Days on which a person serves in no post; in force once a second regulator has confirmed it. */
@Entity()
export class StaffBarEntity {
  @KeyUuid() id: string;
  @Index()
  @Code()
  staffId: string;
  @Code() regionCode: string;
  @Day() fromDay: string;
  @Day({ nullable: true }) toDay: string | null;
  @Code() state: string;
  @Text() reason: string;
  @Codes() basis: string[];
  @Code() proposedBy: string;
  @Code() proposedRole: string;
  @Moment() proposedAt: Date;
  @Code({ nullable: true }) decidedBy: string | null;
  @Code({ nullable: true }) decidedRole: string | null;
  @Moment({ nullable: true }) decidedAt: Date | null;
}

/** Exam plans on their way. */
export const PLAN_CASE_ENTITIES = [
  PlanCaseEntity,
  PlanCountEntity,
  GivenSerialEntity,
  StaffProposalEntity,
  StaffBarEntity,
] as const;
