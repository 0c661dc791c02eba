import { dayAfter } from '../calendar/dates';
import { canonicalDigest } from '../reference/canonical-digest';
import { touches } from '../reference/snapshot';
import type { Grant, Pack, RuleSwitch } from './pack';
import { NATION_REGION, packName } from './pack';
import type { Parameters } from './parameters';
import { looseningsOf, problemsOfPack } from './validate-pack';

/** What governs one region on one day: the nation's pack with the province's and the city's laid over it. */
export interface ResolvedPack {
  /** From the nation down: `["national@2019-01-01", "sichuan@2021-06-16"]`. */
  readonly names: readonly string[];
  readonly parameters: Parameters;
  readonly rules: Readonly<Record<string, RuleSwitch>>;
  readonly grants: readonly (Grant & { readonly pack: string })[];
  /** SHA-256 (hex) of the canonical JSON of the packs, in the order of `names`. */
  readonly digest: string;
}

/** Packs that do not hold together. Every problem is named; nothing runs on such packs. */
export class PackError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The rule packs do not hold together: ${problems.join('; ')}.`);
    this.name = 'PackError';
  }
}

/** `510100` lies in `510000` and in `000000`. */
const chainOf = (region: string): readonly string[] => [
  ...new Set([NATION_REGION, `${region.slice(0, 2)}0000`, `${region.slice(0, 4)}00`]),
];

const newestFirst = (one: Pack, other: Pack): number => (one.from < other.from ? 1 : one.from > other.from ? -1 : 0);

function inForce(packs: readonly Pack[], region: string, day: string): Pack | undefined {
  return packs.filter((pack) => pack.region === region && touches(pack, day)).sort(newestFirst)[0];
}

/**
 * The packs of `regionCode` (GB/T 2260) for an exam on `onDay`. A day before the first national pack is judged by
 * that first one. Throws PackError when there is no national pack.
 */
export function resolvePack(packs: readonly Pack[], regionCode: string, onDay: string): ResolvedPack {
  const first = packs.filter(({ region }) => region === NATION_REGION).sort(newestFirst).at(-1);
  const base = inForce(packs, NATION_REGION, onDay) ?? first;
  if (base === undefined) throw new PackError(['there is no national pack']);
  const overlays = chainOf(regionCode).slice(1).flatMap((region) => inForce(packs, region, onDay) ?? []);
  const layers = [base, ...overlays];
  const values: Record<string, unknown> = {};
  for (const { parameters } of layers) {
    for (const [name, { value }] of Object.entries(parameters)) values[name] = value;
  }
  return {
    names: layers.map(packName),
    // checkPacks holds that the base names every parameter and that every value fits its name.
    parameters: values as unknown as Parameters,
    rules: Object.assign({}, ...layers.map(({ rules }) => rules)) as Record<string, RuleSwitch>,
    grants: layers.flatMap((pack) => pack.grants.map((grant) => ({ ...grant, pack: packName(pack) }))),
    digest: canonicalDigest(layers),
  };
}

/** The days on which what governs `regionCode` may change, ascending. */
export function turningDays(packs: readonly Pack[], regionCode: string): readonly string[] {
  const chain = chainOf(regionCode);
  const days = packs
    .filter(({ region }) => chain.includes(region))
    .flatMap(({ from, to }) => (to === null ? [from] : [from, dayAfter(to)]));
  return [...new Set(days)].sort();
}

/** SHA-256 (hex) of all packs that govern `regionCode` on some day, from the nation down and by their versions. */
export const packsDigest = (packs: readonly Pack[], regionCode: string): string =>
  canonicalDigest(
    chainOf(regionCode).flatMap((region) => packs.filter((pack) => pack.region === region).sort(newestFirst).reverse()),
  );

/** The region of a jurisdiction by its name (`sichuan`, also `sichuan@2021-06-16`) or code; `undefined` when unknown. */
export function regionOfJurisdiction(packs: readonly Pack[], name: string): string | undefined {
  const [jurisdiction = ''] = name.split('@');
  // Any region is judged by the packs of its chain, also one that has none of its own.
  if (/^[1-9][0-9]{5}$/.test(jurisdiction)) return jurisdiction;
  return packs.find((pack) => pack.jurisdiction === jurisdiction || pack.region === jurisdiction)?.region;
}

/** Turns file contents into packs. Throws PackError with every problem of every file. */
export function checkPacks(files: readonly { readonly path: string; readonly content: unknown }[]): readonly Pack[] {
  const problems = files.flatMap(({ path, content }) => problemsOfPack(content).map((problem) => `${path}: ${problem}`));
  if (problems.length > 0) throw new PackError(problems);
  const packs = files.map(({ content }) => content as Pack);
  const twice = packs.map(packName).filter((name, index, names) => names.indexOf(name) !== index);
  const loosened = packs.flatMap((overlay) =>
    packs
      .filter((base) => base.region !== overlay.region && chainOf(overlay.region).includes(base.region) && overlap(base, overlay))
      .flatMap((base) => looseningsOf(overlay, base)),
  );
  const faults = [...twice.map((name) => `${name} stands twice`), ...loosened];
  if (faults.length > 0) throw new PackError(faults);
  return packs;
}

const overlap = (one: Pack, other: Pack): boolean =>
  (one.to === null || other.from <= one.to) && (other.to === null || one.from <= other.to);
