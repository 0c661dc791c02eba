/**
 * What a rule may know beside the record: the batch, the parameters of the exam date, and what the record says, read
 * once. A value that another rule finds fault with is absent here, so that rules which need it stay silent: one
 * mistake, one finding.
 */
import type { CertificateNumber } from '../certificate/certificate-number';
import { CERTIFICATE_NUMBER_LENGTH, isStandardNumber, partsOf } from '../certificate/certificate-number';
import type { ResidentId } from '../certificate/identity-document';
import { NUMBERED_LIKE_RESIDENT_ID, parseResidentId } from '../certificate/identity-document';
import type { Reading } from '../certificate/reading';
import type { Parameters } from '../packs/parameters';
import type { SnapshotOccupation } from '../reference/snapshot';
import type { BatchContext } from './batch-context';
import { occupationOn } from './batch-context';
import type { FilingState } from './filing-state';
import { filingState, UNDECIDED } from './filing-state';

export interface RecordContext {
  readonly batch: BatchContext;
  readonly parameters: Parameters;
  /** Levels of the institution's ladder. */
  readonly ladder: readonly string[];
  readonly reading: Reading;
  /** Absent unless its structure is right (CMP-001, CMP-009). */
  readonly number: CertificateNumber | undefined;
  /** Absent unless its check character is right (AUT-002). */
  readonly residentId: ResidentId | undefined;
  /** Dates are absent when they lie after the day of receipt (TIM-006). */
  readonly birthDate: string | undefined;
  readonly examDate: string | undefined;
  readonly issuedOn: string | undefined;
  /** Absent unless it is in the ladder (CMP-015). */
  readonly level: string | undefined;
  /** Absent unless it is in the catalogue on the exam date (CMP-010) and of a skill major (CMP-012). */
  readonly occupation: SnapshotOccupation | undefined;
  readonly filing: FilingState;
}

/** What holds for all records with the same parameters. */
export interface Ground {
  readonly batch: BatchContext;
  readonly parameters: Parameters;
  readonly ladder: readonly string[];
  readonly numberPatterns: ReadonlyMap<string, RegExp>;
}

const notAfter = (date: string | undefined, day: string): string | undefined =>
  date !== undefined && date <= day ? date : undefined;

function readNumber({ certificateNo, level }: Reading, { numberPatterns }: Ground): CertificateNumber | undefined {
  if (certificateNo === undefined) return undefined;
  if (isStandardNumber(certificateNo)) return partsOf(certificateNo);
  const pattern = level === undefined ? undefined : numberPatterns.get(level);
  const fits = certificateNo.length === CERTIFICATE_NUMBER_LENGTH && pattern?.test(certificateNo) === true;
  return fits ? partsOf(certificateNo) : undefined;
}

function readResidentId({ idType, idNumber }: Reading): ResidentId | undefined {
  if (idType === undefined || idNumber === undefined || !NUMBERED_LIKE_RESIDENT_ID.has(idType)) return undefined;
  return parseResidentId(idNumber);
}

export function recordContext(reading: Reading, ground: Ground): RecordContext {
  const { batch, parameters, ladder } = ground;
  const { receivedOn } = batch;
  const { occupationCode } = reading;
  const examDate = notAfter(reading.examDate, receivedOn);
  const level = reading.level !== undefined && ladder.includes(reading.level) ? reading.level : undefined;
  const isSkill = occupationCode !== undefined && parameters.allowedMajors.includes(occupationCode.charAt(0));
  const occupation =
    examDate === undefined || !isSkill
      ? undefined
      : occupationOn(batch, occupationCode, examDate, parameters.catalogueEditions);
  return {
    batch,
    parameters,
    ladder,
    reading,
    number: readNumber(reading, ground),
    residentId: readResidentId(reading),
    birthDate: notAfter(reading.birthDate, receivedOn),
    examDate,
    issuedOn: notAfter(reading.issuedOn, receivedOn),
    level,
    occupation,
    filing:
      occupation === undefined || examDate === undefined
        ? UNDECIDED
        : filingState(batch.filingsByOccupation.get(occupation.code), { examDate, workType: reading.workType, level }),
  };
}
