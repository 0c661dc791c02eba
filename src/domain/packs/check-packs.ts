/** Packs that are to be used together: do they hold together? */
import type { Bilingual } from '../bilingual';
import { dayAfter, dayBefore } from '../calendar/dates';
import { touches } from '../reference/snapshot';
import { byDate, contains, packsUnder } from './lineage';
import { loosenedBy } from './loosening';
import type { WeighedRule } from './loosening';
import { unknownName } from './nearest-name';
import type { Pack } from './pack';
import { NATION_REGION, packName } from './pack';
import { distinct, problem, problemIn } from './pack-problem';
import { laidOver, NO_NATIONAL_PACK, PackError } from './resolve-pack';
import { isShapedLikePack } from './pack-schema';
import { problemsOfPack } from './validate-pack';

export interface PackFile {
  readonly path: string;
  readonly content: unknown;
}

/** A pack ends where its successor begins; a day that two versions govern is governed by neither. */
function overlapsOf(packs: readonly Pack[]): readonly Bilingual[] {
  const sorted = [...packs].sort(byDate).reverse();
  return sorted.flatMap((earlier, index) =>
    sorted
      .slice(index + 1)
      .filter((later) => later.jurisdiction === earlier.jurisdiction && touches(earlier, later.from))
      .map((later) => overlapOf(earlier, later)),
  );
}

function overlapOf(earlier: Pack, later: Pack): Bilingual {
  const [one, other, from] = [packName(earlier), packName(later), later.from];
  if (from === earlier.from) {
    return problem(`${one} 与 ${other} 同在 ${from} 起施行,只能保留一个`, `${one} and ${other} both begin on ${from}; keep one`);
  }
  const last = earlier.to === null ? later.to : later.to === null || earlier.to < later.to ? earlier.to : later.to;
  const end = dayBefore(from);
  return problem(
    `${one} 与 ${other} 在 ${from} 至 ${last ?? '无限期'} 重叠:前者应止于 ${end}`,
    `${one} and ${other} both govern ${from} to ${last ?? 'an open end'}: the earlier one must end on ${end}`,
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

function problemsOfBase(packs: readonly Pack[], pack: Pack): readonly Bilingual[] {
  const { base } = pack;
  if (base === null) return [];
  const name = packName(pack);
  const cycle = cycleFrom(packs, pack)?.join(' → ');
  if (cycle !== undefined) {
    return [problemIn(name, problem(`base 循环引用:${cycle}`, `its bases lead in a circle: ${cycle}`))];
  }
  const under = packs.find(({ jurisdiction }) => jurisdiction === base);
  if (under === undefined) {
    const { zh, en } = unknownName(base, [...new Set(packs.map(({ jurisdiction }) => jurisdiction))]);
    return [problemIn(name, problem(`base ${zh}`, `base ${en}`))];
  }
  if (!contains(under.region, pack.region)) {
    const outside = problem(
      `region ${pack.region} 不在其 base ${base} 的地区 ${under.region} 之内`,
      `its region ${pack.region} does not lie in ${under.region}, the region of its base ${base}`,
    );
    return [problemIn(name, outside)];
  }
  // Whoever passes a jurisdiction over would also pass over what it asks for.
  return packs
    .filter(({ region }) => contains(under.region, region) && contains(region, pack.region))
    .filter((between) => shareDays(between, pack))
    .map((between) => betweenOf(pack, between, base));
}

function betweenOf(pack: Pack, between: Pack, base: string): Bilingual {
  const [name, { jurisdiction }] = [packName(between), between];
  const mend = problem(
    `与其 base ${base} 之间还有 ${name},base 应为 ${jurisdiction}`,
    `${name} lies between it and its base ${base}; base must be ${jurisdiction}`,
  );
  return problemIn(packName(pack), mend);
}

const shareDays = (one: Pack, other: Pack): boolean => touches(one, other.from) || touches(other, one.from);

function problemsOfPlaces(packs: readonly Pack[]): readonly Bilingual[] {
  const first = new Map<string, Pack>();
  return packs.flatMap((pack) => {
    const namesake = packs.find(({ jurisdiction }) => jurisdiction === pack.jurisdiction) ?? pack;
    const holder = first.get(pack.region) ?? pack;
    first.set(pack.region, holder);
    return [
      ...(namesake.region === pack.region ? [] : [otherRegion(pack, namesake)]),
      ...(holder.jurisdiction === pack.jurisdiction ? [] : [otherName(pack, holder)]),
    ];
  });
}

const otherRegion = (pack: Pack, namesake: Pack): Bilingual =>
  problem(
    `${packName(pack)} 的地区为 ${pack.region},而 ${packName(namesake)} 的地区为 ${namesake.region}`,
    `${packName(pack)} governs ${pack.region}, but ${packName(namesake)} governs ${namesake.region}`,
  );

const otherName = (pack: Pack, holder: Pack): Bilingual =>
  problem(
    `${packName(pack)} 与 ${packName(holder)} 对同一地区 ${pack.region} 用了两个名称`,
    `${packName(pack)} and ${packName(holder)} name one region, ${pack.region}, in two ways`,
  );

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

function problemsOfOverlay(packs: readonly Pack[], overlay: Pack, rules: readonly WeighedRule[]): readonly Bilingual[] {
  const granted = new Set(overlay.grants.map(({ of }) => of));
  const used = new Set<string>();
  const problems: Bilingual[] = [];
  for (const day of daysToCompare(packs, overlay)) {
    const under = packsUnder(packs, overlay, day);
    for (const name of loosenedBy(overlay, laidOver(under), rules)) {
      used.add(name);
      if (!granted.has(name)) problems.push(loosenedOver(overlay, under, name));
    }
  }
  // What a release grants it has checked by its own packs.
  const dead = overlay.grants.filter(({ of, origin }) => origin === undefined && !used.has(of));
  return [...distinct(problems), ...distinct(dead.map(({ of }) => deadGrant(overlay, of)))];
}

function loosenedOver(overlay: Pack, under: readonly Pack[], name: string): Bilingual {
  const [own, below] = [packName(overlay), under.map(packName).join(' + ')];
  return problem(
    `${own} 之于 ${below}:${name} 放宽而无许可,请从严或在 grants 中列明依据`,
    `${own} over ${below}: ${name} is loosened without a grant`,
  );
}

const deadGrant = (overlay: Pack, name: string): Bilingual =>
  problemIn(packName(overlay), problem(`对 ${name} 的许可未放宽任何要求,请删去`, `the grant for ${name} loosens nothing`));

const problemsOfCodes = (pack: Pack, codes: readonly string[]): readonly Bilingual[] =>
  Object.keys(pack.rules)
    .filter((code) => !codes.includes(code))
    .map((code) => problemIn(packName(pack), unknownName(code, codes, `rules.${code}`)));

export const standsTwice = (name: string): Bilingual => problem(`${name} 出现两次`, `${name} stands twice`);

/** What keeps packs, each of them right by itself, from being used together; empty when nothing does. */
export function problemsTogether(packs: readonly Pack[], rules: readonly WeighedRule[]): readonly Bilingual[] {
  const names = packs.map(packName);
  const twice = names.filter((name, index) => names.indexOf(name) !== index).map(standsTwice);
  const codes = rules.map(({ code }) => code);
  const structure = [
    ...(packs.some(({ region }) => region === NATION_REGION) ? [] : [NO_NATIONAL_PACK]),
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

/** Each file by itself, by all that `problemsOf` asks. Throws PackError with every problem of every file. */
export function packsOf(files: readonly PackFile[], problemsOf = problemsOfPack): readonly Pack[] {
  const problems = files.flatMap(({ path, content }) => problemsOf(content).map((each) => problemIn(path, each)));
  if (problems.length > 0) throw new PackError(problems);
  return files.map(({ content }) => content).filter(isShapedLikePack);
}

/**
 * Turns file contents into packs: the nation's first, then by region and date, whatever the order of the files. Throws
 * PackError with every problem of every file, or with everything that keeps them from being used together. `rules` are
 * those of the release.
 */
export const checkPacks = (files: readonly PackFile[], rules: readonly WeighedRule[]): readonly Pack[] =>
  heldTogether(packsOf(files), rules);

/** Packs, each of them right by itself, in that order. Throws PackError with everything that keeps them apart. */
export function heldTogether(packs: readonly Pack[], rules: readonly WeighedRule[]): readonly Pack[] {
  const faults = problemsTogether(packs, rules);
  if (faults.length > 0) throw new PackError(faults);
  return [...packs].sort(byRegion);
}
