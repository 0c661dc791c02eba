/** Who goes first inside one process. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Pace } from '../app/ports';

/** Long work stands still for so long at a time, so that it goes on, slowly, however much is before it. */
const GIVE_WAY_MS = 25;

export function createPace(): Pace {
  let ahead = 0;
  let waiting: (() => void)[] = [];
  const release = (): void => {
    const released = waiting;
    waiting = [];
    for (const goOn of released) goOn();
  };
  return {
    first: async (work) => {
      ahead += 1;
      try {
        return await work();
      } finally {
        ahead -= 1;
        if (ahead === 0) release();
      }
    },
    breathe: async () => {
      // What has arrived meanwhile is begun, and may be what goes first.
      await nextTurn();
      if (ahead === 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, GIVE_WAY_MS);
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
  };
}
