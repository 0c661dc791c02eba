/** A hub of its own for one bench: embedded PostgreSQL in a folder for temporary files, the sample province inside. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Client } from 'pg';
import { readOccupations } from '../bin/commands/read-occupations';
import { processEnv } from '../bin/process-config';
import { loadSample, type SampleClients } from '../bin/sample/load-sample';
import { type Child, startChild } from '../bin/stack/child';
import type { Caller } from '../src/app/caller';
import type { Hub } from '../src/app/ports';
import { SAMPLE_MAIN_INSTITUTION } from '../src/domain/sample/institutions';
import { LOAD_PLAN_HEADCOUNT } from '../src/domain/sample/plans';
import { type SampleRegistry, sampleRegistry } from '../src/domain/sample/sample-registry';
import { openHub } from '../src/hub';
import { loadConfig } from '../src/platform/config';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres';
import { createLog } from '../src/platform/log';
import { migrate } from '../src/platform/migrate';
import { createShutdown } from '../src/platform/shutdown';
import type { BenchOptions } from './bench';

export const BENCH_SEED = 1;

export interface BenchHub {
  readonly hub: Hub;
  readonly registry: SampleRegistry;
  readonly clients: SampleClients;
  /** The institution that sends. */
  readonly caller: Caller;
  /** Its plan with room for a million records. */
  readonly planNo: string;
  /** A connection for looking and for the COPY beside. */
  readonly database: Client;
  readonly postgres: string;
  /** Of that database; holds a password. */
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** One more process of the hub: `['worker']`, `['api']`; with other settings, if some are given. */
  start(command: readonly string[], more?: NodeJS.ProcessEnv): Promise<Child>;
  /**
   * A program beside the hub, a JavaScript file, with the hub's environment and more, and as much young space; it calls
   * `tellReady`.
   */
  startBeside(program: string, more: NodeJS.ProcessEnv): Promise<Child>;
  close(): Promise<void>;
}

export interface BenchHubOptions extends Pick<BenchOptions, 'queue'> {
  /** Instead of REDIS_URL, for a bench that brings its own. */
  readonly redis?: string;
  /** Makes the receivers and answers where their feeds file is, for a bench that forwards. */
  readonly feedsFile?: (databaseUrl: string, dataDir: string) => Promise<string>;
}

/** @throws when the queue is to be Redis and there is none. */
export async function openBenchHub({ queue, redis, feedsFile }: BenchHubOptions): Promise<BenchHub> {
  const redisUrl = queue === 'redis' ? (redis ?? processEnv()['REDIS_URL'] ?? '') : '';
  if (queue === 'redis' && redisUrl === '') throw new Error('--queue redis needs REDIS_URL.');
  const folder = await mkdtemp(join(tmpdir(), 'certhub-bench-'));
  // PostgreSQL may run as another user and must be able to pass through.
  await chmod(folder, 0o711);
  const log = createLog('warn', 'bench');
  const shutdown = createShutdown({ log });
  shutdown.add('folder', () => rm(folder, { recursive: true, force: true }));
  const settings = {
    CERTHUB_DATA_DIR: join(folder, 'data'),
    CERTHUB_PORT: '0',
    CERTHUB_LOG_LEVEL: 'warn',
    REDIS_URL: redisUrl,
  };
  const { dataDir } = loadConfig(settings);
  const server = await startEmbeddedPostgres({ dataDir, log });
  shutdown.add('database', server.stop);
  const feeds = (await feedsFile?.(server.url, dataDir)) ?? '';
  const config = loadConfig({ ...settings, CERTHUB_FEEDS_FILE: feeds });
  await migrate({ databaseUrl: server.url, redisUrl: config.redisUrl });
  const open = await openHub(config, server.url, log, 'producer');
  shutdown.add('hub', open.close);
  const registry = sampleRegistry({ seed: BENCH_SEED, occupations: readOccupations() });
  const clients = await loadSample(open.hub, registry, dataDir);
  const database = new Client({ connectionString: server.url });
  await database.connect();
  shutdown.add('connection', () => database.end());
  const envWith = (more: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
    ...processEnv(),
    ...settings,
    DATABASE_URL: server.url,
    CERTHUB_FEEDS_FILE: feeds,
    CERTHUB_PUBLIC_URL: '',
    ...more,
  });
  return {
    hub: open.hub,
    registry,
    clients,
    caller: { clientId: 'bench', role: 'INSTITUTION', institutionCode: SAMPLE_MAIN_INSTITUTION, regionCode: null },
    planNo: loadPlan(registry),
    database,
    postgres: await versionOf(database),
    databaseUrl: server.url,
    dataDir,
    start: async (command, more = {}) => {
      const child = await startChild({ command, env: envWith(more), log });
      shutdown.add(command.join(' '), child.stop);
      return child;
    },
    startBeside: async (program, more) => {
      const child = await startChild({ program, command: [], env: envWith(more), log });
      shutdown.add(basename(program), child.stop);
      return child;
    },
    close: async () => {
      await shutdown.run('done');
    },
  };
}

export function loadPlan({ plans }: Pick<SampleRegistry, 'plans'>): string {
  const plan = plans.find(
    ({ institutionCode, headcount }) =>
      institutionCode === SAMPLE_MAIN_INSTITUTION && headcount === LOAD_PLAN_HEADCOUNT,
  );
  if (!plan) throw new Error('The sample province lacks its load plan.');
  return plan.planNo;
}

async function versionOf(database: Client): Promise<string> {
  const { rows } = await database.query<{ server_version: string }>('SHOW server_version');
  return rows[0]?.server_version ?? 'unknown';
}
