import type { Pack } from './pack';

/** A pack and the moments between which the hub held it to be true; ISO instants with an offset. */
export interface KnownPack {
  readonly pack: Pack;
  readonly knownFrom: string;
  /** The moment from which it was no longer so; `null` as long as it is. */
  readonly knownTo: string | null;
}

const momentOf = (instant: string): number => {
  const moment = Date.parse(instant);
  if (Number.isNaN(moment)) throw new RangeError('Not an instant.');
  return moment;
};

/**
 * The packs that the hub knew at `asOf`, in the order of the history: which of them governs an exam date is another
 * question (`resolvePack`). Throws RangeError for what is no instant.
 */
export function packsKnownAt(history: readonly KnownPack[], asOf: string): readonly Pack[] {
  const moment = momentOf(asOf);
  return history
    .filter(({ knownFrom, knownTo }) => momentOf(knownFrom) <= moment && (knownTo === null || moment < momentOf(knownTo)))
    .map(({ pack }) => pack);
}
