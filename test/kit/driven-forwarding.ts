/** Forwarding by a clock that the test drives: a queue that keeps time by it, and the sweep every minute or more seldom. */
import { randomUUID } from 'node:crypto';
import { collectAnswers } from '../../src/app/collect-answers';
import type { Connector } from '../../src/app/connector';
import { deliver } from '../../src/app/deliver';
import { watchFeeds } from '../../src/app/forwarding/watch-feeds';
import type { Hub } from '../../src/app/ports';
import type { Reminders } from '../../src/app/reminders';
import { sweep } from '../../src/app/sweep';
import type { FeedDescription } from '../../src/domain/forwarding/feed';
import { NO_COLD_STORE } from '../../src/store/cold-folder';
import { approveBatch, type ForwardingBench } from './approved-batch';
import { decisionHub } from './waiting-batch';

const MINUTE_MS = 60_000;

interface Job {
  readonly id: string;
  readonly name: string;
  readonly subject: object;
  readonly at: number;
}

export interface DrivenForwarding {
  readonly hub: Hub;
  /** Jobs that were run, by name. */
  readonly ran: Map<string, number>;
  /** Outcomes of deliveries and questions, as they came. */
  readonly outcomes: { readonly job: string; readonly kind: string }[];
  now(): Date;
  /** Lets the time pass, with all that is due in it in its order. */
  pass(ms: number): Promise<void>;
  /** `undefined`: never. */
  sweepEvery(ms: number | undefined): void;
  /** Takes all reminders away. */
  forget(): void;
  /** One more feed, as a process knows it that was started with it in its feeds file. */
  addFeed(feed: FeedDescription, connector: Connector): Promise<void>;
  /** A batch of so many new certificates, and its parcels for the feeds, reminded of. */
  approve(records: number, feeds: readonly FeedDescription[]): Promise<readonly string[]>;
}

/** Begins without feeds, at `start`. */
export function drivenForwarding(bench: ForwardingBench, start: Date): DrivenForwarding {
  let now = start.getTime();
  let jobs: Job[] = [];
  let serial = 1;
  let sweepMs: number | undefined = MINUTE_MS;
  const ran = new Map<string, number>();
  const outcomes: { job: string; kind: string }[] = [];
  const reminders: Reminders = {
    remind: async (name, subjects, { delayMs = 0, round = '' } = {}) => {
      for (const subject of subjects) {
        const id = [name, ...Object.values(subject), round].join('_');
        if (!jobs.some((job) => job.id === id)) jobs.push({ id, name, subject, at: now + delayMs });
      }
    },
    close: async () => undefined,
  };
  const feeds: FeedDescription[] = [];
  const connectors = new Map<string, Connector>();
  const { hub: played } = decisionHub(bench, undefined, () => new Date(now));
  const cold = { store: NO_COLD_STORE, afterMonths: null };
  const hub: Hub = { ...played, feeds, connectors, reminders, checkWindow: 8, cold };
  const run = async ({ name, subject }: Job): Promise<void> => {
    ran.set(name, (ran.get(name) ?? 0) + 1);
    const id: unknown = Reflect.get(subject, 'deliveryId');
    if (name === 'watch-feeds') await watchFeeds(hub, '');
    if (typeof id !== 'string' || !['deliver', 'collect-answers'].includes(name)) return;
    const { kind } = await (name === 'deliver' ? deliver(hub, id) : collectAnswers(hub, id));
    outcomes.push({ job: name, kind });
  };
  const next = (until: number): Job | undefined =>
    jobs.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0];

  return {
    hub,
    ran,
    outcomes,
    now: () => new Date(now),
    sweepEvery: (ms) => void (sweepMs = ms),
    forget: () => void (jobs = []),
    pass: async (ms) => {
      const until = now + ms;
      for (;;) {
        const sweepAt = sweepMs === undefined ? Infinity : (Math.floor(now / sweepMs) + 1) * sweepMs;
        const job = next(Math.min(until, sweepAt));
        if (job !== undefined) {
          jobs = jobs.filter(({ id }) => id !== job.id);
          now = Math.max(now, job.at);
          await run(job);
        } else if (sweepAt <= until) {
          now = sweepAt;
          await sweep(hub);
        } else break;
      }
      now = until;
    },
    addFeed: async (feed, connector) => {
      feeds.push(feed);
      connectors.set(feed.name, connector);
      await bench.source.query(
        `INSERT INTO feed (name, connector, region_code, title_zh, title_en, enabled) VALUES ($1, $2, $3, $4, $5, true)
         ON CONFLICT (name) DO NOTHING`,
        [feed.name, feed.connector, feed.region, feed.title.zh, feed.title.en],
      );
    },
    approve: async (records, wanting) => {
      const batchId = await approveBatch(bench, { records, firstSerial: serial });
      serial += records;
      const ids: string[] = [];
      for (const feed of wanting) {
        ids.push(
          ...(await bench.transaction(({ deliveries }) =>
            deliveries.createForBatch(feed, batchId, new Date(now), randomUUID),
          )),
        );
      }
      await hub.reminders.remind(
        'deliver',
        ids.map((deliveryId) => ({ deliveryId })),
      );
      return ids;
    },
  };
}
