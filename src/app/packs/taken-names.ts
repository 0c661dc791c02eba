/** After an update: what published packs take from the new release, because they were drafted before it was known. */
import { cstDate } from '../../domain/calendar/cst';
import { type Pack, packName } from '../../domain/packs/pack';
import { withDerivedEnds } from '../../domain/publishing/active-set';
import { completed } from '../../domain/publishing/published-pack';
import type { Hub } from '../ports';
import { packReader } from './known-names';

/**
 * One line for each published pack: a warning while it governs exams of today or later, which the next version of the pack ends; of one
 * that is over it is only said, because nobody can mend it.
 */
export async function warnOfTakenNames(hub: Hub): Promise<void> {
  const { rows, read } = await hub.transaction(async ({ packs }) => ({
    rows: (await packs.published()).filter(({ state }) => state === 'APPROVED'),
    read: await packReader(packs),
  }));
  const ends = withDerivedEnds([...rows.map(({ pack }) => pack), ...hub.releasePacks]);
  const today = cstDate(hub.now());
  const isOver = (pack: Pack): boolean => {
    const to = ends.find((each) => packName(each) === packName(pack))?.to ?? null;
    return to !== null && to < today;
  };
  for (const row of rows) {
    const { from, taken } = completed(read(row), hub.releasePacks);
    if (from === null) continue;
    hub.log[isOver(row.pack) ? 'info' : 'warn'](
      { packId: row.id, pack: packName(row.pack), from, names: taken },
      'A published pack was drafted before these parameters were known; they are taken from the release.',
    );
  }
}
