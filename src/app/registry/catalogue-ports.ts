/**
 * draft   an edition of the catalogue, or a supplement, that waits to be applied, with the report of what it changes
 * apply   a second person lets it into the registry, by the digest of the report that was read
 */
import type { CatalogueChangeKind, CatalogueProposal } from '../../domain/registry/catalogue-difference';
import type { RegistryCatalogue } from '../../domain/registry/document';
import type { Page, PageRequest } from '../paging';

export const CATALOGUE_DRAFT_STATES = ['DRAFT', 'APPLIED'] as const;
export type CatalogueDraftState = (typeof CATALOGUE_DRAFT_STATES)[number];

export interface CatalogueCounts {
  readonly occupations: number;
  readonly added: number;
  readonly removed: number;
  readonly renamed: number;
  readonly workTypes: number;
  /** Filings in force on the first day that name a code which is removed or renamed. */
  readonly filingsRemoved: number;
  readonly filingsRenamed: number;
  /** Editions and supplements that end the day before the first day. */
  readonly ending: readonly string[];
}

export interface CatalogueDraftView {
  readonly id: string;
  readonly edition: string;
  readonly supplementTo: string | null;
  readonly from: string;
  readonly to: string | null;
  /** Documents that ordain it. */
  readonly basis: readonly string[];
  /** SHA-256, hex, of the report. */
  readonly digest: string;
  readonly counts: CatalogueCounts;
  readonly state: CatalogueDraftState;
  readonly draftedBy: string;
  readonly draftedAt: Date;
  readonly appliedBy: string | null;
  readonly appliedAt: Date | null;
}
export type CatalogueDraft = CatalogueDraftView & { readonly occupations: CatalogueProposal['occupations'] };

export interface CatalogueChangeView {
  readonly code: string;
  readonly kind: CatalogueChangeKind;
  readonly nameBefore: string | null;
  readonly nameAfter: string | null;
  readonly workTypesBefore: readonly string[];
  readonly workTypesAfter: readonly string[];
  /** Filings of the code in force on the first day. */
  readonly filings: number;
}

export interface CatalogueDraftStore {
  insert(draft: CatalogueDraft, changes: readonly CatalogueChangeView[]): Promise<void>;
  /** Locked until the transaction ends. */
  lock(id: string): Promise<CatalogueDraft | undefined>;
  /** Locked too: the latest draft of that digest. */
  lockByDigest(digest: string): Promise<CatalogueDraft | undefined>;
  /** Compare and set; false when it is applied already. */
  markApplied(id: string, by: string, at: Date): Promise<boolean>;
  /** Every edition and supplement of the registry as it stands. */
  standing(): Promise<readonly RegistryCatalogue[]>;
  /** Filings in force on a day, by occupation code; codes without any are left out. */
  filingsNaming(codes: readonly string[], day: string): Promise<ReadonlyMap<string, number>>;
}

export interface CatalogueDraftViews {
  catalogueDraft(id: string): Promise<CatalogueDraftView | undefined>;
  /** By code; `undefined` when there is no such draft. */
  catalogueChanges(
    id: string,
    kind: CatalogueChangeKind | null,
    page: PageRequest,
  ): Promise<Page<CatalogueChangeView> | undefined>;
}
