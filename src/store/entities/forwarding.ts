import { Entity, ForeignKey, Index } from 'typeorm';
import { Code, Count, Flag, Key, KeyNumber, KeyUuid, Moment, Text, Uuid } from './columns';
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
}

/** The duty to hand one parcel of certificate versions to one feed. */
@Entity()
@Index(['feed', 'batchId', 'parcelNo'], { unique: true })
@Index(['state', 'dueAt'])
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
  @Count() attemptsMade: number;
  /** Attempts made when the schedule of retries last began. */
  @Count({ default: 0 }) attemptsBefore: number;
  @Moment() dueAt: Date;
  @Moment() createdAt: Date;
  @Moment({ nullable: true }) sentAt: Date | null;
  @Moment({ nullable: true }) answeredAt: Date | null;
}

/** What one feed says of one certificate version. */
@Entity()
@Index(['deliveryId'])
/** What is open or refused is little beside what was accepted. */
@Index('delivery_item_open_ix', ['deliveryId', 'certificateNo', 'version'], { where: `state <> 'ACCEPTED'` })
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
