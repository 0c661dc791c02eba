/**
 * breaker  whether a feed is handed parcels: CLOSED, as they become due · OPEN, none until the next probe · HALF_OPEN, one parcel is
 *          on its way to see whether the receiver is back
 * probe    that one parcel; whoever is reached by it, even to refuse it, is back
 */
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

export const BREAKER_STATES = ['CLOSED', 'OPEN', 'HALF_OPEN'] as const;
export type BreakerState = (typeof BREAKER_STATES)[number];

/** Attempts in a row that reached nobody. */
export const BREAKER_FAILURES = 3;

/** Waits before probe 1, 2, …; the last one goes on for ever. */
export const PROBE_DELAYS_MS = [30 * SECOND_MS, MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS] as const;

/** The probes of many processes, and of many feeds behind one line, do not come together: 80 % to 120 %. */
const JITTER_FROM = 0.8;
const JITTER_SPAN = 0.4;

export interface Breaker {
  readonly state: BreakerState;
  /** Attempts in a row that reached nobody. */
  readonly failures: number;
  /** Probes in vain since it opened. */
  readonly probes: number;
  readonly openedAt: Date | null;
  /** OPEN: when the next probe may begin · HALF_OPEN: when the one under way is taken for dead. */
  readonly probeAt: Date | null;
}

export const CLOSED: Breaker = { state: 'CLOSED', failures: 0, probes: 0, openedAt: null, probeAt: null };

export interface EndedTry {
  readonly isReached: boolean;
  readonly isProbe: boolean;
  readonly at: Date;
  /** 0 ≤ jitter < 1 */
  readonly jitter: number;
  /** The receiver asked not to be tried before. */
  readonly retryAfterMs?: number | undefined;
}

/** The next probe after so many in vain. */
export function probeAt(
  probes: number,
  { at, jitter, retryAfterMs = 0 }: Omit<EndedTry, 'isReached' | 'isProbe'>,
): Date {
  const delayMs = PROBE_DELAYS_MS[Math.min(probes, PROBE_DELAYS_MS.length - 1)] ?? MINUTE_MS;
  const jitteredMs = Math.round(delayMs * (JITTER_FROM + JITTER_SPAN * jitter));
  return new Date(at.getTime() + Math.max(jitteredMs, retryAfterMs));
}

/** What becomes of the breaker as an attempt ends. One that was begun before it opened, and fails after, only counts. */
export function afterTry(breaker: Breaker, ended: EndedTry): Breaker {
  if (ended.isReached) return CLOSED;
  const failures = breaker.failures + 1;
  if (breaker.state === 'CLOSED') {
    return failures < BREAKER_FAILURES
      ? { ...breaker, failures }
      : { state: 'OPEN', failures, probes: 0, openedAt: ended.at, probeAt: probeAt(0, ended) };
  }
  if (!ended.isProbe) return { ...breaker, failures };
  const probes = breaker.probes + 1;
  return { ...breaker, state: 'OPEN', failures, probes, probeAt: probeAt(probes, ended) };
}
