/** Recalls of certificates, and the subsidies that follow from them. */
import type { BatchState } from '../../domain/decision/batch-state';
import type { RecallGround, RecallState, SubsidyState } from '../../domain/recall/recall-state';
import type { RecallScope, ScopeKind } from '../../domain/recall/scope';
import type { Territory } from '../../domain/tenancy/territory';
import type { Role } from '../caller';
import type { Page, PageRequest } from '../paging';
import type { VersionRef } from './change-ports';

export interface Recall {
  readonly id: string;
  readonly state: RecallState;
  readonly ground: RecallGround;
  readonly scope: RecallScope;
  readonly institutionCode: string;
  readonly regionCode: string;
  readonly reason: string;
  readonly basis: readonly string[];
  readonly evidence: readonly string[];
  /** Equal for the same scope, ground, reason, basis and evidence. */
  readonly contentKey: string;
  /** Certificates of the scope at the proposal, by state. */
  readonly live: number;
  readonly revoked: number;
  readonly replaced: number;
  /** Feeds that ever got one of the live ones. */
  readonly feeds: number;
  /** SHA-256, hex, of the live certificates and their versions. */
  readonly digest: string;
  readonly proposedBy: string;
  readonly proposedRole: Role;
  readonly proposedAt: Date;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
  readonly endedReason: string | null;
}
/** What a scope holds now. */
export interface Coverage {
  readonly certificates: number;
  readonly live: number;
  readonly revoked: number;
  readonly replaced: number;
  /** Lines of batches that they came with. */
  readonly lines: number;
  readonly feeds: number;
  /** Some came from another hub. */
  readonly isReceived: boolean;
  readonly digest: string;
  readonly institutionCodes: readonly string[];
  readonly regionCodes: readonly string[];
}
/** A scope in terms of rows: numbers, or batches (and lines of them). */
export interface ScopeRows {
  readonly certificateNos: readonly string[] | null;
  readonly batchIds: readonly string[];
  readonly lines: readonly number[] | null;
}
export interface OpenBatch {
  readonly id: string;
  readonly state: BatchState;
}
export interface Bucket {
  readonly period: string;
  readonly regionCode: string;
  readonly batchId: string;
}
export interface SettledSubsidies {
  readonly recallId: string;
  /** `null`: all open ones of the recall. */
  readonly certificateNos: readonly string[] | null;
  readonly state: Exclude<SubsidyState, 'OPEN'>;
  readonly amountFen: number | null;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}
export interface Plan {
  readonly planNo: string;
  readonly institutionCode: string;
  readonly status: string;
}
export interface RecallStore {
  /** False when the same person proposes the same already. The certificates that are live are kept with it. */
  insert(recall: Recall, rows: ScopeRows): Promise<boolean>;
  sameProposed(proposedBy: string, contentKey: string): Promise<Recall | undefined>;
  byId(id: string): Promise<Recall | undefined>;
  lock(id: string): Promise<Recall | undefined>;
  move(id: string, to: RecallState, ended: { by: string; at: Date; reason: string | null }): Promise<boolean>;
  plan(planNo: string): Promise<Plan | undefined>;
  batchesOfPlan(plan: Pick<Plan, 'planNo' | 'institutionCode'>): Promise<readonly string[]>;
  /** Batches of the plan that may still become certificates, locked: under check or review, or returned by the check alone. */
  lockOpenBatches(plan: Pick<Plan, 'planNo' | 'institutionCode'>): Promise<readonly OpenBatch[]>;
  /** Locks the certificates of the scope, in the order of their numbers. */
  lockCovered(rows: ScopeRows): Promise<void>;
  coverage(rows: ScopeRows): Promise<Coverage>;
  /** Of the kept certificates, those that the open changes are about are refused; answers the changes. */
  refuseChanges(
    recallId: string,
    refusal: { by: string; at: Date; reason: string },
  ): Promise<readonly { readonly id: string; readonly certificateNo: string }[]>;
  /** Revokes what is kept with the recall, with a version and a subsidy row each, by number; a few statements in all. */
  revoke(recallId: string, at: Date): Promise<readonly VersionRef[]>;
  buckets(recallId: string): Promise<readonly Bucket[]>;
  /** Batches of the kept certificates about which something came back from above that is not answered. */
  awaitingFeedback(recallId: string): Promise<readonly string[]>;
  /** The recall that revoked a certificate. */
  ofCertificate(certificateNo: string): Promise<{ readonly id: string; readonly at: Date } | undefined>;
  /** Certificates among `certificateNos` that the recall revoked. */
  subsidiesAmong(recallId: string, certificateNos: readonly string[]): Promise<number>;
  /** Settles those that are open; answers how many, and how many stood so already. */
  settleSubsidies(settled: SettledSubsidies): Promise<{ readonly settled: number; readonly before: number }>;
}

// ── Views ───────────────────────────────────────────────────────────────────────────────────────────────────────

export interface RecallView extends Omit<Recall, 'contentKey' | 'institutionCode' | 'scope'> {
  readonly institution: { readonly code: string; readonly name: string };
  readonly scopeKind: ScopeKind;
  readonly batchId: string | null;
  readonly lines: readonly number[] | null;
  readonly planNo: string | null;
}
/** One feed's side of a recall, in revoked certificates. */
export interface RecallFeedView {
  readonly feed: string;
  readonly certificates: number;
  /** Taken by the receiver, whatever it answered. */
  readonly told: number;
  readonly accepted: number;
  readonly refused: number;
  readonly pending: number;
}
export interface SubsidyTotalsView {
  readonly certificates: number;
  readonly open: number;
  readonly recovered: number;
  readonly notPaid: number;
  readonly recoveredYuan: number;
}
export interface RecallCertificateView {
  readonly certificateNo: string;
  /** The version that the recall looked at. */
  readonly version: number;
  readonly state: string;
  readonly batchId: string;
  readonly line: number;
}
export interface RecallFilter {
  /** Proposals that the caller may confirm: its office's, by somebody else. */
  readonly mine?: { readonly clientId: string; readonly role: Role } | null;
  readonly state?: RecallState | null;
  readonly ground?: RecallGround | null;
  readonly institutionCode?: string | null;
  readonly planNo?: string | null;
  readonly batchId?: string | null;
}
export interface SubsidyRecoveryView {
  readonly certificateNo: string;
  readonly recallId: string;
  readonly institutionCode: string;
  readonly state: SubsidyState;
  readonly amountYuan: number | null;
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}
export interface SubsidyFilter {
  readonly recallId?: string | null;
  readonly institutionCode?: string | null;
  readonly state?: SubsidyState | null;
}
export interface SubsidyPage extends Page<SubsidyRecoveryView> {
  readonly totals: SubsidyTotalsView;
}
/** An institution sees what was confirmed about it. */
export interface RecallViews {
  recall(territory: Territory, id: string): Promise<RecallView | undefined>;
  /** Latest first. */
  recalls(territory: Territory, filter: RecallFilter, page: PageRequest): Promise<Page<RecallView>>;
  /** By recall; one without certificates at a feed is absent. */
  feedsOfRecalls(territory: Territory, ids: readonly string[]): Promise<ReadonlyMap<string, readonly RecallFeedView[]>>;
  recallCertificates(
    territory: Territory,
    id: string,
    page: PageRequest,
  ): Promise<Page<RecallCertificateView> | undefined>;
  /** By certificate number; the totals are those of the whole list. */
  subsidyRecoveries(territory: Territory, filter: SubsidyFilter, page: PageRequest): Promise<SubsidyPage>;
  /** By recall; one without subsidies is absent. */
  subsidyTotals(territory: Territory, recallIds: readonly string[]): Promise<ReadonlyMap<string, SubsidyTotalsView>>;
}
