import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

export interface Holder {
  readonly url: string;
  readonly attached: boolean;
  readonly startMs: number;
  readonly log: () => string;
  /** Ends it and waits: by a signal, or through `process.exit` without any clean-up. Answers the exit code. */
  readonly end: (how: 'SIGTERM' | 'SIGKILL' | 'exit') => Promise<number | null>;
}

export interface HolderOptions {
  readonly program?: string;
  readonly uid?: number;
  readonly env?: NodeJS.ProcessEnv;
}

const COMPILED = resolve(__dirname, '../../dist/test/kit/hold-embedded-postgres.js');

/** Runs `hold-embedded-postgres` until it is ended; throws with its log when it does not come up. */
export async function holdPostgres(
  dataDir: string,
  { program = COMPILED, uid, env = {} }: HolderOptions = {},
): Promise<Holder> {
  const account = uid === undefined ? {} : { uid, gid: uid };
  const child = spawn(process.execPath, [program, dataDir], {
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: '/',
    env: { ...process.env, ...env },
    ...account,
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (log += piece));
  const ended = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null);
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([text]: string[]) => text),
    ended.then(() => undefined),
  ]);
  if (line === undefined) throw new Error(`The holder ended before it was ready: ${log}`);
  return {
    ...(JSON.parse(line) as { url: string; attached: boolean; startMs: number }),
    log: () => log,
    end: (how) => {
      if (how === 'exit') child.stdin.write('exit\n');
      else child.kill(how);
      return ended;
    },
  };
}

/** Process number of the server on these data, or `undefined` when none runs. */
export function serverPid(clusterDir: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8'), 10);
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}
