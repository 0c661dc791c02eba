/** What the verbs of forwarding and of the tallies need from outside (`ports.ts`). */
import type { DeliveryItemState } from '../domain/forwarding/delivery';
import type { FeedDescription } from '../domain/forwarding/feed';
import type { FeedForm } from '../domain/forwarding/form';
import type { DeliveryNext } from '../domain/forwarding/retry';
import type { DueBucket } from '../domain/statistics/tally';
import type { VersionRef } from './certificates/change-ports';
import type { Answer, Oddity } from './connector';
import type { Bucket } from './certificates/recall-ports';
import type { DeliveryGateStore, RedriveStore } from './forwarding/delivery-gate-ports';

export interface ClaimedDelivery {
  readonly id: string;
  readonly feed: string;
  readonly batchId: string;
  /** Counts from 1 through the life of the delivery. */
  readonly attemptNo: number;
  /** Counts from 1 since the schedule of retries last began. */
  readonly tryNo: number;
  /** `null`: the whole record word for word, as earlier releases sent it. */
  readonly form: FeedForm | null;
}
/** Where a delivery belongs. */
export interface DeliveryPlace {
  readonly feed: string;
  readonly batchId: string;
}
export interface LockedDelivery {
  readonly id: string;
  /** Whose certificates it holds. */
  readonly batchId: string;
  /** Region of that batch. */
  readonly regionCode: string;
}
export interface ParcelCertificate {
  readonly certificateNo: string;
  readonly version: number;
  readonly kind: string;
  readonly institutionCode: string;
  readonly regionCode: string;
  /** The record in the form of the feed (`domain/forwarding/shown-data.ts`). */
  readonly data: string;
  /** `app/forwarding/held-digest.ts` */
  readonly digest: bigint;
}
export type OwnCertificate = Omit<ParcelCertificate, 'digest'>;
export interface ItemAnswer {
  readonly certificateNo: string;
  readonly version: number;
  readonly state: Exclude<DeliveryItemState, 'PENDING'>;
  readonly code: string | null;
  readonly answeredAt: Date;
}
export interface AppliedAnswers {
  readonly accepted: number;
  readonly refused: readonly RefusedItem[];
  /** Answers that fit no item, or contradict the one that stands. */
  readonly oddities: readonly Oddity[];
}
export interface EndedAttempt {
  readonly answer: Answer;
  readonly next: DeliveryNext;
  readonly at: Date;
  readonly certificates: readonly ParcelCertificate[];
}
export interface OwedVersions {
  readonly versions: readonly VersionRef[];
  /** Those among them that a feed gets even if it never had the number, provided that it wants the certificate. */
  readonly offered: readonly VersionRef[];
  /** Those of the feeds file. */
  readonly feeds: readonly FeedDescription[];
  /** Feeds that hold the same already (`app/certificates/up-to-date-feeds.ts`). */
  readonly upToDate: readonly string[];
  readonly at: Date;
}
/** What one feed was last given of a number. */
export interface GivenVersion {
  readonly feed: string;
  readonly version: number;
  readonly kind: string;
  readonly institutionCode: string;
  readonly regionCode: string;
  readonly state: DeliveryItemState;
  /** Of what it was handed (`app/forwarding/held-digest.ts`); `null`: not handed over yet, or by an earlier release. */
  readonly digest: bigint | null;
}
export interface DeliveryStore extends DeliveryGateStore, RedriveStore {
  /** Parcels of those of the batch's certificates that the feed wants; returns the ids of the new deliveries. */
  createForBatch(feed: FeedDescription, batchId: string, at: Date, newId: () => string): Promise<readonly string[]>;
  /**
   * Parcels of later versions, for every feed that was ever given the number (or, of a number issued in place of another,
   * that other one), and of what is offered for every feed that wants it: they go on where the parcels of their
   * batch end. Returns the ids of the new deliveries.
   */
  createForVersions(owed: OwedVersions, newId: () => string): Promise<readonly string[]>;
  /** The newest version that each feed was given of the number. */
  lastGiven(certificateNo: string): Promise<readonly GivenVersion[]>;
  /**
   * New parcels, in the feed's form, of exactly these versions. What stands in a delivery still DUE stays there; other items move
   * to the new one and wait for their answer again, those that have none are made. Returns the ids of the new deliveries.
   */
  redeliver(
    feed: FeedDescription,
    versions: readonly VersionRef[],
    at: Date,
    newId: () => string,
  ): Promise<readonly string[]>;
  /**
   * Takes attempt number `attemptsMade + 1` exactly once; `undefined` when it is not due (a reminder may come
   * CLAIM_EARLY_MS early) or somebody else has it.
   */
  claim(id: string, now: Date, leaseUntil: Date): Promise<ClaimedDelivery | undefined>;
  /** Records as the hub keeps them, in the order of the parcel. */
  parcel(id: string): Promise<readonly OwnCertificate[]>;
  /**
   * Ends the attempt; moves the delivery unless a later attempt took it over. Answers whether it moved. Of a parcel that was taken
   * the digests are kept.
   */
  recordAttempt(claim: ClaimedDelivery, ended: EndedAttempt): Promise<boolean>;
  /** Applies answers, one of each version, to items of the delivery that are still pending; the first answer of an item stands. */
  applyAnswers(deliveryId: string, answers: readonly ItemAnswer[]): Promise<AppliedAnswers>;
  /** Whatever its state; nothing is locked. */
  place(id: string): Promise<DeliveryPlace | undefined>;
  /** The delivery with its batch's region, locked, whatever its state. */
  lock(id: string): Promise<LockedDelivery | undefined>;
  /** Makes a delivery that was given up due at `at`, with the schedule of retries from its beginning; `undefined` if it was not. */
  resend(id: string, at: Date): Promise<{ readonly attemptsMade: number } | undefined>;
  /** Ends the delivery if every item is answered. */
  closeIfAnswered(deliveryId: string, at: Date): Promise<boolean>;
}
export interface RefusedItem {
  readonly certificateNo: string;
  readonly batchId: string;
  readonly line: number;
  readonly code: string;
}

export interface TallyStore {
  /** Marks every bucket that holds certificates of the batch; waits for a recomputation of it that is under way. */
  markDue(batchId: string, at: Date): Promise<void>;
  /** Marks buckets one by one, as `markDue` does. */
  markBuckets(buckets: readonly Bucket[], at: Date): Promise<void>;
  /** Takes the bucket that is due longest and that nobody else holds; its mark goes with the commit. */
  takeDue(): Promise<DueBucket | undefined>;
  /** Replaces the bucket whole by what the live certificates say now; returns how many it counts. */
  recompute(bucket: DueBucket): Promise<number>;
}
