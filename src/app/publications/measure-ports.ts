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
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  /** Days on which the end of the filings is shown to the public, both included; `null` where nothing is. */
  readonly noticeFrom: string | null;
  readonly noticeTo: string | null;
}

export interface MeasureDecided {
  readonly to: Exclude<MeasureState, 'PROPOSED'>;
  readonly from: string;
  readonly noticeFrom: string | null;
  readonly noticeTo: string | null;
  readonly by: string;
  readonly at: Date;
  readonly reason: string | null;
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
  /** A proposal of the same kind that names one of the filings and is not decided. */
  openMeasure(kind: MeasureKind, filingIds: readonly string[]): Promise<Measure | undefined>;
  /** False when somebody else decided it meanwhile. */
  decideMeasure(id: string, decided: MeasureDecided): Promise<boolean>;
  bar(bar: InstitutionBar): Promise<void>;
  /** `today`: YYYY-MM-DD. */
  activityOf(institutionCode: string, today: string): Promise<Activity>;
}

export interface MeasureFilter {
  readonly institutionCode: string | null;
  readonly state: MeasureState | null;
}

/** Filings that ended by a measure, while that is shown to the public: no person's name, and not the words of the office. */
export interface EndedFilingsView {
  /** Of the measure. */
  readonly id: string;
  readonly institutionCode: string;
  /** As it is called today. */
  readonly institutionName: string;
  readonly regionCode: string;
  readonly reasonCode: MeasureReason;
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
