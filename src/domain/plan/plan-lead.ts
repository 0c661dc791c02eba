/**
 * The lead of a plan (TIM-001) before the exam: from which day on an exam may be held if the plan is filed today. The day
 * of filing counts, the exam day does not.
 */
import { dayAfter } from '../calendar/dates';
import type { WorkingDays } from '../calendar/working-days';

export type PlanLead =
  | { readonly kind: 'IN_TIME' }
  /** `firstExamDay` is `null` where the calendar of `year` would be needed to name it. */
  | { readonly kind: 'TOO_LATE'; readonly firstExamDay: string | null }
  /** Whether it is in time depends on the calendar of `year`, which nobody has published yet. */
  | { readonly kind: 'UNPUBLISHED'; readonly year: string };

/** A longest holiday is below two weeks. */
const DAYS_PER_WORKING_DAY_MAX = 20;

export function planLead(
  { filedOn, examFrom }: { readonly filedOn: string; readonly examFrom: string },
  needed: number | null,
  workingDays: WorkingDays,
): PlanLead {
  if (needed === null || needed === 0) return { kind: 'IN_TIME' };
  let day = filedOn;
  let counted = 0;
  for (let steps = needed * DAYS_PER_WORKING_DAY_MAX; counted < needed && steps > 0; steps -= 1) {
    const works = workingDays.between(day, dayAfter(day));
    if (works === undefined) {
      return examFrom <= day
        ? { kind: 'TOO_LATE', firstExamDay: null }
        : { kind: 'UNPUBLISHED', year: day.slice(0, 4) };
    }
    counted += works;
    day = dayAfter(day);
  }
  return day <= examFrom ? { kind: 'IN_TIME' } : { kind: 'TOO_LATE', firstExamDay: day };
}
