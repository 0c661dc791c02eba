/** A child process of the supervisor: one role of the hub, started again when it dies unasked. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Log } from '../../src/app/ports';

const READY_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 9_000;
const RESTART_DELAY_MS = 1_000;

/** What a role tells its parent once it works. */
export interface ReadyMessage {
  readonly ready: true;
  /** Where it listens; `null` for a role that does not. */
  readonly url: string | null;
}

/** From here on the role lives no longer than its supervisor: one that was killed takes nobody's port or work with it. */
export const tellReady = (url: string | null): void => {
  const message: ReadyMessage = { ready: true, url };
  process.send?.(message);
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
};

const isReady = (message: unknown): message is ReadyMessage =>
  typeof message === 'object' && message !== null && Reflect.get(message, 'ready') === true;

export interface Child {
  readonly url: string | null;
  pid(): number | undefined;
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  /** A JavaScript file that tells when it is ready; certhub itself by default. */
  readonly program?: string;
}

/**
 * V8's young space, 16 MiB by default. With less, more of a chunk or a page is moved before it is dropped; with more it is further from
 * the processor's caches, and all filled before anything is given back: a record costs a worker 23 µs with 32, 25 with 16
 * and 28 with 64; a million records through the API, 212 MiB with 32 and 278 with 64.
 */
const YOUNG_SPACE = '--max-semi-space-size=32';

const CERTHUB = join(__dirname, '..', 'certhub.js');

/** Resolves when the child is ready; throws when it ends or stays silent before. */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { command, log } = options;
  const name = command.join(' ');
  let stopping = false;
  let running: ChildProcess = launch(options);
  const url = await ready(running, name);
  const watch = (child: ChildProcess): void => {
    child.once('exit', (code, signal) => {
      if (stopping) return;
      log.warn({ role: name, code, signal }, 'A process ended unasked; it is started again.');
      setTimeout(() => {
        if (stopping) return;
        running = launch(options);
        watch(running);
      }, RESTART_DELAY_MS);
    });
  };
  watch(running);
  return {
    url,
    pid: () => running.pid,
    stop: async () => {
      stopping = true;
      await stop(running);
    },
  };
}

// A process group of its own: Ctrl-C reaches the supervisor alone, which then stops its children in order.
const launch = ({ program = CERTHUB, command, env }: ChildOptions): ChildProcess =>
  fork(program, [...command], {
    env,
    execArgv: [YOUNG_SPACE],
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });

function ready(child: ChildProcess, name: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail('did not get ready in time'), READY_LIMIT_MS);
    const fail = (reason: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`certhub ${name} ${reason}.`));
    };
    child.once('exit', (code) => fail(`ended with status ${String(code)}`));
    child.on('message', (message) => {
      if (!isReady(message)) return;
      clearTimeout(timer);
      child.removeAllListeners('exit');
      resolve(message.url);
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(timer);
}
