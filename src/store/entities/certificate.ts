import { Entity, Index } from 'typeorm';
import { Bytes, Code, Count, Day, Key, KeyNumber, Moment, Text, Uuid } from './columns';

/** The accepted truth about one certificate number. */
@Entity()
@Index('certificate_live_ix', ['regionCode', 'issuedOn'], { where: `state = 'LIVE'` })
export class CertificateEntity {
  @Key() certificateNo: string;
  /** LIVE, REVOKED, REPLACED. */
  @Code() state: string;
  @Count() version: number;
  @Code() institutionCode: string;
  @Code() institutionKind: string;
  @Code({ nullable: true }) schoolType: string | null;
  @Code() siteCode: string;
  @Code() regionCode: string;
  @Index()
  @Bytes()
  personKey: Buffer;
  /** No index of its own: a holding is found through its person. */
  @Bytes() holdingKey: Buffer;
  @Code() occupationCode: string;
  @Text() occupationName: string;
  @Text() workType: string;
  @Code() level: string;
  @Code() sex: string;
  @Day() birthDate: string;
  @Code() candidateCategory: string;
  @Day() examDate: string;
  @Day() issuedOn: string;
  @Uuid() batchId: string;
  @Count() line: number;
  @Moment() approvedAt: Date;
  /** The number in whose place this one was issued. */
  @Code({ nullable: true }) replaces: string | null;
  /** The number that was issued in place of this one. */
  @Code({ nullable: true }) replacedBy: string | null;
}

/** `kind`: ISSUED, CORRECTED, REISSUED, REVOKED, REPLACED. */
@Entity()
@Index(['batchId', 'line'])
/** Corrections, re-issues and recalls: few beside what was issued. */
@Index('certificate_version_later_ix', ['createdAt', 'certificateNo'], { where: `kind <> 'ISSUED'` })
@Index('certificate_version_clear_ix', ['certificateNo'], { where: 'data IS NOT NULL' })
export class CertificateVersionEntity {
  @Key() certificateNo: string;
  @KeyNumber() version: number;
  @Code() kind: string;
  @Uuid() batchId: string;
  @Count() line: number;
  /** In clear; of an earlier release, until it is sealed. */
  @Text({ nullable: true }) data: string | null;
  @Bytes({ nullable: true }) sealed: Buffer | null;
  @Moment() createdAt: Date;
}
