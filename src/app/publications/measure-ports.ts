/** Suspension, resumption, revocation and termination of filings as rows: one person proposes, another confirms. */
import type { MeasureKind, MeasureReason, MeasureState } from '../../domain/filing/measure';
import type { Territory } from '../../domain/tenancy/territory';
import type { Role } from '../caller';
import type { Page, PageRequest } from '../paging';
import type { PublishedFilingView } from './publication-ports';

export interface Measure {
  readonly id: string;
  readonly kind: MeasureKind;
  readonly state: MeasureState;
  readonly institutionCode: string;
  /** Of the institution; of filings that are all exercised in one other city, that city. */
  readonly regionCode: string;
  readonly filingIds: readonly string[];
  /** Days it holds, `YYYY-MM-DD`: first, and last where a suspension names one. Set for good when it is confirmed. */
  readonly from: string;
  readonly to: string | null;
  readonly reasonCode: MeasureReason;
  readonly reason: string;
  readonly basis: readonly string[];
  readonly proposedBy: string;
  /** What a province proposed, only a province decides. */
  readonly proposedRole: Role;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  /** What a province suspended, only a province resumes. */
  readonly decidedRole: Role | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  /** Days on which the end of the filings is shown to the public, both included; `null` where nothing is. */
  readonly noticeFrom: string | null;
  readonly noticeTo: string | null;
  /** Of `filingIds`, those whose end a resumption took back: a later end from the same day is another one. */
  readonly takenBackIds: readonly string[];
}

export interface MeasureDecided {
  readonly to: Exclude<MeasureState, 'PROPOSED'>;
  readonly from: string;
  readonly by: string;
  readonly role: Role;
  readonly at: Date;
  readonly reason: string | null;
}

/** The notice of an end, which the province opens. */
export interface EndingShown {
  readonly noticeFrom: string;
  readonly noticeTo: string;
  /** Clauses of the packs; the words of the office are not shown. */
  readonly basis: readonly string[];
}

/**
 * What lies with an office, was done within the months, or is still to come: a batch that is not decided, a plan, results whose notice
 * is not over, an application.
 */
export interface WorkInHand {
  readonly kind: 'BATCH' | 'PLAN' | 'RESULTS' | 'APPLICATION';
  readonly id: string;
  /** Last exam day of a plan. */
  readonly examTo: string | null;
}

/** How long an institution has done nothing, as TIM-009 asks it. */
export interface Activity {
  /** Since when it has been filed without a break; `null` where no filing is in force on the day, or all are suspended. */
  readonly filedSince: string | null;
  /** Day of its last approved batch. */
  readonly lastApprovedOn: string | null;
}

export interface InstitutionBar {
  readonly measureId: string;
  readonly creditCode: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

export interface MeasureStore {
  insertMeasure(measure: Measure): Promise<void>;
  measure(id: string): Promise<Measure | undefined>;
  /**
   * A proposal that is not decided and stands in the way: of the same kind for one of the filings, or of the other kind that ends
   * filings where both do.
   */
  openMeasure(asked: Pick<Measure, 'kind' | 'institutionCode' | 'filingIds'>): Promise<Measure | undefined>;
  /** Terminations of the institution that were confirmed, by their first days. */
  endings(institutionCode: string): Promise<readonly Measure[]>;
  /** True while a suspension that a province proposed or confirmed holds for one of the filings on the day, `YYYY-MM-DD`. */
  isSuspendedByProvince(institutionCode: string, filingIds: readonly string[], day: string): Promise<boolean>;
  /** False when somebody else decided it meanwhile. */
  decideMeasure(id: string, decided: MeasureDecided): Promise<boolean>;
  /** Adds to `takenBackIds`. */
  takeBackEnding(id: string, filingIds: readonly string[]): Promise<void>;
  bar(bar: InstitutionBar): Promise<void>;
  /** False where the notice was opened meanwhile. */
  showEnding(id: string, shown: EndingShown): Promise<boolean>;
  /** `today`: YYYY-MM-DD. */
  activityOf(institutionCode: string, today: string): Promise<Activity>;
  /**
   * A batch in its check or review; a plan that stands, filed, approved or with an exam on or after `since`; results that are not closed;
   * an application that is submitted or approved, but for an exit.
   */
  workInHand(institutionCode: string, since: string): Promise<WorkInHand | undefined>;
}

export interface MeasureFilter {
  readonly institutionCode: string | null;
  readonly state: MeasureState | null;
  /** Only ends of which the notice is still to be opened. */
  readonly awaitsNotice: boolean;
}

/** Filings that ended by a measure that holds, while that is shown to the public: no person's name, and not the words of the office. */
export interface EndedFilingsView {
  /** Of the measure. */
  readonly id: string;
  readonly institutionCode: string;
  /** As it is called today. */
  readonly institutionName: string;
  readonly regionCode: string;
  readonly reasonCode: MeasureReason;
  /** Of the packs. */
  readonly basis: readonly string[];
  /** First day without the filings. */
  readonly endedFrom: string;
  readonly noticeFrom: string;
  readonly noticeTo: string;
  readonly filings: readonly PublishedFilingView[];
}

export interface MeasureViews {
  /** An institution sees what was confirmed, its regulators all. */
  measure(territory: Territory, id: string): Promise<Measure | undefined>;
  /** Latest first. */
  measures(territory: Territory, filter: MeasureFilter, page: PageRequest): Promise<Page<Measure>>;
  /** On notice on `today`, open to everybody; the notice that ends first comes first. */
  endedFilings(
    today: string,
    filter: { readonly regionPrefix: string },
    page: PageRequest,
  ): Promise<Page<EndedFilingsView>>;
}
