import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { realpath, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { errorCode } from './error-code';
import type { Log } from './log';
import { accountFor, canReach, makeFolder, NOBODY_HOME, type Account } from './postgres/account';
import { usableBinaries } from './postgres/binaries';
import { chooseClusterDir, clusterExists, makeCluster } from './postgres/cluster';
import { thisProcess } from './postgres/living';
import { spawnOptions } from './postgres/run-program';
import { attach, serverUrl, startServer, stopServer, type Server } from './postgres/server';
import {
  livingLeases,
  newState,
  readState,
  readStateNow,
  underLock,
  writeState,
  type PostgresState,
} from './postgres/state';

const DATABASE = 'certhub';
const ADMIN_TIMEOUT_MS = 30_000;

export interface EmbeddedPostgres {
  /** `postgres://certhub:…@127.0.0.1:PORT/certhub`; holds a password: for the environment of children, never for a log. */
  readonly url: string;
  /** True when the server was already running: a crash left it, or another process of this hub uses it. */
  readonly attached: boolean;
  /** Stops the server, unless another living process still uses it; then that one will. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that came with npm on `<dataDir>/postgres`, making the data first when there are none, or joins
 * the one that runs there. Children of a process that called this get the URL and do not call it themselves.
 * @throws when the programs cannot run here, the folder belongs to another user, or the server does not start;
 *         each message says what to do
 */
export async function startEmbeddedPostgres({
  dataDir,
  log,
}: {
  dataDir: string;
  log: Log;
}): Promise<EmbeddedPostgres> {
  // 0711: PostgreSQL may run as another user and must be able to pass through; every file inside is closed to others.
  await makeFolder(resolve(dataDir), 0o711);
  const folder = await realpath(dataDir);
  const lease = { ...thisProcess(), token: randomUUID() };
  const { server, port, attached } = await underLock(folder, () => startOrAttach(folder, lease, log));
  const stopAtExit = (): void => stopNow(folder, lease.token, server);
  process.once('exit', stopAtExit);
  const url = serverUrl(server.password, port, DATABASE);
  await createDatabaseIfMissing(url, DATABASE);
  return {
    url,
    attached,
    stop: async () => {
      process.off('exit', stopAtExit);
      await underLock(folder, () => leave(folder, lease.token, server, log));
    },
  };
}

/** True when a hub has made its data in the folder; makes nothing. */
export async function hasEmbeddedPostgres(dataDir: string): Promise<boolean> {
  const folder = await realpath(dataDir).catch(() => resolve(dataDir));
  const state = await readState(folder);
  return state !== undefined && clusterExists(state.clusterDir);
}

/** Stops a server that a killed hub left running, whoever still uses it. Answers whether there was one. */
export async function stopEmbeddedPostgres(dataDir: string): Promise<boolean> {
  const folder = await realpath(dataDir).catch(() => resolve(dataDir));
  if ((await readState(folder)) === undefined) return false;
  return underLock(folder, async () => {
    const state = await readState(folder);
    if (!state || !(await clusterExists(state.clusterDir))) return false;
    const server = await serverOf(folder, state);
    const running = (await attach(server)) !== undefined;
    await stopServer(server);
    await writeState(folder, { ...state, leases: [] });
    return running;
  });
}

/** Makes a database on the server of `url`. The name is quoted; it may be any PostgreSQL name. */
export async function createDatabaseIfMissing(url: string, name: string): Promise<void> {
  const admin = new URL(url);
  admin.pathname = '/postgres';
  const client = new Client({ connectionString: admin.href, connectionTimeoutMillis: ADMIN_TIMEOUT_MS });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    // 42P04 and 23505: another process made it between the two statements.
    if (!['42P04', '23505'].includes(errorCode(error) ?? '')) throw error;
  } finally {
    await client.end();
  }
}

type Lease = PostgresState['leases'][number];

async function startOrAttach(
  folder: string,
  lease: Lease,
  log: Log,
): Promise<{ server: Server; port: number; attached: boolean }> {
  const state = (await readState(folder)) ?? (await freshState(folder, log));
  const server = await serverOf(folder, state);
  if (!(await clusterExists(state.clusterDir))) {
    log.info({ clusterDir: state.clusterDir }, 'making the database');
    await makeCluster(server.binaries, state.clusterDir, state.password, server.account);
  }
  const found = await attach(server);
  const port = found ?? (await startServer(server, state.port));
  await writeState(folder, { ...state, port, leases: [...livingLeases(state), lease] });
  log.info({ port, attached: found !== undefined }, 'embedded PostgreSQL answers');
  return { server, port, attached: found !== undefined };
}

async function freshState(folder: string, log: Log): Promise<PostgresState> {
  const account = await accountFor(join(folder, 'postgres'));
  const clusterDir = await chooseClusterDir(folder, account);
  if (!clusterDir.startsWith(folder)) {
    log.warn(
      { clusterDir, dataDir: folder },
      'the data folder is closed to the user of PostgreSQL, so the database lies outside it',
    );
    // Whoever removed the data folder removed this hub's data; what is left outside cannot be opened without its password.
    await discardOutsideCluster(folder, clusterDir);
  } else if (await clusterExists(clusterDir)) {
    throw new Error(
      `${clusterDir} holds data, but postgres.json with their password is gone. Restore it from the backup, or move the folder away.`,
    );
  }
  const state = newState(clusterDir);
  // Written before the cluster: a password must not be lost between making the data and remembering them.
  await writeState(folder, state);
  return state;
}

async function discardOutsideCluster(folder: string, clusterDir: string): Promise<void> {
  if (!(await clusterExists(clusterDir))) return;
  const account = await accountFor(clusterDir);
  await stopServer({ binaries: await binariesFor(folder, account), clusterDir, account });
  await rm(clusterDir, { recursive: true });
}

async function serverOf(folder: string, { clusterDir, password }: PostgresState): Promise<Server> {
  const account = await accountFor(clusterDir);
  const binaries = await binariesFor(folder, account);
  return { binaries, clusterDir, password, account, logFile: join(folder, 'postgres.log') };
}

async function binariesFor(folder: string, account: Account | undefined): Promise<string> {
  return usableBinaries(account, (await canReach(account, folder)) ? folder : NOBODY_HOME);
}

async function leave(folder: string, token: string, server: Server, log: Log): Promise<void> {
  const state = await readState(folder);
  if (!state) return stopServer(server); // the data folder was removed while the server ran
  const leases = livingLeases(state).filter((lease) => lease.token !== token);
  if (leases.length === 0) {
    await stopServer(server);
    log.info('embedded PostgreSQL stopped');
  }
  await writeState(folder, { ...state, leases });
}

/** For a process that ends without `stop()`, by `process.exit` or an uncaught error: nothing can be awaited any more. */
function stopNow(folder: string, token: string, { binaries, clusterDir, account }: Server): void {
  const state = readStateNow(folder);
  if (state && livingLeases(state).some((lease) => lease.token !== token)) return;
  spawnSync(join(binaries, 'bin', 'pg_ctl'), ['stop', '-D', clusterDir, '-m', 'fast', '-W', '-s'], {
    ...spawnOptions(account),
    stdio: 'ignore',
  });
}
