/** One role of the hub as a real process: started from the compiled program, watched, killed. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

export const DIST = resolve(__dirname, '../../dist');
const CERTHUB = join(DIST, 'bin', 'certhub.js');
const READY_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;

export interface RoleProcess {
  readonly url: string | null;
  readonly pid: number;
  /** What it wrote on both outputs. */
  log(): string;
  /** Ends it by the signal and waits; answers its exit code. SIGKILL follows when it does not end in time. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Only what a program needs to run: settings of the shell that runs the tests must not reach the hub. */
export const bareEnv = (settings: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  ...settings,
});

export async function startRole(command: readonly string[], settings: NodeJS.ProcessEnv): Promise<RoleProcess> {
  const child = fork(CERTHUB, [...command], {
    env: bareEnv(settings),
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const log = collect(child);
  const ended = once(child, 'exit');
  const name = command.join(' ');
  const ready = new Promise<string | null>((settle, fail) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(new Error(`certhub ${name} did not get ready: ${log()}`));
    }, READY_LIMIT_MS);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(new Error(`certhub ${name} ended with ${String(code)}: ${log()}`));
    });
    child.on('message', (message: { ready?: boolean; url?: string | null }) => {
      if (message.ready !== true) return;
      clearTimeout(timer);
      settle(message.url ?? null);
    });
  });
  return {
    url: await ready,
    pid: child.pid ?? 0,
    log,
    end: async (signal) => {
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await ended;
      clearTimeout(timer);
      return child.exitCode;
    },
  };
}

function collect(child: ChildProcess): () => string {
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  return () => text;
}

export interface ToldProcess {
  /** The first line of its standard output. */
  readonly line: string;
  readonly pid: number;
  log(): string;
  end(): Promise<number | null>;
}

/** Runs a compiled program of the kit until it is ended; it says one line when it is ready. */
export async function startTold(
  program: string,
  args: readonly string[],
  settings: NodeJS.ProcessEnv,
): Promise<ToldProcess> {
  const child = spawn(process.execPath, [join(DIST, program), ...args], {
    env: bareEnv(settings),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (log += piece));
  const ended = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null);
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([text]: string[]) => text),
    ended.then(() => undefined),
  ]);
  if (line === undefined) throw new Error(`${program} ended before it was ready: ${log}`);
  return {
    line,
    pid: child.pid ?? 0,
    log: () => log,
    end: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of `certhub` to its end. */
export async function runCommand(args: readonly string[], settings: NodeJS.ProcessEnv): Promise<CommandResult> {
  const child = spawn(process.execPath, [CERTHUB, ...args], {
    env: bareEnv(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (stdout += piece));
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (stderr += piece));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}
