/** A life is told in order. */
export type Chapter = (title: string, tell: () => Promise<void>) => void;

/** Tests that go on where the one before ended: once one fails, the others say so at once instead of failing for reasons of their own. */
export function chapters(): Chapter {
  let broken: string | undefined;
  return (title, tell) => {
    test(title, async () => {
      if (broken !== undefined) throw new Error(`Not told, because an earlier chapter failed: ${broken}`);
      broken = title;
      await tell();
      broken = undefined;
    });
  };
}
