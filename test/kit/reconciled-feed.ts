/** A hub with a feed whose receiver is a real exchange database, and what reconciliation is tried with. */
import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { runReceiver } from '../../bin/receiver/run-receiver';
import { collectAnswers } from '../../src/app/collect-answers';
import type { Connector } from '../../src/app/connector';
import { deliver } from '../../src/app/deliver';
import { askReconciliation } from '../../src/app/forwarding/ask-reconciliation';
import { reconcileFeed, type Reconciled } from '../../src/app/forwarding/reconcile-feed';
import type { DifferenceView, ReconciliationView } from '../../src/app/forwarding/reconciliation-ports';
import type { Hub } from '../../src/app/ports';
import { ensureExchangeSchema, postgresExchange } from '../../src/connectors/postgres-exchange';
import type { FeedDescription } from '../../src/domain/forwarding/feed';
import { reconciliationViews } from '../../src/store/views/reconciliations';
import { approveBatch, FEED, forwardingBench, type ForwardingBench } from './approved-batch';
import { emptyDatabase, silentLog } from './database';
import { decisionHub, OPERATOR } from './waiting-batch';

const EVERYWHERE = { institutionCode: null, regionPrefix: '' };
const MINUTE_MS = 60_000;
/** Of each run of so many serial numbers the sample receiver refuses the seventh. */
export const REFUSE_EVERY = 1_000;

export interface Receiver {
  readonly url: string;
  readonly client: Client;
  readonly connector: Connector;
}

export interface ReconciledBench extends ForwardingBench {
  readonly hub: Hub;
  readonly receiver: Receiver;
  readonly reminded: string[];
  /** Of the driven clock. */
  now(): Date;
  wait(ms: number): void;
  /** One more feed, as a process knows it that was started with it in its feeds file. */
  addFeed(feed: FeedDescription): Promise<Receiver>;
  /** Parcels of the batch for the feeds, FEED where none is said. */
  parcel(batchId: string, feeds?: readonly FeedDescription[]): Promise<readonly string[]>;
  /** Hands over all that is due. */
  deliverDue(): Promise<number>;
  /** Lets the sample receiver answer until nothing waits for an answer. */
  answerAll(receiver?: Receiver): Promise<void>;
  reconcile(wish?: { readonly feed?: string; readonly heal?: boolean }): Promise<ReconciledFeed>;
  differences(id: string): Promise<readonly DifferenceView[]>;
  /** So many certificates, approved and handed over to FEED; the id of their batch. */
  handOver(records: number, firstSerial?: number): Promise<string>;
  /** What somebody does on the receiver's side; how many rows it was. */
  onReceiver(sql: string, values?: readonly unknown[]): Promise<number>;
  /** Certificate versions by what the feeds say of them. */
  itemStates(): Promise<Readonly<Record<string, number>>>;
}
export interface ReconciledFeed {
  readonly outcome: Reconciled;
  readonly row: ReconciliationView;
}

export async function openReceiver(feed: FeedDescription): Promise<Receiver> {
  const database = await emptyDatabase();
  const { url } = database;
  await ensureExchangeSchema(url);
  const connector = postgresExchange({ feed, address: { connector: 'postgres', url }, log: silentLog });
  return { url, client: await database.connect(), connector };
}

export async function reconciledBench(start = new Date('2026-08-01T01:00:00Z')): Promise<ReconciledBench> {
  const bench = await forwardingBench();
  const { source } = bench;
  const receiver = await openReceiver(FEED);
  const connectors = new Map([[FEED.name, receiver.connector]]);
  const feeds = [FEED];
  let now = start;
  const { hub: played, reminded } = decisionHub(bench, undefined, () => now);
  const hub: Hub = { ...played, feeds, connectors };
  const views = reconciliationViews((sql, values = []) => source.query(sql, [...values]));
  const idsOf = async (state: string): Promise<readonly string[]> => {
    const found: { id: string }[] = await source.query(
      `SELECT id FROM delivery WHERE state = $1 ORDER BY created_at, id`,
      [state],
    );
    return found.map(({ id }) => id);
  };
  const rowOf = async (id: string): Promise<ReconciliationView> => {
    const row = await views.reconciliation(EVERYWHERE, id);
    if (row === undefined) throw new Error('The reconciliation is not there.');
    return row;
  };
  const wait = (ms: number): void => {
    now = new Date(now.getTime() + ms);
  };
  const parcel: ReconciledBench['parcel'] = async (batchId, wanting = [FEED]) => {
    const made = await bench.transaction(async ({ deliveries }) => {
      const ids: (readonly string[])[] = [];
      for (const feed of wanting) ids.push(await deliveries.createForBatch(feed, batchId, now, randomUUID));
      return ids;
    });
    return made.flat();
  };
  const deliverDue = async (): Promise<number> => {
    wait(MINUTE_MS);
    const due = await idsOf('DUE');
    for (const id of due) await deliver(hub, id);
    return due.length;
  };
  return {
    ...bench,
    hub,
    receiver,
    reminded,
    now: () => now,
    wait,
    addFeed: async (feed) => {
      const added = await openReceiver(feed);
      feeds.push(feed);
      connectors.set(feed.name, added.connector);
      await source.query(
        `INSERT INTO feed (name, connector, region_code, title_zh, title_en, enabled) VALUES ($1, 'postgres', $2, $3, $4, true)`,
        [feed.name, feed.region, feed.title.zh, feed.title.en],
      );
      return added;
    },
    parcel,
    deliverDue,
    handOver: async (records, firstSerial = 1) => {
      const batchId = await approveBatch(bench, { records, firstSerial });
      await parcel(batchId);
      await deliverDue();
      return batchId;
    },
    onReceiver: async (sql, values = []) => (await receiver.client.query(sql, [...values])).rowCount ?? 0,
    itemStates: async () => {
      const found: { state: string; items: number }[] = await source.query(
        `SELECT state, count(*)::int AS items FROM delivery_item GROUP BY state ORDER BY state`,
      );
      return Object.fromEntries(found.map(({ state, items }) => [state, items]));
    },
    answerAll: async ({ url } = receiver) => {
      const stop = new AbortController();
      const running = runReceiver({
        url,
        refuseEvery: REFUSE_EVERY,
        intervalMs: 20,
        log: silentLog,
        signal: stop.signal,
        onReady: () => undefined,
      });
      try {
        for (let open = await idsOf('SENT'); open.length > 0; open = await idsOf('SENT')) {
          wait(MINUTE_MS);
          for (const id of open) await collectAnswers(hub, id);
        }
      } finally {
        stop.abort();
        await running;
      }
    },
    reconcile: async ({ feed = FEED.name, heal = true } = {}) => {
      const asked = await askReconciliation(hub, OPERATOR, { feed, heal });
      if (asked.kind === 'refused') throw new Error(asked.code);
      const outcome = await reconcileFeed(hub, asked.reconciliationId);
      return { outcome, row: await rowOf(asked.reconciliationId) };
    },
    differences: async (reconciliationId) => {
      const page = await views.reconciliationDifferences(EVERYWHERE, { reconciliationId }, { first: 500, after: null });
      return page?.items ?? [];
    },
    close: async () => {
      await Promise.all([...connectors.values()].map((connector) => connector.close()));
      await bench.close();
    },
  };
}
