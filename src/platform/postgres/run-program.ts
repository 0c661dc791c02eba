import { spawn } from 'node:child_process';
import type { Account } from './account';

export interface Ran {
  readonly code: number | null;
  /** What a spawn that never began says, for example EACCES. */
  readonly errno: string | undefined;
  readonly output: string;
}

const OUTPUT_CHARACTERS_MAX = 8_000;

/**
 * A fixed environment: the locale of the machine must not reach PostgreSQL (an ungenerated LANG stops initdb), and
 * with TZ set initdb need not search the time zone files. The caller's variables hold secrets that it has no use for.
 */
export const PROGRAM_ENV = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin' } as const;

export function spawnOptions(account: Account | undefined) {
  const systemRoot = process.platform === 'win32' ? { SystemRoot: 'C:\\Windows' } : {};
  return { cwd: '/', env: { ...PROGRAM_ENV, ...systemRoot }, windowsHide: true, ...account };
}

/** Runs one short program of the PostgreSQL package to its end; never throws. */
export function runProgram(
  program: string,
  args: readonly string[],
  account: Account | undefined,
  timeoutMs: number,
): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(program, [...args], {
      ...spawnOptions(account),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
    });
    let output = '';
    const keep = (piece: string): void => {
      output = (output + piece).slice(-OUTPUT_CHARACTERS_MAX);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ code: null, errno: error.code, output: error.message }),
    );
    child.on('close', (code) => resolve({ code, errno: undefined, output }));
  });
}
