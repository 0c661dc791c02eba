/** What the workers ask: which rows say that work is due. Where a replica may lag, these ask the primary. */
import type { ReminderSubjects } from './reminders';

export interface DueWork extends DueChecks, DueSettlements {
  readonly deliveries: readonly { readonly deliveryId: string }[];
  readonly answers: readonly { readonly deliveryId: string }[];
  /** This minute, where there are feeds. */
  readonly feedWatch: readonly ReminderSubjects['watch-feeds'][];
  /** Begun and not ended, or due today. */
  readonly reconciliations: readonly ReminderSubjects['reconcile-feed'][];
  /** Today, until the reports of the day were made. */
  readonly reportDays: readonly ReminderSubjects['make-reports'][];
  readonly reports: readonly ReminderSubjects['send-report'][];
  /** Batches with a due tally. */
  readonly tallies: readonly { readonly batchId: string }[];
  readonly trials: readonly { readonly trialId: string }[];
  /** Results whose notice begins, ends or is held open. */
  readonly notices: readonly { readonly resultsId: string }[];
  /** Today, when a deadline is due or a calendar is missing that nobody was told of. */
  readonly deadlines: readonly { readonly day: string }[];
  /** Today, until the registry was watched to its end. */
  readonly registry: readonly { readonly day: string }[];
  /** Open uploads of which nothing came for days. */
  readonly abandoned: readonly ReminderSubjects['abandon-upload'][];
}

export interface DueChecks {
  /** Of the larger batches. */
  readonly chunks: readonly ReminderSubjects['check-chunk'][];
  /** With unchecked chunks. */
  readonly smallBatches: readonly ReminderSubjects['check-small-batch'][];
}

/** Of batches whose chunks are all checked. */
export interface DueSettlements {
  /** Of small ones that nobody settled after their check. */
  readonly smallSettlements: readonly ReminderSubjects['settle-batch'][];
  readonly middleSettlements: readonly ReminderSubjects['settle-middle-batch'][];
  readonly largeSettlements: readonly ReminderSubjects['settle-large-batch'][];
}

/** Sizes of batches that are settled in turns; a small one is settled by whoever checks it. */
export type SettledSize = 'middle' | 'large';

export interface WorkViews {
  allChunksChecked(batchId: string): Promise<boolean>;
  /** Numbers of the unchecked chunks, ascending. */
  uncheckedChunks(batchId: string): Promise<readonly number[]>;
  /**
   * The first `window` unchecked chunks of the larger batches of the institution that sent this batch: the oldest batch
   * first, without what has failed.
   */
  nextChunks(batchId: string, window: number): Promise<DueChecks['chunks']>;
  /** The same of its small batches. */
  nextSmallBatches(batchId: string, window: number): Promise<DueChecks['smallBatches']>;
  /** How many the batch has; `undefined` where a chunk waits for its check, or the batch has settled. */
  unsettledRecords(batchId: string): Promise<number | undefined>;
  /**
   * The first `most` batches of this size that wait for their settlement or are at it, of the institution that sent this
   * one: the oldest first, without what has failed.
   */
  nextSettlements(batchId: string, size: SettledSize, most: number): Promise<DueSettlements['largeSettlements']>;
  /** The first `most` deliveries of the feed that are due at `now`, the oldest first. */
  nextDeliveries(feed: string, now: Date, most: number): Promise<DueWork['deliveries']>;
  /** The same of those whose answers are to be asked for. */
  nextAnswers(feed: string, now: Date, most: number): Promise<DueWork['answers']>;
  /** The first DELIVERY_WINDOW of each feed that takes any now, the feeds in turns; one of a feed that may be probed. */
  dueDeliveries(
    now: Date,
    most: { readonly limit: number; readonly closedFeeds: readonly string[] },
  ): Promise<DueWork['deliveries']>;
  /**
   * At most `limit` rows of each kind, oldest first. Checks and settlements go round by institution, at most `window` checks
   * of each; what has failed comes after what has not, and as many of it. Deliveries and answers go round by feed.
   */
  dueWork(
    now: Date,
    most: {
      readonly limit: number;
      readonly window: number;
      /** Whose window is closed at `now`. */
      readonly closedFeeds?: readonly string[];
    },
  ): Promise<DueWork>;
}
