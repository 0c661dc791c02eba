/** The sets of packs that follow one another as approved packs become active, and whether each of them holds together. */
import type { Bilingual } from '../../domain/bilingual';
import type { Pack } from '../../domain/packs/pack';
import { packName } from '../../domain/packs/pack';
import { distinct, problem, problemIn } from '../../domain/packs/pack-problem';
import { PackError } from '../../domain/packs/resolve-pack';
import { activeSet, cutBy } from '../../domain/publishing/active-set';
import type { PublishedPack } from '../../domain/publishing/published-pack';

export interface AheadPack extends PublishedPack {
  readonly activeFrom: Date;
}

/** Problems of the set that is active at `from`, and of each one after it. */
export function problemsAhead(release: readonly Pack[], approved: readonly AheadPack[], from: Date): readonly Bilingual[] {
  const turns = approved.map(({ activeFrom }) => activeFrom.getTime()).filter((turn) => turn > from.getTime());
  const problems = [from.getTime(), ...turns].flatMap((moment) =>
    problemsOfSet(
      release,
      approved.filter(({ activeFrom }) => activeFrom.getTime() <= moment),
    ),
  );
  return distinct(problems);
}

export function problemsOfSet(release: readonly Pack[], published: readonly PublishedPack[]): readonly Bilingual[] {
  try {
    activeSet(release, published);
    return [];
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    return error.problems;
  }
}

/** A pack in front of one that stands already must say where it ends itself; only a later one may end an earlier one. */
export function problemOfCut(pack: Pack, others: readonly Pack[]): readonly Bilingual[] {
  const next = cutBy(pack, others);
  if (next === undefined) return [];
  const [{ from }, name] = [next, packName(next)];
  const cut = problem(`to 应早于 ${name} 的首日 ${from}`, `to must lie before ${from}, where ${name} begins`);
  return [problemIn(packName(pack), cut)];
}
