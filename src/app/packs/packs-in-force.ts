/** What governs a region on an exam date, as the hub held it at a moment: value by value, with pack and clause. */
import { dayBefore } from '../../domain/calendar/dates';
import { type Grant, NATION_REGION, type Pack, packName } from '../../domain/packs/pack';
import { packsKnownAt } from '../../domain/packs/packs-known-at';
import { resolvePack } from '../../domain/packs/resolve-pack';
import { isEndedBy, successorOf, united } from '../../domain/publishing/active-set';
import { packsWithCalendar } from '../../domain/publishing/set-calendar';
import { type EffectiveValue, effectiveValues } from '../../domain/publishing/effective-values';
import { canonicalDigest } from '../../domain/reference/canonical-digest';
import { decodeCursor, encodeCursor, type Page, type PageRequest } from '../paging';
import type { Hub, Stores } from '../ports';
import { readPacksBy } from './known-names';
import { type PackRow, PacksUnusable } from './pack-ports';
import { isProved, notProved } from './proved';

export interface AskedPacks {
  /** GB/T 2260, six digits. */
  readonly region: string;
  /** `YYYY-MM-DD` */
  readonly examDate: string;
  /** `null`: now, by the set that would judge a batch sealed now. */
  readonly asOf: Date | null;
}

export interface PackInForce {
  readonly name: string;
  readonly region: string;
  readonly from: string;
  /** Last exam date as the pack itself says it. */
  readonly to: string | null;
  /** Last exam date as it holds: the day before `endedBy` begins, where there is one. */
  readonly endsOn: string | null;
  readonly endedBy: string | null;
  readonly digest: string;
  readonly title: Pack['title'];
}

export interface PacksInForce extends Page<EffectiveValue> {
  /** From the nation down; empty when the hub knew none at that moment. */
  readonly packs: readonly PackInForce[];
  readonly grants: readonly (Grant & { readonly pack: string })[];
  /** SHA-256 (hex) over the packs in their order; `null` when there are none. */
  readonly digest: string | null;
}

const NOTHING_KNOWN = { packs: [], grants: [], digest: null } as const;

/** @throws PacksUnusable when what is asked for cannot be trusted. */
export async function packsInForce(hub: Hub, asked: AskedPacks, page: PageRequest): Promise<PacksInForce> {
  const known = await hub.transaction((stores) => knownAt(hub, stores, asked.asOf));
  if (known === undefined) return { ...NOTHING_KNOWN, ...pageOfValues([], page) };
  const resolved = resolvePack(known.packs, asked.region, asked.examDate);
  return {
    packs: resolved.names.flatMap((name) => {
      const pack = known.originals.find((each) => packName(each) === name);
      return pack === undefined ? [] : [inForce(pack, known.originals)];
    }),
    grants: resolved.grants,
    digest: resolved.digest,
    ...pageOfValues(effectiveValues(resolved), page),
  };
}

interface KnownSet {
  readonly packs: readonly Pack[];
  /** The same as they were written, without the ends that their successors give them. */
  readonly originals: readonly Pack[];
}

async function knownAt(hub: Hub, stores: Stores, asOf: Date | null): Promise<KnownSet | undefined> {
  const moment = asOf ?? hub.now();
  const history = await stores.packs.history();
  const published = history.filter((row) => row.source === 'PUBLISHED' && row.activeFrom !== null && row.activeFrom <= moment);
  if (asOf === null) {
    const { packs } = await hub.activePacks(stores, moment);
    return { packs, originals: [...hub.releasePacks, ...published.map(({ pack }) => pack)] };
  }
  const unproved = published.filter((row) => !isProved(row, hub.packSigner));
  if (unproved.length > 0) {
    throw new PacksUnusable(unproved.map(({ pack }) => notProved(pack)));
  }
  const released = history.filter((row) => row.source === 'RELEASE').flatMap(knownPack);
  const release = packsKnownAt(released, moment.toISOString());
  const originals = [...release, ...published.map(({ pack }) => pack)];
  // Packs of an earlier release need not name what only later rules read, so they are taken as they were.
  if (!originals.some(({ region }) => region === NATION_REGION)) return undefined;
  const packs = united(release, published.map(readPacksBy(history)));
  return { packs: packsWithCalendar(packs, await stores.calendars.inForce(moment)), originals };
}

const knownPack = ({ pack, activeFrom, retiredAt }: PackRow): Parameters<typeof packsKnownAt>[0] =>
  activeFrom === null
    ? []
    : [{ pack, knownFrom: activeFrom.toISOString(), knownTo: retiredAt === null ? null : retiredAt.toISOString() }];

function inForce(pack: Pack, packs: readonly Pack[]): PackInForce {
  const successor = successorOf(pack, packs);
  const isEnded = isEndedBy(pack, successor);
  return {
    name: packName(pack),
    region: pack.region,
    from: pack.from,
    to: pack.to,
    endsOn: isEnded ? dayBefore(successor.from) : pack.to,
    endedBy: isEnded ? packName(successor) : null,
    digest: canonicalDigest(pack),
    title: pack.title,
  };
}

/** Some hundred values that are made in memory; the place in the list is their kind and name. */
function pageOfValues(values: readonly EffectiveValue[], { first, after }: PageRequest): Page<EffectiveValue> {
  const keyOf = ({ kind, name }: EffectiveValue): string => `${kind} ${name}`;
  const [place] = after === null ? [] : decodeCursor(after, 1);
  const rest = place === undefined ? values : values.filter((value) => keyOf(value) > place);
  const items = rest.slice(0, first);
  const last = items.at(-1);
  return {
    items,
    total: values.length,
    endCursor: last === undefined ? null : encodeCursor([keyOf(last)]),
    hasNext: rest.length > first,
  };
}
