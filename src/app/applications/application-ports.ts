/** Applications to file: their content, steps and materials. */
import type { Application, ApplicationState, ApplicationStep, ItemWish } from '../../domain/application/application';
import type { ApplicationKind } from '../../domain/application/route';
import type { ItemUnderWay, VenueUse } from '../../domain/application/facts';
import type { ShownContent } from '../../domain/application/shown-content';
import type { Territory } from '../../domain/tenancy/territory';
import type { Role } from '../caller';
import type { Page, PageRequest } from '../paging';
import type { FilingObjectionStore } from './filing-objection-ports';

export interface ApplicationStore extends FilingObjectionStore {
  /** `digest`: hex, of kind, institution and content. */
  insert(application: Application, digest: string): Promise<void>;
  byId(id: string): Promise<Application | undefined>;
  /** The application, held until the transaction ends: the second of two decisions waits and sees the first. */
  lock(id: string): Promise<Application | undefined>;
  /** One submission of an institution at a time, until the transaction ends. */
  lockApplicant(institutionCode: string): Promise<void>;
  /** A draft that the client entered with the same content. */
  sameDraft(openedBy: string, digest: string): Promise<string | undefined>;
  /** Those that are neither ended nor published. */
  countOpen(institutionCode: string): Promise<number>;
  /** Digest of the content as stored. */
  digestOf(id: string): Promise<string | undefined>;
  /** Everything that changes; false when the application has left `from` or `revision` meanwhile. */
  update(
    application: Application,
    from: { readonly state: ApplicationState; readonly revision: number },
    digest?: string,
  ): Promise<boolean>;
  /** APPROVED → PUBLISHED; false in any other state. */
  publish(id: string, on: string): Promise<boolean>;
  noteStep(id: string, step: ApplicationStep): Promise<void>;
  /** Oldest first. */
  steps(id: string): Promise<readonly ApplicationStep[]>;
  /** Code of the institution registered under the credit code. */
  institutionOfCreditCode(creditCode: string): Promise<string | undefined>;
  /** What is left of filings of others at the venues, and what is approved there and not yet published. */
  filedElsewhere(
    institutionCode: string,
    venues: readonly string[],
    occupationCodes: readonly string[],
  ): Promise<readonly VenueUse[]>;
  /** The venues of the institution's sites, by code. */
  venuesOf(institutionCode: string): Promise<ReadonlyMap<string, string>>;
  /** Items of the institution's other applications that are under way. */
  itemsUnderWay(institutionCode: string, exceptId: string): Promise<readonly ItemUnderWay[]>;
}

export interface ApplicationSummaryView {
  readonly id: string;
  readonly kind: ApplicationKind;
  readonly state: ApplicationState;
  readonly institutionCode: string;
  readonly applicantName: string;
  readonly regionCode: string;
  readonly revision: number;
  readonly openedAt: Date;
  readonly submittedAt: Date | null;
  /** Office and act of the step that is due. */
  readonly dueBy: string | null;
  readonly dueAct: string | null;
  readonly dueSince: Date | null;
  readonly noticeTo: string | null;
  readonly approvedAt: Date | null;
  readonly publishedOn: string | null;
}
/** Names are masked, digests left out. */
export type ApplicationView = Omit<Application, 'content'> & {
  readonly content: ShownContent;
  readonly decisions: readonly ApplicationStep[];
};

/** A filing that is shown to the public before it is recorded; holds no personal data. */
export interface ProposedFilingView {
  readonly id: string;
  readonly kind: ApplicationKind;
  readonly applicantName: string;
  readonly creditCode: string | null;
  readonly regionCode: string;
  readonly items: readonly Pick<ItemWish, 'occupationCode' | 'occupationName' | 'workTypes' | 'levels'>[];
  readonly sites: readonly { readonly name: string; readonly address: string }[];
  readonly noticeFrom: string;
  readonly noticeTo: string;
}

export interface ApplicationFilter {
  readonly state: ApplicationState | null;
  readonly kind: ApplicationKind | null;
  readonly institutionCode: string | null;
  /** Only what the caller itself must do next. */
  readonly mine: boolean;
}

export interface ApplicationViews {
  /** The nation and the operator see no contact. */
  application(role: Role, territory: Territory, id: string): Promise<ApplicationView | undefined>;
  /** What waits for the caller's office first, and there the oldest. */
  applications(
    role: Role,
    territory: Territory,
    filter: ApplicationFilter,
    page: PageRequest,
  ): Promise<Page<ApplicationSummaryView>>;
  /** Those whose notice runs on the day, the last day soonest first. */
  proposedFilings(day: string, page: PageRequest): Promise<Page<ProposedFilingView>>;
}
