/** What a hub on several hosts stands on beside its Redis Cluster, here on one host: a streaming replica. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { startTold } from './role-process';

/** As docs/scaling.md draws it. */
export const TOPOLOGY = { apis: 2, workers: 3 } as const;
/** Every suite there and nowhere else: too long for each check, and right before a release. */
export const ALL_ON_TOPOLOGY = process.env['CERTHUB_TEST_ON'] === 'topology';
/** Long, so that a replica that was stopped on purpose is told from one that is merely slow on a busy machine. */
export const TEST_REPLICA_LAG_MS = 10_000;

export interface Replica {
  /** The same after each start. */
  readonly url: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** From here on it receives and shows nothing new, until `goOn`. */
  standStill(): Promise<void>;
  goOn(): Promise<void>;
  /** Waits until it has what the primary has now; at once while it is stopped or stands still. */
  caughtUp(primaryUrl: string): Promise<void>;
}

/** `dataDir`: of the embedded PostgreSQL that it follows. */
export async function holdReplica(dataDir: string): Promise<Replica> {
  const hold = () => startTold('test/kit/hold-replica.js', [dataDir], {});
  let held: Awaited<ReturnType<typeof hold>> | undefined = await hold();
  let stands = false;
  const { url } = JSON.parse(held.line) as { url: string };
  return {
    url,
    stop: async () => {
      await held?.end();
      held = undefined;
    },
    start: async () => {
      held = await hold();
    },
    standStill: async () => {
      await asked(url, 'SELECT pg_wal_replay_pause()');
      stands = true;
    },
    goOn: async () => {
      stands = false;
      await asked(url, 'SELECT pg_wal_replay_resume()');
    },
    caughtUp: async (primaryUrl) => {
      if (held === undefined || stands) return;
      const [primary] = await asked<{ lsn: string }>(primaryUrl, 'SELECT pg_current_wal_flush_lsn()::text AS lsn');
      await untilReplayed(url, primary?.lsn ?? '0/0');
    },
  };
}

const CATCH_UP_LIMIT_MS = 10_000;
const LOOK_EVERY_MS = 10;

async function untilReplayed(url: string, lsn: string): Promise<void> {
  for (const giveUpAt = Date.now() + CATCH_UP_LIMIT_MS; Date.now() < giveUpAt;) {
    const [found] = await asked<{ has: boolean }>(url, `SELECT pg_last_wal_replay_lsn() >= '${lsn}' AS has`);
    if (found?.has === true) return;
    await sleep(LOOK_EVERY_MS);
  }
}

async function asked<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}
