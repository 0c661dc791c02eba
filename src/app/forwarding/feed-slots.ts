/**
 * How many sendings, and how many questions for answers, one process has under way to one feed. A receiver that hangs holds these
 * places and no more: the others of the process are for other feeds.
 */
import type { Hub } from '../ports';

/** Of one process to one feed. */
export const FEED_SLOTS = 2;

export type SlotKind = 'sending' | 'asking';

export interface FeedSlot {
  /** False when the feed has none left. */
  take(feed: string): boolean;
  /** Nothing to do where none was taken. */
  release(): void;
}

/** A process has one set of connectors. */
const inUse = new WeakMap<Hub['connectors'], Map<string, number>>();

export function feedSlot({ connectors }: Pick<Hub, 'connectors'>, kind: SlotKind): FeedSlot {
  const counts = inUse.get(connectors) ?? new Map<string, number>();
  inUse.set(connectors, counts);
  let taken: string | undefined;
  return {
    take: (feed) => {
      const key = `${kind} ${feed}`;
      const used = counts.get(key) ?? 0;
      if (taken !== undefined || used >= FEED_SLOTS) return false;
      counts.set(key, used + 1);
      taken = key;
      return true;
    },
    release: () => {
      if (taken === undefined) return;
      counts.set(taken, (counts.get(taken) ?? 1) - 1);
      taken = undefined;
    },
  };
}
