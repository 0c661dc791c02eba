/**
 * A whole hub of real processes for flow tests: PostgreSQL, API, workers, two receivers, and Redis where asked; or the
 * topology of several hosts.
 */
import { chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool, types } from 'pg';
import { type Apis, startApis } from './apis';
import { fetchToken, postGraphql, type GraphqlAnswer } from './graphql-client';
import type { Role } from '../../src/app/caller';
import type { CallerName, ClientSecret, EmptyProvince, PreparedHub } from './hub-clients';
import { startRedisCluster, type RedisCluster } from './redis-cluster';
import { startRedis } from './redis-server';
import { startRole, startTold, type RoleProcess } from './role-process';
import { ALL_ON_TOPOLOGY, holdReplica, type Replica, TEST_REPLICA_LAG_MS, TOPOLOGY } from './topology';

export type QueueBackend = 'postgres' | 'redis';

export interface TestHubOptions {
  readonly queue: QueueBackend;
  /** Two APIs in turns, three workers, a Redis Cluster and a replica, whatever `queue` and `workers` say. */
  readonly topology?: boolean;
  readonly workers?: number;
  readonly sweepSeconds?: number;
  /** Two receivers that answer; on by default. */
  readonly receivers?: boolean;
  /** ISO instant at which the clock of the hub stands when it starts; it runs on, and `setClock` sets it anew. */
  readonly clock?: string;
  /** More settings of API, workers and receivers. */
  readonly settings?: NodeJS.ProcessEnv;
  /** Instead of the sample province. Only `operator` and `nation` are callers then; `createActor` lets others in. */
  readonly empty?: EmptyProvince;
}

/** A client made for one test. */
export interface Actor {
  readonly clientId: string;
  bearer(): Promise<string>;
  ask(query: string, variables?: object): Promise<GraphqlAnswer>;
  /** The data of an answer without errors; throws with the errors otherwise. */
  run<Data>(query: string, variables?: object): Promise<Data>;
}

/** What can be taken away of a hub of several hosts. */
export interface TestTopology {
  readonly apis: Pick<Apis, 'killOne' | 'startOne'>;
  readonly replica: Replica;
  readonly redis: RedisCluster;
}

export interface TestHub {
  readonly queue: QueueBackend;
  /** Of an API; where there are several, of another one each time. */
  readonly url: string;
  /** `null` where there is one of each. */
  readonly topology: TestTopology | null;
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  readonly dataDir: string;
  readonly keysFile: string;
  /** Database of each receiver, by name of the feed. */
  readonly receivers: Readonly<Record<string, string>>;
  /** `Bearer …` of a caller. */
  bearer(caller: CallerName): Promise<string>;
  ask(caller: CallerName, query: string, variables?: object): Promise<GraphqlAnswer>;
  /** The data of an answer without errors; throws with the errors otherwise. */
  run<Data>(caller: CallerName, query: string, variables?: object): Promise<Data>;
  /** Registers a client through the operator. */
  createActor(client: {
    readonly name: string;
    readonly role: Role;
    readonly institutionCode?: string;
    readonly regionCode?: string;
  }): Promise<Actor>;
  /** From now on the hub's clock runs from this instant. Only with `clock`. */
  setClock(instant: string): void;
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  workerPids(): readonly number[];
  /** SIGKILL to one worker. */
  killWorker(): Promise<void>;
  /** SIGKILL to every worker, as a power cut would end them. */
  killWorkers(): Promise<void>;
  startWorker(): Promise<void>;
  /** What API and workers wrote so far. */
  logs(): string;
  /** What of these calls for a person: part, job, code and message of each such line, once. */
  errorLines(): readonly string[];
  stop(): Promise<void>;
}

const BIGINT_OID = 20;
/** What pg warns of once a process, and will refuse from release 9 on. */
const BUSY_CONNECTION = 'when the client is already executing a query';
const TOKEN_MARGIN_MS = 60_000;
const TOKEN_MS = 600_000;
const ERROR_LINE = /^\{"level":"(error|fatal)"/;

function shownLine(line: string): string {
  const { component, job, err, msg } = JSON.parse(line) as Record<string, unknown> & { err?: Record<string, unknown> };
  return [component, job, err?.['code'], err?.['routine'], err?.['message'], msg]
    .filter((part) => part !== undefined)
    .join(' · ');
}

export async function startTestHub({
  queue: queueAsked,
  topology = ALL_ON_TOPOLOGY,
  workers: workersAsked = 2,
  sweepSeconds = 2,
  receivers = true,
  clock,
  settings = {},
  empty,
}: TestHubOptions): Promise<TestHub> {
  const [queue, workers] = topology ? (['redis', TOPOLOGY.workers] as const) : [queueAsked, workersAsked];
  const dataDir = mkdtempSync(join(tmpdir(), 'certhub-flow-'));
  chmodSync(dataDir, 0o711);
  // What is started is ended in the opposite order, also when a later part does not come up.
  const ends: (() => Promise<unknown>)[] = [async () => rmSync(dataDir, { recursive: true, force: true })];
  const endAll = async (): Promise<void> => {
    for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
  };
  const started = async <Part>(starting: Promise<Part>, end: (part: Part) => Promise<unknown>): Promise<Part> => {
    const part = await starting;
    ends.push(() => end(part));
    return part;
  };
  const role = (command: readonly string[], env: NodeJS.ProcessEnv): Promise<RoleProcess> =>
    started(startRole(command, env), (part) => part.end('SIGTERM'));
  try {
    const cluster = topology ? await started(startRedisCluster(), (part) => part.stop()) : undefined;
    const redis = cluster ?? (queue === 'redis' ? await started(startRedis(), (part) => part.stop()) : undefined);
    const clockFile = join(dataDir, 'clock');
    if (clock !== undefined) writeClock(clockFile, clock);
    const base = {
      ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
      ...(clock === undefined ? {} : { CERTHUB_CLOCK_FILE: clockFile }),
    };
    const args = empty === undefined ? [dataDir] : [dataDir, JSON.stringify(empty)];
    const holder = await started(startTold('test/kit/prepare-hub.js', args, base), (part) => part.end());
    const prepared = JSON.parse(holder.line) as PreparedHub;
    const replica = topology ? await started(holdReplica(dataDir), (part) => part.stop()) : undefined;
    const env: NodeJS.ProcessEnv = {
      ...base,
      ...(replica === undefined
        ? {}
        : { DATABASE_REPLICA_URLS: replica.url, CERTHUB_REPLICA_LAG_MS: String(TEST_REPLICA_LAG_MS) }),
      DATABASE_URL: prepared.databaseUrl,
      CERTHUB_DATA_DIR: dataDir,
      CERTHUB_FEEDS_FILE: prepared.feedsFile,
      CERTHUB_MODE: 'development',
      CERTHUB_PORT: '0',
      CERTHUB_SWEEP_SECONDS: String(sweepSeconds),
      ...settings,
    };
    const apis = await startApis(topology ? TOPOLOGY.apis : 1, (more) => role(['api'], { ...env, ...more }));
    const working = await Promise.all(Array.from({ length: workers }, () => role(['worker'], env)));
    if (receivers) await Promise.all(prepared.feeds.map(({ url }) => role(['sample-receiver', '--url', url], env)));
    return hubOf({
      queue,
      dataDir,
      prepared,
      redisUrl: redis?.url ?? null,
      topology: cluster && replica ? { apis, replica, redis: cluster } : null,
      apis,
      working,
      startWorker: () => role(['worker'], env),
      endAll,
      clockFile,
    });
  } catch (error) {
    await endAll();
    throw error;
  }
}

interface Parts {
  readonly queue: QueueBackend;
  readonly dataDir: string;
  readonly prepared: PreparedHub;
  readonly redisUrl: string | null;
  readonly topology: TestTopology | null;
  readonly apis: Apis;
  readonly working: RoleProcess[];
  readonly startWorker: () => Promise<RoleProcess>;
  readonly endAll: () => Promise<void>;
  readonly clockFile: string;
}

function hubOf(parts: Parts): TestHub {
  const { queue, dataDir, prepared, redisUrl, topology, apis, working, startWorker, endAll, clockFile } = parts;
  const everStarted = [...working];
  const parsers = {
    getTypeParser: (oid: number, format?: 'text') => (oid === BIGINT_OID ? Number : types.getTypeParser(oid, format)),
  };
  const pool = new Pool({ connectionString: prepared.databaseUrl, max: 4, types: parsers as never });
  pool.on('error', () => undefined);
  const bearer = bearers(apis.nextUrl, prepared);
  const run: TestHub['run'] = async <Data>(caller: CallerName, query: string, variables?: object) =>
    dataOf<Data>(await ask(caller, query, variables));
  const logs = (): string => [apis.logs(), ...everStarted.map(({ log }) => log())].join('');
  let lastWriter: CallerName | undefined;
  const ask: TestHub['ask'] = async (caller, query, variables) => {
    if (query.trimStart().startsWith('mutation')) lastWriter = caller;
    // What others wrote may be shown a moment later; what the caller wrote may not, and is not waited for.
    else if (caller !== lastWriter) await topology?.replica.caughtUp(prepared.databaseUrl);
    return postGraphql(apis.nextUrl(), await bearer(caller), query, variables);
  };
  return {
    queue,
    get url() {
      return apis.nextUrl();
    },
    topology,
    dataDir,
    databaseUrl: prepared.databaseUrl,
    redisUrl,
    keysFile: prepared.keysFile,
    receivers: Object.fromEntries(prepared.feeds.map((feed) => [feed.name, feed.url])),
    bearer,
    ask,
    run,
    createActor: async (client) => {
      const { createClient } = await run<{ createClient: ClientSecret & { readonly code?: string } }>(
        'operator',
        `mutation ($client: ClientInput!) { createClient(client: $client) {
           ... on ClientCreated { clientId clientSecret } ... on Refusal { code } } }`,
        { client },
      );
      if (createClient.code !== undefined) throw new Error(`The client was refused: ${createClient.code}`);
      return actorOf(apis.nextUrl, createClient);
    },
    setClock: (instant) => writeClock(clockFile, instant),
    query: async (sql, parameters = []) => (await pool.query(sql, [...parameters])).rows,
    workerPids: () => working.map(({ pid }) => pid),
    killWorker: async () => {
      await working.shift()?.end('SIGKILL');
    },
    killWorkers: async () => {
      await Promise.all(working.splice(0).map((worker) => worker.end('SIGKILL')));
    },
    startWorker: async () => {
      const worker = await startWorker();
      everStarted.push(worker);
      working.push(worker);
    },
    logs,
    errorLines: () => [
      ...new Set(
        logs()
          .split('\n')
          .filter((line) => ERROR_LINE.test(line))
          .map(shownLine),
      ),
    ],
    stop: async () => {
      await pool.end();
      await endAll();
      // Tests in this process look closer: one-query-at-a-time.ts.
      if (logs().includes(BUSY_CONNECTION))
        throw new Error('API or worker sent queries on a connection that still ran one.');
    },
  };
}

/** Whole or not at all: a process may read it at any moment. */
function writeClock(file: string, instant: string): void {
  writeFileSync(`${file}.new`, instant);
  renameSync(`${file}.new`, file);
}

function dataOf<Data>({ data, errors, status }: GraphqlAnswer): Data {
  if (data === null || errors.length > 0) throw new Error(`${status} ${JSON.stringify(errors)}`);
  return data as Data;
}

function actorOf(url: () => string, secret: ClientSecret): Actor {
  const bearer = keptBearer(url, secret);
  const ask: Actor['ask'] = async (query, variables) => postGraphql(url(), await bearer(), query, variables);
  return {
    clientId: secret.clientId,
    bearer,
    ask,
    run: async <Data>(query: string, variables?: object) => dataOf<Data>(await ask(query, variables)),
  };
}

function bearers(url: () => string, { clients }: PreparedHub): TestHub['bearer'] {
  const known = new Map<CallerName, () => Promise<string>>();
  return (caller) => {
    const kept = known.get(caller) ?? keptBearer(url, clients[caller]);
    known.set(caller, kept);
    return kept();
  };
}

/** Asks for a token when the last one is about to end. */
function keptBearer(url: () => string, secret: ClientSecret): () => Promise<string> {
  let kept: { readonly bearer: string; readonly goodUntilMs: number } | undefined;
  return async () => {
    if (kept === undefined || kept.goodUntilMs <= Date.now()) {
      kept = {
        bearer: `Bearer ${await fetchToken(url(), secret)}`,
        goodUntilMs: Date.now() + TOKEN_MS - TOKEN_MARGIN_MS,
      };
    }
    return kept.bearer;
  };
}
