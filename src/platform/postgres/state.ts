import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chown, link, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { errorCode } from '../error-code';
import { isStillThere, thisProcess } from './living';

/**
 * lease   one process that uses the server. The last living one to leave stops it, so a command that was run beside
 *         the hub never takes the database away from it, nor the hub from the command.
 */
const lease = z.object({ pid: z.number().int().positive(), began: z.string(), token: z.string() });

const stateFile = z.object({
  version: z.literal(1),
  /** Where the data are: under the data folder, or outside where that is closed to PostgreSQL's user. */
  clusterDir: z.string(),
  port: z.number().int().min(1).max(65_535).nullable(),
  password: z.string(),
  leases: z.array(lease),
});

/** `<data folder>/postgres.json`, mode 0600. Changed only under the lock. */
export type PostgresState = z.infer<typeof stateFile>;

const LOCK_WAIT_MS = 120_000;
const LOCK_POLL_MS = 25;
const PASSWORD_BYTES = 24;

const stateFileOf = (dataDir: string): string => join(dataDir, 'postgres.json');

export function newState(clusterDir: string): PostgresState {
  return {
    version: 1,
    clusterDir,
    port: null,
    password: randomBytes(PASSWORD_BYTES).toString('base64url'),
    leases: [],
  };
}

export async function readState(dataDir: string): Promise<PostgresState | undefined> {
  try {
    return parseState(await readFile(stateFileOf(dataDir), 'utf8'));
  } catch (error) {
    return absentOrThrow(error, dataDir);
  }
}

/** For the exit of a process, where nothing can be awaited. */
export function readStateNow(dataDir: string): PostgresState | undefined {
  try {
    return parseState(readFileSync(stateFileOf(dataDir), 'utf8'));
  } catch (error) {
    return absentOrThrow(error, dataDir);
  }
}

export async function writeState(dataDir: string, state: PostgresState): Promise<void> {
  const file = stateFileOf(dataDir);
  const draft = `${file}.${randomUUID()}`;
  const before = await stat(file).catch(() => undefined);
  await writeFile(draft, JSON.stringify(state, null, 2), { mode: 0o600, flush: true });
  // Root may be running over the data of an ordinary user, who must be able to read his file afterwards.
  if (before && process.getuid?.() === 0) await chown(draft, before.uid, before.gid);
  await rename(draft, file);
}

export const livingLeases = (state: PostgresState): PostgresState['leases'] => state.leases.filter(isStillThere);

/** One process at a time makes, starts or stops the server of a data folder. A lock left by a dead process is taken over. */
export async function underLock<Result>(dataDir: string, work: () => Promise<Result>): Promise<Result> {
  const file = join(dataDir, 'postgres.lock');
  const { pid, began } = thisProcess();
  const mine = `${pid} ${began} ${randomUUID()}`;
  const deadline = Date.now() + LOCK_WAIT_MS;
  while (!(await tryLock(file, mine))) {
    const held = await readFile(file, 'utf8').catch(() => '');
    const [holder = '', since = ''] = held.split(' ');
    if (
      held !== '' &&
      !isStillThere({ pid: Number(holder), began: since }) &&
      (await readFile(file, 'utf8').catch(() => '')) === held
    )
      await unlink(file).catch(() => undefined);
    else if (Date.now() > deadline)
      throw new Error(`Another process (${holder}) has held ${file} too long. Stop it, then start again.`);
    else await sleep(LOCK_POLL_MS);
  }
  try {
    return await work();
  } finally {
    if ((await readFile(file, 'utf8').catch(() => '')) === mine) await unlink(file);
  }
}

async function tryLock(file: string, mine: string): Promise<boolean> {
  // Linked into place whole: a lock whose holder cannot be read yet could never be judged.
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, mine, { mode: 0o600 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(draft);
  }
}

function parseState(text: string): PostgresState {
  return stateFile.parse(JSON.parse(text));
}

function absentOrThrow(error: unknown, dataDir: string): undefined {
  if (errorCode(error) === 'ENOENT') return undefined;
  if (errorCode(error) === 'EACCES') {
    throw new Error(
      `${dataDir} belongs to another user. Start CertHub as that user, or set CERTHUB_DATA_DIR to another folder.`,
      { cause: error },
    );
  }
  // Without the cause: a parser's message quotes the file, and the file holds a password.
  throw new Error(`${stateFileOf(dataDir)} cannot be read as the state of the embedded PostgreSQL.`);
}
