/**
 * Judges each exam of a batch once: the same occupation, work type, level, basis, site and date come in nearly every record,
 * and what the rules say of them is then the same. Remembers one exam for each date, as batches mix the dates of a plan.
 */
import { type ExamContext, examContext, type ExamReading, isSameExam } from './exam-context';
import type { Ground } from './ground';
import type { Fault, RecordRule, Severity } from './rule';
import { faultsIn } from './rule';

export interface ActiveRule {
  readonly rule: RecordRule;
  readonly severity: Severity;
}

export interface JudgedExam {
  readonly context: ExamContext;
  /** What is wrong with every record of the exam. */
  readonly faults: readonly (ActiveRule & { readonly found: Fault })[];
}

export type ExamJudge = (reading: ExamReading) => JudgedExam;

/** More dates than any plan has; a batch of dates at random must not fill the memory. */
const EXAM_DATES_KEPT_MAX = 500;

export function examJudge(ground: Ground, rules: readonly ActiveRule[]): ExamJudge {
  const byDate = new Map<string | undefined, JudgedExam>();
  return (reading) => {
    const known = byDate.get(reading.examDate);
    if (known !== undefined && isSameExam(known.context.reading, reading)) return known;
    const context = examContext(reading, ground);
    const faults = rules.flatMap(({ rule, severity }) =>
      faultsIn(rule.checkExam?.(context)).map((found) => ({ rule, severity, found })),
    );
    if (byDate.size >= EXAM_DATES_KEPT_MAX) byDate.clear();
    const judged = { context, faults };
    byDate.set(reading.examDate, judged);
    return judged;
  };
}
