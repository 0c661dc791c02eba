/**
 * Seals what a release before sealing kept in clear, a part at each sweep, until none is left. Several workers at it take
 * different rows.
 *
 * in   rows of records, versions, changes, chunks and attachments that are not sealed
 * out  how many are sealed now; nothing else about them changes
 */
import type { Hub } from './ports';

/** Of some thousand rows each, in a transaction each: about 80,000 rows a sweep, in some seconds. */
const SLICES_PER_SWEEP = 20;

export async function sealClear(hub: Pick<Hub, 'transaction' | 'log'>): Promise<number> {
  let total = 0;
  for (let slice = 0; slice < SLICES_PER_SWEEP; slice += 1) {
    const sealed = await hub.transaction(({ sealing }) => sealing.sealSome());
    if (sealed === 0) break;
    total += sealed;
  }
  if (total > 0) hub.log.info({ rows: total }, 'Rows of an earlier release were sealed.');
  return total;
}
