/**
 * What a record says of its exam — occupation, work type, level, basis, site, date — and what follows from it. Nearly all
 * records of a batch say the same, so it is worked out, and judged by the rules that ask for nothing else, once for each
 * exam instead of once for each record.
 */
import { yearsAfter } from '../calendar/dates';
import type { Reading } from '../certificate/reading';
import type { Parameters } from '../packs/parameters';
import type { SnapshotOccupation, SnapshotPlan } from '../reference/snapshot';
import type { BatchContext } from './batch-context';
import { occupationOn } from './batch-context';
import type { FilingState } from './filing-state';
import { audienceAt, filingState, UNDECIDED } from './filing-state';
import type { Ground } from './ground';
import { workTypeOf } from './work-type';

export type ExamReading = Pick<
  Reading,
  'occupationCode' | 'occupationName' | 'workType' | 'level' | 'basis' | 'siteCode' | 'examDate'
>;

/** A value that another rule finds fault with is absent here, as in `RecordContext`. */
export interface ExamContext {
  readonly ground: Ground;
  readonly batch: BatchContext;
  readonly parameters: Parameters;
  /** Absent unless it is approved (CMP-024). */
  readonly plan: SnapshotPlan | undefined;
  readonly reading: ExamReading;
  /** Absent when it lies after the day of receipt (TIM-006). */
  readonly examDate: string | undefined;
  /** Absent unless it is in the ladder (CMP-015) and within the limit of the school type (CMP-016). */
  readonly level: string | undefined;
  /** Absent unless it is in the catalogue on the exam date (CMP-010) and of a skill major (CMP-012). */
  readonly occupation: SnapshotOccupation | undefined;
  /** Absent unless it belongs to the occupation (CMP-014), where that can be said. */
  readonly workType: string | undefined;
  readonly filing: FilingState;
  /** Whom the filings of the site are for; `undefined` where no filing can be asked. */
  readonly audience: readonly string[] | undefined;
  /** Whoever was born up to this day is of the minimum age; for a first look only, CMP-031 decides. */
  readonly bornUpTo: string | undefined;
}

/** The date, unless it lies after `day`. */
export const notAfter = (date: string | undefined, day: string): string | undefined =>
  date !== undefined && date <= day ? date : undefined;

function readLevel({ level }: ExamReading, { ladder, levelLimit }: Ground): string | undefined {
  if (level === undefined || !ladder.includes(level)) return undefined;
  return levelLimit === undefined || levelLimit.includes(level) ? level : undefined;
}

function readOccupation(code: string | undefined, examDate: string | undefined, ground: Ground) {
  const { batch, parameters } = ground;
  if (code === undefined || examDate === undefined || !parameters.allowedMajors.includes(code.charAt(0)))
    return undefined;
  return occupationOn(batch, code, examDate, parameters.catalogueEditions);
}

/** Keeps the fields of the exam only: nothing of the person outlives the record. */
const examReading = (reading: ExamReading): ExamReading => ({
  occupationCode: reading.occupationCode,
  occupationName: reading.occupationName,
  workType: reading.workType,
  level: reading.level,
  basis: reading.basis,
  siteCode: reading.siteCode,
  examDate: reading.examDate,
});

export const isSameExam = (one: ExamReading, other: ExamReading): boolean =>
  one.occupationCode === other.occupationCode &&
  one.occupationName === other.occupationName &&
  one.workType === other.workType &&
  one.level === other.level &&
  one.basis === other.basis &&
  one.siteCode === other.siteCode &&
  one.examDate === other.examDate;

export function examContext(of: ExamReading, ground: Ground): ExamContext {
  const { batch, parameters, plan } = ground;
  const reading = examReading(of);
  const examDate = notAfter(reading.examDate, batch.receivedOn);
  const level = readLevel(reading, ground);
  const occupation = readOccupation(reading.occupationCode, examDate, ground);
  const workType = workTypeOf(reading.workType, occupation, ground);
  const filing =
    occupation === undefined || examDate === undefined
      ? UNDECIDED
      : filingState(batch.filingsByOccupation.get(occupation.code), { examDate, workType, level });
  return {
    ground,
    batch,
    parameters,
    plan,
    reading,
    examDate,
    level,
    occupation,
    workType,
    filing,
    audience: audienceAt(filing, reading.siteCode),
    bornUpTo: examDate === undefined ? undefined : yearsAfter(examDate, -parameters.minAge),
  };
}
