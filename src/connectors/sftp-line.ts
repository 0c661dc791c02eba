/**
 * A line to one receiver's SFTP server: one piece of work after another, each with its own limit of time; kept for a while between
 * them, and opened anew when it broke.
 */
import type { SftpAddress } from './sftp-address';
import { isLineGood, SftpTimeout } from './sftp-failure';
import { sftpFiles, type SftpFiles } from './sftp-files';
import { type OpeningSession, openSession } from './sftp-session';

export const IDLE_MS = 30_000;

export interface SftpLine {
  /** The wait for the work before it counts. @throws SftpTimeout, SftpProblem or an error of the line */
  run<T>(timeoutMs: number, work: (files: SftpFiles) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export function openSftpLine(address: SftpAddress): SftpLine {
  let opened: OpeningSession | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();

  const drop = (): void => {
    const dropped = opened;
    opened = undefined;
    dropped?.drop();
  };
  const leave = async (): Promise<void> => {
    const left = opened;
    opened = undefined;
    await left?.session.then(
      (session) => session.end(),
      () => undefined,
    );
  };
  const stand = (): OpeningSession => {
    if (opened !== undefined) return opened;
    const opening = openSession(address, () => {
      if (opened === opening) opened = undefined;
    });
    opened = opening;
    return opening;
  };
  const onLine = async <T>(work: (files: SftpFiles) => Promise<T>, limit: Limit): Promise<T> => {
    clearTimeout(idle);
    try {
      const { sftp } = await limit.within(stand().session);
      return await limit.within(work(sftpFiles(sftp)));
    } catch (error) {
      // Whatever is still under way on it must not mix with the next piece of work.
      if (!isLineGood(error)) drop();
      throw error;
    } finally {
      idle = setTimeout(() => void leave(), IDLE_MS).unref();
    }
  };

  return {
    run: async (timeoutMs, work) => {
      const before = last;
      const limit = limitOf(timeoutMs);
      const turn = (async () => {
        await limit.within(before);
        return onLine(work, limit);
      })();
      // Who gave up waiting leaves its place to the next, behind the one that it waited for.
      last = turn.then(
        () => undefined,
        () => before,
      );
      try {
        return await turn;
      } finally {
        limit.end();
      }
    },
    close: async () => {
      clearTimeout(idle);
      await leave();
    },
  };
}

interface Limit {
  /** @throws SftpTimeout when the time is over before; what was begun is nobody's any more. */
  within<T>(begun: Promise<T>): Promise<T>;
  end(): void;
}

function limitOf(timeoutMs: number): Limit {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SftpTimeout()), timeoutMs);
  });
  over.catch(() => undefined);
  return {
    within: (begun) => {
      begun.catch(() => undefined);
      return Promise.race([begun, over]);
    },
    end: () => clearTimeout(timer),
  };
}
