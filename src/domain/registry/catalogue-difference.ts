/**
 * edition     the whole catalogue from a day on; it takes the place of the edition before
 * supplement  a batch of new occupations that is added to an edition in force
 * difference  what a new edition or supplement changes in the catalogue of its first day
 */
import { dayBefore } from '../calendar/dates';
import { canonicalDigest } from '../reference/canonical-digest';
import type { SnapshotOccupation } from '../reference/snapshot';
import { overlap, touches } from '../reference/snapshot';
import type { RegistryCatalogue } from './document';

export const CATALOGUE_CHANGES = ['ADDED', 'REMOVED', 'RENAMED', 'WORK_TYPES'] as const;
export type CatalogueChangeKind = (typeof CATALOGUE_CHANGES)[number];

/** RENAMED speaks of the name also where the work types changed with it. */
export interface CatalogueChange {
  readonly code: string;
  readonly kind: CatalogueChangeKind;
  /** `null`: the code is new. */
  readonly before: SnapshotOccupation | null;
  /** `null`: the code is gone. */
  readonly after: SnapshotOccupation | null;
}

export interface CatalogueProposal extends RegistryCatalogue {
  readonly supplementTo: string | null;
}

export interface CatalogueReport {
  readonly changes: readonly CatalogueChange[];
  /** Editions and supplements that end the day before the proposal begins. */
  readonly ending: readonly RegistryCatalogue[];
  /** SHA-256 of the proposal and all that it changes: the same only while the registry's catalogue is the same. */
  readonly digest: string;
}

export type CatalogueObstacle =
  /** An edition of that name stands, with other content or another term. */
  | 'EDITION_TAKEN'
  /** Another edition stands on a day of the term, and its own last day was decided. */
  | 'OVERLAP'
  /** No edition of that name is in force from the first day to the last. */
  | 'NO_BASE'
  | 'TERM_BACKWARDS';

/** `standing`: every edition and supplement of the registry. */
export function catalogueReport(
  standing: readonly RegistryCatalogue[],
  proposal: CatalogueProposal,
): CatalogueReport | CatalogueObstacle {
  const { edition, from, to, supplementTo } = proposal;
  if (to !== null && to < from) return 'TERM_BACKWARDS';
  if (standing.some((each) => each.edition === edition)) return 'EDITION_TAKEN';
  const ending = supplementTo === null ? openBefore(standing, from) : [];
  if (supplementTo === null) {
    const rest = standing.filter((each) => !isSupplement(each) && !ending.includes(each));
    if (rest.some((each) => overlap(each, proposal))) return 'OVERLAP';
  } else if (!standing.some((each) => each.edition === supplementTo && !isSupplement(each) && touches(each, from))) {
    return 'NO_BASE';
  }
  const changes = changesOf(catalogueOn(standing, from), proposal);
  const ends = ending.map(({ edition: name }) => name).sort();
  const digest = canonicalDigest({ edition, supplementTo, from, to, occupations: proposal.occupations, changes, ends });
  return { changes, ending: ending.map((each) => ({ ...each, to: dayBefore(from) })), digest };
}

const isSupplement = ({ supplementTo }: RegistryCatalogue): boolean => (supplementTo ?? null) !== null;

/** What a new edition takes the place of: all that is open and began before. */
const openBefore = (standing: readonly RegistryCatalogue[], from: string): readonly RegistryCatalogue[] =>
  standing.filter((each) => each.to === null && each.from < from);

/** As the rules read it: where several editions list a code on a day, the newest speaks. */
export function catalogueOn(
  standing: readonly RegistryCatalogue[],
  day: string,
): ReadonlyMap<string, SnapshotOccupation> {
  const inForce = standing
    .filter((each) => touches(each, day))
    .sort((a, b) => (`${a.from}${a.edition}` < `${b.from}${b.edition}` ? -1 : 1));
  return new Map(inForce.flatMap(({ occupations }) => occupations.map((each) => [each.code, each] as const)));
}

function changesOf(
  before: ReadonlyMap<string, SnapshotOccupation>,
  { occupations, supplementTo }: CatalogueProposal,
): readonly CatalogueChange[] {
  const after = new Map(occupations.map((each) => [each.code, each]));
  const gone = supplementTo === null ? [...before.values()].filter(({ code }) => !after.has(code)) : [];
  const changes = [
    ...occupations.flatMap((now) => changeOf(before.get(now.code) ?? null, now)),
    ...gone.flatMap((was) => changeOf(was, null)),
  ];
  return changes.sort((a, b) => (a.code < b.code ? -1 : 1));
}

function changeOf(before: SnapshotOccupation | null, after: SnapshotOccupation | null): readonly CatalogueChange[] {
  const code = after?.code ?? before?.code ?? '';
  const plain = (found: SnapshotOccupation | null): SnapshotOccupation | null =>
    found === null ? null : { code: found.code, name: found.name, workTypes: [...found.workTypes].sort() };
  const say = (kind: CatalogueChangeKind): readonly CatalogueChange[] => [
    { code, kind, before: plain(before), after: plain(after) },
  ];
  if (before === null) return say('ADDED');
  if (after === null) return say('REMOVED');
  if (before.name !== after.name) return say('RENAMED');
  return [...before.workTypes].sort().join('|') === [...after.workTypes].sort().join('|') ? [] : say('WORK_TYPES');
}
