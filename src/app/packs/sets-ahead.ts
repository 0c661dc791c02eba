/** The sets of packs that follow one another as approved packs become active, and whether each of them holds together. */
import type { Pack } from '../../domain/packs/pack';
import { packName } from '../../domain/packs/pack';
import { PackError } from '../../domain/packs/resolve-pack';
import { activeSet, cutBy } from '../../domain/publishing/active-set';

export interface AheadPack {
  readonly pack: Pack;
  readonly activeFrom: Date;
}

/** Problems of the set that is active at `from`, and of each one after it. */
export function problemsAhead(release: readonly Pack[], approved: readonly AheadPack[], from: Date): readonly string[] {
  const turns = approved.map(({ activeFrom }) => activeFrom.getTime()).filter((turn) => turn > from.getTime());
  const problems = [from.getTime(), ...turns].flatMap((moment) =>
    problemsOfSet(
      release,
      approved.filter(({ activeFrom }) => activeFrom.getTime() <= moment).map(({ pack }) => pack),
    ),
  );
  return [...new Set(problems)];
}

export function problemsOfSet(release: readonly Pack[], published: readonly Pack[]): readonly string[] {
  try {
    activeSet(release, published);
    return [];
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    return error.problems;
  }
}

/** A pack in front of one that stands already must say where it ends itself; only a later one may end an earlier one. */
export function problemOfCut(pack: Pack, others: readonly Pack[]): readonly string[] {
  const next = cutBy(pack, others);
  return next === undefined ? [] : [`${packName(pack)}: to must lie before ${next.from}, where ${packName(next)} begins`];
}
