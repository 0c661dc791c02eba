import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile, readlink, rename, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { errorCode } from '../error-code';
import type { Account } from './account';
import type { Binaries } from './binaries';
import { SUPERUSER } from './cluster';
import { runProgram, spawnOptions } from './run-program';
import { isAlive } from './living';

/** Recovery after a crash replays up to `max_wal_size`; on a slow disk that takes minutes. */
const START_LIMIT_MS = 300_000;
/** How long a server that cannot be recognised by its folder may keep silent before its pid file counts as left over. */
const STRANGER_LIMIT_MS = 3_000;
const POLL_MS = 20;
const CONNECT_TIMEOUT_MS = 5_000;
const PORT_ATTEMPTS = 5;
const STOP_LIMIT_SECONDS = 30;
/** SQLSTATE invalid_password. */
const WRONG_PASSWORD = '28P01';
const LOG_BYTES_MAX = 10 * 1_024 * 1_024;

export interface Server {
  readonly binaries: Binaries;
  readonly clusterDir: string;
  readonly password: string;
  readonly account: Account | undefined;
  readonly logFile: string;
}

export const serverUrl = (password: string, port: number, database: string): string =>
  `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;

/** The port of the server that already runs on these data, or `undefined` after clearing away what a dead one left. */
export async function attach({ clusterDir, password }: Server): Promise<number | undefined> {
  const started = Date.now();
  for (;;) {
    const running = await readPidFile(clusterDir);
    if (!running || !isAlive(running.pid)) return undefined; // PostgreSQL itself clears the pid file of a dead process
    if (running.port !== undefined && (await answers(serverUrl(password, running.port, 'postgres'))))
      return running.port;
    const limitMs = (await worksIn(running.pid, clusterDir)) ? START_LIMIT_MS : STRANGER_LIMIT_MS;
    if (Date.now() - started > limitMs) {
      if (limitMs === START_LIMIT_MS)
        throw new Error(`The PostgreSQL in ${clusterDir} (process ${running.pid}) does not answer.`);
      // The number went to another process since: PostgreSQL would refuse to start for its sake.
      await rm(join(clusterDir, 'postmaster.pid'), { force: true });
      return undefined;
    }
    await sleep(POLL_MS);
  }
}

/** Starts on the wanted port, or on a free one when it is taken; returns the port once queries are answered. */
export async function startServer(server: Server, wantedPort: number | null): Promise<number> {
  await turnLog(server.logFile);
  for (let attempt = 1; ; attempt += 1) {
    const port = wantedPort !== null && attempt === 1 && (await isFree(wantedPort)) ? wantedPort : await freePort();
    const outcome = await spawnServer(server, port);
    if (outcome === 'ready') return port;
    if (attempt === PORT_ATTEMPTS || (await isFree(port)))
      throw new Error(`PostgreSQL did not start; its reasons are at the end of ${server.logFile}.`);
  }
}

/** Fast shutdown: open transactions are rolled back, everything committed is kept. Waits until the server is gone. */
export async function stopServer({
  binaries,
  clusterDir,
  account,
}: Omit<Server, 'password' | 'logFile'>): Promise<void> {
  const running = await readPidFile(clusterDir);
  if (!running || !isAlive(running.pid)) return;
  const args = ['stop', '-D', clusterDir, '-m', 'fast', '-w', '-t', String(STOP_LIMIT_SECONDS), '-s'];
  const { code, output } = await runProgram(
    join(binaries, 'bin', 'pg_ctl'),
    args,
    account,
    (STOP_LIMIT_SECONDS + 5) * 1_000,
  );
  if (code !== 0 && (await readPidFile(clusterDir))) throw new Error(`PostgreSQL did not stop: ${output.trim()}`);
}

async function spawnServer(
  { binaries, clusterDir, password, account, logFile }: Server,
  port: number,
): Promise<'ready' | 'ended'> {
  // The walls stand on the command line, above anything in postgresql.conf: loopback only, no socket in a public folder.
  const walls = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories='];
  const log = openSync(logFile, 'a', 0o600);
  // detached: Ctrl-C in the terminal must not reach the server before the processes that use it have finished.
  const child = spawn(join(binaries, 'bin', 'postgres'), ['-D', clusterDir, ...walls.flatMap((wall) => ['-c', wall])], {
    ...spawnOptions(account),
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', () => (ended = true));
  child.unref();
  const deadline = Date.now() + START_LIMIT_MS;
  while (!ended && Date.now() < deadline) {
    // Only our own server is asked: while the pid file is not there, something else might answer on the port.
    const running = await readPidFile(clusterDir);
    if (running?.pid === child.pid && running?.port === port && (await answers(serverUrl(password, port, 'postgres'))))
      return 'ready';
    await sleep(POLL_MS);
  }
  return 'ended';
}

interface PidFile {
  readonly pid: number;
  readonly port: number | undefined;
}

/** postmaster.pid: process, data folder, start, port, …; the port is there once the server begins to listen. */
async function readPidFile(clusterDir: string): Promise<PidFile | undefined> {
  const text = await readFile(join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const [pid, , , port] = text.split('\n').map((line) => Number.parseInt(line, 10));
  if (pid === undefined || Number.isNaN(pid)) return undefined;
  return { pid, port: port === undefined || Number.isNaN(port) ? undefined : port };
}

/** PostgreSQL works in its data folder, so on Linux a reused process number is recognised. */
const worksIn = (pid: number, clusterDir: string): Promise<boolean> =>
  readlink(`/proc/${pid}/cwd`).then(
    (folder) => folder === clusterDir,
    () => false,
  );

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on('error', () => undefined); // a server that stops right now answers by the next round
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (errorCode(error) === WRONG_PASSWORD) {
      throw new Error(
        'The PostgreSQL of this data folder refuses the password in postgres.json. Restore that file from the backup.',
      );
    }
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function isFree(port: number): Promise<boolean> {
  return (await listenOn(port)) !== undefined;
}

async function freePort(): Promise<number> {
  const port = await listenOn(0);
  if (port === undefined) throw new Error('No free port on 127.0.0.1.');
  return port;
}

async function listenOn(port: number): Promise<number | undefined> {
  const probe = createServer();
  try {
    await once(probe.listen(port, '127.0.0.1'), 'listening');
    const address = probe.address();
    return typeof address === 'object' ? address?.port : undefined;
  } catch {
    return undefined;
  } finally {
    await new Promise((resolve) => probe.close(resolve));
  }
}

/** One older log is kept. */
async function turnLog(logFile: string): Promise<void> {
  const size = await stat(logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_BYTES_MAX) await rename(logFile, `${logFile}.1`);
}
