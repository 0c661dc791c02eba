/**
 * Judges each exam of a batch once: the same occupation, work type, level, basis, site and date come in nearly every record,
 * and what the rules say of them is then the same. For each date, as batches mix the dates of a plan, it remembers two exams:
 * the one that keeps coming, and an odd one, so that a slip in one record does not cost the others.
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

interface Remembered {
  steady: JudgedExam;
  odd: JudgedExam;
}

export function examJudge(ground: Ground, rules: readonly ActiveRule[]): ExamJudge {
  const byDate = new Map<string | undefined, Remembered>();

  const judge = (reading: ExamReading): JudgedExam => {
    const context = examContext(reading, ground);
    const faults: (ActiveRule & { readonly found: Fault })[] = [];
    for (const { rule, severity } of rules) {
      for (const found of faultsIn(rule.checkExam?.(context))) faults.push({ rule, severity, found });
    }
    return { context, faults };
  };
  return (reading) => {
    const known = byDate.get(reading.examDate);
    if (known === undefined) {
      const judged = judge(reading);
      if (byDate.size >= EXAM_DATES_KEPT_MAX) byDate.clear();
      byDate.set(reading.examDate, { steady: judged, odd: judged });
      return judged;
    }
    const { steady, odd } = known;
    if (isSameExam(steady.context.reading, reading)) return steady;
    if (isSameExam(odd.context.reading, reading)) {
      // It came twice: it may be the one that keeps coming from here on.
      known.steady = odd;
      known.odd = steady;
      return odd;
    }
    return (known.odd = judge(reading));
  };
}
