/**
 * BullMQ on one of its two backends: PostgreSQL, where the hub runs with nothing but its database, or Redis when
 * `REDIS_URL` is set. One queue a job, so that long checks never stand before a short delivery.
 */
import { createHash } from 'node:crypto';
import { Queue, Worker, createPostgresBackend, runMigrations, type Processor } from 'bullmq';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { JOB_NAMES, type JobName } from '../app/reminders';

/**
 * Redis Cluster keeps the keys of one hash tag on one node. The tag names the database, so that two hubs on one Redis
 * never take each other's reminders.
 */
const prefixOf = (databaseUrl: string): string => {
  const { host, pathname } = new URL(databaseUrl);
  return `{certhub-${createHash('sha256').update(`${host}${pathname}`).digest('hex').slice(0, 12)}}`;
};
const SCHEMA = 'bullmq';
/** A dead worker's job comes back after two stall checks. Checking a chunk never blocks the event loop for so long. */
const LOCK_MS = 10_000;
const STALLED_CHECK_MS = 5_000;
/**
 * Each worker keeps one connection for LISTEN: a pool with no more than there are jobs would never answer a query. The
 * others are for short queries.
 */
const LISTENERS = JOB_NAMES.length;
const QUERIES = 4;
/** Most connections of one process to the database for its queue alone, where there is no Redis. */
export const QUEUE_CONNECTIONS = { producer: QUERIES, worker: LISTENERS + QUERIES } as const;
const POOL_LISTENERS_MAX = 50;

export interface QueueSettings {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
}

export interface WorkerSettings {
  readonly concurrency: number;
  /** LOCK_MS where nothing is said. */
  readonly lockMs?: number | undefined;
}

/** What the hub needs of a BullMQ queue and worker, whatever the backend. */
export type ReminderQueue = Pick<Queue, 'addBulk' | 'close'> & {
  on(event: 'error', listener: (error: Error) => void): unknown;
};
export type JobWorker = Pick<Worker, 'close'> & {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: { readonly data: unknown } | undefined, error: Error) => void): unknown;
};

export interface Queues {
  readonly backend: 'postgres' | 'redis';
  queue(name: JobName): ReminderQueue;
  worker(name: JobName, processor: Processor, settings: WorkerSettings): JobWorker;
  /** Ends the connections; queues and workers are closed before. */
  close(): Promise<void>;
}

const workerOptions = ({ concurrency, lockMs = LOCK_MS }: WorkerSettings) => ({
  concurrency,
  lockDuration: lockMs,
  stalledInterval: STALLED_CHECK_MS,
});

export function openQueues({ databaseUrl, redisUrl }: QueueSettings, role: 'producer' | 'worker'): Queues {
  return redisUrl === null ? onPostgres(databaseUrl, role) : onRedis(redisUrl, prefixOf(databaseUrl));
}

function onPostgres(databaseUrl: string, role: 'producer' | 'worker'): Queues {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: QUEUE_CONNECTIONS[role],
    options: `-c search_path=${SCHEMA}`,
    application_name: 'certhub-queue',
  });
  // A connection that breaks while idle is replaced; the query that needs it reports its own error.
  pool.on('error', () => undefined);
  // Every queue and worker listens to the pool they share.
  pool.setMaxListeners(POOL_LISTENERS_MAX);
  return {
    backend: 'postgres',
    queue: (name) => new Queue(name, { connection: pool }, createPostgresBackend),
    worker: (name, processor, settings) =>
      new Worker(name, processor, { connection: pool, ...workerOptions(settings) }, createPostgresBackend),
    close: () => pool.end(),
  };
}

function onRedis(redisUrl: string, prefix: string): Queues {
  const connections: Redis[] = [];
  const connect = (purpose: 'producer' | 'worker'): Redis => {
    const connection = new Redis(redisUrl, {
      // A producer must not hang when Redis is away; a worker waits for it to come back.
      maxRetriesPerRequest: purpose === 'producer' ? 1 : null,
    });
    connection.on('error', () => undefined);
    connections.push(connection);
    return connection;
  };
  return {
    backend: 'redis',
    queue: (name) => new Queue(name, { connection: connect('producer'), prefix, skipWaitingForReady: true }),
    worker: (name, processor, settings) =>
      new Worker(name, processor, { connection: connect('worker'), prefix, ...workerOptions(settings) }),
    close: async () => {
      for (const connection of connections) connection.disconnect();
    },
  };
}

/** Makes the queue's own tables. Nothing to do on Redis. */
export async function migrateQueue({ databaseUrl, redisUrl }: QueueSettings): Promise<void> {
  if (redisUrl !== null) return;
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  try {
    const client = await pool.connect();
    try {
      await runMigrations(client);
    } finally {
      client.release();
    }
  } finally {
    await pool.end();
  }
}
