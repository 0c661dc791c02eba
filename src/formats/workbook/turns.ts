/**
 * Who reads when, where what is read takes memory: a few in a process at a time, and of each sender one, so that nobody
 * waits for all that another sends.
 */

/** Waits for the turn; what comes of it ends it. */
export type EnterTurn = (sender: string) => Promise<() => void>;

interface Waiting {
  readonly sender: string;
  readonly begin: () => void;
}

export function turns(atOnceMax: number): EnterTurn {
  const reading = new Set<string>();
  const waiting: Waiting[] = [];
  const beginNext = (): void => {
    while (reading.size < atOnceMax) {
      const at = waiting.findIndex(({ sender }) => !reading.has(sender));
      const [next] = at === -1 ? [] : waiting.splice(at, 1);
      if (next === undefined) return;
      reading.add(next.sender);
      next.begin();
    }
  };
  return async (sender) => {
    await new Promise<void>((begin) => {
      waiting.push({ sender, begin });
      beginNext();
    });
    return () => {
      reading.delete(sender);
      beginNext();
    };
  };
}
