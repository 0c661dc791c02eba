/** What was published when: institutions, filings and sites that take effect together. */
import type { Application } from '../../domain/application/application';
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

/** Publication months hang on the kind and the region, so few groups stand for many applications. */
export type ApprovedGroup = Pick<Application, 'kind' | 'regionCode'>;

/** Approved applications of a region; `ids` and `groups` narrow them. */
export interface ApprovedAsked {
  readonly regionPrefix: string;
  readonly ids: readonly string[] | null;
  readonly groups: readonly ApprovedGroup[] | null;
  readonly limit: number;
  /** Held until the transaction ends: what was published meanwhile is not among them. */
  readonly hold: boolean;
}

export interface PublicationStore {
  insertPublication(publication: Publication): Promise<void>;
  publicationByDigest(digest: string): Promise<Publication | undefined>;
  publicationOfApplication(applicationId: string): Promise<Publication | undefined>;
  /** Oldest approval first. */
  approvedApplications(asked: ApprovedAsked): Promise<readonly Application[]>;
  /** Groups of approved applications, each with how many it holds. */
  approvedGroups(regionPrefix: string): Promise<readonly (ApprovedGroup & { readonly applications: number })[]>;
  /** Client that decided the last step of each application, by its id. */
  lastDeciders(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
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
