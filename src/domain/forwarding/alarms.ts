/** What of a feed a person should see to. Looked at from the rows, outside the path of deliveries: a path that stands says nothing. */
import type { Breaker } from './breaker';
import type { FeedAlarm } from './feed';

/** Raised and ended by the watch; whoever finds other faults of a feed raises kinds of its own. */
export const WATCHED_ALARMS = [
  'SILENT',
  'UNANSWERED',
  'BREAKER_OPEN',
  'GIVEN_UP',
  'PAUSED',
  'NOT_CONFIGURED',
  'REFUSED_ALL',
  'DIFFERENT',
  'NOT_COMPARED',
  'REPORT',
] as const;
export type WatchedAlarm = (typeof WATCHED_ALARMS)[number];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const BREAKER_OPEN_ALARM_MS = 15 * MINUTE_MS;
export const PAUSED_ALARM_MS = 24 * HOUR_MS;
/** Three nights in vain. */
export const NOT_COMPARED_ALARM_MS = 3 * 24 * HOUR_MS;
/** Answers in a row that are all refusals: no fault of so many institutions. */
export const REFUSED_ALL_ANSWERS = 200;

export interface OpenDeliveries {
  readonly deliveries: number;
  readonly certificates: number;
  /** Of the oldest one. */
  readonly since: Date | null;
}

/** What a reconciliation that ended found and could not heal. */
export interface OpenDifference {
  readonly since: Date;
  readonly missing: number;
  readonly extra: number;
  readonly differing: number;
  readonly owed: number;
}

/** Reports of tallies that wait, each kind since its oldest; a report that was superseded waits for nothing. */
export interface OpenReports {
  readonly dueSince: Date | null;
  readonly sentSince: Date | null;
  /** REFUSED or GIVEN_UP: a person must act. */
  readonly endedSince: Date | null;
  readonly reports: number;
}
export const NO_REPORTS: OpenReports = { dueSince: null, sentSince: null, endedSince: null, reports: 0 };

/** How one feed stands, by its rows. */
export interface FeedCondition {
  readonly feed: string;
  readonly breaker: Breaker;
  readonly pausedAt: Date | null;
  readonly resumedAt: Date | null;
  /** Code of the last attempt that ended badly. */
  readonly failure: string | null;
  readonly refusedInRow: number;
  readonly heardAt: Date | null;
  readonly due: OpenDeliveries;
  readonly sent: OpenDeliveries;
  readonly givenUp: OpenDeliveries;
  /** Of the last reconciliation, where both sides did not come to hold the same. */
  readonly difference: OpenDifference | null;
  /** Since when no reconciliation could compare, although each night one tried; `null` where the last one could, or the feed never can. */
  readonly notComparedSince: Date | null;
  readonly reports: OpenReports;
}

export interface FoundAlarm {
  readonly feed: string;
  readonly kind: WatchedAlarm;
  readonly since: Date;
  /** Counts and codes. */
  readonly facts: Readonly<Record<string, number | string | null>>;
}

export interface Watch {
  readonly now: Date;
  /** `undefined`: the feeds file does not know the feed. */
  readonly limits: FeedAlarm | undefined;
  /** Since when parcels may be handed over; `undefined` while the window is closed. */
  readonly openSince: Date | undefined;
}

type Finding = Omit<FoundAlarm, 'feed' | 'kind'> | undefined;

const latest = (...moments: readonly (Date | null)[]): Date =>
  new Date(Math.max(...moments.map((moment) => moment?.getTime() ?? 0)));

const isOver = (since: Date, ms: number, now: Date): boolean => now.getTime() - since.getTime() > ms;

const counts = ({ deliveries, certificates }: OpenDeliveries): { deliveries: number; certificates: number } => ({
  deliveries,
  certificates,
});

const ALARMS: Readonly<Record<WatchedAlarm, (condition: FeedCondition, watch: Watch) => Finding>> = {
  SILENT: ({ due, pausedAt, resumedAt, failure }, { limits, openSince, now }) => {
    if (due.since === null || pausedAt !== null || limits === undefined || openSince === undefined) return undefined;
    const since = latest(due.since, resumedAt, openSince);
    return isOver(since, limits.dueMinutes * MINUTE_MS, now)
      ? { since, facts: { ...counts(due), failure } }
      : undefined;
  },
  UNANSWERED: ({ sent }, { limits, now }) =>
    sent.since !== null && limits !== undefined && isOver(sent.since, limits.answerMinutes * MINUTE_MS, now)
      ? { since: sent.since, facts: counts(sent) }
      : undefined,
  BREAKER_OPEN: ({ breaker: { openedAt, failures, probes }, failure }, { limits, now }) =>
    openedAt !== null && limits !== undefined && isOver(openedAt, BREAKER_OPEN_ALARM_MS, now)
      ? { since: openedAt, facts: { failures, probes, failure } }
      : undefined,
  GIVEN_UP: ({ givenUp, failure }) =>
    givenUp.since === null ? undefined : { since: givenUp.since, facts: { ...counts(givenUp), failure } },
  PAUSED: ({ pausedAt, due }, { now }) =>
    pausedAt !== null && isOver(pausedAt, PAUSED_ALARM_MS, now) ? { since: pausedAt, facts: counts(due) } : undefined,
  NOT_CONFIGURED: ({ due, sent }, { limits }) => {
    const since = due.since ?? sent.since;
    return limits === undefined && since !== null
      ? { since, facts: { due: due.deliveries, sent: sent.deliveries } }
      : undefined;
  },
  REFUSED_ALL: ({ refusedInRow, heardAt }, { now }) =>
    refusedInRow >= REFUSED_ALL_ANSWERS ? { since: heardAt ?? now, facts: { answers: refusedInRow } } : undefined,
  DIFFERENT: ({ difference }) => {
    if (difference === null) return undefined;
    const { since, ...facts } = difference;
    return { since, facts };
  },
  NOT_COMPARED: ({ notComparedSince: since }, { now }) =>
    since !== null && isOver(since, NOT_COMPARED_ALARM_MS, now) ? { since, facts: {} } : undefined,
  REPORT: (
    { reports: { dueSince, sentSince, endedSince, reports }, pausedAt, resumedAt },
    { limits, openSince, now },
  ) => {
    if (endedSince !== null) return { since: endedSince, facts: { reports, waits: 'PERSON' } };
    if (limits === undefined) return undefined;
    if (sentSince !== null && isOver(sentSince, limits.answerMinutes * MINUTE_MS, now))
      return { since: sentSince, facts: { reports, waits: 'ANSWER' } };
    if (dueSince === null || pausedAt !== null || openSince === undefined) return undefined;
    const since = latest(dueSince, resumedAt, openSince);
    return isOver(since, limits.dueMinutes * MINUTE_MS, now)
      ? { since, facts: { reports, waits: 'HANDING_OVER' } }
      : undefined;
  },
};

export const alarmsOf = (condition: FeedCondition, watch: Watch): readonly FoundAlarm[] =>
  WATCHED_ALARMS.flatMap((kind) => {
    const found = ALARMS[kind](condition, watch);
    return found === undefined ? [] : [{ feed: condition.feed, kind, ...found }];
  });
