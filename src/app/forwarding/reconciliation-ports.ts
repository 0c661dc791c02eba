/** Whether a feed holds what the hub thinks it holds, and what was done where it did not. */
import type { DifferenceKind, Difference, HandedItem } from '../../domain/forwarding/compare-ranges';
import type { FeedDescription } from '../../domain/forwarding/feed';
import type { FeedForm } from '../../domain/forwarding/form';
import type { HeldItem, HeldRange } from '../../domain/forwarding/held';
import type { Territory } from '../../domain/tenancy/territory';
import type { VersionRef } from '../certificates/change-ports';
import type { Page, PageRequest } from '../paging';

/** UNSUPPORTED: the feed cannot be asked what it holds; what it is owed was looked at all the same. */
export const RECONCILIATION_STATES = ['RUNNING', 'EQUAL', 'HEALED', 'DIFFERENT', 'FAILED', 'UNSUPPORTED'] as const;
export type ReconciliationState = (typeof RECONCILIATION_STATES)[number];

export interface NewReconciliation {
  readonly id: string;
  readonly feed: string;
  readonly askedBy: string;
  readonly heal: boolean;
  readonly at: Date;
}
/** One run of it; what another run took over says nothing any more. */
export interface ClaimedReconciliation {
  readonly id: string;
  readonly feed: string;
  readonly heal: boolean;
  /** Counts from 1. */
  readonly run: number;
  /** Differences that earlier runs listed. */
  readonly listed: number;
}

/** What was read to know. */
export interface ComparisonCost {
  readonly questions: number;
  readonly rangesCompared: number;
  readonly itemsCompared: number;
  readonly hubRowsRead: number;
  readonly feedRowsRead: number;
}
export interface EndedReconciliation extends ComparisonCost {
  readonly state: Exclude<ReconciliationState, 'RUNNING'>;
  readonly at: Date;
  readonly hubVersions: number;
  readonly feedVersions: number;
  readonly waiting: number;
  readonly failure: string | null;
}

/** Counts, added to those that the row has: `found` by kind, and how many of them go to the feed again. */
export interface FoundDifferences {
  readonly found: Readonly<Record<DifferenceKind, number>>;
  readonly healed: number;
  /** As many of them as are to be listed. */
  readonly listed: readonly Difference[];
}

/** A version handed over of which no digest is kept. */
export interface UndigestedItem extends VersionRef {
  readonly kind: string;
  readonly institutionCode: string;
  readonly regionCode: string;
  /** The record as the hub keeps it. */
  readonly data: string;
  readonly form: FeedForm | null;
}

/**
 * WANTED: the feed wants the certificate and was given nothing of its number · REPLACING: it has the number that this one replaces ·
 * ENDED: it has the number, and not that it was revoked or replaced
 */
export const OWED_BECAUSE = ['WANTED', 'REPLACING', 'ENDED'] as const;
export type OwedBecause = (typeof OWED_BECAUSE)[number];

export interface OwedQuestion {
  readonly feed: FeedDescription;
  readonly because: OwedBecause;
  readonly after: VersionRef;
  readonly limit: number;
}

export interface ReconciliationStore {
  /** `undefined`: this one or another of the feed was begun before. */
  begin(reconciliation: NewReconciliation): Promise<string | undefined>;
  /** Of the feed, if one is under way. */
  running(feed: string): Promise<string | undefined>;
  /** `undefined`: it has ended, is not there, or somebody is at it. */
  claim(id: string, now: Date, leaseUntil: Date): Promise<ClaimedReconciliation | undefined>;
  /** Keeps, or puts off to `dueAt`, what this run has; locked to the end of the transaction. `false`: another run has it. */
  hold(claimed: ClaimedReconciliation, dueAt: Date): Promise<boolean>;
  note(claimed: ClaimedReconciliation, differences: FoundDifferences): Promise<void>;
  /** What the row counts now. */
  found(id: string): Promise<Pick<FoundDifferences, 'found' | 'healed'>>;
  end(claimed: ClaimedReconciliation, ended: EndedReconciliation): Promise<boolean>;

  /** What the feed was handed and took, in ranges. */
  heldRanges(feed: string, prefix: string, length: number): Promise<readonly HeldRange[]>;
  heldItems(feed: string, prefix: string): Promise<readonly HeldItem[]>;
  /** Those of the versions that stand in a parcel of the feed, taken or not. */
  handed(feed: string, versions: readonly VersionRef[]): Promise<readonly HandedItem[]>;
  /** Versions in parcels that are not handed over yet, or were given up. */
  waiting(feed: string): Promise<number>;
  /** In the order of number and version, behind `after`. */
  undigested(feed: string, after: VersionRef, limit: number): Promise<readonly UndigestedItem[]>;
  keepDigests(feed: string, items: readonly HeldItem[]): Promise<void>;
  /** Versions of which no parcel was made for the feed, in the order of number and version. */
  owed(asked: OwedQuestion): Promise<readonly VersionRef[]>;
}

export interface ReconciliationView extends ComparisonCost {
  readonly id: string;
  readonly feed: string;
  readonly state: ReconciliationState;
  readonly askedBy: string;
  readonly heal: boolean;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly hubVersions: number;
  readonly feedVersions: number;
  readonly missing: number;
  readonly extra: number;
  readonly differing: number;
  readonly owed: number;
  readonly healed: number;
  readonly waiting: number;
  readonly failure: string | null;
}
export interface DifferenceView extends Difference {
  readonly deliveryId: string | null;
}
export interface ReconciliationFilter {
  readonly feed?: string | null;
  readonly state?: string | null;
}
export interface DifferenceFilter {
  readonly kind?: string | null;
}

/** Who sees a feed: the operator, the nation, and a province whose territory covers the feed's region. */
export interface ReconciliationViews {
  reconciliations(
    territory: Territory,
    filter: ReconciliationFilter,
    page: PageRequest,
  ): Promise<Page<ReconciliationView>>;
  reconciliation(territory: Territory, id: string): Promise<ReconciliationView | undefined>;
  reconciliationDifferences(
    territory: Territory,
    asked: DifferenceFilter & { readonly reconciliationId: string },
    page: PageRequest,
  ): Promise<Page<DifferenceView> | undefined>;
}
