/** How each feed stands: paused, breaker, pace. Rows of `feed_state` and `feed_alarm`. */
import type { FeedCondition } from '../../domain/forwarding/alarms';
import type { Breaker } from '../../domain/forwarding/breaker';
import type { FeedStanding } from '../../domain/forwarding/gate';

export interface FeedPause {
  readonly pausedAt: Date;
  readonly pausedBy: string;
  readonly reason: string;
}

/** One that a person should see to, by the feed and its kind. */
export interface FeedAlarmRow {
  readonly feed: string;
  readonly kind: string;
  readonly since: Date;
  /** Counts and codes. */
  readonly facts: object;
}

export interface FeedStateStore {
  /** Whether the hub ever had such a feed. */
  isKnown(feed: string): Promise<boolean>;
  /** Locked until the end of the transaction; CLOSED and free where nothing was ever said of the feed. */
  lock(feed: string): Promise<FeedStanding>;
  /** The breaker as an attempt leaves it. `failure`: the code by which it ended badly. */
  saveBreaker(
    feed: string,
    breaker: Breaker,
    ended: { readonly at: Date; readonly failure: string | null; readonly freeAt: Date | null },
  ): Promise<void>;
  /** Takes the one probe that is due at `at`, and holds it until `until`; false when somebody else has it. */
  beginProbe(feed: string, at: Date, until: Date): Promise<boolean>;
  /** Takes the feed's next place: nothing begins before `freeAt`. False when it is not free at `at`. */
  takePlace(feed: string, at: Date, freeAt: Date): Promise<boolean>;
  /** A parcel was taken. False while the breaker is not CLOSED: then `lock` and `saveBreaker` are for the caller. */
  noteTaken(feed: string, at: Date): Promise<boolean>;
  /** Answers came, however they came. */
  noteAnswers(feed: string, at: Date, counts: { readonly accepted: number; readonly refused: number }): Promise<void>;
  /** As it stands now; an earlier pause stays as it was. `undefined`: no such feed. */
  pause(feed: string, pause: FeedPause): Promise<FeedPause | undefined>;
  /** Answers whether it was paused; `undefined`: no such feed. */
  resume(feed: string, at: Date): Promise<boolean | undefined>;
  /** Of all feeds that the hub ever knew. */
  conditions(): Promise<readonly FeedCondition[]>;
  /** Those that do not end. */
  openAlarms(): Promise<readonly FeedAlarmRow[]>;
  /** Answers those that were not open before; of the others the facts are as they are now. */
  raise(alarms: readonly FeedAlarmRow[], at: Date, newId: () => string): Promise<readonly FeedAlarmRow[]>;
  end(alarms: readonly Pick<FeedAlarmRow, 'feed' | 'kind'>[], at: Date): Promise<void>;
}
