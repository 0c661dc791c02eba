/**
 * What a rule may know beside the record: the batch, the parameters of the exam date, and what the record says, read
 * once. A value that another rule finds fault with is absent here, so that rules which need it stay silent: one
 * mistake, one finding.
 */
import type { CertificateNumber } from '../certificate/certificate-number';
import { CERTIFICATE_NUMBER_LENGTH, partsOf } from '../certificate/certificate-number';
import type { ResidentId } from '../certificate/identity-document';
import { NUMBERED_LIKE_RESIDENT_ID, parseResidentId } from '../certificate/identity-document';
import type { Reading } from '../certificate/reading';
import { type ExamContext, notAfter } from './exam-context';
import { prefixMissed } from './filed-prefix';
import type { Ground } from './ground';

export interface RecordContext extends ExamContext {
  readonly reading: Reading;
  /** Absent unless its structure is right (CMP-001, CMP-009). */
  readonly number: CertificateNumber | undefined;
  /** The first four parts as they should be, where the number has them otherwise (CMP-002 to 005). */
  readonly prefixMissed: CertificateNumber | undefined;
  /** Absent unless its check character is right (AUT-002, AUT-006). */
  readonly residentId: ResidentId | undefined;
  /** Dates are absent when they lie after the day of receipt (TIM-006). */
  readonly birthDate: string | undefined;
  readonly issuedOn: string | undefined;
}

function readNumber({ certificateNo, level }: Reading, ground: Ground): CertificateNumber | undefined {
  if (certificateNo === undefined) return undefined;
  return ground.readNumber(certificateNo) ?? numberOfLevel(certificateNo, level, ground);
}

/** Some levels have numbers of a pattern of their own. */
function numberOfLevel(
  certificateNo: string,
  level: string | undefined,
  { numberPatterns }: Ground,
): CertificateNumber | undefined {
  const pattern = level === undefined ? undefined : numberPatterns.get(level);
  const fits = certificateNo.length === CERTIFICATE_NUMBER_LENGTH && pattern?.test(certificateNo) === true;
  return fits ? partsOf(certificateNo) : undefined;
}

function readResidentId({ idType, idNumber, birthDate }: Reading): ResidentId | undefined {
  if (idType === undefined || idNumber === undefined || !NUMBERED_LIKE_RESIDENT_ID.has(idType)) return undefined;
  return parseResidentId(idNumber, birthDate);
}

/** `exam` is that of the record; written out, because a spread of so many fields takes as long as ten rules. */
export function recordContext(reading: Reading, exam: ExamContext): RecordContext {
  const { ground, batch } = exam;
  const number = readNumber(reading, ground);
  return {
    ground,
    batch,
    parameters: exam.parameters,
    plan: exam.plan,
    reading,
    examDate: exam.examDate,
    level: exam.level,
    occupation: exam.occupation,
    workType: exam.workType,
    filing: exam.filing,
    audience: exam.audience,
    bornUpTo: exam.bornUpTo,
    number,
    prefixMissed: number === undefined ? undefined : prefixMissed(number, reading, batch.sitesByCode),
    residentId: readResidentId(reading),
    birthDate: notAfter(reading.birthDate, batch.receivedOn),
    issuedOn: notAfter(reading.issuedOn, batch.receivedOn),
  };
}
