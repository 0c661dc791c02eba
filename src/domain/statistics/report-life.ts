/** The states of a report of tallies, the moves between them, and what follows from an answer: no clock, no randomness. */
import { retryAfterOf, retryDelayMs } from '../forwarding/retry';

export const REPORT_STATES = ['DUE', 'SENT', 'ACCEPTED', 'REFUSED', 'GIVEN_UP', 'SUPERSEDED'] as const;
/**
 * DUE: to be handed over · SENT: taken, not answered · REFUSED, GIVEN_UP: a person must act · SUPERSEDED: a newer revision was made
 * before this one was handed over
 */
export type ReportState = (typeof REPORT_STATES)[number];

/** REFUSED → DUE and GIVEN_UP → DUE are a person who lets it be sent again. */
export const REPORT_MOVES = {
  DUE: ['DUE', 'SENT', 'ACCEPTED', 'REFUSED', 'GIVEN_UP', 'SUPERSEDED'],
  SENT: ['SENT', 'ACCEPTED', 'REFUSED'],
  ACCEPTED: [],
  REFUSED: ['DUE'],
  GIVEN_UP: ['DUE', 'SUPERSEDED'],
  SUPERSEDED: [],
} as const satisfies Record<ReportState, readonly ReportState[]>;

/** From which a person lets it be sent again. */
export const RESENDABLE_STATES: readonly ReportState[] = ['REFUSED', 'GIVEN_UP'];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Nobody waits for the answer to a month's counts by the second. */
export const REPORT_ASK_DELAYS_MS = [
  { waitedMs: 0, delayMs: MINUTE_MS },
  { waitedMs: 10 * MINUTE_MS, delayMs: 10 * MINUTE_MS },
  { waitedMs: 2 * HOUR_MS, delayMs: 30 * MINUTE_MS },
  { waitedMs: 24 * HOUR_MS, delayMs: 2 * HOUR_MS },
] as const;

/** When a report that was taken at `sentAt` is asked for again. It goes on until there is an answer. */
export function askReportAt(sentAt: Date, now: Date): Date {
  const waitedMs = now.getTime() - sentAt.getTime();
  const step = REPORT_ASK_DELAYS_MS.findLast((row) => row.waitedMs <= waitedMs) ?? REPORT_ASK_DELAYS_MS[0];
  return new Date(now.getTime() + step.delayMs);
}

export type ReportHeard =
  | { readonly kind: 'taken' }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unreachable'; readonly reason: string; readonly retryAfterMs?: number };

export interface ReportAttempt {
  readonly state: 'DUE' | 'SENT';
  /** Counts from 1 since the schedule of retries began. */
  readonly tryNo: number;
  /** `null` until it was taken. */
  readonly sentAt: Date | null;
  /** 0 ≤ jitter < 1 */
  readonly jitter: number;
  readonly now: Date;
  /** The schedule of the feed. */
  readonly delaysMs?: readonly number[] | undefined;
}

export type ReportNext =
  | { readonly state: 'DUE' | 'SENT'; readonly dueAt: Date; readonly code: string | null }
  | { readonly state: 'ACCEPTED' | 'REFUSED' | 'GIVEN_UP'; readonly dueAt: null; readonly code: string | null };

/** What was taken is asked for until it is answered; only what was never taken is given up. */
export function settleReport(heard: ReportHeard, attempt: ReportAttempt): ReportNext {
  switch (heard.kind) {
    case 'accepted':
      return { state: 'ACCEPTED', dueAt: null, code: null };
    case 'refused':
      return { state: 'REFUSED', dueAt: null, code: heard.reason };
    case 'taken':
      return { state: 'SENT', dueAt: askReportAt(attempt.sentAt ?? attempt.now, attempt.now), code: null };
    case 'unreachable':
      return attempt.state === 'SENT' ? askedInVain(heard, attempt) : notReached(heard, attempt);
  }
}

const askedInVain = ({ reason }: { readonly reason: string }, { sentAt, now }: ReportAttempt): ReportNext => ({
  state: 'SENT',
  dueAt: askReportAt(sentAt ?? now, now),
  code: reason,
});

function notReached(
  unreachable: Extract<ReportHeard, { readonly kind: 'unreachable' }>,
  { tryNo, jitter, now, delaysMs }: ReportAttempt,
): ReportNext {
  const code = unreachable.reason;
  const delayMs = retryDelayMs(tryNo, jitter, delaysMs);
  if (delayMs === undefined) return { state: 'GIVEN_UP', dueAt: null, code };
  return { state: 'DUE', dueAt: new Date(now.getTime() + Math.max(delayMs, retryAfterOf(unreachable))), code };
}
