/** Lets at most `max` pieces of work in at a time; the others wait in the order they came. */
export function turnstile(max: number): <Outcome>(work: () => Promise<Outcome>) => Promise<Outcome> {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async (work) => {
    if (inside >= max) await new Promise<void>((resolve) => waiting.push(resolve));
    else inside += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // The place is handed on, so a newcomer cannot slip in between.
      if (next) next();
      else inside -= 1;
    }
  };
}
