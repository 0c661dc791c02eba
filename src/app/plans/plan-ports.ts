/** Exam plans on their way, and what they led to. */
import type { PlanRemark } from '../../domain/plan/plan-remarks';
import type { PlanState } from '../../domain/plan/plan-state';
import type { RegistryStaff } from '../../domain/registry/document';
import type { StaffStore, StaffViews } from '../staff/staff-ports';
import type { PlanCaseViews } from './plan-views';

/** What the hub keeps of a plan beside its registry row. */
export interface PlanCase {
  readonly planNo: string;
  readonly institutionCode: string;
  /** Of the institution. */
  readonly regionCode: string;
  readonly state: PlanState;
  /** 1 with the filing, one more with each change. */
  readonly revision: number;
  /** False for plans that came with a registry document. */
  readonly throughHub: boolean;
  readonly audience: readonly string[];
  /** Keyed digest of what was filed last; `null` for plans of a registry document. */
  readonly contentKey: Buffer | null;
  readonly remarks: readonly PlanRemark[];
  /** Client id of whoever filed what stands now. */
  readonly filedBy: string;
  readonly filedAt: Date;
  /** Client id of the city that approved what stands now. */
  readonly cityBy: string | null;
  /** The last act of an office, or the cancellation: `APPROVED`, `RETURNED`, `REFUSED`, `CANCELLED`, `VOIDED`. */
  readonly decidedAct: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
}

/** What keeps a plan from being changed or cancelled. */
export interface PlanUse {
  /** The first batch of the plan. */
  readonly batchId: string | null;
  readonly hasResults: boolean;
}

export interface PlanCaseStore {
  /**
   * The next serial of a region and year, from 1 without gaps: what is refused gives it back. Others who ask wait until the
   * transaction ends.
   */
  nextSerial(noun: 'PLAN' | 'STAFF', regionCode: string, year: string): Promise<number>;
  /**
   * Also of plans that came with a registry document. Where the registry row says another state, a regulator replaced it by
   * a document since: that state holds.
   */
  caseOf(planNo: string): Promise<PlanCase | undefined>;
  /** A plan of the institution that stands with exactly this content. */
  sameContent(institutionCode: string, contentKey: Buffer): Promise<PlanCase | undefined>;
  /** Writes the case; false when it is no longer of the revision and act that `before` says. `null`: there is none yet. */
  saveCase(after: PlanCase, before: PlanCase | null): Promise<boolean>;
  /** Those of `ids` whom a plan that stands, at another site, names for one of the days; ascending. */
  namedElsewhere(session: StaffedSession): Promise<readonly string[]>;
  useOf(planNo: string): Promise<PlanUse>;
  /** People of the register, by id; nobody who was only proposed. */
  register(ids: readonly string[]): Promise<ReadonlyMap<string, RegistryStaff>>;
}

export interface StaffedSession {
  /** `null` while it has no number. */
  readonly planNo: string | null;
  readonly siteCode: string;
  readonly examFrom: string;
  readonly examTo: string;
  readonly ids: readonly string[];
}

export type PlanStore = PlanCaseStore & StaffStore;
export type PlanViews = PlanCaseViews & StaffViews;
