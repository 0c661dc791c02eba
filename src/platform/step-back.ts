/**
 * Long work steps back behind what somebody waits for, where they share the cores: a process, and those that PostgreSQL keeps
 * for its connections, if they run on this host and the system lets us. Nothing depends on it but who waits for whom.
 *
 * Linux weighs whole sessions against each other, and priorities only inside one (sched(7), “The autogroup feature”). Each
 * process of the stack leads a session of its own, and so does each of PostgreSQL's: there the priority alone changes nothing.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { constants, getPriority, setPriority } from 'node:os';
import { Client, type Pool, type PoolClient } from 'pg';

const PRIORITY = constants.priority.PRIORITY_BELOW_NORMAL;

export const stepBack = (): Promise<void> => lower(process.pid);

/** Whatever connects from now on, and what connected before once it is used. */
export function stepBackOnServer(pool: Pool): void {
  const known = new WeakSet<PoolClient>();
  pool.on('acquire', (client) => {
    if (known.has(client)) return;
    known.add(client);
    if (client instanceof Client) void lowerServerOf(client);
  });
}

async function lowerServerOf(client: Client): Promise<void> {
  const pid: unknown = Reflect.get(client, 'processID');
  const { stream } = client.connection;
  if (typeof pid !== 'number' || !(stream instanceof Socket) || stream.localPort === undefined) return;
  // On another host, or behind a pooler, the number is that of some other process.
  const title = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (title.startsWith('postgres: ') && title.includes(`(${stream.localPort})`)) await lower(pid);
}

/** Never forward: who was put further back stays there. */
async function lower(pid: number): Promise<void> {
  try {
    setPriority(pid, Math.max(PRIORITY, getPriority(pid)));
    if (!(await leadsSession(pid))) return;
    const [, now = '0'] = /nice (-?\d+)/.exec(await readFile(`/proc/${pid}/autogroup`, 'utf8')) ?? [];
    if (Number(now) < PRIORITY) await writeFile(`/proc/${pid}/autogroup`, String(PRIORITY));
  } catch {
    // The system does not know it or does not let us, or the process has ended.
  }
}

/** Field 6 of /proc/PID/stat. The second field, the program's name, may hold spaces and brackets, so it is cut off first. */
async function leadsSession(pid: number): Promise<boolean> {
  const FIELDS_AFTER_NAME = 3;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[FIELDS_AFTER_NAME] === String(pid);
}
