/** What is asked of deliveries before a parcel begins, and to get a whole feed going again. */
import type { FeedStanding } from '../../domain/forwarding/gate';
import type { VersionRef } from '../certificates/change-ports';

export interface DueDelivery {
  readonly feed: string;
  readonly certificates: number;
  readonly standing: FeedStanding;
}

export interface LockedAnswers {
  readonly id: string;
  readonly feed: string;
  readonly batchId: string;
  readonly sentAt: Date;
  /** When its answers are asked for. */
  readonly dueAt: Date;
  readonly standing: FeedStanding;
}

export interface DeliveryGateStore {
  /**
   * The delivery, locked, when it is due (a reminder may come CLAIM_EARLY_MS early) and nobody else has it; with how its feed
   * stands.
   */
  lockDue(id: string, now: Date): Promise<DueDelivery | undefined>;
  /** The attempt that was claimed is a probe: it uses up none of the tries of its delivery. */
  spareTry(id: string): Promise<void>;
  /** The state of a delivery that keeps an earlier version of one of its numbers from the feed; GIVEN_UP before DUE. */
  earlierOpen(id: string): Promise<'DUE' | 'GIVEN_UP' | undefined>;
  /** It is due later, because of others. */
  putOff(id: string, until: Date): Promise<void>;
  /** Makes what the feed waits to try again due at `at`; leaves alone what is on its way. Answers how many deliveries. */
  wake(feed: string, at: Date): Promise<number>;
  /** The delivery, locked, when it was taken, is not answered, and nobody else asks for its answers; with how its feed stands. */
  lockSent(id: string): Promise<LockedAnswers | undefined>;
  /** The next question for its answers; while one is under way, when its asker is taken for dead. */
  askAt(id: string, dueAt: Date): Promise<void>;
}

export interface Redriven {
  readonly deliveries: number;
  readonly certificates: number;
}

/** Of a parcel that the receiver finds too large: as connectors say it. */
export const TOO_LARGE_REASON = 'TOO_LARGE';

/** By number, and how many there are in all. */
export interface CountedVersions {
  readonly versions: readonly VersionRef[];
  readonly total: number;
}

export interface RedriveStore {
  /** What lies in parcels of more than `perParcel` certificates that were given up as too large; at most `most`. */
  tooLarge(feed: string, perParcel: number, most: number): Promise<CountedVersions>;
  /** All that the feed gave up, or where the last attempt ended by `code`, is due at `at` with its schedule from the beginning. */
  resendGivenUp(feed: string, code: string | null, at: Date): Promise<Redriven>;
  /** What the feed refused (by `code`) and nothing later was made of for it, by number; at most `most`, and how many in all. */
  refusedVersions(feed: string, code: string | null, most: number): Promise<CountedVersions>;
}
