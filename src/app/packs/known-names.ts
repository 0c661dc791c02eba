/** Which parameters the hub knew when a pack was drafted: those that the nation's pack of the release of that day names. */
import { NATION_REGION } from '../../domain/packs/pack';
import { PARAMETER_NAMES } from '../../domain/packs/parameter-shapes';
import type { PublishedPack } from '../../domain/publishing/published-pack';
import type { PackRow, PackStore } from './pack-ports';

/** How a row stands in a set of packs; by all packs of releases that this hub ever held. */
export type ReadPack = (row: Pick<PackRow, 'pack' | 'draftedAt'>) => PublishedPack;

export const packReader = async (packs: Pick<PackStore, 'history'>): Promise<ReadPack> =>
  readPacksBy(await packs.history());

export function readPacksBy(history: readonly PackRow[]): ReadPack {
  const releases = history
    .flatMap(({ source, pack, activeFrom, retiredAt }) =>
      source === 'RELEASE' && pack.region === NATION_REGION && activeFrom !== null
        ? [{ names: Object.keys(pack.parameters), from: activeFrom, to: retiredAt }]
        : [],
    )
    .sort((one, other) => one.from.getTime() - other.from.getTime());
  return ({ pack, draftedAt }) => {
    const held = releases.filter(({ from, to }) => from <= draftedAt && (to === null || draftedAt < to));
    // A clock that was set back drafts before the first start.
    const then = held.length > 0 ? held : releases.slice(0, 1);
    const names = then.length > 0 ? then.flatMap((release) => release.names) : PARAMETER_NAMES;
    return { pack, knownNames: new Set(names) };
  };
}

/** A pack that is drafted under this release. */
export const asNewDraft = (pack: PublishedPack['pack']): PublishedPack => ({
  pack,
  knownNames: new Set(PARAMETER_NAMES),
});
