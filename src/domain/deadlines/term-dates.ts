/** The days of a term: when it ends, from when it is warned of, and when it goes one level up. */
import { daysAfter } from '../calendar/dates';
import { type CountedDay, workingDaysAfter, workingDaysBefore, workingDaysOf } from '../calendar/working-days';
import type { CalendarYear } from '../packs/parameters';
import type { Term } from './terms';

/** On the so many-th working day after the last day it goes one level up; an operating default, no document names a number. */
export const ESCALATION_WORKING_DAYS = 3;

export interface TermSpan {
  /** Day of the event, `YYYY-MM-DD`. */
  readonly startsOn: string;
  readonly days: number;
  /** Working days before the end from which it is warned of. */
  readonly warningDays: number;
}

export interface TermDates {
  /** Last day; `null` while the calendar of `waitsForYear` is not published. */
  readonly dueOn: string | null;
  readonly warnOn: string | null;
  readonly escalateOn: string | null;
  readonly waitsForYear: number | null;
}

/** The day after the event is the first day of the term. */
export function termDates(
  unit: Term['unit'],
  { startsOn, days, warningDays }: TermSpan,
  calendar: Readonly<Record<string, CalendarYear>>,
): TermDates {
  const end: CountedDay =
    unit === 'DAY' ? { kind: 'day', day: daysAfter(startsOn, days) } : workingDaysOf(calendar).after(startsOn, days);
  if (end.kind === 'unpublished') return { dueOn: null, warnOn: null, escalateOn: null, waitsForYear: end.year };
  const warnOn = workingDaysBefore(end.day, warningDays, calendar);
  return {
    dueOn: end.day,
    warnOn: warnOn < startsOn ? startsOn : warnOn,
    // The way up is no statutory term, so it is estimated where no calendar is published.
    escalateOn: workingDaysAfter(end.day, ESCALATION_WORKING_DAYS, calendar),
    waitsForYear: null,
  };
}
