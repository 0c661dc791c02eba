/** What one person of an office proposed and another decides, as rows; see src/domain/proposal/proposal-state.ts. */
import type { ProposalKind, ProposalOutcome, ProposalState } from '../../domain/proposal/proposal-state';
import type { Territory } from '../../domain/tenancy/territory';
import type { Caller, Role } from '../caller';
import type { Subject, SubjectKind } from '../decisions/decision-ports';
import type { Page, PageRequest } from '../paging';

export interface Proposal {
  readonly id: string;
  readonly kind: ProposalKind;
  /** Of the bar, the results, the objection or the bylaw. */
  readonly subjectId: string;
  /** Whom it concerns; it learns of it once it holds. */
  readonly institutionCode: string | null;
  /** The wall. */
  readonly regionCode: string;
  readonly state: ProposalState;
  readonly reason: string;
  readonly basis: readonly string[];
  readonly proposedBy: string;
  /** What a province proposed, only a province decides. */
  readonly proposedRole: Role;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  /** Why it was dismissed. */
  readonly decisionReason: string | null;
}

export const PROPOSAL_SUBJECTS = {
  BAR_LIFT: 'BAR',
  RESULTS_WITHDRAWAL: 'RESULTS',
  OBJECTION_UPHELD: 'OBJECTION',
  BYLAW_WITHDRAWAL: 'BYLAW',
} as const satisfies Record<ProposalKind, SubjectKind>;

export const subjectOf = ({ kind, subjectId }: Pick<Proposal, 'kind' | 'subjectId'>): Subject => ({
  kind: PROPOSAL_SUBJECTS[kind],
  id: subjectId,
});

export interface ProposalDecision {
  readonly to: ProposalOutcome;
  readonly by: string;
  readonly at: Date;
  readonly reason: string | null;
}

export interface ProposalStore {
  /** Whoever proposes holds the lock of the subject, so that one proposal of a kind waits at a time. */
  insert(proposal: Proposal): Promise<void>;
  find(id: string): Promise<Proposal | undefined>;
  /** The last one of the kind about the subject, whatever became of it. */
  latest(kind: ProposalKind, subjectId: string): Promise<Proposal | undefined>;
  /** False when it no longer waits. */
  decide(id: string, decision: ProposalDecision): Promise<boolean>;
  /** Ends those that wait about subjects that ended otherwise; answers them. */
  lapse(kind: ProposalKind, subjectIds: readonly string[], at: Date): Promise<readonly Proposal[]>;
}

export interface ProposalFilter {
  readonly kind: ProposalKind | null;
  readonly state: ProposalState | null;
  readonly subjectId: string | null;
  /** Only what waits for this caller's hand. */
  readonly mine: Caller | null;
}
export interface ProposalViews {
  /** Latest first; for offices, because what is only proposed is their own matter. */
  proposals(territory: Territory, filter: ProposalFilter, page: PageRequest): Promise<Page<Proposal>>;
  /** Ids of those that wait, by subject; one of a kind waits at a time. */
  openProposals(
    territory: Territory,
    kind: ProposalKind,
    subjectIds: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;
}
