/** One feed with a played receiver, by a driven clock. */
import type { FeedDescription } from '../../src/domain/forwarding/feed';
import { FEED, forwardingBench, type ForwardingBench } from './approved-batch';
import { type DrivenForwarding, drivenForwarding } from './driven-forwarding';
import { PlayedReceiver } from './played-receiver';

export interface FeedBench extends ForwardingBench {
  readonly driven: DrivenForwarding;
  readonly receiver: PlayedReceiver;
  /** FEED, with what is said. */
  withFeed(more?: Partial<FeedDescription>): Promise<FeedDescription>;
  /** Deliveries by state. */
  states(): Promise<Record<string, number>>;
  /** Of the one feed. */
  standing(): Promise<Record<string, unknown>>;
}

export async function feedBench(start: Date): Promise<FeedBench> {
  const bench = await forwardingBench();
  const driven = drivenForwarding(bench, start);
  const receiver = new PlayedReceiver(driven.now);
  return {
    ...bench,
    driven,
    receiver,
    withFeed: async (more = {}) => {
      const feed = { ...FEED, ...more };
      await driven.addFeed(feed, receiver);
      return feed;
    },
    states: async () => {
      const found: { state: string; count: number }[] = await bench.source.query(
        `SELECT state, count(*)::int AS count FROM delivery GROUP BY state`,
      );
      return Object.fromEntries(found.map(({ state, count }) => [state, count]));
    },
    standing: async () => {
      const [found] = await bench.source.query(`SELECT breaker, failures, probes, paused_at AS paused FROM feed_state`);
      return found;
    },
  };
}

const TRIES = 500;
const WAIT_MS = 20;

/** Of something that is under way beside the test. */
export async function comesTrue(isSo: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (await isSo()) return true;
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
  return false;
}
