/** What regulators and the operator see of the reports of tallies. */
import type { FeedWants } from '../../domain/forwarding/feed';
import type { ReportState } from '../../domain/statistics/report-life';
import type { RevisionChanges, RevisionReason } from '../../domain/statistics/revision';
import type { Territory } from '../../domain/tenancy/territory';
import type { Page, PageRequest } from '../paging';
import type { TallyReportRow } from './tally-report-ports';

export interface TallyReportFilter {
  readonly feed?: string | null;
  /** YYYY-MM, inclusive. */
  readonly periodFrom?: string | null;
  /** YYYY-MM, inclusive. */
  readonly periodTo?: string | null;
  readonly state?: ReportState | null;
  /** Only the revision of each period that counts now. */
  readonly newestOnly?: boolean | null;
}

export interface TallyReportView {
  readonly id: string;
  readonly feed: string;
  readonly period: string;
  readonly regionCode: string;
  readonly revision: number;
  readonly isNewest: boolean;
  readonly reason: RevisionReason;
  readonly definition: string;
  readonly certificates: number;
  readonly rowCount: number;
  readonly digest: string;
  readonly certificatesDigest: string;
  /** `null` of the first revision. */
  readonly changes: RevisionChanges | null;
  readonly madeAt: Date;
  readonly state: ReportState;
  readonly attemptsMade: number;
  readonly dueAt: Date;
  readonly sentAt: Date | null;
  readonly answeredAt: Date | null;
  /** Of a refusal, or of the last attempt that reached nobody. */
  readonly code: string | null;
}

/** `null`: the revision has no such row. */
export interface TallyReportDifferenceView extends Omit<TallyReportRow, 'certificates'> {
  readonly before: number | null;
  readonly after: number | null;
}

/** A report whose certificates are looked at. */
export interface CheckedReport {
  readonly id: string;
  readonly period: string;
  readonly regionCode: string;
  readonly wants: FeedWants;
  readonly madeAt: Date;
}
/** A certificate that was corrected since, as it was when the report was made. */
export interface CorrectedCertificate {
  readonly certificateNo: string;
  readonly regionCode: string;
  readonly institutionCode: string;
  readonly institutionKind: string;
  readonly schoolType: string | null;
  /** The record of then: JSON. */
  readonly data: string;
}
/** Corrected since, and of these the ones that were counted: their month may have been another. */
export interface CorrectedSince {
  readonly all: readonly string[];
  readonly counted: readonly string[];
}

export interface TallyReportCheckView {
  /** As told, and as its rows sum up to. */
  readonly certificates: number;
  readonly sumOfRows: number;
  /** Those that would be counted now. */
  readonly certificatesNow: number;
  /** The very same certificates in the very same versions. */
  readonly isSame: boolean;
  readonly came: number;
  readonly went: number;
  readonly changed: number;
  /** These differences, no more and no less, lead from the certificates of then to those of now. */
  readonly isExplained: boolean;
  /** In the hub's own tallies of the period and region, and live certificates of them: whatever the feed wants. */
  readonly tallied: number;
  readonly live: number;
  /** A bucket of it waits to be recomputed. */
  readonly isDue: boolean;
}

export type CertificateDifferenceKind = 'CAME' | 'WENT' | 'CHANGED';
export interface CertificateDifferenceView {
  readonly certificateNo: string;
  readonly kind: CertificateDifferenceKind;
  /** Version that was counted; `null`: none. */
  readonly before: number | null;
  /** Version that would be counted now; `null`: none. */
  readonly after: number | null;
}

export interface TallyReportViews {
  tallyReports(territory: Territory, filter: TallyReportFilter, page: PageRequest): Promise<Page<TallyReportView>>;
  tallyReport(territory: Territory, id: string): Promise<TallyReportView | undefined>;
  tallyReportRows(territory: Territory, id: string, page: PageRequest): Promise<Page<TallyReportRow> | undefined>;
  /** Against the revision before; of the first there are none. */
  tallyReportDifferences(
    territory: Territory,
    id: string,
    page: PageRequest,
  ): Promise<Page<TallyReportDifferenceView> | undefined>;
  checkedReport(territory: Territory, id: string): Promise<CheckedReport | undefined>;
  /** Behind `after`, in the order of their numbers. */
  correctedSince(report: CheckedReport, after: string, limit: number): Promise<readonly CorrectedCertificate[]>;
  reportCheck(report: CheckedReport, corrected: CorrectedSince): Promise<TallyReportCheckView>;
  reportCertificates(
    report: CheckedReport,
    corrected: CorrectedSince,
    page: PageRequest,
  ): Promise<Page<CertificateDifferenceView>>;
}
