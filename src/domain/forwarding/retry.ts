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

/** Of the schedule of a feed that says none. */
export const ATTEMPTS_MAX = RETRY_DELAYS_MS.length + 1;

/**
 * Reminders keep the time of one process and claims that of another: one that comes this early is not sent away to wait
 * for the sweep. Far below the shortest wait before a retry.
 */
export const CLAIM_EARLY_MS = SECOND_MS;

/** The same for answers: half of the shortest wait, so that two reminders of one question never ask it twice. */
export const ASK_EARLY_MS = 50;

/** Parcels that failed together do not come back together: each wait is 80 % to 120 % of the schedule. */
const JITTER_FROM = 0.8;
const JITTER_SPAN = 0.4;

/** Longer than a receiver may ask for by a header, nobody waits. */
export const RETRY_AFTER_MS_MAX = 24 * HOUR_MS;

/** The receiver's wish, as far as it is heard. */
export const retryAfterOf = (answer: { readonly retryAfterMs?: number | undefined }): number =>
  Math.min(Math.max(answer.retryAfterMs ?? 0, 0), RETRY_AFTER_MS_MAX);

/** Tries of one schedule: one before each wait, and one after the last. */
export const attemptsMax = (delaysMs: readonly number[]): number => delaysMs.length + 1;

/** `undefined` means give up. `tryNo` counts from 1 since the schedule began; `jitter` is drawn by the caller, 0 ≤ jitter < 1. */
export function retryDelayMs(
  tryNo: number,
  jitter: number,
  delaysMs: readonly number[] = RETRY_DELAYS_MS,
): number | undefined {
  const delayMs = delaysMs[tryNo - 1];
  return delayMs === undefined ? undefined : Math.round(delayMs * (JITTER_FROM + JITTER_SPAN * jitter));
}

/** Most receivers answer at once, some only after a night's work: the longer the wait, the rarer the question. */
export const ANSWER_POLL_DELAYS_MS = [
  { waitedMs: 0, delayMs: 100 },
  { waitedMs: 100, delayMs: 200 },
  { waitedMs: 300, delayMs: 400 },
  { waitedMs: 700, delayMs: 800 },
  { waitedMs: 1_500, delayMs: SECOND_MS },
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

export interface EndedAttempt {
  readonly tryNo: number;
  readonly jitter: number;
  readonly now: Date;
  /** The schedule of the feed. */
  readonly delaysMs?: readonly number[] | undefined;
}

/** What becomes of a delivery after one attempt. `refused` is final: the same parcel would be refused again. */
export function settle(
  answer: { readonly kind: 'taken' | 'refused' | 'unreachable'; readonly retryAfterMs?: number | undefined },
  { tryNo, jitter, now, delaysMs }: EndedAttempt,
): DeliveryNext {
  if (answer.kind === 'taken') return { state: 'SENT', dueAt: askAgainAt(now, now) };
  const delayMs = answer.kind === 'refused' ? undefined : retryDelayMs(tryNo, jitter, delaysMs);
  if (delayMs === undefined) return { state: 'GIVEN_UP' };
  return { state: 'DUE', dueAt: new Date(now.getTime() + Math.max(delayMs, retryAfterOf(answer))) };
}
