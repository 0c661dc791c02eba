/**
 * The set of packs that judges a batch, by the moment of its seal. Two small queries say which published packs are active
 * and which calendars were confirmed; the set itself is made, verified and checked once for each such answer.
 */
import { LRUCache } from 'lru-cache';
import { packReader, type ReadPack } from '../app/packs/known-names';
import { type HubPacks, type PackRow, type PackSigner, type PackStore, PacksUnusable } from '../app/packs/pack-ports';
import { isProved, notProved } from '../app/packs/proved';
import type { Log } from '../app/ports';
import type { Pack } from '../domain/packs/pack';
import { packName } from '../domain/packs/pack';
import { PackError } from '../domain/packs/resolve-pack';
import { activeSet, type ActiveSet } from '../domain/publishing/active-set';
import { withCalendar } from '../domain/publishing/set-calendar';

/** A set changes with each activation: the one that holds, and a few before it for those who ask about the past. */
const SETS_MAX = 8;

export interface ActivePacksOptions {
  readonly release: readonly Pack[];
  readonly signer: PackSigner;
  readonly log: Log;
}

export function activePacksOf({ release, signer, log }: ActivePacksOptions): HubPacks['activePacks'] {
  const ready = new LRUCache<string, ActiveSet>({ max: SETS_MAX });
  const made = async (packs: PackStore, ids: readonly string[]): Promise<ActiveSet> => {
    if (ids.length === 0) return activeSet(release, []);
    return setOf(release, await packs.byIds(ids), { signer, log, read: await packReader(packs) });
  };
  return async (stores, at) => {
    const ids = await stores.packs.activeIds(at);
    // Read under the lock that `activeIds` takes: a calendar is confirmed under the same one.
    const years = await stores.calendars.inForce(at);
    const key = [...ids, ...years.map(({ id }) => id)].join(' ');
    const kept = ready.get(key) ?? withCalendar(await made(stores.packs, ids), years);
    ready.set(key, kept);
    // The transaction that saved it first may have been rolled back.
    if (!(await stores.packs.hasSet(kept.digest))) await stores.packSets.save(kept.digest, kept.packs, at);
    return kept;
  };
}

/** @throws PacksUnusable; each pack that is at fault is told to the log by its id, because a person must act. */
function setOf(
  release: readonly Pack[],
  published: readonly PackRow[],
  { signer, log, read }: Pick<ActivePacksOptions, 'signer' | 'log'> & { readonly read: ReadPack },
): ActiveSet {
  const unproved = published.filter((row) => !isProved(row, signer));
  for (const { id, pack } of unproved) {
    log.error(
      { packId: id, pack: packName(pack) },
      'The signature of a published pack does not verify; no batch is sealed.',
    );
  }
  if (unproved.length > 0) {
    throw new PacksUnusable(unproved.map(({ pack }) => notProved(pack)));
  }
  try {
    return activeSet(release, published.map(read));
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    log.error(
      { packIds: published.map(({ id }) => id), problems: error.problems.map(({ en }) => en) },
      'The active packs do not hold together; no batch is sealed.',
    );
    throw new PacksUnusable(error.problems);
  }
}
