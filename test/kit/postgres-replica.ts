/**
 * A streaming replica of an embedded PostgreSQL, by PostgreSQL's own means: a copy of the data folder between
 * `pg_backup_start` and `pg_backup_stop`, and a slot that keeps the log until the replica has it. The packages of the
 * embedded server hold no pg_basebackup.
 */
import { appendFile, chmod, chown, copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { errorCode } from '../../src/platform/error-code';
import { type Account, accountFor, canReach, NOBODY_HOME } from '../../src/platform/postgres/account';
import { usableBinaries } from '../../src/platform/postgres/binaries';
import { SUPERUSER } from '../../src/platform/postgres/cluster';
import { serverUrl, startServer, stopServer } from '../../src/platform/postgres/server';
import { readState } from '../../src/platform/postgres/state';

const SLOT = 'certhub_replica';
const DATABASE = 'certhub';
const OWNER_ONLY = 0o700;
const CONTROL_FILE = join('global', 'pg_control');
/** Of the primary's own run, or held by the slot and streamed. */
const NOT_COPIED =
  /^(postmaster\.(pid|opts)|pg_wal\/.+|pg_replslot\/.+|pg_stat_tmp\/.+|pg_internal\.init|.*pgsql_tmp.*)$/;

export interface PostgresReplica {
  readonly url: string;
  stop(): Promise<void>;
}

/** `dataDir`: of the hub whose embedded PostgreSQL runs. A replica that was made before goes on where it stopped, at its address. */
export async function startReplica(dataDir: string): Promise<PostgresReplica> {
  const state = await readState(dataDir);
  if (state === undefined || state.port === null) throw new Error(`No embedded PostgreSQL runs on ${dataDir}.`);
  const { clusterDir: primaryDir, password, port: primaryPort } = state;
  const account = await accountFor(primaryDir);
  const binaries = await usableBinaries(account, (await canReach(account, dataDir)) ? dataDir : NOBODY_HOME);
  const clusterDir = `${primaryDir}-replica`;
  if ((await stat(join(clusterDir, 'PG_VERSION')).catch(() => undefined)) === undefined) {
    await copyCluster({ primaryDir, clusterDir, account, url: serverUrl(password, primaryPort, 'postgres') });
    await follow(clusterDir, account, `host=127.0.0.1 port=${primaryPort} user=${SUPERUSER} password=${password}`);
  }
  const server = { binaries, clusterDir, password, account, logFile: join(dataDir, 'postgres-replica.log') };
  const portFile = join(dataDir, 'postgres-replica.port');
  const before = await readFile(portFile, 'utf8').catch(() => undefined);
  const port = await startServer(server, before === undefined ? null : Number(before));
  await writeFile(portFile, String(port));
  return { url: serverUrl(password, port, DATABASE), stop: () => stopServer(server) };
}

interface Copying {
  readonly primaryDir: string;
  readonly clusterDir: string;
  readonly account: Account | undefined;
  readonly url: string;
}

async function copyCluster({ primaryDir, clusterDir, account, url }: Copying): Promise<void> {
  const primary = new Client({ connectionString: url });
  await primary.connect();
  try {
    await primary.query('SELECT pg_create_physical_replication_slot($1, true)', [SLOT]);
    await primary.query(`SELECT pg_backup_start('replica', true)`);
    await copyFolder(primaryDir, clusterDir, '', account);
    // Last, as a base backup takes it: what it says is then true of all that was copied before.
    await copyOwned(join(primaryDir, CONTROL_FILE), join(clusterDir, CONTROL_FILE), account);
    const { rows } = await primary.query<{ label: string }>('SELECT labelfile AS label FROM pg_backup_stop(false)');
    await writeOwned(join(clusterDir, 'backup_label'), rows[0]?.label ?? '', account);
  } finally {
    await primary.end();
  }
}

async function copyFolder(from: string, to: string, place: string, account: Account | undefined): Promise<void> {
  await mkdir(join(to, place), { mode: OWNER_ONLY });
  await own(join(to, place), account);
  for (const entry of await readdir(join(from, place), { withFileTypes: true })) {
    const inside = join(place, entry.name);
    if (inside === CONTROL_FILE || NOT_COPIED.test(inside)) continue;
    if (entry.isDirectory()) await copyFolder(from, to, inside, account);
    else if (entry.isFile()) await copyOwned(join(from, inside), join(to, inside), account);
  }
}

/** A file that vanished was dropped since, and the log says so too. */
async function copyOwned(from: string, to: string, account: Account | undefined): Promise<void> {
  try {
    await copyFile(from, to);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  await own(to, account);
}

async function follow(clusterDir: string, account: Account | undefined, primary: string): Promise<void> {
  const settings = [
    `primary_conninfo = '${primary}'`,
    `primary_slot_name = '${SLOT}'`,
    'hot_standby_feedback = on',
    'shared_buffers = 128MB',
  ];
  await appendFile(join(clusterDir, 'postgresql.auto.conf'), `${settings.join('\n')}\n`);
  await writeOwned(join(clusterDir, 'standby.signal'), '', account);
  await chmod(clusterDir, OWNER_ONLY);
}

async function writeOwned(file: string, content: string, account: Account | undefined): Promise<void> {
  await writeFile(file, content, { mode: 0o600 });
  await own(file, account);
}

async function own(path: string, account: Account | undefined): Promise<void> {
  if (account) await chown(path, account.uid, account.gid);
}
