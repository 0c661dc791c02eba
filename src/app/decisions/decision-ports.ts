/** Every decision of a regulator or of the hub's own clock, with reason, basis and author; never changed. */
import type { Page, PageRequest } from '../paging';
import type { Role } from '../caller';
import type { Territory } from '../../domain/tenancy/territory';

/** What work, decisions, deadlines and notifications are about. */
export const SUBJECT_KINDS = [
  'APPLICATION',
  'PUBLICATION',
  'INSTITUTION',
  'FILING',
  'PLAN',
  'RESULTS',
  'OBJECTION',
  'BATCH',
  'CORRECTION',
  'RECALL',
  'CERTIFICATE',
  'STAFF',
  'MEASURE',
  'BAR',
  'BYLAW',
  'CATALOGUE',
  'CALENDAR',
  'UPLOAD',
  'FEED',
] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

export interface Decision {
  readonly id: string;
  readonly subject: Subject;
  /** `null` where it concerns nobody in particular (catalogue, calendar). */
  readonly institutionCode: string | null;
  /** GB/T 2260: where it belongs; the wall of who may read it. */
  readonly regionCode: string;
  /** A code of the noun, such as `ASSESS_PASSED` or `REVOKED`. */
  readonly act: string;
  /** In the words of whoever decided; of an approval without words, what was found. */
  readonly reason: string;
  /** Documents and articles. */
  readonly basis: readonly string[];
  /** Client id; `clock` where a term ended by itself. */
  readonly decidedBy: string;
  readonly role: Role | 'CLOCK';
  readonly decidedAt: Date;
}

/**
 * What an office only considers is its own matter: the institution reads of a recall, a measure, a bar, a bylaw taken down or what
 * undoes them once it holds, and never of one that was taken back.
 */
export const OFFICE_ACTS = [
  'BAR_DISMISSED',
  'BAR_LIFT_DISMISSED',
  'BAR_LIFT_PROPOSED',
  'BAR_PROPOSED',
  'BYLAW_WITHDRAWAL_DISMISSED',
  'BYLAW_WITHDRAWAL_LAPSED',
  'BYLAW_WITHDRAWAL_PROPOSED',
  'OBJECTION_UPHELD_DISMISSED',
  'OBJECTION_UPHELD_LAPSED',
  'OBJECTION_UPHELD_PROPOSED',
  'RECALL_PROPOSED',
  'RECALL_WITHDRAWN',
  'RESULTS_WITHDRAWAL_DISMISSED',
  'RESULTS_WITHDRAWAL_LAPSED',
  'RESULTS_WITHDRAWAL_PROPOSED',
  'RESUMPTION_PROPOSED',
  'RESUMPTION_WITHDRAWN',
  'REVOCATION_PROPOSED',
  'REVOCATION_WITHDRAWN',
  'SUSPENSION_PROPOSED',
  'SUSPENSION_WITHDRAWN',
  'TERMINATION_PROPOSED',
  'TERMINATION_WITHDRAWN',
] as const;

export interface DecisionStore {
  note(decision: Decision): Promise<void>;
  noteAll(decisions: readonly Decision[]): Promise<void>;
  /** Oldest first. */
  ofSubject(subject: Subject): Promise<readonly Decision[]>;
}

export interface DecisionFilter {
  readonly subject: Subject | null;
  readonly institutionCode: string | null;
}
export interface DecisionViews {
  /** Latest first; `OFFICE_ACTS` for offices only. */
  decisions(territory: Territory, filter: DecisionFilter, page: PageRequest): Promise<Page<Decision>>;
}
