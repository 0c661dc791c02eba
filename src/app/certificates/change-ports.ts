/** Corrections and re-issues of certificates, and the versions that they and recalls make. */
import type { ChangeKind, ChangeState } from '../../domain/certificate-change/change-state';
import type { CertificateState } from '../../domain/certificate-change/certificate-state';
import type { Difference } from '../../domain/certificate-change/differences';
import type { Holding } from '../../domain/rules/hub-known';
import type { Finding } from '../../domain/rules/rule';
import type { Territory } from '../../domain/tenancy/territory';
import type { Page, PageRequest } from '../paging';

// ── Certificates and their versions ─────────────────────────────────────────────────────────────────────────────

export interface CertificateKeys {
  readonly personKey: Buffer;
  readonly holdingKey: Buffer;
}
export interface LockedCertificate {
  readonly certificateNo: string;
  readonly state: CertificateState;
  readonly version: number;
  readonly institutionCode: string;
  readonly regionCode: string;
  readonly batchId: string;
  readonly line: number;
  readonly issuedOn: string;
  /** The record of the present version, JSON. */
  readonly data: string;
}
export interface NewVersion extends CertificateKeys {
  readonly certificateNo: string;
  /** The version that it follows. */
  readonly after: number;
  readonly kind: 'CORRECTED' | 'REISSUED';
  readonly data: string;
}
export interface NewNumber extends CertificateKeys {
  readonly certificateNo: string;
  /** The version of the old number that it follows. */
  readonly after: number;
  readonly newCertificateNo: string;
  readonly data: string;
}
/** What every feed that knows the number is to be told. */
export interface VersionRef {
  readonly certificateNo: string;
  readonly version: number;
}
export interface CertificateVersions {
  /** The certificate with its present record, locked until the transaction ends. */
  lock(certificateNo: string): Promise<LockedCertificate | undefined>;
  /** One more version of a live certificate; `undefined` when it is no longer live or has gone on meanwhile. */
  addVersion(version: NewVersion, at: Date): Promise<VersionRef | undefined>;
  /** A new certificate in place of a live one; both versions, the new one first. `undefined`: gone on, or number taken. */
  replace(number: NewNumber, at: Date): Promise<readonly VersionRef[] | undefined>;
  /** Whether the number was ever given. */
  isGiven(certificateNo: string): Promise<boolean>;
  /** Live certificates of the person under other numbers. */
  holdingsOf(personKey: Buffer, besides: string): Promise<readonly Holding[]>;
}

/** What a change of one certificate gives: the person that it names, and a number where it gives a new one. */
export interface IssuedByChange {
  readonly personKey: Buffer;
  readonly certificateNo: string | null;
}
export interface CertificateStore extends CertificateVersions {
  /**
   * From here to the end of the transaction nobody else gives a certificate to a person of the batch, or under a number of
   * it. A person may be certified by any institution of any region; a unique index would forbid holdings that were declared.
   * Approvals that share nothing do not wait for each other. The batch must be locked; asked once in a transaction.
   */
  lockIssuing(batchId: string): Promise<void>;
  /** The same for the change of one certificate, which must be locked. */
  lockChanging(issued: IssuedByChange): Promise<void>;
  /** Under `lockIssuing`: makes certificates of the passed records; returns the lines whose number was taken meanwhile. */
  promote(batchId: string, at: Date): Promise<readonly number[]>;
}

// ── Corrections and re-issues ───────────────────────────────────────────────────────────────────────────────────

export interface CertificateChange {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly certificateNo: string;
  readonly baseVersion: number;
  readonly newCertificateNo: string | null;
  readonly institutionCode: string;
  readonly regionCode: string;
  readonly state: ChangeState;
  /** The whole record as it shall be, JSON; `null`: the same certificate once more. */
  readonly data: string | null;
  /** Equal for the same kind, number, record, reason and evidence. */
  readonly contentKey: string;
  readonly reason: string;
  readonly evidence: readonly string[];
  readonly findings: readonly Finding[];
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly cityDecidedBy: string | null;
  readonly cityDecidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  readonly appliedVersion: number | null;
}
export type RequestedChange = Omit<
  CertificateChange,
  'cityDecidedBy' | 'cityDecidedAt' | 'decidedBy' | 'decidedAt' | 'decisionReason' | 'appliedVersion'
>;
export interface ChangeStep {
  readonly to: ChangeState;
  readonly by: string;
  readonly at: Date;
  readonly reason: string | null;
  readonly appliedVersion: number | null;
}
export interface CertificateChangeStore {
  /** False when another open change has the certificate or claims the new number. */
  insert(change: RequestedChange): Promise<boolean>;
  byId(id: string): Promise<CertificateChange | undefined>;
  /** The open change of the certificate. */
  openOf(certificateNo: string): Promise<CertificateChange | undefined>;
  /** The open change that claims the number as its new one. */
  claimOf(newCertificateNo: string): Promise<string | undefined>;
  /** Whether a feed refused the present version of a live certificate of the batch, and no open change is about it. */
  hasUnansweredRefusal(batchId: string): Promise<boolean>;
  /** Moves it if it is still in `from`. */
  move(id: string, from: ChangeState, step: ChangeStep): Promise<boolean>;
}

export interface CorrectionView extends Omit<CertificateChange, 'data' | 'contentKey' | 'institutionCode'> {
  readonly institution: { readonly code: string; readonly name: string };
  /** Against the version that was looked at; personal values are masked. */
  readonly differences: readonly Difference[];
}
export interface CorrectionFilter {
  /** What waits for the caller's own office; an institution: what is open of its own. */
  readonly mine?: { readonly role: string } | null;
  readonly states?: readonly ChangeState[] | null;
  readonly kind?: ChangeKind | null;
  readonly certificateNo?: string | null;
  readonly institutionCode?: string | null;
}
export interface CertificateChangeViews {
  correction(territory: Territory, id: string): Promise<CorrectionView | undefined>;
  /** Longest waiting first. */
  corrections(territory: Territory, filter: CorrectionFilter, page: PageRequest): Promise<Page<CorrectionView>>;
}
