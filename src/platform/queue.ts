/**
 * BullMQ on one of its two backends: PostgreSQL, where the hub runs with nothing but its database, or Redis (one server or
 * a cluster) when `REDIS_URL` is set. One queue a job, so that long checks never stand before a short delivery.
 */
import { createHash } from 'node:crypto';
import { Queue, Worker, createPostgresBackend, runMigrations, type Processor } from 'bullmq';
import { Cluster, Redis } from 'ioredis';
import { Pool } from 'pg';
import type { JobName } from '../app/reminders';
import { redisAddress, type RedisAddress } from './redis-address';
import { ListeningPool } from './shared-listener';

const SCHEMA = 'bullmq';
/** A dead worker's job comes back after two stall checks. Checking a chunk never blocks the event loop for so long. */
const LOCK_MS = 10_000;
const STALLED_CHECK_MS = 5_000;
/** How soon a worker looks again after its queue did not answer. */
const RETRY_MS = 2_000;
/** Most connections of one process to the database for its queue alone, where there is no Redis: short queries, and one that listens. */
const QUERIES = 4;
export const QUEUE_CONNECTIONS = { producer: QUERIES, worker: QUERIES + 1 } as const;
/** How long a query waits for a connection. */
const WAIT_MS = 30_000;
const LISTENERS_MAX = 50;
/**
 * A reminder waits for no disk: behind a flood that is many milliseconds for each step of the queue. What a power cut takes
 * with it the sweep says again, and what it brings back finds its work done.
 */
const NO_WAIT = '-c synchronous_commit=off';
export const HUB_NAME_CHARS = 12;

export interface QueueSettings {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  /**
   * Tells two hubs on one Redis apart, and is the same on all hosts of one. Without it the address of the database does,
   * which hosts may write in different ways.
   */
  readonly hubName?: string;
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
  runRetryDelay: RETRY_MS,
});

export function openQueues(settings: QueueSettings, role: 'producer' | 'worker'): Queues {
  const { databaseUrl, redisUrl } = settings;
  return redisUrl === null ? onPostgres(databaseUrl, role) : onRedis(redisUrl, settings);
}

function onPostgres(databaseUrl: string, role: 'producer' | 'worker'): Queues {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: QUERIES,
    connectionTimeoutMillis: WAIT_MS,
    options: `-c search_path=${SCHEMA} ${NO_WAIT}`,
    application_name: 'certhub-queue',
  });
  // A connection that breaks while idle is replaced; the query that needs it reports its own error.
  pool.on('error', () => undefined);
  pool.setMaxListeners(LISTENERS_MAX);
  const listening = role === 'worker' ? new ListeningPool(pool, databaseUrl) : undefined;
  return {
    backend: 'postgres',
    queue: (name) => oneAlone(new Queue(name, { connection: pool }, createPostgresBackend)),
    worker: (name, processor, settings) =>
      new Worker(name, processor, { connection: listening ?? pool, ...workerOptions(settings) }, createPostgresBackend),
    close: async () => {
      await listening?.end();
      await pool.end();
    },
  };
}

/** BullMQ takes a list through temporary tables, which costs a reminder alone, as most are, four times what it costs by itself. */
const oneAlone = (queue: ReminderQueue & Pick<Queue, 'add'>): ReminderQueue => ({
  addBulk: async (jobs) => {
    const [only, ...others] = jobs;
    if (only === undefined || others.length > 0) return queue.addBulk(jobs);
    return [await queue.add(only.name, only.data, only.opts)];
  },
  close: () => queue.close(),
  on: (event, listener) => queue.on(event, listener),
});

/** All queues share one connection and all workers another; BullMQ adds one for each worker, which waits for its jobs. */
function onRedis(redisUrl: string, settings: QueueSettings): Queues {
  const address = redisAddress(redisUrl);
  if (address === undefined) throw new Error('REDIS_URL names neither a server nor a cluster.');
  const connections = new Map<'producer' | 'worker', Redis | Cluster>();
  const connectionOf = (purpose: 'producer' | 'worker'): Redis | Cluster => {
    const existing = connections.get(purpose);
    if (existing) return existing;
    const connection = connect(address, purpose);
    connection.on('error', () => undefined);
    connection.setMaxListeners(LISTENERS_MAX);
    connections.set(purpose, connection);
    return connection;
  };
  const prefix = prefixes(settings, address);
  return {
    backend: 'redis',
    queue: (name) =>
      new Queue(name, { connection: connectionOf('producer'), prefix: prefix(name), skipWaitingForReady: true }),
    worker: (name, processor, settings) =>
      new Worker(name, processor, {
        connection: connectionOf('worker'),
        prefix: prefix(name),
        ...workerOptions(settings),
      }),
    close: async () => {
      for (const connection of connections.values()) connection.disconnect();
    },
  };
}

const CLUSTER_RETRY_MS_MAX = 2_000;
const CLUSTER_RETRY_STEP_MS = 100;

function connect(address: RedisAddress, purpose: 'producer' | 'worker'): Redis | Cluster {
  // A producer must not hang when Redis is away; a worker waits for it to come back.
  const maxRetriesPerRequest = purpose === 'producer' ? 1 : null;
  if (address.kind === 'server') return new Redis(address.url, { maxRetriesPerRequest });
  const { nodes, username, password, isTls } = address;
  return new Cluster([...nodes], {
    clusterRetryStrategy: (times) => Math.min(times * CLUSTER_RETRY_STEP_MS, CLUSTER_RETRY_MS_MAX),
    redisOptions: {
      maxRetriesPerRequest,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...(isTls ? { tls: {} } : {}),
    },
    // Certificates are made out to names: a node is called by the name that the cluster tells of it.
    ...(isTls ? { dnsLookup: (host, done) => done(null, host) } : {}),
  });
}

/**
 * Redis Cluster keeps the keys of one hash tag on one node. The tag names the hub, so that two hubs on one Redis
 * never take each other's reminders, and on a cluster the queue too, so that the queues lie on all nodes.
 */
function prefixes({ databaseUrl, hubName }: QueueSettings, { kind }: RedisAddress): (name: JobName) => string {
  const { host, pathname } = new URL(databaseUrl);
  const hub = `certhub-${hubName ?? createHash('sha256').update(`${host}${pathname}`).digest('hex').slice(0, HUB_NAME_CHARS)}`;
  return (name) => (kind === 'cluster' ? `{${hub}-${name}}` : `{${hub}}`);
}

/** Makes the queue's own tables. Nothing to do on Redis. */
export async function migrateQueue({ databaseUrl, redisUrl }: QueueSettings): Promise<void> {
  if (redisUrl !== null) return;
  const pool = new Pool({ connectionString: databaseUrl, max: 1, connectionTimeoutMillis: WAIT_MS });
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
