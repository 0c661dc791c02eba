import { Entity, ForeignKey, Index } from 'typeorm';
import type { Application, ApplicationContent } from '../../domain/application/application';
import type { RouteStep } from '../../domain/application/route';
import { Bytes, Code, Codes, Count, Day, Json, KeyNumber, KeyUuid, Moment, Text, Uuid } from './columns';

/** What is applied for, and where it stands. Document numbers are in it as masks and keyed digests only. */
@Entity()
@Index(['institutionCode', 'state'])
@Index('application_queue_ix', [
  'regionCode',
  'state',
  'stepBy',
  'stepSince',
  'submittedAt',
  'openedAt',
  'openedRole',
  'institutionCode',
  'kind',
  'id',
])
@Index('application_seen_ix', ['regionCode', 'state', 'kind'], {
  where: `submitted_at IS NOT NULL OR opened_role <> 'INSTITUTION'`,
})
@Index('application_since_ix', { synchronize: false })
@Index(['stepAct', 'noticeTo'])
export class ApplicationEntity {
  @KeyUuid() id: string;
  @Code() kind: string;
  @Code() institutionCode: string;
  @Code() regionCode: string;
  @Json() content: ApplicationContent;
  /** Of kind, institution and content: known again when it is sent twice. */
  @Bytes() contentDigest: Buffer;
  @Code() state: string;
  @Json({ nullable: true }) route: Application['route'];
  @Json() steps: RouteStep[];
  @Count({ nullable: true }) stepIndex: number | null;
  /** Of the step that is due: what the queues of the offices are found by. */
  @Code({ nullable: true }) stepBy: string | null;
  @Code({ nullable: true }) stepAct: string | null;
  @Moment({ nullable: true }) stepSince: Date | null;
  @Count() revision: number;
  @Code() openedBy: string;
  @Code() openedRole: string;
  @Moment() openedAt: Date;
  @Codes() enteredBy: string[];
  @Moment({ nullable: true }) submittedAt: Date | null;
  @Day({ nullable: true }) noticeFrom: string | null;
  @Day({ nullable: true }) noticeTo: string | null;
  @Codes() droppedFilingIds: string[];
  @Moment({ nullable: true }) approvedAt: Date | null;
  @Day({ nullable: true }) publishedOn: string | null;
}

/** One decision of an office about one step; never changed. */
@Entity()
export class ApplicationStepEntity {
  @ForeignKey(() => ApplicationEntity)
  @KeyUuid()
  applicationId: string;
  @KeyNumber() revision: number;
  @KeyNumber() stepIndex: number;
  @Code() byOffice: string;
  @Code() act: string;
  @Code() outcome: string;
  @Text({ nullable: true }) opinion: string | null;
  @Codes() basis: string[];
  @Code() decidedBy: string;
  @Moment() decidedAt: Date;
}

/** What somebody said against a proposed filing while it was shown. */
@Entity()
@Index(['applicationId', 'objectionNo'], { unique: true })
@Index(['recordedAt', 'id'])
class FilingObjectionEntity {
  @KeyUuid() id: string;
  @ForeignKey(() => ApplicationEntity)
  @Uuid()
  applicationId: string;
  /** Of the application then. */
  @Count() revision: number;
  @Count() objectionNo: number;
  /** LETTER, TELEPHONE, VISIT, ONLINE. */
  @Code() channel: string;
  @Day() receivedOn: string;
  @Text() summary: string;
  /** OPEN, UPHELD, DISMISSED, LAPSED. */
  @Code() state: string;
  @Code() recordedBy: string;
  @Code() recordedRole: string;
  @Moment() recordedAt: Date;
  @Code({ nullable: true }) decidedBy: string | null;
  @Code({ nullable: true }) decidedRole: string | null;
  @Moment({ nullable: true }) decidedAt: Date | null;
  @Text({ nullable: true }) reason: string | null;
  @Codes() basis: string[];
}

/** Applications to file, their steps, and objections to them. */
export const APPLICATION_ENTITIES = [ApplicationEntity, ApplicationStepEntity, FilingObjectionEntity] as const;
