/** What was published when: institutions, filings and sites that take effect together. */
import type { ApplicationKind } from '../../domain/application/route';
import type { Territory } from '../../domain/tenancy/territory';
import type { Page, PageRequest } from '../paging';

/** What one application became. */
export interface PublicationItem {
  readonly applicationId: string;
  readonly kind: ApplicationKind;
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly filingIds: readonly string[];
  readonly siteCodes: readonly string[];
}

export interface Publication {
  readonly id: string;
  /** The province or city that published. */
  readonly regionCode: string;
  readonly publishedOn: string;
  readonly publishedBy: string;
  readonly publishedAt: Date;
  /** SHA-256 (hex) of the summary that was confirmed; `null` where the record of one application published it at once. */
  readonly digest: string | null;
  readonly items: readonly PublicationItem[];
}

/** Approved applications of a region; `ids` narrows them. */
export interface ApprovedAsked {
  readonly regionPrefix: string;
  readonly ids: readonly string[] | null;
  readonly limit: number;
}

export interface PublicationStore {
  insertPublication(publication: Publication): Promise<void>;
  publicationByDigest(digest: string): Promise<Publication | undefined>;
  publicationOfApplication(applicationId: string): Promise<Publication | undefined>;
  /** Ids, oldest approval first. */
  approvedApplications(asked: ApprovedAsked): Promise<readonly string[]>;
  countApproved(regionPrefix: string): Promise<number>;
}

export interface PublicationSummaryView {
  readonly id: string;
  readonly regionCode: string;
  readonly publishedOn: string;
  readonly publishedAt: Date;
  readonly institutions: number;
  readonly filings: number;
  readonly sites: number;
}
export interface PublishedFilingView {
  readonly id: string;
  readonly occupationCode: string;
  readonly workTypes: readonly string[];
  readonly levels: readonly string[];
  readonly siteCodes: readonly string[];
  readonly audience: readonly string[];
  readonly from: string;
  readonly to: string | null;
}
export interface PublicationItemView extends Omit<PublicationItem, 'filingIds'> {
  /** As they stand now. */
  readonly filings: readonly PublishedFilingView[];
}
export interface PublicationView extends PublicationSummaryView {
  readonly items: readonly PublicationItemView[];
}

/** An approved application that is not yet in force. */
export interface WaitingView {
  readonly applicationId: string;
  readonly kind: ApplicationKind;
  readonly institutionCode: string | null;
  readonly institutionName: string | null;
  readonly regionCode: string;
  readonly approvedAt: Date;
}

export interface PublicationViews {
  /** Open to everybody who may ask; latest first. */
  publications(filter: { readonly regionPrefix: string }, page: PageRequest): Promise<Page<PublicationSummaryView>>;
  publication(id: string): Promise<PublicationView | undefined>;
  /** Oldest approval first. */
  waitingForPublication(territory: Territory, page: PageRequest): Promise<Page<WaitingView>>;
}
