/**
 * Every host of a hub brings its key file. One with a key of its own would digest persons differently from all others,
 * and nothing would look wrong: the same person would merely never be found again. So the database knows the print of the
 * key it was begun with.
 */
import type { Query } from './views/query';

const NOTE = `INSERT INTO key_print (purpose, print) VALUES ($1, $2) ON CONFLICT (purpose) DO NOTHING`;
const FIND = `SELECT print FROM key_print WHERE purpose = $1`;

/** The first to ask decides. */
export async function isKeyOfDatabase(query: Query, purpose: string, print: Buffer): Promise<boolean> {
  await query(NOTE, [purpose, print]);
  const [found] = await query<{ print: Buffer }>(FIND, [purpose]);
  return found?.print.equals(print) ?? false;
}

const SEALED_UNDER = 'SEALED_UNDER ';

/**
 * Ids of the keys that data were sealed under and that `prints`, those of a key file, lack or have otherwise. The key that
 * seals, which is the first, is noted unless one is lacking: a file of another hub seals nothing here.
 */
export async function sealKeysLacking(query: Query, prints: ReadonlyMap<string, Buffer>): Promise<readonly string[]> {
  const noted = await query<{ purpose: string; print: Buffer }>(
    `SELECT purpose, print FROM key_print WHERE starts_with(purpose, $1) ORDER BY purpose`,
    [SEALED_UNDER],
  );
  const lacking = noted.flatMap(({ purpose, print }) => {
    const id = purpose.slice(SEALED_UNDER.length);
    return prints.get(id)?.equals(print) ? [] : [id];
  });
  const [[id, print] = []] = prints;
  if (lacking.length > 0 || id === undefined || print === undefined) return lacking;
  return (await isKeyOfDatabase(query, SEALED_UNDER + id, print)) ? [] : [id];
}
