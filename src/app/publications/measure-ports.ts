/** Suspension, resumption and revocation of filings as rows: one person proposes, another confirms. */
import type { MeasureKind, MeasureReason, MeasureState } from '../../domain/filing/measure';
import type { Territory } from '../../domain/tenancy/territory';
import type { Role } from '../caller';
import type { Page, PageRequest } from '../paging';

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
}

export interface MeasureDecided {
  readonly to: Exclude<MeasureState, 'PROPOSED'>;
  readonly from: string;
  readonly by: string;
  readonly at: Date;
  readonly reason: string | null;
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
}

export interface MeasureFilter {
  readonly institutionCode: string | null;
  readonly state: MeasureState | null;
}
export interface MeasureViews {
  /** An institution sees what was confirmed, its regulators all. */
  measure(territory: Territory, id: string): Promise<Measure | undefined>;
  /** Latest first. */
  measures(territory: Territory, filter: MeasureFilter, page: PageRequest): Promise<Page<Measure>>;
}
