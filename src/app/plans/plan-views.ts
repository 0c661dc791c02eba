/** What institutions and offices see of plans, and of what came of them. */
import type { BatchState } from '../../domain/decision/batch-state';
import type { PlanPost } from '../../domain/plan/plan-filing';
import type { PlanRemark } from '../../domain/plan/plan-remarks';
import type { PlanState, PlanStep } from '../../domain/plan/plan-state';
import type { PlannedExam } from '../../domain/reference/snapshot';
import type { Territory } from '../../domain/tenancy/territory';
import type { Role } from '../caller';
import type { Page, PageRequest } from '../paging';

export interface PlanQueueItemView extends PlannedExam {
  readonly planNo: string;
  readonly institution: { readonly code: string; readonly name: string };
  readonly regionCode: string;
  readonly state: PlanState;
  readonly revision: number;
  readonly filedOn: string;
  readonly filedAt: Date;
  /** Whose turn it is; `null` when nobody's. */
  readonly waitsFor: PlanStep | 'INSTITUTION' | null;
  /** Of the term that runs; `null` where none runs or its calendar is not published. */
  readonly dueOn: string | null;
}

export interface PlanDetailView extends PlanQueueItemView, Readonly<Record<PlanPost, readonly string[]>> {
  readonly provinceApproved: boolean;
  readonly throughHub: boolean;
  readonly enrolmentClosedOn: string | null;
  readonly audience: readonly string[];
  /** People on the roster; `null` without one. */
  readonly rosterLength: number | null;
  readonly remarks: readonly PlanRemark[];
  readonly decidedAct: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
}

export interface PlanBatchView {
  readonly id: string;
  readonly state: BatchState;
  readonly records: number;
  readonly resubmissionOf: string | null;
  readonly sealedAt: Date;
  readonly counts: { readonly passed: number; readonly held: number; readonly returned: number } | null;
}

export interface PlanResultsView {
  readonly id: string;
  readonly state: string;
  readonly noticeFrom: string | null;
  readonly noticeTo: string | null;
}

export interface PlanFeedView {
  readonly feed: string;
  readonly accepted: number;
  readonly refused: number;
  readonly pending: number;
}

export interface PlanDecisionView {
  readonly act: string;
  readonly reason: string | null;
  readonly basis: readonly string[];
  readonly role: string;
  readonly decidedAt: Date;
}

export interface PlanOutcomeView {
  readonly plan: PlanDetailView;
  /** Oldest first. */
  readonly decisions: readonly PlanDecisionView[];
  readonly results: readonly PlanResultsView[];
  /** In the order of their seals; the first `PLAN_BATCHES_SHOWN_MAX`. */
  readonly batches: readonly PlanBatchView[];
  readonly batchesTotal: number;
  /** Over all batches; a record that was sent again counts in each. */
  readonly records: { readonly passed: number; readonly held: number; readonly returned: number };
  readonly certificates: readonly { readonly state: string; readonly count: number }[];
  readonly certificatesTotal: number;
  readonly feeds: readonly PlanFeedView[];
}
export const PLAN_BATCHES_SHOWN_MAX = 100;

export interface PlanCertificateView {
  readonly certificateNo: string;
  readonly state: string;
  readonly version: number;
  /** Masked, both. */
  readonly name: string | null;
  readonly idNumber: string | null;
  readonly level: string;
  readonly examDate: string;
  readonly issuedOn: string;
  readonly batchId: string;
}

export interface PlanQueueFilter {
  readonly state: PlanState | null;
  /** Only what waits for the caller. */
  readonly mine: boolean;
  readonly institutionCode: string | null;
  /** Part of the plan number, the occupation code or the name of the institution. */
  readonly text: string | null;
}

export interface PlanCaseViews {
  /** What waits for the role first, the oldest filing first. Plans that came with a registry document are not in it. */
  planQueue(
    reader: { readonly role: Role; readonly territory: Territory },
    filter: PlanQueueFilter,
    page: PageRequest,
  ): Promise<Page<PlanQueueItemView>>;
  plan(territory: Territory, planNo: string): Promise<PlanDetailView | undefined>;
  planOutcome(territory: Territory, planNo: string): Promise<PlanOutcomeView | undefined>;
  certificatesOfPlan(
    territory: Territory,
    planNo: string,
    page: PageRequest,
  ): Promise<Page<PlanCertificateView> | undefined>;
}
