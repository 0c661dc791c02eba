import type { Bilingual } from '../bilingual';
import { dayAfter } from '../calendar/dates';
import { canonicalDigest } from '../reference/canonical-digest';
import { byDate, layersOn, regionsAround } from './lineage';
import type { Grant, Pack, PackParameter, RuleSwitch } from './pack';
import { NATION_REGION, packName } from './pack';
import { problem } from './pack-problem';
import type { Parameters } from './parameters';
import { UNNAMED_PARAMETERS } from './unnamed-parameters';

/** Where a value comes from. */
export interface Origin extends Omit<PackParameter, 'value' | 'origin'> {
  /** `sichuan@2021-06-16` */
  readonly pack: string;
}

/** What governs one region on one day: the nation's pack with the province's and the city's laid over it. */
export interface ResolvedPack {
  /** From the nation down: `["national@2019-01-01", "sichuan@2021-06-16"]`. */
  readonly names: readonly string[];
  readonly parameters: Parameters;
  readonly rules: Readonly<Record<string, RuleSwitch>>;
  readonly grants: readonly (Grant & { readonly pack: string })[];
  /** By name of a parameter or code of a rule. */
  readonly origins: Readonly<Record<string, Origin>>;
  /** SHA-256 (hex) of the canonical JSON of the packs, in the order of `names`. */
  readonly digest: string;
}

export const NO_NATIONAL_PACK: Bilingual = problem('没有全国规则包', 'there is no national pack');

/** Packs that do not hold together. Every problem is named; nothing runs on such packs. */
export class PackError extends Error {
  /** All problems in one sentence. */
  readonly said: Bilingual;
  constructor(readonly problems: readonly Bilingual[]) {
    const [zh, en] = [problems.map((each) => each.zh).join(';'), problems.map((each) => each.en).join('; ')];
    const said = { zh: `规则包不能一并使用:${zh}。`, en: `The rule packs do not hold together: ${en}.` };
    super(`${said.zh}\n${said.en}`);
    this.said = said;
    this.name = 'PackError';
  }
}

/** Several packs laid over one another: the last one that names a parameter or a rule decides it. */
export function laidOver(layers: readonly Pack[]): Pick<Pack, 'parameters' | 'rules'> {
  return {
    parameters: Object.assign({}, ...layers.map(({ parameters }) => parameters)) as Pack['parameters'],
    rules: Object.assign({}, ...layers.map(({ rules }) => rules)) as Pack['rules'],
  };
}

function originsOf(layers: readonly Pack[]): Record<string, Origin> {
  const origins: Record<string, Origin> = {};
  for (const pack of layers) {
    const named: readonly (readonly [string, Omit<PackParameter, 'value'>])[] = [
      ...Object.entries(pack.parameters),
      ...Object.entries(pack.rules),
    ];
    for (const [name, { basis, note, origin = packName(pack) }] of named) {
      origins[name] = { pack: origin, basis, ...(note === undefined ? {} : { note }) };
    }
  }
  return origins;
}

/**
 * The packs of `regionCode` (GB/T 2260) for an exam on `onDay`. A day that no national pack governs is judged by the last
 * one before it, and before all of them by the first. Throws PackError when there is no national pack.
 */
export function resolvePack(packs: readonly Pack[], regionCode: string, onDay: string): ResolvedPack {
  const layers = layersOn(packs, regionCode, onDay);
  if (layers[0]?.region !== NATION_REGION) throw new PackError([NO_NATIONAL_PACK]);
  const { parameters, rules } = laidOver(layers);
  const values: Record<string, unknown> = { ...UNNAMED_PARAMETERS };
  for (const [name, { value }] of Object.entries(parameters)) values[name] = value;
  return {
    names: layers.map(packName),
    // checkPacks holds that the nation names every parameter of its release and that every value fits its name.
    parameters: values as unknown as Parameters,
    rules,
    grants: layers.flatMap((pack) =>
      pack.grants.map(({ origin = packName(pack), ...grant }) => ({ ...grant, pack: origin })),
    ),
    origins: originsOf(layers),
    // Takes longer than all the rest, and whoever judges records never asks.
    get digest() {
      return canonicalDigest(layers);
    },
  };
}

/** The days on which what governs `regionCode` may change, ascending. */
export function turningDays(packs: readonly Pack[], regionCode: string): readonly string[] {
  const around = regionsAround(regionCode);
  const days = packs
    .filter(({ region }) => around.includes(region))
    .flatMap(({ from, to }) => (to === null ? [from] : [from, dayAfter(to)]));
  return [...new Set(days)].sort();
}

/** SHA-256 (hex) of all packs that govern `regionCode` on some day, from the nation down and by their versions. */
export const packsDigest = (packs: readonly Pack[], regionCode: string): string =>
  canonicalDigest(
    regionsAround(regionCode).flatMap((region) => packs.filter((pack) => pack.region === region).sort(byDate).reverse()),
  );

/**
 * The region of a jurisdiction by its name (`sichuan`, also `sichuan@2021-06-16`) or code; `undefined` when there is no
 * such jurisdiction or no such version of it.
 */
export function regionOfJurisdiction(packs: readonly Pack[], name: string): string | undefined {
  // Any region is judged by the packs around it, also one that has none of its own.
  if (/^[1-9][0-9]{5}$/.test(name)) return name;
  return packs.find((pack) => [pack.jurisdiction, pack.region, packName(pack)].includes(name))?.region;
}

/** What may be asked for by name, the nation first, then by region. */
export const knownJurisdictions = (packs: readonly Pack[]): readonly string[] => [
  ...new Set([...packs].sort((one, other) => (one.region < other.region ? -1 : 1)).map(({ jurisdiction }) => jurisdiction)),
];
