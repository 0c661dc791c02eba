/** When a delivery is tried again and when its answers are asked for: schedules as data, no clock, no randomness. */
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Waits after attempt 1, 2, … that reached nobody: quick for a restart of the receiver, then patient enough for a
 * long weekend. The attempt after the last wait is the last.
 */
export const RETRY_DELAYS_MS = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  24 * HOUR_MS,
  24 * HOUR_MS,
  24 * HOUR_MS,
  24 * HOUR_MS,
] as const;

export const ATTEMPTS_MAX = RETRY_DELAYS_MS.length + 1;

/**
 * Reminders keep the time of one process and claims that of another: one that comes this early is not sent away to wait
 * for the sweep. Far below the shortest wait before a retry.
 */
export const CLAIM_EARLY_MS = SECOND_MS;

/** The same for answers: half of the shortest wait, so that two reminders of one question never ask it twice. */
export const ASK_EARLY_MS = SECOND_MS / 2;

/** Parcels that failed together do not come back together: each wait is 80 % to 120 % of the schedule. */
const JITTER_FROM = 0.8;
const JITTER_SPAN = 0.4;

/** `undefined` means give up. `tryNo` counts from 1 since the schedule began; `jitter` is drawn by the caller, 0 ≤ jitter < 1. */
export function retryDelayMs(tryNo: number, jitter: number): number | undefined {
  const delayMs = RETRY_DELAYS_MS[tryNo - 1];
  return delayMs === undefined ? undefined : Math.round(delayMs * (JITTER_FROM + JITTER_SPAN * jitter));
}

/** Most receivers answer within seconds, some only after a night's work: the longer the wait, the rarer the question. */
export const ANSWER_POLL_DELAYS_MS = [
  { waitedMs: 0, delayMs: SECOND_MS },
  { waitedMs: 30 * SECOND_MS, delayMs: 5 * SECOND_MS },
  { waitedMs: 5 * MINUTE_MS, delayMs: 30 * SECOND_MS },
  { waitedMs: HOUR_MS, delayMs: 5 * MINUTE_MS },
  { waitedMs: 24 * HOUR_MS, delayMs: 30 * MINUTE_MS },
] as const;

/** The next question for the answers of a parcel that was taken at `sentAt`. It goes on until all are there. */
export function askAgainAt(sentAt: Date, now: Date): Date {
  const waitedMs = now.getTime() - sentAt.getTime();
  const step = ANSWER_POLL_DELAYS_MS.findLast((row) => row.waitedMs <= waitedMs) ?? ANSWER_POLL_DELAYS_MS[0];
  return new Date(now.getTime() + step.delayMs);
}

/** `dueAt` of SENT is when the answers are asked for. */
export type DeliveryNext =
  | { readonly state: 'SENT'; readonly dueAt: Date }
  | { readonly state: 'DUE'; readonly dueAt: Date }
  | { readonly state: 'GIVEN_UP' };

/** What becomes of a delivery after one attempt. `refused` is final: the same parcel would be refused again. */
export function settle(
  answer: { readonly kind: 'taken' | 'refused' | 'unreachable' },
  attempt: { readonly tryNo: number; readonly jitter: number; readonly now: Date },
): DeliveryNext {
  if (answer.kind === 'taken') return { state: 'SENT', dueAt: askAgainAt(attempt.now, attempt.now) };
  const delayMs = answer.kind === 'refused' ? undefined : retryDelayMs(attempt.tryNo, attempt.jitter);
  return delayMs === undefined
    ? { state: 'GIVEN_UP' }
    : { state: 'DUE', dueAt: new Date(attempt.now.getTime() + delayMs) };
}
