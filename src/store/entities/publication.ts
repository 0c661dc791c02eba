/** Site serials, publications, measures and bars. */
import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { Code, Codes, Count, Day, Key, KeyDay, KeyNumber, KeyUuid, Moment, Text, Uuid } from './columns';

/** How far the serials of one range of a province are given. */
@Entity()
export class SiteSerialEntity {
  @Key() provinceCode: string;
  @KeyNumber() firstSerial: number;
  @Count() lastSerial: number;
}

@Entity()
@Index(['publishedAt', 'id'])
@Index(['digest'], { unique: true, where: 'digest IS NOT NULL' })
export class PublicationEntity {
  @KeyUuid() id: string;
  @Code() regionCode: string;
  @Day() publishedOn: string;
  @Code() publishedBy: string;
  @Moment() publishedAt: Date;
  /** Of the summary that was confirmed, SHA-256, hex. */
  @Code({ nullable: true }) digest: string | null;
}

/** What one application became. */
@Entity()
export class PublicationItemEntity {
  @KeyUuid() applicationId: string;
  @ForeignKey(() => PublicationEntity)
  @Index()
  @Uuid()
  publicationId: string;
  @Code() kind: string;
  @Code() institutionCode: string;
  @Text() institutionName: string;
  @Codes() filingIds: string[];
  @Codes() siteCodes: string[];
}

/** Suspension, resumption, revocation or termination of filings. */
@Entity()
@Index(['proposedAt', 'id'])
@Index(['noticeTo', 'id'], { where: 'notice_to IS NOT NULL' })
export class MeasureEntity {
  @KeyUuid() id: string;
  @Code() kind: string;
  @Code() state: string;
  @Index()
  @Code()
  institutionCode: string;
  @Code() regionCode: string;
  @Codes() filingIds: string[];
  @Day() fromDay: string;
  @Day({ nullable: true }) toDay: string | null;
  @Code() reasonCode: string;
  @Text() reason: string;
  @Column({ type: 'text', array: true }) basis: string[];
  @Code() proposedBy: string;
  @Code() proposedRole: string;
  @Moment() proposedAt: Date;
  @Code({ nullable: true }) decidedBy: string | null;
  @Code({ nullable: true }) decidedRole: string | null;
  @Moment({ nullable: true }) decidedAt: Date | null;
  @Text({ nullable: true }) decisionReason: string | null;
  /** Days on which the end of the filings is shown to the public. */
  @Day({ nullable: true }) noticeFrom: string | null;
  @Day({ nullable: true }) noticeTo: string | null;
  /** Clauses by which it ended, as they are shown. */
  @Column({ type: 'text', array: true, nullable: true }) noticeBasis: string[] | null;
  /** Of the filings, those whose end was taken back. */
  @Codes() takenBackIds: string[];
}

/** Who may not apply, from a day to a day. */
@Entity()
export class ApplicationBarEntity {
  @ForeignKey(() => MeasureEntity)
  @KeyUuid()
  measureId: string;
  @Index()
  @Code()
  creditCode: string;
  @Day() fromDay: string;
  @Day() toDay: string;
  @Text() reason: string;
}

/** What the watch of the registry has told, each thing once. */
@Entity()
export class RegistryWatchEntity {
  @Key() topic: string;
  @Key() subjectId: string;
  @Key() mark: string;
  @Moment() toldAt: Date;
}

/** Days that the watch has gone through to the end. */
@Entity()
export class RegistryWatchDayEntity {
  @KeyDay() day: string;
  @Moment() endedAt: Date;
}

export const PUBLICATION_ENTITIES = [
  SiteSerialEntity,
  PublicationEntity,
  PublicationItemEntity,
  MeasureEntity,
  ApplicationBarEntity,
  RegistryWatchEntity,
  RegistryWatchDayEntity,
] as const;
