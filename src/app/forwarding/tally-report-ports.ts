/** Counts of a period as a feed is told them; a later change is a later revision (docs/tallies.md). */
import type { FeedWants } from '../../domain/forwarding/feed';
import type { TallyDefinition } from '../../domain/statistics/definition';
import type { ReportNext, ReportState } from '../../domain/statistics/report-life';
import type { RevisionChanges, RevisionReason, TallyRow } from '../../domain/statistics/revision';

export interface TallyReport {
  readonly id: string;
  readonly feed: string;
  /** YYYY-MM */
  readonly period: string;
  /** The feed's region. */
  readonly regionCode: string;
  /** Counts from 1; a later one takes the place of the earlier. */
  readonly revision: number;
  /** Name of the definition by which was counted (`domain/statistics`). */
  readonly definition: string;
  readonly certificates: number;
  /** In the order of their dimensions. */
  readonly rows: readonly TallyReportRow[];
  /** SHA-256, hex: see `report-digest.ts`. */
  readonly digest: string;
}
export type TallyReportRow = TallyRow;

/** Of which certificates counts are told. */
export interface CountedScope {
  /** YYYY-MM */
  readonly period: string;
  readonly regionCode: string;
  readonly wants: FeedWants;
}

/** One moment's counts. */
export interface CountedPeriod {
  /** A bucket of it waits to be recomputed: the hub's own tallies are not up to date. */
  readonly isDue: boolean;
  /** How often its buckets have been recomputed. */
  readonly recomputations: number;
  readonly certificates: number;
  readonly certificatesDigest: string;
  readonly rows: readonly TallyReportRow[];
}

/** The last revision, against which is looked. */
export interface LastRevision {
  readonly id: string;
  readonly revision: number;
  readonly definition: string;
  readonly regionCode: string;
  readonly wants: FeedWants;
  readonly digest: string;
}

export interface NewRevision extends TallyReport {
  readonly reason: RevisionReason;
  /** `null` of the first. */
  readonly changes: RevisionChanges | null;
  readonly wants: FeedWants;
  readonly certificatesDigest: string;
  readonly recomputations: number;
  readonly madeAt: Date;
}

/** Which periods of a feed are looked at. */
export interface PeriodsAsked {
  readonly feed: string;
  readonly regionCode: string;
  readonly wants: FeedWants;
  readonly definition: string;
  /** The first month that is not closed. */
  readonly before: string;
}
export interface PeriodsKnown {
  /** The first with certificates or with a report; `null` where there is none. */
  readonly first: string | null;
  /** Those of which nothing can have changed since the last look. */
  readonly unchanged: readonly string[];
}

export interface ClaimedReport {
  readonly id: string;
  readonly feed: string;
  readonly period: string;
  readonly revision: number;
  /** DUE: to be handed over · SENT: asked for its answer, by handing it over once more. */
  readonly state: 'DUE' | 'SENT';
  /** Counts from 1 through the life of the report. */
  readonly attemptNo: number;
  /** Counts from 1 since the schedule of retries last began. */
  readonly tryNo: number;
  readonly sentAt: Date | null;
  /** What comes of it later than this is not heard. */
  readonly leaseUntil: Date;
}
/** One that somebody means by its id, locked. */
export interface LockedReport {
  readonly regionCode: string;
  readonly state: ReportState;
  readonly isNewest: boolean;
}

export interface TallyReportStore {
  periods(asked: PeriodsAsked): Promise<PeriodsKnown>;
  /** One look at a period of a feed at a time. */
  lock(feed: string, period: string): Promise<void>;
  /** By one statement, so that all of it is of one moment. */
  count(scope: CountedScope, definition: TallyDefinition): Promise<CountedPeriod>;
  last(feed: string, period: string): Promise<LastRevision | undefined>;
  rows(id: string): Promise<readonly TallyReportRow[]>;
  /** Due at once. Earlier ones that were not handed over are superseded, but for one that is just being. */
  insert(revision: NewRevision): Promise<void>;
  /** Nothing new: the last revision is up to date by these recomputations and for these wants. */
  noteUnchanged(id: string, seen: Pick<CountedPeriod, 'recomputations'> & Pick<CountedScope, 'wants'>): Promise<void>;
  /** Every period of the feed was looked at on this day, and so whoever asked has their answer. */
  noteLook(feed: string, day: string, startedAt: Date): Promise<void>;
  /** A person asks for a look before its time. */
  askLook(feed: string, at: Date): Promise<void>;
  /**
   * Takes the report, DUE or SENT, exactly once; `undefined` when it is not due, its feed is paused, a newer revision stands in its
   * place, or an older one is just being handed over.
   */
  claim(id: string, now: Date, leaseUntil: Date): Promise<ClaimedReport | undefined>;
  report(id: string): Promise<TallyReport | undefined>;
  /** Ends what was claimed, unless its lease is over and somebody else has it; answers whether it moved. */
  record(claim: ClaimedReport, next: ReportNext, at: Date): Promise<boolean>;
  /** Gives the claim back: the feed takes nothing before `until`. */
  postpone(claim: ClaimedReport, until: Date): Promise<void>;
  lockReport(id: string): Promise<LockedReport | undefined>;
  /** With the schedule of retries from its beginning. */
  resend(id: string, at: Date): Promise<void>;
}
