/** Results of exams, their public notice and the objections to them. */
import type {
  ObjectionChannel,
  ObjectionDecision,
  ObjectionState,
  ResultsState,
} from '../../domain/results/results-state';
import type { Territory } from '../../domain/tenancy/territory';
import type { Role } from '../caller';
import type { Page, PageRequest } from '../paging';

export interface Results {
  readonly id: string;
  readonly planNo: string;
  /** 1 for the first submission of the plan; each later one replaces the one before. */
  readonly revision: number;
  readonly institutionCode: string;
  readonly regionCode: string;
  readonly state: ResultsState;
  /** First and last day of the notice, `YYYY-MM-DD`; both `null` where the region asks for none and none was wished. */
  readonly noticeFrom: string | null;
  readonly noticeTo: string | null;
  readonly candidates: number;
  readonly passed: number;
  readonly submittedBy: string;
  readonly submittedAt: Date;
  /** When the office was told that objections keep a notice open whose last day is over. */
  readonly overdueToldAt: Date | null;
  readonly closedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawnBy: string | null;
}
/** What is kept of one candidate. */
export interface KeptEntry {
  readonly nameMasked: string;
  readonly idType: string;
  readonly idNumberMasked: string;
  readonly personKey: Buffer;
  readonly passed: boolean;
}

export interface Objection {
  readonly id: string;
  readonly resultsId: string;
  /** 1-based; `null`: the notice as a whole. */
  readonly entryNo: number | null;
  readonly institutionCode: string;
  readonly regionCode: string;
  readonly channel: ObjectionChannel;
  readonly text: string;
  readonly state: ObjectionState;
  /** Client id of whoever wrote it down. */
  readonly raisedBy: string;
  readonly raisedRole: Role;
  readonly raisedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedRole: Role | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
  readonly basis: readonly string[];
}

/** What a submission must agree with. */
export interface PlanOfResults {
  readonly institutionCode: string;
  /** Of the institution. */
  readonly regionCode: string;
  readonly status: string;
  readonly level: string;
  /** Last exam day. */
  readonly examTo: string;
  readonly roster: readonly string[] | null;
}
/** A passed record whose person the closed results do not carry as passed. */
export interface StruckLine {
  readonly line: number;
  readonly why: 'STRUCK' | 'FAILED' | 'ABSENT';
}

export interface ResultsStore {
  /** One submission or withdrawal of a plan at a time, until the transaction ends. */
  lockPlan(planNo: string): Promise<void>;
  /** `hold`: the plan stays as it is until the transaction ends. */
  planOf(planNo: string, hold?: 'hold'): Promise<PlanOfResults | undefined>;
  /**
   * Those of the plan that are not withdrawn. `read`: unchanged by others until the transaction ends; `change`: for a change
   * of one's own; `look`: as they are now, held by nobody.
   */
  liveOf(planNo: string, hold: 'look' | 'read' | 'change'): Promise<Results | undefined>;
  /** The number of revisions so far. */
  revisionsOf(planNo: string): Promise<number>;
  /** True when the live results of the plan were sent as this content. */
  isSame(resultsId: string, contentKey: Buffer): Promise<boolean>;
  insert(results: Results, contentKey: Buffer, entries: readonly KeptEntry[]): Promise<void>;
  /** Locked until the transaction ends. */
  lock(id: string): Promise<Results | undefined>;
  /** Like `lock`, but does not wait: `undefined` also while somebody else is at it. */
  claim(id: string): Promise<Results | undefined>;
  /** False when they are not in `from` any more. */
  move(id: string, from: ResultsState, to: ResultsState, at: Date): Promise<boolean>;
  noteWithdrawal(id: string, by: string, reason: string): Promise<void>;
  noteOfficeTold(id: string, at: Date): Promise<void>;
  strike(id: string, entryNo: number, at: Date): Promise<void>;
  /** True while somebody passed whom no objection has struck. */
  hasPassed(resultsId: string): Promise<boolean>;
  /** True when a batch of the plan stands: sealed, not come back whole, its certificates not all recalled. */
  hasBatch(plan: Pick<Results, 'institutionCode' | 'planNo'>): Promise<boolean>;
  /** True while a certificate that came of the plan is live: neither recalled nor replaced. */
  hasCertificates(plan: Pick<Results, 'institutionCode' | 'planNo'>): Promise<boolean>;
  /** Passed records of the batch that the results do not carry as passed, ascending, the first `limit`, and how many in all. */
  struckLines(
    resultsId: string,
    batchId: string,
    limit: number,
  ): Promise<{ readonly lines: readonly StruckLine[]; readonly total: number }>;
  /** True when the plan came through the hub, so that its results must too. */
  isFiledHere(planNo: string): Promise<boolean>;

  insertObjection(objection: Objection): Promise<void>;
  objectionsOf(resultsId: string): Promise<readonly Objection[]>;
  /** Without a lock: who decides on it locks its results. */
  objection(id: string): Promise<Objection | undefined>;
  /** False when it is not OPEN any more. */
  decideObjection(id: string, decided: ObjectionDecided): Promise<boolean>;
  /** Ends the open objections of withdrawn results; answers their ids. */
  lapseObjections(resultsId: string, at: Date): Promise<readonly string[]>;
}
export interface ObjectionDecided {
  readonly decision: ObjectionDecision;
  readonly by: string;
  readonly role: Role;
  readonly at: Date;
  readonly reason: string;
  readonly basis: readonly string[];
}

// ── Read side ───────────────────────────────────────────────────────────────────────────────────────────────────

/** What everybody may read of a notice while it lasts. */
export interface NoticeView {
  readonly id: string;
  readonly planNo: string;
  readonly institution: { readonly code: string; readonly name: string };
  readonly regionCode: string;
  readonly occupationCode: string;
  readonly workType: string;
  readonly level: string;
  readonly siteCode: string;
  readonly examFrom: string;
  readonly examTo: string;
  readonly noticeFrom: string;
  readonly noticeTo: string;
  readonly candidates: number;
  readonly passed: number;
  /** Objections that are not decided yet: they keep the notice open beyond its last day. */
  readonly openObjections: number;
}
export interface NoticeEntryView {
  readonly entryNo: number;
  /** Masked. */
  readonly name: string;
  /** Masked. */
  readonly idNumber: string;
  readonly passed: boolean;
  /** An objection against it was upheld. */
  readonly struck: boolean;
}
export interface NoticeFilter {
  readonly regionCode: string | null;
  readonly institutionCode: string | null;
  readonly planNo: string | null;
}

export interface ResultsView extends Omit<NoticeView, 'noticeFrom' | 'noticeTo'> {
  readonly state: ResultsState;
  readonly revision: number;
  readonly noticeFrom: string | null;
  readonly noticeTo: string | null;
  readonly struck: number;
  readonly submittedAt: Date;
  readonly closedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawReason: string | null;
}
export interface ResultsFilter {
  readonly planNo: string | null;
  readonly institutionCode: string | null;
  readonly regionCode: string | null;
  readonly state: ResultsState | null;
}
export type ObjectionView = Objection & { readonly planNo: string };
export interface ObjectionFilter {
  readonly resultsId: string | null;
  readonly institutionCode: string | null;
  readonly state: ObjectionState | null;
}

/** `today`: the day in China; what is on notice is decided by it, whether the clock's job has run or not. */
export interface ResultsViews {
  /** On notice now, for anybody; the notice that ends first comes first. */
  notices(today: string, filter: NoticeFilter, page: PageRequest): Promise<Page<NoticeView>>;
  notice(today: string, id: string): Promise<NoticeView | undefined>;
  noticeEntries(today: string, id: string, page: PageRequest): Promise<Page<NoticeEntryView> | undefined>;
  /** Latest first, in every state. */
  results(territory: Territory, filter: ResultsFilter, page: PageRequest): Promise<Page<ResultsView>>;
  resultsEntries(territory: Territory, id: string, page: PageRequest): Promise<Page<NoticeEntryView> | undefined>;
  /** Latest first. */
  objections(territory: Territory, filter: ObjectionFilter, page: PageRequest): Promise<Page<ObjectionView>>;
  /** Notices on which the clock must act: begin, close, or tell the office why they do not close. */
  dueNotices(today: string, limit: number): Promise<readonly { readonly resultsId: string }[]>;
}
