/**
 * The read side: each view answers one screen in one query and never shows more than the territory allows.
 * `undefined` stands for "not there" and for "not yours" alike, so nobody learns what exists elsewhere.
 * Names and document numbers leave a view masked.
 */
import type { Acceptance } from '../domain/decision/acceptance';
import type { BatchState, ReviewStep } from '../domain/decision/batch-state';
import type { Severity, Dimension, JsonPatch, Verdict } from '../domain/rules/rule';
import type { Bilingual } from '../domain/bilingual';
import type { KeptPreflight } from '../domain/intake/preflight';
import type { Territory } from '../domain/tenancy/territory';
import type { BatchOrigin } from './batch-ports';
import type { DeclarationViews, FindingDeclarationView } from './declaration-views';
import type { ForwardingViews } from './forwarding-views';
import type { FeedWishView } from './forwarding/wish-views';
import type { FeedStateViews } from './forwarding/feed-views';
import type { OddityViews } from './forwarding/oddity-ports';
import type { ReceivedViews } from './forwarding/received-ports';
import type { ReconciliationViews } from './forwarding/reconciliation-ports';
import type { TallyReportViews } from './forwarding/tally-report-views';
import type { PackViews } from './pack-views';
import type { Page, PageRequest } from './paging';
import type { Readiness } from './readiness';
import type { RegistrySubjectViews } from './registry-subject-views';
import type { RegistryViews } from './registry-views';
import type { ColdViews } from './cold-ports';
import type { HeldChunk, UploadContent, UploadState } from './intake-ports';
import type { ReplayViews } from './replay-views';
import type { WorkViews } from './work-views';
import type { ApplicationViews } from './applications/application-ports';
import type { FilingObjectionViews } from './applications/filing-objection-ports';
import type { PublicationViews } from './applications/code-ports';
import type { AttachmentViews } from './attachments/attachment-ports';
import type { BylawViews } from './bylaws/bylaw-ports';
import type { CertificateChangeViews } from './certificates/change-ports';
import type { RecallViews } from './certificates/recall-ports';
import type { PlanViews } from './plans/plan-ports';
import type { ProposalViews } from './proposals/proposal-ports';
import type { CatalogueDraftViews } from './registry/catalogue-ports';
import type { ResultsViews } from './results/results-ports';
import type { RecheckView, ReviewDeskViews } from './review/review-ports';
import type { DecisionViews } from './decisions/decision-ports';
import type { DeadlineViews } from './deadlines/deadline-ports';
import type { NotificationViews } from './notifications/notification-ports';

export interface Views
  extends
    BatchViews,
    DeclarationViews,
    CertificateViews,
    RegistryViews,
    RegistrySubjectViews,
    ForwardingViews,
    FeedStateViews,
    OddityViews,
    ReconciliationViews,
    TallyReportViews,
    ReceivedViews,
    PackViews,
    ReplayViews,
    ColdViews,
    WorkViews,
    ApplicationViews,
    FilingObjectionViews,
    PublicationViews,
    AttachmentViews,
    BylawViews,
    CertificateChangeViews,
    RecallViews,
    PlanViews,
    CatalogueDraftViews,
    ResultsViews,
    ReviewDeskViews,
    ProposalViews,
    DecisionViews,
    DeadlineViews,
    NotificationViews {
  /** True when the database answers and its migrations are done. */
  ready(): Promise<boolean>;
  /** The same, part by part. */
  readiness(): Promise<Readiness>;
}

// ── Uploads and batches ─────────────────────────────────────────────────────────────────────────────────────────

export interface UploadView {
  readonly id: string;
  readonly institutionCode: string;
  readonly clientBatchNo: string;
  readonly planNo: string;
  readonly state: UploadState;
  readonly openedAt: Date;
  /** Name of the format that it was begun in; `null` while nothing came. */
  readonly format: string | null;
  /** Known once a stream has brought the content to its end. */
  readonly content: UploadContent | null;
  /** In the order of their numbers. */
  readonly receipts: readonly HeldChunk[];
}

export interface BatchSummaryView {
  readonly id: string;
  readonly origin: BatchOrigin;
  readonly state: BatchState;
  readonly planNo: string;
  readonly clientBatchNo: string;
  readonly institution: { readonly code: string; readonly name: string };
  readonly regionCode: string;
  readonly resubmissionOf: string | null;
  readonly records: number;
  readonly chunks: number;
  readonly sealedAt: Date;
  readonly checkedAt: Date | null;
  readonly decidedAt: Date | null;
  /** `null` until every record has its verdict. */
  readonly counts: { readonly passed: number; readonly held: number; readonly returned: number } | null;
}

export interface BatchView extends BatchSummaryView {
  readonly digest: string;
  readonly algorithm: string;
  readonly progress: { readonly recordsChecked: number; readonly chunksChecked: number };
  readonly reviews: readonly ReviewView[];
  /** Names of the packs that applied, most specific last. */
  readonly packs: readonly string[];
  readonly packDigest: string | null;
  /** `null` of a batch that another hub judged. */
  readonly snapshotDigest: string | null;
  readonly verdictDigest: string | null;
  readonly engineVersion: string | null;
  /** `verdictMatches` is `null` until the hub has its own verdicts. */
  readonly preflight: (KeptPreflight & { readonly verdictMatches: boolean | null }) | null;
  readonly acceptance: Acceptance;
  /** `null` for a batch that mends none, and before its check. */
  readonly recheck: RecheckView | null;
}
export interface ReviewView {
  readonly step: ReviewStep;
  readonly decision: 'APPROVED' | 'RETURNED';
  readonly reason: string | null;
  readonly decidedBy: string;
  readonly decidedAt: Date;
}

export interface RuleCountView {
  readonly code: string;
  readonly severity: Severity;
  readonly findings: number;
  /** Records with at least one finding of the rule. */
  readonly records: number;
}

export interface FindingView {
  readonly line: number | null;
  readonly code: string;
  readonly severity: Severity;
  readonly dimension: Dimension;
  readonly path: string;
  readonly message: Bilingual;
  readonly expected: readonly string[] | null;
  readonly basis: readonly string[];
  /** For the institution only: it can hold a value of the record. */
  readonly fix: JsonPatch | null;
  readonly source: string;
  readonly declaredReason: string | null;
  /** What the institution declared of it, also where that was refused and the finding is open. */
  readonly declaration: FindingDeclarationView | null;
}

/** Values are shown as received; `null` where the record has none. */
export interface RecordView {
  readonly line: number;
  readonly verdict: Verdict;
  readonly certificateNo: string | null;
  /** Masked. */
  readonly name: string | null;
  readonly idType: string | null;
  /** Masked. */
  readonly idNumber: string | null;
  readonly sex: string | null;
  readonly candidateCategory: string | null;
  readonly occupationCode: string | null;
  readonly occupationName: string | null;
  readonly workType: string | null;
  readonly level: string | null;
  readonly siteCode: string | null;
  readonly examDate: string | null;
  readonly issuedOn: string | null;
  readonly theoryScore: number | null;
  readonly skillScore: number | null;
  readonly reviewScore: number | null;
  readonly overallGrade: string | null;
}

/** A record found by its person or number, with the batch that holds it. */
export interface FoundRecordView extends RecordView {
  readonly batchId: string;
  readonly batchState: BatchState;
  readonly clientBatchNo: string;
  readonly sealedAt: Date;
  /** LIVE, REVOKED or REPLACED; `null` where the record became no certificate. */
  readonly certificateState: string | null;
}
/** One of the two. */
export type RecordTrace = { readonly certificateNo: string } | { readonly personKey: Buffer };

export interface BatchFilter {
  readonly state?: BatchState | null;
  readonly institutionCode?: string | null;
  readonly planNo?: string | null;
  readonly clientBatchNo?: string | null;
  /** Sealed at or after. */
  readonly from?: Date | null;
  /** Sealed before. */
  readonly to?: Date | null;
}
export interface FindingFilter {
  readonly code?: string | null;
  readonly severity?: Severity | null;
  /** 0 asks for the findings about the whole batch. */
  readonly line?: number | null;
  readonly source?: string | null;
}
export interface RecordFilter {
  readonly verdict?: Verdict | null;
  readonly certificateNo?: string | null;
}

/** A batch that waits longer for one regulator is overdue, until a pack says otherwise (TIM-008). */
export const REVIEW_WORKING_DAYS_MAX = 5;

/** One institution in the eyes of its regulators. */
export interface ComplianceView {
  readonly institution: { readonly code: string; readonly name: string };
  readonly regionCode: string;
  /** Batches that wait for the check or for a regulator. */
  readonly openBatches: number;
  readonly batches: number;
  /** Records that have their verdict. */
  readonly records: number;
  readonly recordsReturned: number;
  /** recordsReturned / records; `null` without records. */
  readonly returnRate: number | null;
  /** Batches in review since before the deadline. */
  readonly overdueReviews: number;
  /** Certificates that a feed refused and that have no newer version. */
  readonly openRefusals: number;
}

export interface BatchViews {
  /** Where it stands says `findUpload`, which knows its format. */
  upload(territory: Territory, id: string): Promise<UploadView | undefined>;
  batch(territory: Territory, id: string): Promise<BatchView | undefined>;
  batches(territory: Territory, filter: BatchFilter, page: PageRequest): Promise<Page<BatchSummaryView>>;
  rulesOfBatch(territory: Territory, batchId: string): Promise<readonly RuleCountView[]>;
  findings(
    territory: Territory,
    batchId: string,
    filter: FindingFilter,
    page: PageRequest,
  ): Promise<Page<FindingView> | undefined>;
  records(
    territory: Territory,
    batchId: string,
    filter: RecordFilter,
    page: PageRequest,
  ): Promise<Page<RecordView> | undefined>;
  /** Records of any batch of the territory, the newest batch first. */
  foundRecords(territory: Territory, trace: RecordTrace, page: PageRequest): Promise<Page<FoundRecordView>>;
  /** `regionPrefix` narrows the territory. A review is overdue after REVIEW_WORKING_DAYS_MAX Chinese working days. */
  compliance(
    territory: Territory,
    asked: { readonly regionPrefix: string; readonly now: Date },
    page: PageRequest,
  ): Promise<Page<ComplianceView>>;
}

// ── Certificates ────────────────────────────────────────────────────────────────────────────────────────────────

export interface CertificateView {
  readonly certificateNo: string;
  readonly state: string;
  readonly version: number;
  /** As it is called today. */
  readonly institution: { readonly code: string; readonly name: string };
  /** As the certificate names it: the name of the day of issue, whatever it is called today. */
  readonly institutionName: string | null;
  readonly regionCode: string;
  readonly siteCode: string;
  /** Masked. */
  readonly name: string | null;
  /** Masked. */
  readonly idNumber: string | null;
  readonly occupationCode: string;
  readonly occupationName: string;
  readonly workType: string;
  readonly level: string;
  readonly examDate: string;
  readonly issuedOn: string;
  readonly approvedAt: Date;
  /** The number in whose place this one was issued, and the one that was issued in its place. */
  readonly replaces: string | null;
  readonly replacedBy: string | null;
  /** The numbers of one certificate through all re-issues, the first one first; this one among them. */
  readonly chain: readonly CertificateLinkView[];
  readonly versions: readonly CertificateVersionView[];
  readonly feeds: readonly CertificateFeedView[];
  /** Every feed in force, whether it wants the certificate or not. */
  readonly wishes: readonly FeedWishView[];
}
export interface CertificateLinkView {
  readonly certificateNo: string;
  readonly state: string;
}
export interface CertificateVersionView {
  readonly version: number;
  readonly kind: string;
  readonly batchId: string;
  readonly line: number;
  readonly createdAt: Date;
}
/** What one feed was given of one version, and what it said. */
export interface CertificateFeedView {
  readonly feed: string;
  readonly version: number;
  readonly deliveryId: string;
  readonly deliveryState: string;
  readonly sentAt: Date | null;
  readonly state: string;
  readonly code: string | null;
  readonly answeredAt: Date | null;
}
export interface CertificateViews {
  certificate(territory: Territory, certificateNo: string): Promise<CertificateView | undefined>;
}
