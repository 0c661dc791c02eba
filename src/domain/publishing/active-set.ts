/**
 * The packs that judge together: those of the release and those that the hub published. A pack is never edited to make
 * room for its successor; its end follows from the day on which the successor begins.
 */
import { dayBefore } from '../calendar/dates';
import type { Pack } from '../packs/pack';
import { packName } from '../packs/pack';
import { heldTogether, type PackFile, packsOf } from '../packs/check-packs';
import { problemsOfPublished } from '../packs/validate-pack';
import { canonicalDigest } from '../reference/canonical-digest';
import { RULES } from '../rules/index';
import { completed, type PublishedPack } from './published-pack';

export interface ActiveSet {
  /** SHA-256 (hex) of the canonical JSON of `packs`. */
  readonly digest: string;
  readonly packs: readonly Pack[];
}

const sameJurisdiction = (one: Pack, other: Pack): boolean =>
  one.jurisdiction === other.jurisdiction && one.region === other.region;

/** The next pack of the jurisdiction by its first day. */
export function successorOf(pack: Pack, packs: readonly Pack[]): Pack | undefined {
  return packs
    .filter((other) => sameJurisdiction(pack, other) && other.from > pack.from)
    .reduce<Pack | undefined>(
      (next, other) => (next === undefined || other.from < next.from ? other : next),
      undefined,
    );
}

/** True when the successor's first day, and not the pack itself, says where the pack ends. */
export const isEndedBy = (pack: Pack, successor: Pack | undefined): successor is Pack =>
  successor !== undefined && (pack.to === null || pack.to >= successor.from);

/** Each pack with its end where a successor gives it one. */
export const withDerivedEnds = (packs: readonly Pack[]): readonly Pack[] =>
  packs.map((pack) => {
    const successor = successorOf(pack, packs);
    return isEndedBy(pack, successor) ? { ...pack, to: dayBefore(successor.from) } : pack;
  });

/** Grants have no order that means anything, and a pack that took some has them behind its own. */
function contentDigest({ grants, ...pack }: Pack): string {
  return canonicalDigest({ ...pack, grants: grants.map(canonicalDigest).sort() });
}

/**
 * All together, each with its end, and the published ones with what they could not name; `published` come in the order of their
 * ids. What the release carries as well, in whatever order its grants and with the end that a successor gives it, counts once.
 */
export function united(release: readonly Pack[], published: readonly PublishedPack[]): readonly Pack[] {
  const whole = published.map((each) => completed(each, release).pack);
  const all = withDerivedEnds([...release, ...whole]);
  const [carried, others] = [all.slice(0, release.length), all.slice(release.length)];
  const known = new Set(carried.map(contentDigest));
  return [...carried, ...others.filter((pack) => !known.has(contentDigest(pack)))];
}

const fileOf = (content: Pack): PackFile => ({ path: packName(content), content });

/** Throws PackError, with every problem named, when the packs do not hold together. */
export function activeSet(release: readonly Pack[], published: readonly PublishedPack[]): ActiveSet {
  packsOf(release.map(fileOf));
  packsOf(
    published.map(({ pack }) => fileOf(pack)),
    problemsOfPublished,
  );
  const packs = heldTogether(united(release, published), RULES);
  return { digest: canonicalDigest(packs), packs };
}

/**
 * The set as it would be had `pack` governed its jurisdiction all the time: what a pack whose first day lies ahead would
 * have said about records of the past. It need not hold together on days that never come, so that is not asked.
 */
export function asIfInForce({ packs }: ActiveSet, pack: Pack): ActiveSet {
  const others = packs.filter(({ jurisdiction }) => jurisdiction !== pack.jurisdiction);
  const from = [...packs, pack].reduce((first, each) => (each.from < first ? each.from : first), pack.from);
  const tried = [...others, { ...pack, from, to: null }];
  return { digest: canonicalDigest(tried), packs: tried };
}

/** Where a pack that is to be published would itself be cut by one that stands already: it must say its own end. */
export function cutBy(pack: Pack, packs: readonly Pack[]): Pack | undefined {
  const successor = successorOf(pack, packs);
  return isEndedBy(pack, successor) ? successor : undefined;
}
