/** The register of people: proposals, what became of them, and bars. */
import type { Term } from '../../domain/reference/snapshot';
import type { RegistryStaff, StaffKind } from '../../domain/registry/document';
import type { BarState, StaffProposalState } from '../../domain/staff/staff-state';
import type { Territory } from '../../domain/tenancy/territory';
import type { Role } from '../caller';
import type { Page, PageRequest } from '../paging';

export interface StaffProposal {
  readonly id: string;
  readonly staffId: string;
  /** What the registry holds once it is confirmed; bars stay as the register has them. */
  readonly content: Omit<RegistryStaff, 'barred'>;
  readonly institutionCode: string | null;
  readonly regionCode: string;
  readonly state: StaffProposalState;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
}

export interface StaffBar extends Term {
  readonly id: string;
  readonly staffId: string;
  /** Of the person: the wall. */
  readonly regionCode: string;
  readonly state: BarState;
  readonly reason: string;
  readonly basis: readonly string[];
  readonly proposedBy: string;
  /** What a province proposed, only a province decides. */
  readonly proposedRole: Role;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  /** What a province put in force, only a province ends. */
  readonly decidedRole: Role | null;
  readonly decidedAt: Date | null;
}

/** Who a person of the register belongs to. */
export interface StaffHome {
  readonly institutionCode: string | null;
  /** Of the person, or of the institution; `null` for people whom a registry document placed nowhere. */
  readonly regionCode: string | null;
}

export interface FoundMember extends StaffHome {
  readonly staff: RegistryStaff;
}
export interface BarredMember extends FoundMember {
  readonly bar: StaffBar;
}

export interface StaffStore {
  member(id: string): Promise<FoundMember | undefined>;
  /** Another person whose certificate has this number within the term. */
  certificateHolder(certificateNo: string, term: Term, otherThan: string): Promise<string | undefined>;
  /** False when a proposal for the person waits already. */
  insertProposal(proposal: StaffProposal): Promise<boolean>;
  proposal(id: string): Promise<StaffProposal | undefined>;
  openProposal(staffId: string): Promise<StaffProposal | undefined>;
  /** False when it no longer waits. */
  decideProposal(proposal: StaffProposal): Promise<boolean>;
  insertBar(bar: StaffBar): Promise<void>;
  bar(id: string): Promise<StaffBar | undefined>;
  /** Of the person, oldest first. */
  bars(staffId: string): Promise<readonly StaffBar[]>;
  /** False when it is no longer in the state `from`. */
  moveBar(bar: StaffBar, from: BarState): Promise<boolean>;
}

// ── Views ───────────────────────────────────────────────────────────────────────────────────────────────────────

export interface StaffView {
  readonly id: string;
  /** Masked. */
  readonly name: string | null;
  /** Masked. */
  readonly certificateNo: string | null;
  readonly kinds: readonly StaffKind[];
  readonly occupationCodes: readonly string[];
  readonly from: string;
  readonly to: string | null;
  readonly institutionCode: string | null;
  readonly regionCode: string | null;
  readonly isRegistered: boolean;
  /** The proposal that waits, also for a person who is registered already. */
  readonly openProposalId: string | null;
  /** Terms in which the person serves in no post. */
  readonly barred: readonly Term[];
}

export interface StaffSessionView {
  readonly planNo: string;
  readonly status: string;
  readonly siteCode: string;
  readonly examFrom: string;
  readonly examTo: string;
  readonly posts: readonly string[];
}

export interface StaffMemberView extends StaffView {
  readonly bars: readonly Omit<StaffBar, 'regionCode'>[];
  /** The latest sessions that the reader may see, and how many there are. */
  readonly sessions: readonly StaffSessionView[];
  readonly sessionsTotal: number;
}

export interface StaffFilter {
  readonly kind: StaffKind | null;
  readonly institutionCode: string | null;
  readonly occupationCode: string | null;
  /** Only people whose proposal waits. */
  readonly waiting: boolean;
}

export const STAFF_SESSIONS_SHOWN_MAX = 100;

export interface StaffViews {
  staff(territory: Territory, filter: StaffFilter, page: PageRequest): Promise<Page<StaffView>>;
  staffMember(territory: Territory, id: string): Promise<StaffMemberView | undefined>;
}
