/**
 * Everything that the crash matrix breaks: embedded PostgreSQL, API, workers, Redis, receivers, each a real process that is
 * started again when it dies, as `certhub start` would.
 */
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { readOccupations } from '../../bin/commands/read-occupations';
import { processEnv } from '../../bin/process-config';
import { loadSample, type SampleClients } from '../../bin/sample/load-sample';
import { type Child, startChild } from '../../bin/stack/child';
import { createClient } from '../../src/app/create-client';
import { HOST_OPERATOR } from '../../bin/stack/local-hub';
import { type SampleRegistry, sampleRegistry } from '../../src/domain/sample/sample-registry';
import { openHub } from '../../src/hub';
import { loadConfig } from '../../src/platform/config';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
  stopEmbeddedPostgres,
} from '../../src/platform/embedded-postgres';
import { createLog } from '../../src/platform/log';
import { migrate } from '../../src/platform/migrate';
import { freePort, launchRedis, redisProgram, type RedisServer } from '../kit/redis-server';
import { makeFeeds, type ChaosFeed } from './feeds';
import { armableGates } from './gates';

export const STAGE_SEED = 6;
const WORKERS = 2;
const ASK_TRIES = 200;
const ASK_PAUSE_MS = 100;

export type Role = 'api' | 'worker' | 'receiver';

export interface Stage {
  readonly url: string;
  readonly registry: SampleRegistry;
  readonly clients: SampleClients & { readonly secondProvince: SampleClients['province'] };
  readonly feeds: readonly ChaosFeed[];
  /** Asked again while the database is away. */
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  queryFeed<Row extends object>(feed: ChaosFeed, sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** SIGKILL to every process of the role; the supervisor starts them again. */
  kill(role: Role): void;
  killOne(role: Role): void;
  /** Stops at once, as a power cut would, or in order; answers once it is up again. */
  restartPostgres(how: 'crash' | 'stop'): Promise<void>;
  /** From now on the queue of API and workers is on Redis; what the other one held is swept up. */
  moveToRedis(): Promise<void>;
  restartRedis(): Promise<void>;
  readonly redisUrl: () => string | null;
  setClock(offsetMs: number): Promise<void>;
  close(): Promise<void>;
}

export async function openStage(say: (line: string) => void): Promise<Stage> {
  if (redisProgram() === undefined) throw new Error('redis-server is not installed, and half of the faults need it.');
  const folder = await mkdtemp(join(tmpdir(), 'certhub-chaos-'));
  // PostgreSQL may run as another user and must be able to pass through.
  await chmod(folder, 0o711);
  const dataDir = join(folder, 'data');
  await mkdir(dataDir);
  const log = createLog('error', 'chaos');
  let server: EmbeddedPostgres = await startEmbeddedPostgres({ dataDir, log });
  await migrate({ databaseUrl: server.url, redisUrl: null });
  const { file, feeds } = await makeFeeds(server.url, dataDir);
  const clockFile = join(dataDir, 'clock');
  const setClock = (offsetMs: number): Promise<void> =>
    writeFile(clockFile, new Date(Date.now() + offsetMs).toISOString());
  await setClock(0);
  const port = await freePort();
  const settings = {
    CERTHUB_DATA_DIR: dataDir,
    CERTHUB_FEEDS_FILE: file,
    CERTHUB_MODE: 'development',
    CERTHUB_LOG_LEVEL: 'fatal',
    CERTHUB_PORT: String(port),
    CERTHUB_PUBLIC_URL: '',
    CERTHUB_SWEEP_SECONDS: '1',
    CERTHUB_CLOCK_FILE: clockFile,
    CERTHUB_WORKERS: String(WORKERS),
  };
  const registry = sampleRegistry({ seed: STAGE_SEED, occupations: readOccupations() });
  const clients = await prepare(settings, server.url, registry);
  const pools = new Map<string, Pool>();
  const poolAt = (url: string): Pool => {
    const open = pools.get(url) ?? new Pool({ connectionString: url, max: 3, application_name: 'chaos' });
    if (!pools.has(url)) open.on('error', () => undefined);
    pools.set(url, open);
    return open;
  };
  const ask = async <Row extends object>(url: string, sql: string, parameters: readonly unknown[]): Promise<Row[]> => {
    for (let tried = 1; ; tried += 1) {
      try {
        return (await poolAt(url).query<Row>(sql, [...parameters])).rows;
      } catch (error) {
        if (tried === ASK_TRIES || !isAway(error)) throw error;
        await sleep(ASK_PAUSE_MS);
      }
    }
  };
  await armableGates(
    (sql) => ask(server.url, sql, []),
    feeds,
    (feed, sql) => ask(feed.url, sql, []),
  );
  let redis: RedisServer | undefined;
  let redisPort = 0;
  let roles: Readonly<Record<'api' | 'worker', Child[]>> = { api: [], worker: [] };
  const receivers: Child[] = [];
  const startRoles = async (): Promise<void> => {
    const env = { ...processEnv(), ...settings, DATABASE_URL: server.url, REDIS_URL: redis?.url ?? '' };
    const start = (command: readonly string[]): Promise<Child> => startChild({ command, env, log });
    roles = {
      api: [await start(['api'])],
      worker: await Promise.all(Array.from({ length: WORKERS }, () => start(['worker']))),
    };
  };
  const stopRoles = async (): Promise<void> => {
    await Promise.all([...roles.api, ...roles.worker].map((child) => child.stop()));
  };
  await startRoles();
  for (const feed of feeds) receivers.push(...(await feed.start({ hubUrl: `http://127.0.0.1:${port}`, log })));
  const processesOf = (role: Role): readonly Child[] => (role === 'receiver' ? receivers : roles[role]);
  const killAll = (children: readonly Child[]): void => {
    for (const child of children) {
      const pid = child.pid();
      if (pid !== undefined) kill(pid);
    }
  };
  say(`stage: ${feeds.map(({ name }) => name).join(', ')}; API at ${port}`);
  return {
    url: `http://127.0.0.1:${port}`,
    registry,
    clients,
    feeds,
    query: (sql, parameters = []) => ask(server.url, sql, parameters),
    queryFeed: (feed, sql, parameters = []) => ask(feed.url, sql, parameters),
    kill: (role) => killAll(processesOf(role)),
    killOne: (role) => killAll(processesOf(role).slice(0, 1)),
    restartPostgres: async (how) => {
      if (how === 'crash') await crash(dataDir);
      else await server.stop();
      server = await startEmbeddedPostgres({ dataDir, log });
    },
    moveToRedis: async () => {
      redisPort = await freePort();
      redis = await launchRedis(redisPort);
      await stopRoles();
      await startRoles();
    },
    restartRedis: async () => {
      await redis?.stop();
      redis = await launchRedis(redisPort);
    },
    redisUrl: () => redis?.url ?? null,
    setClock,
    close: async () => {
      await Promise.all(receivers.map((child) => child.stop()));
      await Promise.all(feeds.map((feed) => feed.stop()));
      await stopRoles();
      await redis?.stop();
      await Promise.all([...pools.values()].map((pool) => pool.end()));
      // Each start after a crash has taken a lease of its own.
      await stopEmbeddedPostgres(dataDir);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function prepare(
  settings: NodeJS.ProcessEnv,
  databaseUrl: string,
  registry: SampleRegistry,
): Promise<Stage['clients']> {
  const config = loadConfig(settings);
  const { hub, close } = await openHub(config, databaseUrl, createLog('error', 'chaos'), 'producer');
  try {
    const clients = await loadSample(hub, registry, config.dataDir);
    const made = await createClient(hub, HOST_OPERATOR, {
      name: 'second',
      clientId: 'chaos-second-province',
      role: 'PROVINCE',
      institutionCode: null,
      regionCode: '510000',
    });
    if (made.kind === 'refused') throw new Error(`The second reviewer was refused: ${made.code}.`);
    return {
      ...clients,
      secondProvince: { clientId: made.clientId, clientSecret: made.clientSecret, role: 'PROVINCE' },
    };
  } finally {
    await close();
  }
}

/** What goes away with a server and comes back with it: broken lines, a server that starts or stops. */
const AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '08006', '40P01', '55P03']);
function isAway(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return (
    (typeof code === 'string' && AWAY.has(code)) ||
    (error instanceof Error && /terminated|timeout|Connection/u.test(error.message))
  );
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It died by itself a moment ago.
  }
}

/** SIGQUIT: PostgreSQL ends without a checkpoint, and recovers from its log. */
async function crash(dataDir: string): Promise<void> {
  const file = join(dataDir, 'postgres', 'postmaster.pid');
  const pid = Number.parseInt((await readFile(file, 'utf8')).split('\n')[0] ?? '', 10);
  process.kill(pid, 'SIGQUIT');
  for (let isThere = true; isThere; await sleep(ASK_PAUSE_MS)) {
    try {
      process.kill(pid, 0);
    } catch {
      isThere = false;
    }
  }
}
