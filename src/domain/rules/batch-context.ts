/** What all records of a batch share: the snapshot made ready for look-ups, the header, the day of receipt. */
import { chinaDate } from '../calendar/dates';
import type { BatchHeader } from '../intake/header';
import type {
  Snapshot,
  SnapshotFiling,
  SnapshotInstitution,
  SnapshotOccupation,
  SnapshotSite,
  Term,
} from '../reference/snapshot';
import { touches } from '../reference/snapshot';

interface CataloguedOccupation extends Term {
  readonly edition: string;
  readonly occupation: SnapshotOccupation;
}

export interface BatchContext {
  readonly header: BatchHeader;
  readonly institution: SnapshotInstitution;
  /** China Standard Time. */
  readonly receivedOn: string;
  /** A code may have been filed for several terms. */
  readonly sitesByCode: ReadonlyMap<string, readonly SnapshotSite[]>;
  readonly filingsByOccupation: ReadonlyMap<string, readonly SnapshotFiling[]>;
  /** The newest edition first. */
  readonly catalogueByCode: ReadonlyMap<string, readonly CataloguedOccupation[]>;
}

function grouped<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function catalogued({ catalogue }: Snapshot): readonly CataloguedOccupation[] {
  return [...catalogue]
    .sort((one, other) => (one.from < other.from ? 1 : one.from > other.from ? -1 : 0))
    .flatMap(({ edition, from, to, occupations }) =>
      occupations.map((occupation) => ({ edition, from, to, occupation })),
    );
}

/** Throws RangeError when `receivedAt` is no ISO instant with an offset. */
export const batchContext = (snapshot: Snapshot, header: BatchHeader, receivedAt: string): BatchContext => ({
  header,
  institution: snapshot.institution,
  receivedOn: chinaDate(receivedAt),
  sitesByCode: grouped(snapshot.sites, ({ code }) => code),
  filingsByOccupation: grouped(snapshot.filings, ({ occupationCode }) => occupationCode),
  catalogueByCode: grouped(catalogued(snapshot), ({ occupation }) => occupation.code),
});

/** The occupation as the newest edition in force on `day` has it; `editions` null is every edition. */
export function occupationOn(
  { catalogueByCode }: BatchContext,
  code: string,
  day: string,
  editions: readonly string[] | null,
): SnapshotOccupation | undefined {
  return catalogueByCode
    .get(code)
    ?.find((entry) => touches(entry, day) && (editions === null || editions.includes(entry.edition)))?.occupation;
}
