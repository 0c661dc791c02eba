/**
 * What the rules may know about the world, frozen at a moment (docs/snapshot.md). Dates are `YYYY-MM-DD` in
 * China Standard Time; `to` is the last day, inclusive; `null` is open.
 */
export interface Term {
  readonly from: string;
  readonly to: string | null;
}

export type InstitutionKind = 'EMPLOYER' | 'SOCIAL_ORG';
export type SchoolType =
  | 'TECHNICIAN_COLLEGE'
  | 'SENIOR_TECHNICAL_SCHOOL'
  | 'TECHNICAL_SCHOOL'
  | 'SECONDARY_VOCATIONAL'
  | 'HIGHER_VOCATIONAL'
  | 'UNIVERSITY';
/** Where an institution may work: the whole province, or its own city. */
export type InstitutionGrade = 'PROVINCE' | 'CITY';

export interface SnapshotInstitution {
  readonly code: string;
  readonly name: string;
  readonly creditCode: string;
  readonly kind: InstitutionKind;
  readonly schoolType: SchoolType | null;
  readonly names: readonly (Term & { readonly name: string })[];
  /** GB/T 2260, six digits. */
  readonly region: string;
  readonly grade: InstitutionGrade;
}

export interface SnapshotSite extends Term {
  readonly code: string;
  readonly region: string;
}

export interface Interruption extends Term {
  readonly kind: 'SUSPENDED' | 'REVOKED' | 'TERMINATED';
}

export interface SnapshotFiling extends Term {
  readonly id: string;
  readonly occupationCode: string;
  readonly workTypes: readonly string[];
  readonly levels: readonly string[];
  /** Empty: every site of the institution. */
  readonly siteCodes: readonly string[];
  readonly audience: readonly string[];
  readonly basis: readonly string[];
  readonly interruptions: readonly Interruption[];
}

/** What is examined, where, when, and how many are expected. */
export interface PlannedExam {
  readonly occupationCode: string;
  /** `--` where the occupation has none. */
  readonly workType: string;
  readonly level: string;
  readonly siteCode: string;
  readonly examFrom: string;
  readonly examTo: string;
  readonly headcount: number;
}

export interface SnapshotPlan extends PlannedExam {
  readonly planNo: string;
  readonly status: string;
  readonly provinceApproved: boolean;
  readonly filedOn: string;
  readonly enrolmentClosedOn: string | null;
  /** Person digests; `null` where the plan carries no roster. */
  readonly roster: readonly string[] | null;
  readonly assessors: readonly string[];
  readonly internalSupervisors: readonly string[];
  readonly invigilators: readonly string[];
  readonly trainers: readonly string[];
}

export interface SnapshotAssessor {
  readonly id: string;
  readonly occupationCodes: readonly string[];
  readonly from: string;
  readonly to: string | null;
  readonly barred: readonly Term[];
}

export interface SnapshotOccupation {
  readonly code: string;
  readonly name: string;
  readonly workTypes: readonly string[];
}

export interface SnapshotCatalogue extends Term {
  readonly edition: string;
  readonly occupations: readonly SnapshotOccupation[];
}

export interface Snapshot {
  /** ISO instant with offset. */
  readonly asOf: string;
  readonly institution: SnapshotInstitution;
  readonly sites: readonly SnapshotSite[];
  readonly filings: readonly SnapshotFiling[];
  readonly plans: readonly SnapshotPlan[];
  readonly assessors: readonly SnapshotAssessor[];
  readonly catalogue: readonly SnapshotCatalogue[];
  readonly known: { readonly persons: readonly string[]; readonly certificateNumbers: readonly string[] };
}

/** True when from ≤ day ≤ to. ISO dates compare as text. */
export const touches = ({ from, to }: Term, day: string): boolean => from <= day && (to === null || day <= to);

/** True when there is a day that both terms touch. */
export const overlap = (one: Term, other: Term): boolean =>
  (one.to === null || other.from <= one.to) && (other.to === null || one.from <= other.to);
