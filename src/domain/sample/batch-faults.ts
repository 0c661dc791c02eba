/**
 * Faults of a whole batch: one thing is wrong with its header, its plan or what its records amount to, and one rule says
 * so. Where no pack of the sample province asks for it, the fault names a jurisdiction whose packs do.
 */
import type { CertificateRecord } from '../certificate/record';
import type { BatchHeader } from '../intake/header';
import type { RegistryPlan } from '../registry/document';
import type { Verdict } from '../rules/rule';
import { addDays } from './days';
import type { SampleLine } from './sample-batch';
import type { SampleRegistry } from './sample-registry';

export interface BatchFaultKind {
  readonly code: string;
  /** What becomes of every record. */
  readonly verdict: Verdict;
  /** The rule points at every record (`everyRecord`, a JSON Pointer) instead of at the batch. */
  readonly everyRecord?: string;
  /** `certhub check --pack`; the institution's own by default. */
  readonly jurisdiction?: string;
  /** Fewer records do not show it. */
  readonly recordsMin?: number;
  /** Days after the sample's own on which the batch is received. */
  readonly receivedDaysLater?: number;
  readonly header?: (header: BatchHeader) => Partial<BatchHeader>;
  readonly plan?: (plan: RegistryPlan) => Partial<RegistryPlan>;
  /** `undefined`: the record is left out. `ordinal` counts from 0. */
  readonly record?: (record: CertificateRecord, ordinal: number) => CertificateRecord | undefined;
}

const SESSION_MIN = 30;
const LONG_AFTER_ENROLMENT_DAYS = 60;
const SHORT_LEAD_DAYS = 5;
const SHORT_NOTICE_DAYS = 3;
const RESULTS_LATE_DAYS = 30;
const CERTIFICATES_LATE_DAYS = 10;
const LEFT_OUT = 3;
const SAME_SCORE = 75;

/** Everybody with the same points in every part. */
function sameScores({ theorySubstitute: _substitute, ...record }: CertificateRecord): CertificateRecord {
  const review = record.reviewScore === undefined ? {} : { reviewScore: SAME_SCORE };
  return { ...record, theoryScore: SAME_SCORE, skillScore: SAME_SCORE, ...review, overallGrade: 'PASS' };
}

export const BATCH_FAULTS: readonly BatchFaultKind[] = [
  { code: 'AUT-016', verdict: 'PASSED', recordsMin: SESSION_MIN, record: sameScores },
  {
    code: 'AUT-017',
    verdict: 'PASSED',
    recordsMin: LEFT_OUT + 2,
    record: (record, ordinal) => (ordinal === LEFT_OUT ? undefined : record),
  },
  { code: 'CMP-024', verdict: 'RETURNED', everyRecord: '', plan: () => ({ status: 'SUBMITTED' }) },
  { code: 'CMP-026', verdict: 'RETURNED', plan: () => ({ provinceApproved: false }) },
  {
    code: 'CMP-027',
    verdict: 'RETURNED',
    jurisdiction: 'hunan',
    header: ({ noticeTo }) => ({ noticeFrom: addDays(noticeTo, 1 - SHORT_NOTICE_DAYS) }),
  },
  { code: 'CMP-029', verdict: 'RETURNED', plan: ({ assessors }) => ({ assessors: assessors.slice(1) }) },
  { code: 'CMP-030', verdict: 'RETURNED', plan: ({ assessors }) => ({ invigilators: assessors.slice(0, 1) }) },
  {
    code: 'TIM-001',
    verdict: 'RETURNED',
    jurisdiction: 'hunan',
    plan: ({ examFrom }) => ({ filedOn: addDays(examFrom, -SHORT_LEAD_DAYS) }),
  },
  {
    code: 'TIM-002',
    verdict: 'RETURNED',
    jurisdiction: 'panzhihua',
    plan: ({ filedOn }) => ({ enrolmentClosedOn: addDays(filedOn, -LONG_AFTER_ENROLMENT_DAYS) }),
  },
  {
    code: 'TIM-003',
    verdict: 'HELD',
    jurisdiction: 'panzhihua',
    receivedDaysLater: RESULTS_LATE_DAYS,
    // The day of approval is left open, or the certificate data would be late as well.
    header: () => ({ resultsApprovedOn: null }),
  },
  { code: 'TIM-004', verdict: 'HELD', jurisdiction: 'panzhihua', receivedDaysLater: CERTIFICATES_LATE_DAYS },
];

/** The registry with the plan as the fault has it. */
export const registryWith = (
  registry: SampleRegistry,
  planNo: string,
  { plan: spoilt }: BatchFaultKind,
): SampleRegistry =>
  spoilt === undefined
    ? registry
    : {
        ...registry,
        plans: registry.plans.map((plan) => (plan.planNo === planNo ? { ...plan, ...spoilt(plan) } : plan)),
      };

export const headerWith = (header: BatchHeader, { header: spoilt }: BatchFaultKind): BatchHeader =>
  spoilt === undefined ? header : { ...header, ...spoilt(header) };

/** Clean lines as the fault has them; those that stay are numbered anew. */
export function* linesWith(lines: Iterable<SampleLine>, { record: spoilt }: BatchFaultKind): Generator<SampleLine> {
  let line = 0;
  let ordinal = 0;
  for (const { original } of lines) {
    const record = spoilt === undefined ? original : spoilt(original, ordinal);
    ordinal += 1;
    if (record === undefined) continue;
    line += 1;
    yield { line, record: { ...record }, original };
  }
}
