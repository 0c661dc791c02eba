/**
 * The registry document: the one format in which reference data enters the hub – `certhub registry import FILE`,
 * the registry mutations and the sample province all speak it. One JSON object; each list may be left out, and what
 * is there is inserted or replaced whole by its key. Dates are `YYYY-MM-DD`, `to` is the last day, `null` is open.
 */
import type {
  InstitutionGrade,
  InstitutionKind,
  SchoolType,
  SnapshotAssessor,
  SnapshotCatalogue,
  SnapshotFiling,
  SnapshotPlan,
  Term,
} from '../reference/snapshot';
import type { Ownership } from '../application/route';
import type { RegistrySigningKey } from './signing-key';

export type RegionGrade = 'NATION' | 'PROVINCE' | 'CITY';

export interface RegistryRegion {
  /** GB/T 2260, six digits; `000000` is the nation. */
  readonly code: string;
  readonly name: string;
  readonly nameEn?: string | null;
  readonly grade: RegionGrade;
  readonly parentCode: string | null;
}

export interface RegistryRegulator {
  readonly code: string;
  readonly name: string;
  readonly regionCode: string;
  readonly grade: RegionGrade;
}

export interface RegistryInstitution {
  readonly code: string;
  readonly name: string;
  /** 统一社会信用代码, GB 32100. */
  readonly creditCode: string;
  readonly kind: InstitutionKind;
  readonly schoolType: SchoolType | null;
  /** Of city level: its regulator reviews the institution's batches first, whatever the grade. */
  readonly regionCode: string;
  readonly grade: InstitutionGrade;
  /** The name history, the present name included. */
  readonly names: readonly (Term & { readonly name: string })[];
  /** Whose the institution is; decides the route of its applications. */
  readonly ownership?: Ownership | null;
  readonly address?: string | null;
  /** Telephone of its office, for the public directory. */
  readonly phone?: string | null;
  /** Who registered it as a legal person. */
  readonly registrationAuthority?: string | null;
  /** 联系人 (内人社办发〔2024〕53号 第十三条): not for the public directory. */
  readonly contactName?: string | null;
}

export interface RegistrySite extends Term {
  /** The 13 characters of the filing number: the first 13 of every certificate number of the site. */
  readonly code: string;
  readonly institutionCode: string;
  readonly regionCode: string;
  readonly name: string;
  /** The hub's key of the place, such as its address code: sites with one venue are one place (CMP-035). */
  readonly venue?: string | null;
  readonly address?: string | null;
}

export type RegistryFiling = SnapshotFiling & {
  readonly institutionCode: string;
  /** What a candidate pays, by level, in yuan (up to two decimals); filed and shown to the public. */
  readonly fees?: readonly FilingFee[] | null;
};
export interface FilingFee {
  readonly level: string;
  readonly yuan: number;
}

export const STAFF_KINDS = ['ASSESSOR', 'SUPERVISOR', 'INVIGILATOR', 'TRAINER'] as const;
export type StaffKind = (typeof STAFF_KINDS)[number];
/**
 * A person of the register: assessors (考评员), internal supervisors (内部督导员), invigilators (监考) and trainers. A snapshot
 * keeps what the rules read (`SnapshotAssessor`).
 */
export type RegistryStaff = SnapshotAssessor & {
  /** Absent: an assessor. */
  readonly kinds?: readonly StaffKind[] | null;
  /** Absent: of no institution (the pool of a region). */
  readonly institutionCode?: string | null;
  readonly regionCode?: string | null;
  /** Number of the card or certificate. */
  readonly certificateNo?: string | null;
  readonly name?: string | null;
};

/** One edition of the catalogue, or a batch of new occupations that is added to one. */
export type RegistryCatalogue = SnapshotCatalogue & {
  /** The edition to which the batch adds; absent or `null` for an edition. */
  readonly supplementTo?: string | null;
};
/** `roster`: digests of the candidates (`rosterDigest` of src/domain/certificate/roster.ts); plain numbers are refused. */
export type RegistryPlan = SnapshotPlan & { readonly institutionCode: string };

export interface RegistryDocument {
  readonly regions?: readonly RegistryRegion[];
  readonly regulators?: readonly RegistryRegulator[];
  readonly institutions?: readonly RegistryInstitution[];
  readonly sites?: readonly RegistrySite[];
  readonly filings?: readonly RegistryFiling[];
  readonly plans?: readonly RegistryPlan[];
  readonly catalogue?: readonly RegistryCatalogue[];
  readonly assessors?: readonly RegistryStaff[];
  readonly signingKeys?: readonly RegistrySigningKey[];
}

export type RegistryList = keyof RegistryDocument;

/** Longest lists of one document; a larger registry is imported in several documents. */
export const REGISTRY_LIST_MAX: { readonly [list in RegistryList]-?: number } = {
  regions: 5_000,
  regulators: 5_000,
  institutions: 50_000,
  sites: 200_000,
  filings: 500_000,
  plans: 500_000,
  catalogue: 50,
  assessors: 500_000,
  signingKeys: 200_000,
};
