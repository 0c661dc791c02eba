import { Column, Entity, ForeignKey, Index } from 'typeorm';
import type { FeedForm } from '../../domain/forwarding/form';
import type { FeedDescription, FeedWants } from '../../domain/forwarding/feed';
import { Bytes, Code, Count, Day, Flag, Json, Key, KeyDigest, KeyNumber, KeyUuid, Moment, Text, Uuid } from './columns';
import { BatchEntity } from './intake';

/** One receiver above. Its address stays in the configuration: it holds a password. */
@Entity()
export class FeedEntity {
  @Key() name: string;
  @Code() connector: string;
  /** Certificates of this region go to the feed; 000000 is everywhere. */
  @Code() regionCode: string;
  @Text() titleZh: string;
  @Text() titleEn: string;
  @Flag() enabled: boolean;
  /** As the feeds file described it when a process last started; null of an earlier release. */
  @Json({ nullable: true }) description: FeedDescription | null;
}

/** A form by which parcels were made: a parcel keeps its form when the feeds file changes. */
@Entity()
export class FeedFormEntity {
  @KeyDigest() digest: Buffer;
  @Json() form: FeedForm;
}

/** The duty to hand one parcel of certificate versions to one feed. */
@Entity()
@Index(['feed', 'batchId', 'parcelNo'], { unique: true })
@Index(['state', 'dueAt'])
/** What is due or unanswered of each feed, the oldest first. */
@Index('delivery_open_ix', ['feed', 'state', 'dueAt', 'id'], { where: `state <> 'ANSWERED'` })
@Index(['createdAt', 'id'])
export class DeliveryEntity {
  @KeyUuid() id: string;
  @ForeignKey(() => FeedEntity)
  @Code()
  feed: string;
  @ForeignKey(() => BatchEntity)
  @Index()
  @Uuid()
  batchId: string;
  @Count() parcelNo: number;
  /** DUE, SENT (taken, answers outstanding), ANSWERED, GIVEN_UP. */
  @Code() state: string;
  @Count() certificates: number;
  /** Of the certificates, those that stand in a later delivery now. */
  @Count({ default: 0 }) moved: number;
  @Count() attemptsMade: number;
  /** Attempts made when the schedule of retries last began. */
  @Count({ default: 0 }) attemptsBefore: number;
  @Moment() dueAt: Date;
  @Moment() createdAt: Date;
  /** When a person let it be sent again. */
  @Moment({ nullable: true }) resentAt: Date | null;
  @Moment({ nullable: true }) sentAt: Date | null;
  @Moment({ nullable: true }) answeredAt: Date | null;
  /** What its receiver said of it that nothing can be made of, by kind: the most that was seen at once. */
  @Json({ nullable: true }) oddities: object | null;
  /** Null: the whole record word for word, as earlier releases sent it. */
  @ForeignKey(() => FeedFormEntity)
  @Bytes({ nullable: true })
  formDigest: Buffer | null;
}

/** What one feed says of one certificate version. */
@Entity()
@Index(['deliveryId'])
/** What is open or refused is little beside what was accepted. */
@Index('delivery_item_open_ix', ['deliveryId', 'certificateNo', 'version'], { where: `state <> 'ACCEPTED'` })
/** Refusals of a feed, for who looks at it. */
@Index('delivery_item_refused_ix', ['feed', 'certificateNo', 'version'], { where: `state = 'REFUSED'` })
export class DeliveryItemEntity {
  @Key() feed: string;
  @Key() certificateNo: string;
  @KeyNumber() version: number;
  @ForeignKey(() => DeliveryEntity)
  @Uuid()
  deliveryId: string;
  /** PENDING, ACCEPTED, REFUSED. */
  @Code() state: string;
  /** The receiver's own code of a refusal. */
  @Code({ nullable: true }) code: string | null;
  @Moment({ nullable: true }) answeredAt: Date | null;
  /** Of what was handed over (`app/forwarding/held-digest.ts`); null until it was. */
  @Column({ type: 'bigint', nullable: true }) digest: string | null;
}

@Entity()
export class DeliveryAttemptEntity {
  @ForeignKey(() => DeliveryEntity)
  @KeyUuid()
  deliveryId: string;
  @KeyNumber() attemptNo: number;
  @Moment() startedAt: Date;
  @Moment({ nullable: true }) endedAt: Date | null;
  /** taken, refused, unreachable; `null` while under way or when the process died. */
  @Code({ nullable: true }) outcome: string | null;
  @Code({ nullable: true }) reason: string | null;
}

/** How a feed stands. */
@Entity()
export class FeedStateEntity {
  @ForeignKey(() => FeedEntity)
  @Key()
  feed: string;
  @Moment({ nullable: true }) pausedAt: Date | null;
  @Code({ nullable: true }) pausedBy: string | null;
  @Text({ nullable: true }) pauseReason: string | null;
  @Moment({ nullable: true }) resumedAt: Date | null;
  /** CLOSED, OPEN, HALF_OPEN. */
  @Code({ default: 'CLOSED' }) breaker: string;
  /** Attempts in a row that reached nobody. */
  @Count({ default: 0 }) failures: number;
  /** Probes since it opened. */
  @Count({ default: 0 }) probes: number;
  @Moment({ nullable: true }) openedAt: Date | null;
  @Moment({ nullable: true }) probeAt: Date | null;
  /** Nothing begins before: the rate of the feed, or the receiver's word. */
  @Moment({ nullable: true }) freeAt: Date | null;
  @Moment({ nullable: true }) takenAt: Date | null;
  @Moment({ nullable: true }) heardAt: Date | null;
  @Moment({ nullable: true }) failedAt: Date | null;
  @Code({ nullable: true }) failure: string | null;
  /** Answers in a row that were refusals. */
  @Count({ default: 0 }) refusedInRow: number;
}

/** Something about a feed that a person should see to; ended when it is no more. */
@Entity()
@Index('feed_alarm_open_ix', ['feed', 'kind'], { unique: true, where: 'ended_at IS NULL' })
@Index(['raisedAt', 'id'])
export class FeedAlarmEntity {
  @KeyUuid() id: string;
  @ForeignKey(() => FeedEntity)
  @Code()
  feed: string;
  @Code() kind: string;
  /** Since when it has been so. */
  @Moment() since: Date;
  @Moment() raisedAt: Date;
  @Moment({ nullable: true }) endedAt: Date | null;
  /** Counts and codes. */
  @Json() facts: object;
}

/** What a receiver said that nothing could be made of: one row a kind, however often it comes. */
@Entity()
@Index(['lastAt'])
export class FeedOddityEntity {
  @ForeignKey(() => FeedEntity)
  @Key()
  feed: string;
  @Key() code: string;
  @Column({ type: 'bigint' }) count: string;
  @Moment() firstAt: Date;
  @Moment() lastAt: Date;
  /** The delivery of the last one, where it is known. */
  @Uuid({ nullable: true }) deliveryId: string | null;
}

/** One comparison of what a feed holds with what the hub handed to it. */
@Entity()
@Index(['feed', 'startedAt'])
@Index('reconciliation_running_ix', ['feed'], { unique: true, where: `state = 'RUNNING'` })
export class ReconciliationEntity {
  @KeyUuid() id: string;
  @ForeignKey(() => FeedEntity)
  @Code()
  feed: string;
  /** RUNNING, EQUAL, HEALED, DIFFERENT, FAILED, UNSUPPORTED. */
  @Code() state: string;
  /** A client id, or `clock`. */
  @Code() askedBy: string;
  @Flag() heal: boolean;
  /** Of the one that is at it: no other goes on before. */
  @Moment() dueAt: Date;
  /** Begun so many times; what an earlier run still says is not heard. */
  @Count({ default: 0 }) runs: number;
  @Moment() startedAt: Date;
  @Moment({ nullable: true }) endedAt: Date | null;
  @Count({ default: 0 }) hubVersions: number;
  @Count({ default: 0 }) feedVersions: number;
  /** The hub handed it over and the feed lacks it. */
  @Count({ default: 0 }) missing: number;
  /** The feed holds it and the hub never handed it over. */
  @Count({ default: 0 }) extra: number;
  /** Both hold it, with other content. */
  @Count({ default: 0 }) differing: number;
  /** Wanted by the feed and never made a parcel of. */
  @Count({ default: 0 }) owed: number;
  /** Versions that go to the feed again. */
  @Count({ default: 0 }) healed: number;
  /** Not handed over yet, so that the feed need not hold them. */
  @Count({ default: 0 }) waiting: number;
  /** Questions put to the feed. */
  @Count({ default: 0 }) questions: number;
  /** Of the feed's answers, beside `itemsCompared`: all that came over the line. */
  @Count({ default: 0 }) rangesCompared: number;
  @Count({ default: 0 }) itemsCompared: number;
  @Count({ default: 0 }) hubRowsRead: number;
  @Count({ default: 0 }) feedRowsRead: number;
  @Code({ nullable: true }) failure: string | null;
}

/** At most so many of a reconciliation as a person can read; the counts are whole. */
@Entity()
export class ReconciliationDifferenceEntity {
  @ForeignKey(() => ReconciliationEntity)
  @KeyUuid()
  reconciliationId: string;
  @Key() certificateNo: string;
  @KeyNumber() version: number;
  /** MISSING, EXTRA, DIFFERING, OWED. */
  @Code() kind: string;
  /** The delivery that heals it. */
  @Uuid({ nullable: true }) deliveryId: string | null;
}

/** Counts of one period as one feed was told them. A revision never changes; the next one takes its place. */
@Entity()
@Index(['feed', 'period', 'revision'], { unique: true })
@Index('tally_report_open_ix', ['state', 'dueAt'], { where: `state IN ('DUE', 'SENT')` })
@Index(['madeAt', 'id'])
export class TallyReportEntity {
  @KeyUuid() id: string;
  @ForeignKey(() => FeedEntity)
  @Code()
  feed: string;
  /** YYYY-MM */
  @Code() period: string;
  @Code() regionCode: string;
  @Count() revision: number;
  @Code() definition: string;
  @Count() certificates: number;
  @Json() rows: object;
  @Code() digest: string;
  /** Sum of the digests of the certificates behind it, so that it can be told whether they are still the same. */
  @Code() certificatesDigest: string;
  /** FIRST, DEFINITION, SCOPE, COUNTS. */
  @Code() reason: string;
  /** Against the revision before; null of the first. */
  @Json({ nullable: true }) changes: object | null;
  /** What the feed wanted when this was last found up to date, and how often its buckets had been recomputed by then. */
  @Json() wants: FeedWants;
  @Count() recomputations: number;
  @Moment() madeAt: Date;
  /** DUE, SENT, ACCEPTED, REFUSED, GIVEN_UP, SUPERSEDED. */
  @Code() state: string;
  @Count({ default: 0 }) attemptsMade: number;
  /** Attempts made when the schedule of retries last began. */
  @Count({ default: 0 }) attemptsBefore: number;
  /** While it is being handed over or asked for: an older revision that is does not give way to a newer. */
  @Moment({ nullable: true }) leaseUntil: Date | null;
  @Moment() dueAt: Date;
  @Moment({ nullable: true }) sentAt: Date | null;
  @Moment({ nullable: true }) answeredAt: Date | null;
  @Code({ nullable: true }) code: string | null;
}

/** Until when a feed's periods were looked at for something new to tell. */
@Entity()
export class TallyReportLookEntity {
  @ForeignKey(() => FeedEntity)
  @Key()
  feed: string;
  /** The day in China. */
  @Day({ nullable: true }) lookedOn: string | null;
  /** A person asked for a look that has not ended yet. */
  @Moment({ nullable: true }) askedAt: Date | null;
}

/** A parcel that another hub handed up. A batch of its id holds the numbers that came with it first. */
@Entity()
export class ReceivedParcelEntity {
  @KeyUuid() parcelId: string;
  /** Of the hub that handed it up: it stays the same when the hub gets another client. */
  @Code() regionCode: string;
  @Code() clientId: string;
  @Count() certificates: number;
  @Code() digest: string;
  @Moment() receivedAt: Date;
}

/** One certificate version as another hub handed it up, and what was answered. */
@Entity()
@Index(['parcelId'])
export class ReceivedVersionEntity {
  /** Of the hub. */
  @Key() regionCode: string;
  @Key() certificateNo: string;
  @KeyNumber() version: number;
  @ForeignKey(() => ReceivedParcelEntity)
  @Uuid()
  parcelId: string;
  @Code() kind: string;
  /** As the hub below takes it (`app/forwarding/held-digest.ts`). */
  @Column({ type: 'bigint' }) digest: string;
  @Flag() accepted: boolean;
  @Code({ nullable: true }) code: string | null;
  @Moment() answeredAt: Date;
}
