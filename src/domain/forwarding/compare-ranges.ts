/**
 * How two sides find what differs without showing each other everything: from the whole down by ranges, only into those that
 * differ, until a range is small enough to be listed.
 */
import { charactersOf, FINEST_LENGTH, folded, RANGE_LENGTHS, type HeldItem, type HeldRange } from './held';

/** Ranges of one answer: enough to come down fast, few enough to be one small answer. */
export const RANGES_PER_QUESTION = 1_000;
/** A range is listed when the feed holds no more than so many versions of it: those come over the line. */
export const LISTED_FEED_VERSIONS = 500;
/** And the hub no more than these, which it reads for itself. */
export const LISTED_HUB_VERSIONS = 10_000;

export interface DifferingRange {
  readonly prefix: string;
  readonly hubVersions: number;
  readonly feedVersions: number;
}

/** Where nobody has looked yet. */
export const WHOLE: DifferingRange = { prefix: '', hubVersions: Infinity, feedVersions: Infinity };

/** What is asked of a range next. */
export interface RangeStep {
  readonly length: number;
  /** The hub's side of the answer. */
  readonly ranges: readonly HeldRange[];
}

/**
 * Into how fine ranges `prefix` is divided next: as fine as makes no long answer of what the hub holds, at least one step.
 * `finest`: what the hub holds of it, in ranges of `length` characters.
 */
export function nextStep(prefix: string, length: number, finest: readonly HeldRange[]): RangeStep {
  const finer = RANGE_LENGTHS.filter((each) => each > charactersOf(prefix) && each <= length);
  let step: RangeStep = { length: finer[0] ?? length, ranges: folded(finest, finer[0] ?? length) };
  for (const each of finer.slice(1)) {
    const ranges = folded(finest, each);
    if (ranges.length > RANGES_PER_QUESTION) break;
    step = { length: each, ranges };
  }
  return step;
}

export const isListed = ({ prefix, hubVersions, feedVersions }: DifferingRange): boolean =>
  charactersOf(prefix) >= FINEST_LENGTH || (feedVersions <= LISTED_FEED_VERSIONS && hubVersions <= LISTED_HUB_VERSIONS);

/** In the order of their beginnings. */
export function differingRanges(hub: readonly HeldRange[], feed: readonly HeldRange[]): readonly DifferingRange[] {
  const ours = byPrefix(hub);
  const theirs = byPrefix(feed);
  return [...new Set([...ours.keys(), ...theirs.keys()])].sort(byCode).flatMap((prefix) => {
    const [one, other] = [ours.get(prefix), theirs.get(prefix)];
    if (one?.versions === other?.versions && one?.sum === other?.sum) return [];
    return [{ prefix, hubVersions: one?.versions ?? 0, feedVersions: other?.versions ?? 0 }];
  });
}

const byPrefix = (ranges: readonly HeldRange[]): ReadonlyMap<string, HeldRange> =>
  new Map(ranges.filter(({ versions }) => versions > 0).map((range) => [range.prefix, range]));

const byCode = (one: string, other: string): number => (one < other ? -1 : 1);

/** MISSING: the feed lacks it · EXTRA: the hub never handed it over · DIFFERING: with other content · OWED: no parcel was made of it */
export const DIFFERENCE_KINDS = ['MISSING', 'EXTRA', 'DIFFERING', 'OWED'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export interface Difference {
  readonly certificateNo: string;
  readonly version: number;
  readonly kind: DifferenceKind;
}
/** As the feed holds it. */
export interface SeenDifference extends Difference {
  /** `null`: it does not. */
  readonly feedDigest: bigint | null;
}

export function differingItems(hub: readonly HeldItem[], feed: readonly HeldItem[]): readonly SeenDifference[] {
  const theirs = new Map(feed.map((item) => [keyOf(item), item]));
  const ours = new Set(hub.map(keyOf));
  const found = hub.flatMap((item): SeenDifference[] => {
    const { certificateNo, version, digest } = item;
    const other = theirs.get(keyOf(item));
    if (other === undefined) return [{ certificateNo, version, kind: 'MISSING', feedDigest: null }];
    return other.digest === digest ? [] : [{ certificateNo, version, kind: 'DIFFERING', feedDigest: other.digest }];
  });
  const extra = [...theirs.values()]
    .filter((item) => !ours.has(keyOf(item)))
    .map(({ certificateNo, version, digest }): SeenDifference => ({
      certificateNo,
      version,
      kind: 'EXTRA',
      feedDigest: digest,
    }));
  return [...found, ...extra];
}

export const keyOf = ({ certificateNo, version }: Pick<HeldItem, 'certificateNo' | 'version'>): string =>
  `${certificateNo}/${version}`;

/** What the hub says of a version once the feed has answered. */
export interface HandedItem {
  readonly certificateNo: string;
  readonly version: number;
  /** `null`: in a parcel of which nobody knows yet whether it was taken. */
  readonly digest: bigint | null;
}

/**
 * What is a difference still, after the hub has looked at its own side again: parcels were handed over and versions moved to other
 * parcels while the feed was asked. The hub's side is read before the feed's, so that what the feed lacks was handed over before.
 */
export function standing(seen: readonly SeenDifference[], handed: readonly HandedItem[]): readonly Difference[] {
  const now = new Map(handed.map((item) => [keyOf(item), item]));
  return seen.flatMap(({ certificateNo, version, kind, feedDigest }): Difference[] => {
    const item = now.get(keyOf({ certificateNo, version }));
    if (item === undefined) return kind === 'EXTRA' ? [{ certificateNo, version, kind }] : [];
    if (item.digest === null || item.digest === feedDigest) return [];
    return [{ certificateNo, version, kind: kind === 'MISSING' ? kind : 'DIFFERING' }];
  });
}

export type ReconciledState = 'EQUAL' | 'HEALED' | 'DIFFERENT';

/** `healed`: of what is missing and owed. */
export function stateOf(counts: Readonly<Record<DifferenceKind, number>>, healed: number): ReconciledState {
  const mendable = counts.MISSING + counts.OWED;
  if (mendable + counts.EXTRA + counts.DIFFERING === 0) return 'EQUAL';
  return counts.EXTRA + counts.DIFFERING === 0 && healed >= mendable ? 'HEALED' : 'DIFFERENT';
}
