/** What all records of a batch share: the snapshot made ready for look-ups, the header, the day of receipt. */
import { chinaDate } from '../calendar/dates';
import type { WorkingDays } from '../calendar/working-days';
import type { BatchHeader } from '../intake/header';
import type { Parameters } from '../packs/parameters';
import type {
  Snapshot,
  SnapshotAssessor,
  SnapshotFiling,
  SnapshotInstitution,
  SnapshotOccupation,
  SnapshotPlan,
  SnapshotSite,
  Term,
} from '../reference/snapshot';
import { touches } from '../reference/snapshot';

interface CataloguedOccupation extends Term {
  readonly edition: string;
  readonly occupation: SnapshotOccupation;
}

/** What only the hub knows about a batch: absent wherever else the rules run. */
export interface HubFacts {
  /** AUT-001, SEC-001. `undefined` when the manifest is unsigned. */
  readonly signature:
    | {
        /** The received bytes have the digest that was signed, and the signature verifies; `undefined` without a key to verify with. */
        readonly verifies: boolean | undefined;
        /** The registered key of that id, with its days; `undefined` when the institution has none. */
        readonly key: (Term & { readonly revokedOn: string | null }) | undefined;
        /** Day of signing; the manifest says none, so it is the day of the seal. */
        readonly signedOn: string;
      }
    | undefined;
  /** TIM-005. Day on which the batch that this one mends was returned. */
  readonly returnedOn: string | undefined;
  /**
   * TIM-003, TIM-004. Day of the seal of the first batch of the chain of resubmissions; `undefined` where this one does not
   * mend it in earnest: nothing of the batch that it names was returned, or the first one was sent under another plan.
   */
  readonly firstReceivedOn: string | undefined;
  /** AUT-017. The highest serial that the hub knows below the lowest of the batch, by series. */
  readonly highestSerials: ReadonlyMap<string, number>;
}

/** What a rule about the whole batch may know beside its facts. */
export interface BatchRuleContext {
  readonly batch: BatchContext;
  /** Of the first exam day of the plan; without a plan, of the day of receipt. */
  readonly parameters: Parameters;
  readonly workingDays: WorkingDays;
  readonly hub: HubFacts | undefined;
}

export interface BatchContext {
  readonly header: BatchHeader;
  /** The plan that the header names, if the snapshot has it. */
  readonly plan: SnapshotPlan | undefined;
  /** Digests and numbers of the plan's roster; `undefined` where it carries none. */
  readonly roster: ReadonlySet<string> | undefined;
  readonly assessorsById: ReadonlyMap<string, SnapshotAssessor>;
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

function planOf({ plans }: Snapshot, { planNo }: BatchHeader): Pick<BatchContext, 'plan' | 'roster'> {
  const plan = plans.find((each) => each.planNo === planNo);
  const roster = plan?.roster ?? undefined;
  return { plan, roster: roster === undefined ? undefined : new Set(roster) };
}

/** Throws RangeError when `receivedAt` is no ISO instant with an offset. */
export const batchContext = (snapshot: Snapshot, header: BatchHeader, receivedAt: string): BatchContext => ({
  header,
  ...planOf(snapshot, header),
  assessorsById: new Map(snapshot.assessors.map((assessor) => [assessor.id, assessor])),
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
