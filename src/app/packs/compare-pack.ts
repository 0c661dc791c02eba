/** What a pack changes on its first day, against everything else that holds then. */
import type { Bilingual } from '../../domain/bilingual';
import { dayBefore } from '../../domain/calendar/dates';
import { comparePacks, type PackChange } from '../../domain/packs/compare-packs';
import { type Grant, packName } from '../../domain/packs/pack';
import { PackError, type ResolvedPack, resolvePack } from '../../domain/packs/resolve-pack';
import { activeSet, isEndedBy, successorOf } from '../../domain/publishing/active-set';
import type { PublishedPack } from '../../domain/publishing/published-pack';
import { packsWithCalendar } from '../../domain/publishing/set-calendar';
import { RULES } from '../../domain/rules/index';
import type { Caller } from '../caller';
import type { Hub, Stores } from '../ports';
import { aheadPacks } from './approve-pack';
import { seenPack } from './find-pack';
import { packReader } from './known-names';
import type { PackRow } from './pack-ports';

export interface PackComparison {
  readonly packId: string;
  readonly name: string;
  /** First day of the pack, `YYYY-MM-DD`. */
  readonly onDay: string;
  /** From the nation down, without and with the pack. */
  readonly packsBefore: readonly string[];
  readonly packsAfter: readonly string[];
  readonly changes: readonly PackChange[];
  readonly grants: readonly Grant[];
  /** The pack that ends because this one begins, with its new last day. */
  readonly ends: { readonly name: string; readonly to: string } | null;
  /** Why the pack cannot be used beside what is in force by now; empty when it can. */
  readonly problems: readonly Bilingual[];
}

/** `undefined` when there is no such pack for the caller. */
export const comparePack = (hub: Hub, caller: Caller, packId: string): Promise<PackComparison | undefined> =>
  hub.transaction(async (stores) => {
    const row = await seenPack(stores, caller, packId);
    return row && compare(hub, stores, row);
  });

async function compare(hub: Hub, stores: Stores, row: PackRow): Promise<PackComparison> {
  const { id, pack, source } = row;
  const name = packName(pack);
  const release = hub.releasePacks.filter((each) => source === 'PUBLISHED' || packName(each) !== name);
  const others = (await aheadPacks(stores)).filter((each) => packName(each.pack) !== name);
  const read = await packReader(stores.packs);
  const all = [...release, ...others.map((each) => each.pack)];
  // Recorded calendars go before those of any pack, so both sides count by them, as the sets that judge will.
  const years = await stores.calendars.inForce(hub.now());
  const governing = (published: readonly PublishedPack[]): ResolvedPack =>
    resolvePack(packsWithCalendar(activeSet(release, published).packs, years), pack.region, pack.from);
  const told = {
    packId: id,
    name,
    onDay: pack.from,
    grants: pack.grants,
    ends: endedPack(pack, all),
  };
  try {
    const before = governing(others);
    const after = governing([...others, read(row)]);
    const changes = comparePacks(before, after, RULES);
    return { ...told, packsBefore: before.names, packsAfter: after.names, changes, problems: [] };
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    return { ...told, packsBefore: [], packsAfter: [], changes: [], problems: error.problems };
  }
}

function endedPack(pack: PackRow['pack'], others: readonly PackRow['pack'][]): PackComparison['ends'] {
  const ended = others.find(
    (other) => isEndedBy(other, successorOf(other, [...others, pack])) && successorOf(other, [...others, pack]) === pack,
  );
  return ended === undefined ? null : { name: packName(ended), to: dayBefore(pack.from) };
}
