/**
 * Who asks while a question is under way is gathered into the next one: however many ask, the server hears one at a time.
 * What comes back was always asked after its caller came.
 */
export function gathered<Answer>(
  ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, Answer>>,
): (key: string) => Promise<Answer | undefined> {
  let underWay: Promise<unknown> = Promise.resolve();
  let next: { readonly keys: Set<string>; readonly answers: Promise<ReadonlyMap<string, Answer>> } | undefined;
  const begin = (): NonNullable<typeof next> => {
    const keys = new Set<string>();
    const answers = underWay.then(() => {
      next = undefined;
      return ask([...keys]);
    });
    underWay = answers.catch(() => undefined);
    return { keys, answers };
  };
  return async (key) => {
    next ??= begin();
    next.keys.add(key);
    return (await next.answers).get(key);
  };
}
