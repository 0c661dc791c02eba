/** Packs that are to be used together: do they hold together? */
import { dayAfter, dayBefore } from '../calendar/dates';
import { touches } from '../reference/snapshot';
import { byDate, contains, packsUnder } from './lineage';
import { loosenedBy } from './loosening';
import type { WeighedRule } from './loosening';
import { unknownName } from './nearest-name';
import type { Pack } from './pack';
import { NATION_REGION, packName } from './pack';
import { laidOver, PackError } from './resolve-pack';
import { isPack, problemsOfPack } from './validate-pack';

export interface PackFile {
  readonly path: string;
  readonly content: unknown;
}

/** A pack ends where its successor begins; a day that two versions govern is governed by neither. */
function overlapsOf(packs: readonly Pack[]): readonly string[] {
  const sorted = [...packs].sort(byDate).reverse();
  return sorted.flatMap((earlier, index) =>
    sorted
      .slice(index + 1)
      .filter((later) => later.jurisdiction === earlier.jurisdiction && touches(earlier, later.from))
      .map((later) => {
        const names = `${packName(earlier)} and ${packName(later)}`;
        if (later.from === earlier.from) return `${names} both begin on ${later.from}`;
        const last = earlier.to === null ? later.to : later.to === null || earlier.to < later.to ? earlier.to : later.to;
        const days = `${names} both govern ${later.from} to ${last ?? 'an open end'}`;
        return `${days}: the earlier one must end on ${dayBefore(later.from)}`;
      }),
  );
}

/** `a → b → a`, when the bases lead back to where they began. */
function cycleFrom(packs: readonly Pack[], pack: Pack): readonly string[] | undefined {
  const path = [pack.jurisdiction];
  for (let base = pack.base; base !== null; ) {
    const next: string = base;
    path.push(next);
    if (next === path[0]) return path;
    if (path.indexOf(next) < path.length - 1) return undefined;
    base = packs.find(({ jurisdiction }) => jurisdiction === next)?.base ?? null;
  }
  return undefined;
}

function problemsOfBase(packs: readonly Pack[], pack: Pack): readonly string[] {
  const { base } = pack;
  if (base === null) return [];
  const cycle = cycleFrom(packs, pack);
  if (cycle !== undefined) return [`${packName(pack)}: its bases lead in a circle: ${cycle.join(' → ')}`];
  const under = packs.find(({ jurisdiction }) => jurisdiction === base);
  if (under === undefined) {
    return [`${packName(pack)}: base ${unknownName(base, [...new Set(packs.map(({ jurisdiction }) => jurisdiction))])}`];
  }
  if (!contains(under.region, pack.region)) {
    return [`${packName(pack)}: its region ${pack.region} does not lie in ${under.region}, the region of its base ${base}`];
  }
  // Whoever passes a jurisdiction over would also pass over what it asks for.
  return packs
    .filter(({ region }) => contains(under.region, region) && contains(region, pack.region))
    .filter((between) => shareDays(between, pack))
    .map((between) => `${packName(pack)}: ${packName(between)} lies between it and its base ${base}`);
}

const shareDays = (one: Pack, other: Pack): boolean => touches(one, other.from) || touches(other, one.from);

function problemsOfPlaces(packs: readonly Pack[]): readonly string[] {
  const first = new Map<string, Pack>();
  return packs.flatMap((pack) => {
    const namesake = packs.find(({ jurisdiction }) => jurisdiction === pack.jurisdiction) ?? pack;
    const holder = first.get(pack.region) ?? pack;
    first.set(pack.region, holder);
    return [
      ...(namesake.region === pack.region
        ? []
        : [`${packName(pack)} governs ${pack.region}, but ${packName(namesake)} governs ${namesake.region}`]),
      ...(holder.jurisdiction === pack.jurisdiction
        ? []
        : [`${packName(pack)} and ${packName(holder)} name one region, ${pack.region}, in two ways`]),
    ];
  });
}

/** The first day of `overlay`, and every later day of its term on which what lies under it may change. */
const daysToCompare = (packs: readonly Pack[], overlay: Pack): readonly string[] => [
  ...new Set([
    overlay.from,
    ...packs
      .filter(({ region }) => contains(region, overlay.region))
      .flatMap(({ from, to }) => (to === null ? [from] : [from, dayAfter(to)]))
      .filter((day) => touches(overlay, day))
      .sort(),
  ]),
];

function problemsOfOverlay(packs: readonly Pack[], overlay: Pack, rules: readonly WeighedRule[]): readonly string[] {
  const granted = new Set(overlay.grants.map(({ of }) => of));
  const used = new Set<string>();
  const problems = new Set<string>();
  for (const day of daysToCompare(packs, overlay)) {
    const under = packsUnder(packs, overlay, day);
    for (const name of loosenedBy(overlay, laidOver(under), rules)) {
      used.add(name);
      if (!granted.has(name)) {
        problems.add(`${packName(overlay)} over ${under.map(packName).join(' + ')}: ${name} is loosened without a grant`);
      }
    }
  }
  const dead = [...granted].filter((name) => !used.has(name));
  return [...problems, ...dead.map((name) => `${packName(overlay)}: the grant for ${name} loosens nothing`)];
}

const problemsOfCodes = (pack: Pack, codes: readonly string[]): readonly string[] =>
  Object.keys(pack.rules)
    .filter((code) => !codes.includes(code))
    .map((code) => `${packName(pack)}: ${unknownName(code, codes, `rules.${code}`)}`);

/** What keeps packs, each of them right by itself, from being used together; empty when nothing does. */
export function problemsTogether(packs: readonly Pack[], rules: readonly WeighedRule[]): readonly string[] {
  const names = packs.map(packName);
  const twice = names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name} stands twice`);
  const codes = rules.map(({ code }) => code);
  const structure = [
    ...(packs.some(({ region }) => region === NATION_REGION) ? [] : ['there is no national pack']),
    ...twice,
    ...problemsOfPlaces(packs),
    ...packs.flatMap((pack) => problemsOfBase(packs, pack)),
    ...(twice.length > 0 ? [] : overlapsOf(packs)),
    ...packs.flatMap((pack) => problemsOfCodes(pack, codes)),
  ];
  // What lies under what is only known when the structure holds.
  if (structure.length > 0) return structure;
  return packs.filter(({ base }) => base !== null).flatMap((overlay) => problemsOfOverlay(packs, overlay, rules));
}

const byRegion = (one: Pack, other: Pack): number =>
  one.region === other.region ? byDate(other, one) : one.region < other.region ? -1 : 1;

/** Each file by itself. Throws PackError with every problem of every file. */
export function packsOf(files: readonly PackFile[]): readonly Pack[] {
  const problems = files.flatMap(({ path, content }) =>
    problemsOfPack(content).map((problem) => `${path}: ${problem}`),
  );
  if (problems.length > 0) throw new PackError(problems);
  return files.map(({ content }) => content).filter(isPack);
}

/**
 * Turns file contents into packs: the nation's first, then by region and date, whatever the order of the files. Throws
 * PackError with every problem of every file, or with everything that keeps them from being used together. `rules` are
 * those of the release.
 */
export function checkPacks(files: readonly PackFile[], rules: readonly WeighedRule[]): readonly Pack[] {
  const packs = packsOf(files);
  const faults = problemsTogether(packs, rules);
  if (faults.length > 0) throw new PackError(faults);
  return [...packs].sort(byRegion);
}
