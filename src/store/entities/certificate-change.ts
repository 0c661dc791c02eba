/** Corrections, re-issues, recalls and subsidies to recover. */
import { Column, Entity, ForeignKey, Index } from 'typeorm';
import type { RecallScope } from '../../domain/recall/scope';
import type { Finding } from '../../domain/rules/rule';
import { CertificateEntity } from './certificate';
import { Bytes, Code, Codes, Count, Json, Key, KeyUuid, Moment, Text, Uuid } from './columns';

const OPEN = `state IN ('REQUESTED', 'CITY_APPROVED')`;

/** What an institution asked to be changed about one certificate. */
@Entity()
@Index(['institutionCode', 'requestedAt'])
@Index(['state', 'requestedAt'])
@Index('certificate_change_clear_ix', ['id'], { where: 'data IS NOT NULL' })
export class CertificateChangeEntity {
  @KeyUuid() id: string;
  /** CORRECTION, REISSUE. */
  @Code() kind: string;
  @ForeignKey(() => CertificateEntity)
  @Index({ unique: true, where: OPEN })
  @Code()
  certificateNo: string;
  /** The version of the certificate that was looked at. */
  @Count() baseVersion: number;
  @Index({ unique: true, where: OPEN })
  @Code({ nullable: true })
  newCertificateNo: string | null;
  @Code() institutionCode: string;
  @Code() regionCode: string;
  @Code() state: string;
  /** In clear; of an earlier release, until it is sealed. */
  @Text({ nullable: true }) data: string | null;
  /** The whole record as it shall be, JSON; `null` where the same certificate is issued once more. */
  @Bytes({ nullable: true }) sealed: Buffer | null;
  /** One content is one request, while it is open. */
  @Code() contentKey: string;
  @Text() reason: string;
  @Codes() evidence: string[];
  /** What the rules say of the new record and the reason answers. */
  @Json() findings: readonly Finding[];
  @Code() requestedBy: string;
  @Moment() requestedAt: Date;
  @Code({ nullable: true }) cityDecidedBy: string | null;
  @Moment({ nullable: true }) cityDecidedAt: Date | null;
  /** Whoever ended it: applied, refused or withdrew. */
  @Code({ nullable: true }) decidedBy: string | null;
  @Moment({ nullable: true }) decidedAt: Date | null;
  @Text({ nullable: true }) decisionReason: string | null;
  /** The version that it made, of the new number where there is one. */
  @Count({ nullable: true }) appliedVersion: number | null;
}

/** The decision of two people that certificates of one institution are void. */
@Entity()
@Index(['proposedBy', 'contentKey'], { unique: true, where: `state = 'PROPOSED'` })
@Index(['institutionCode', 'proposedAt'])
@Index(['state', 'proposedAt'])
export class RecallEntity {
  @KeyUuid() id: string;
  /** PROPOSED, CONFIRMED, WITHDRAWN. */
  @Code() state: string;
  /** VIOLATION, ERROR, COURT. */
  @Code() ground: string;
  @Json() scope: RecallScope;
  @Code() institutionCode: string;
  @Code() regionCode: string;
  @Text() reason: string;
  @Column({ type: 'text', array: true })
  basis: string[];
  @Codes() evidence: string[];
  @Code() contentKey: string;
  /** Certificates of the scope at the proposal, by state. */
  @Count() live: number;
  @Count() revoked: number;
  @Count() replaced: number;
  /** Feeds that ever got one of the live ones. */
  @Count() feeds: number;
  /** Of the live certificates and their versions; the confirmation repeats it. */
  @Code() digest: string;
  @Code() proposedBy: string;
  @Code() proposedRole: string;
  @Moment() proposedAt: Date;
  @Code({ nullable: true }) endedBy: string | null;
  @Moment({ nullable: true }) endedAt: Date | null;
  @Text({ nullable: true }) endedReason: string | null;
}

/**
 * A certificate that was live when the recall was proposed; its revocation is `version` + 1. Written by one statement
 * with its recall, by the hundred thousand: without a foreign key, which would be checked row by row.
 */
@Entity()
export class RecallItemEntity {
  @KeyUuid()
  recallId: string;
  @Index()
  @Key()
  certificateNo: string;
  @Count() version: number;
}

/** A revoked certificate on which a subsidy may have been drawn; without a foreign key, like `RecallItemEntity`. */
@Entity()
@Index(['institutionCode', 'state'])
export class SubsidyRecoveryEntity {
  @Key() certificateNo: string;
  @Index()
  @Uuid()
  recallId: string;
  @Code() institutionCode: string;
  @Code() regionCode: string;
  /** OPEN, RECOVERED, NOT_PAID. */
  @Code() state: string;
  /** Hundredths of a yuan. */
  @Count({ nullable: true }) amountFen: number | null;
  @Text({ nullable: true }) reason: string | null;
  @Code({ nullable: true }) decidedBy: string | null;
  @Moment({ nullable: true }) decidedAt: Date | null;
}

export const CERTIFICATE_CHANGE_ENTITIES = [
  CertificateChangeEntity,
  RecallEntity,
  RecallItemEntity,
  SubsidyRecoveryEntity,
] as const;
