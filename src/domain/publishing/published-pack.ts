/**
 * A published pack is never edited, so it cannot name a parameter that came with a later release. What it could not know it takes
 * from the release's pack of its jurisdiction, with value, clause, grant and the name of that pack; where the release has none, from
 * the packs under it. What was known and is not named was left out on purpose, and stays out.
 */
import { NATION_REGION, type Grant, type Pack, type PackParameter, packName } from '../packs/pack';
import { byDate } from '../packs/lineage';

export interface PublishedPack {
  readonly pack: Pack;
  /** Names of the parameters that the hub knew when the pack was drafted. */
  readonly knownNames: ReadonlySet<string>;
}

export interface CompletedPack {
  /** The very pack where nothing is missing. */
  readonly pack: Pack;
  /** The pack of the release that the names were taken from; `null` where none were. */
  readonly from: string | null;
  /** Names, ascending. */
  readonly taken: readonly string[];
}

export function completed({ pack, knownNames }: PublishedPack, release: readonly Pack[]): CompletedPack {
  const source = sourceFor(pack, release);
  // The nation names every parameter, so what is missing there was never left out on purpose.
  const mayTake = (name: string): boolean => pack.region === NATION_REGION || !knownNames.has(name);
  const taken = Object.entries(source?.parameters ?? {}).filter(
    ([name]) => !Object.hasOwn(pack.parameters, name) && mayTake(name),
  );
  if (source === undefined || taken.length === 0) return { pack, from: null, taken: [] };
  const names = taken.map(([name]) => name);
  const own = packName(pack);
  const from = packName(source);
  const marked = <Taken extends PackParameter | Grant>(content: Taken): Taken =>
    from === own ? content : { ...content, origin: from };
  const grants = source.grants.filter(({ of }) => names.includes(of) && !pack.grants.some((grant) => grant.of === of));
  const parameters = Object.fromEntries(taken.map(([name, parameter]) => [name, marked(parameter)]));
  return {
    pack: {
      ...pack,
      parameters: { ...pack.parameters, ...parameters },
      grants: [...pack.grants, ...grants.map(marked)],
    },
    from,
    taken: names.sort(),
  };
}

/** Of the release's packs of the jurisdiction its namesake, else the last one that begins no later, else the first. */
function sourceFor(pack: Pack, release: readonly Pack[]): Pack | undefined {
  const own = release
    .filter(({ jurisdiction, region }) => jurisdiction === pack.jurisdiction && region === pack.region)
    .sort(byDate);
  return own.find(({ version }) => version === pack.version) ?? own.find(({ from }) => from <= pack.from) ?? own.at(-1);
}
