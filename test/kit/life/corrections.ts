/** Certificates after they were issued: how they stand, and how they are corrected. */
import type { RawRecord } from '../../../src/domain/certificate/record';
import { REFUSAL } from '../operations';
import { said, type Answer, type Asker, type Page } from './answers';

export interface SeenCertificate {
  readonly state: string;
  readonly version: number;
  readonly versions: readonly { readonly version: number; readonly kind: string }[];
  readonly feeds: readonly {
    readonly feed: string;
    readonly version: number;
    readonly state: string;
    readonly code: string | null;
  }[];
}

export async function seenCertificate(by: Asker, certificateNo: string): Promise<SeenCertificate> {
  const { certificate } = await by.run<{ certificate: SeenCertificate }>(
    `query ($no: ID!) { certificate(certificateNo: $no) { state version versions { version kind }
       feeds { feed version state code } } }`,
    { no: certificateNo },
  );
  return certificate;
}

export interface CorrectionAsked {
  readonly certificateNo: string;
  /** The whole record as it shall be. */
  readonly record: RawRecord;
  readonly reason: string;
  /** Ids of attachments. */
  readonly evidence: readonly string[];
}

export const requestCorrection = (
  by: Asker,
  asked: CorrectionAsked,
): Promise<Answer<{ readonly correctionId: string; readonly state: string; readonly repeated: boolean }>> =>
  said(
    by,
    `mutation ($certificateNo: ID!, $record: CertificateRecord!, $reason: String!, $evidence: [ID!]!) {
       requestCorrection(certificateNo: $certificateNo, record: $record, reason: $reason, evidence: $evidence) {
         ... on CorrectionRequested { correctionId state repeated } ${REFUSAL} } }`,
    asked,
  );

export interface CorrectionDecided {
  readonly correctionId: string;
  readonly certificateNo: string;
  readonly state: string;
  readonly appliedVersion: number | null;
}

export const approveCorrection = (by: Asker, id: string): Promise<Answer<CorrectionDecided>> =>
  said(
    by,
    `mutation ($id: ID!) { approveCorrection(correctionId: $id) {
       ... on CorrectionDecided { correctionId certificateNo state appliedVersion } ${REFUSAL} } }`,
    { id },
  );

export interface SeenCorrection {
  readonly id: string;
  readonly state: string;
  readonly differences: readonly { readonly field: string }[];
  readonly evidence: readonly string[];
}

/** What waits for the office of the caller. */
export async function correctionsFor(by: Asker): Promise<Page<SeenCorrection>> {
  const { corrections } = await by.run<{ corrections: Page<SeenCorrection> }>(
    '{ corrections(filter: { mine: true }) { total items { id state differences { field } evidence } } }',
  );
  return corrections;
}
