/** The whole hub on one machine: database, API, workers. The supervisor owns the database; its children get its URL. */
import type { Config } from '../../src/platform/config';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres';
import type { Log } from '../../src/platform/log';
import { migrate } from '../../src/platform/migrate';
import { type Child, startChild } from './child';

export interface Stack {
  readonly url: string;
  readonly databaseUrl: string;
  readonly api: Child;
  readonly workers: readonly Child[];
  /** Starts one more role of the hub beside the others. */
  run(command: readonly string[], env?: NodeJS.ProcessEnv): Promise<Child>;
  stop(): Promise<void>;
}

export interface StackDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

/** The database of the configuration, or the embedded one. */
export async function openDatabase(config: Config, log: Log): Promise<StackDatabase> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, stop: async () => undefined };
  return startEmbeddedPostgres({ dataDir: config.dataDir, log });
}

export interface StackOptions {
  readonly config: Config;
  readonly database: StackDatabase;
  /** Settings for the children: the environment of this process with changes. */
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
}

/** One more than is asked for, which has little to do and does it at once: what somebody waits for. */
export const workerCommands = (workers: number): readonly (readonly string[])[] => [
  ...Array.from({ length: workers }, () => ['worker', '--jobs', 'long']),
  ['worker', '--jobs', 'short'],
];

/** Each process tells its figures on a port of its own: the API on the one that is set, the workers on those behind it. */
const metricsOf = ({ metricsPort }: Config, index: number): NodeJS.ProcessEnv =>
  metricsPort === null || metricsPort === 0 ? {} : { CERTHUB_METRICS_PORT: String(metricsPort + index) };

export async function startStack({ config, database, env, log }: StackOptions): Promise<Stack> {
  await migrate({ databaseUrl: database.url, redisUrl: config.redisUrl });
  const childEnv = { ...env, DATABASE_URL: database.url, CERTHUB_MODE: config.mode };
  const started: Child[] = [];
  const run = async (command: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Child> => {
    const child = await startChild({ command, env: { ...childEnv, ...more }, log });
    started.push(child);
    return child;
  };
  const stop = async (): Promise<void> => {
    for (const child of started.reverse()) await child.stop();
    await database.stop();
  };
  try {
    const api = await run(['api'], metricsOf(config, 0));
    const workers = await Promise.all(
      workerCommands(config.workers).map((command, index) => run(command, metricsOf(config, index + 1))),
    );
    return { url: api.url ?? '', databaseUrl: database.url, api, workers, run, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
