import type { Log } from './log';

export const SHUTDOWN_LIMIT_MS = 10_000;

type Stop = () => Promise<void> | void;

export interface Shutdown {
  /** Registers what has to be stopped; the last added is stopped first. */
  add(name: string, stop: Stop): void;
  /** Stops everything once and returns the exit code: 0 clean, 1 when a part failed or the limit passed. */
  run(reason: string): Promise<number>;
}

export interface ShutdownOptions {
  readonly log: Log;
  readonly limitMs?: number;
  /** Called with the exit code after a signal; `process.exit` outside tests. */
  readonly exit?: (code: number) => void;
}

/**
 * Listens to SIGINT and SIGTERM. A second signal changes nothing: npm passes on the Ctrl-C that the terminal
 * already sent to the whole group, so two arrive for one key press. The limit is what ends a hanging stop.
 */
export function createShutdown({ log, limitMs = SHUTDOWN_LIMIT_MS, exit = process.exit }: ShutdownOptions): Shutdown {
  const parts: { readonly name: string; readonly stop: Stop }[] = [];
  let running: Promise<number> | undefined;

  const run = (reason: string): Promise<number> => {
    running ??= withLimit(stopAll(parts, reason, log), limitMs, log);
    return running;
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    void run(signal).then(exit);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    add: (name, stop) => {
      parts.push({ name, stop });
    },
    run,
  };
}

async function stopAll(
  parts: { readonly name: string; readonly stop: Stop }[],
  reason: string,
  log: Log,
): Promise<number> {
  log.info({ reason }, 'stopping');
  let code = 0;
  // Taken off one by one, so that a part added by a start still under way is stopped too.
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    try {
      await part.stop();
    } catch (err) {
      code = 1;
      log.error({ err, part: part.name }, 'could not stop');
    }
  }
  log.info({ code }, 'stopped');
  return code;
}

function withLimit(stopping: Promise<number>, limitMs: number, log: Log): Promise<number> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      log.error({ limitMs }, 'stopping took too long');
      resolve(1);
    }, limitMs);
    void stopping.then((code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });
}
