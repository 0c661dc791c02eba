/** Whether a parcel of a feed may begin now, and if not, what it waits for. Windows and order are asked of others. */
import type { Breaker } from './breaker';

/** How a feed stands, of what decides whether a parcel may begin. */
export interface FeedStanding extends Breaker {
  readonly pausedAt: Date | null;
  /** Nothing begins before: the rate of the feed, or the receiver's word. */
  readonly freeAt: Date | null;
}

export const HOLDS = ['PAUSED', 'BREAKER', 'RATE', 'WINDOW', 'ORDER', 'BUSY'] as const;
/**
 * PAUSED a person said so · BREAKER nobody is reached · RATE too soon after the one before · WINDOW outside its hours · ORDER an
 * earlier version is not there yet · BUSY this process hands over as many as it may
 */
export type HoldReason = (typeof HOLDS)[number];

export type Gate =
  | { readonly kind: 'open'; readonly isProbe: boolean }
  /** `until`: when to come back; `null` when somebody else will say so. */
  | { readonly kind: 'held'; readonly by: HoldReason; readonly until: Date | null };

export function gate({ pausedAt, state, probeAt, freeAt }: FeedStanding, now: Date): Gate {
  if (pausedAt !== null) return { kind: 'held', by: 'PAUSED', until: null };
  if (freeAt !== null && freeAt > now) return { kind: 'held', by: 'RATE', until: freeAt };
  if (state === 'CLOSED') return { kind: 'open', isProbe: false };
  return probeAt !== null && probeAt > now
    ? { kind: 'held', by: 'BREAKER', until: probeAt }
    : { kind: 'open', isProbe: true };
}

const MINUTE_MS = 60_000;

/** When the next parcel may begin behind one of so many certificates; what was free for long saves nothing up. */
export function freeAfter(
  certificates: number,
  { perMinute, now }: { readonly perMinute: number; readonly now: Date },
): Date {
  return new Date(now.getTime() + Math.ceil((certificates / perMinute) * MINUTE_MS));
}
