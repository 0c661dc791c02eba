/** Which packs lie under which: by `base`, from the nation down. */
import { touches } from '../reference/snapshot';
import type { Pack } from './pack';
import { NATION_REGION } from './pack';

/** `510104` lies in `510100`, in `510000` and in `000000`; the widest first. */
export const regionsAround = (region: string): readonly string[] => [
  ...new Set([NATION_REGION, `${region.slice(0, 2)}0000`, `${region.slice(0, 4)}00`]),
];

/** True when `outer` is wider than `inner` and contains it. */
export const contains = (outer: string, inner: string): boolean =>
  outer !== inner && regionsAround(inner).includes(outer);

/** Newest first. */
export const byDate = (one: Pack, other: Pack): number => {
  const [first, second] = [`${one.from} ${one.version}`, `${other.from} ${other.version}`];
  return first < second ? 1 : first > second ? -1 : 0;
};

const packsOf = (packs: readonly Pack[], jurisdiction: string | null): readonly Pack[] =>
  packs.filter((pack) => pack.jurisdiction === jurisdiction).sort(byDate);

/** On a day that no pack of the nation governs the last one before it stands, and before all of them the first. */
function nationOn(packs: readonly Pack[], day: string): Pack | undefined {
  const nation = packs.filter(({ region }) => region === NATION_REGION).sort(byDate);
  return nation.find((pack) => touches(pack, day)) ?? nation.find(({ from }) => from <= day) ?? nation.at(-1);
}

/**
 * What lies under `pack` on `day`, the nation first. A jurisdiction that has no pack on that day is passed over: its own
 * base follows, and the nation where all its packs are still to come. Empty when the bases lead in a circle, which
 * `checkPacks` refuses.
 */
export function packsUnder(packs: readonly Pack[], pack: Pack, day: string): readonly Pack[] {
  const under: Pack[] = [];
  const seen = new Set([pack.jurisdiction]);
  for (let base = pack.base; base !== null; ) {
    if (seen.has(base)) return [];
    seen.add(base);
    const versions = packsOf(packs, base);
    const [newest] = versions;
    if (newest === undefined || newest.region === NATION_REGION) break;
    const current = versions.find((each) => touches(each, day));
    if (current !== undefined) under.unshift(current);
    base = (current ?? newest).base;
  }
  const nation = nationOn(packs, day);
  return nation === undefined ? under : [nation, ...under];
}

/** The packs of `regionCode` on `day`, the nation first; empty when the nation has none. */
export function layersOn(packs: readonly Pack[], regionCode: string, day: string): readonly Pack[] {
  const nearest = regionsAround(regionCode)
    .slice(1)
    .flatMap((region) => packs.filter((pack) => pack.region === region && touches(pack, day)).sort(byDate).slice(0, 1))
    .at(-1);
  if (nearest !== undefined) return [...packsUnder(packs, nearest, day), nearest];
  const nation = nationOn(packs, day);
  return nation === undefined ? [] : [nation];
}
