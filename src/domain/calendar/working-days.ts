/**
 * Chinese working days: Monday to Friday without public holidays, and the make-up workdays on weekends. The State
 * Council publishes a year's calendar late in the year before; what is not published nobody can count.
 */
import { isWorkday } from 'chinese-days';
import type { CalendarYear } from '../packs/parameters';
import { dayAfter, dayBefore } from './dates';

/** The years that the calendar of this release (package chinese-days) has from the State Council's notices. */
export const CALENDAR_FIRST_YEAR = 2004;
export const CALENDAR_LAST_YEAR = 2026;

type Calendar = Readonly<Record<string, CalendarYear>>;

export interface WorkingDays {
  /**
   * Working days d with from ≤ d < to, both `YYYY-MM-DD`; 0 when there are none. `undefined` when one of these days lies in
   * a year whose calendar is not published: nobody can count it yet.
   */
  between(from: string, to: string): number | undefined;
  /** Working days after `event` up to `day`, that day included: how long something has taken. `undefined` as above. */
  since(event: string, day: string): number | undefined;
}

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];

const isCovered = (year: number, calendar: Calendar): boolean =>
  (year >= CALENDAR_FIRST_YEAR && year <= CALENDAR_LAST_YEAR) || calendar[String(year)] !== undefined;

const isWeekday = (day: string): boolean => MONDAY_TO_FRIDAY.includes(new Date(`${day}T00:00:00Z`).getUTCDay());

function isWorkingDay(day: string, calendar: Calendar): boolean {
  const year = calendar[day.slice(0, 4)];
  if (year === undefined) return isWorkday(day);
  if (year.holidays.includes(day)) return false;
  return year.workdays.includes(day) || isWeekday(day);
}

function countBetween(from: string, to: string, calendar: Calendar): number | undefined {
  if (to <= from) return 0;
  // `to` itself is not counted: on the last day of a published year the next one need not be known.
  const lastYear = Number(dayBefore(to).slice(0, 4));
  for (let year = Number(from.slice(0, 4)); year <= lastYear; year += 1)
    if (!isCovered(year, calendar)) return undefined;
  let days = 0;
  for (let day = from; day < to; day = dayAfter(day)) if (isWorkingDay(day, calendar)) days += 1;
  return days;
}

/** `calendar` comes from the packs: years published after this release, or what they set right. */
export const workingDaysOf = (calendar: Calendar): WorkingDays => ({
  between: (from, to) => countBetween(from, to, calendar),
  since: (event, day) => (day <= event ? 0 : countBetween(dayAfter(event), dayAfter(day), calendar)),
});

/** A longest holiday is below two weeks, so more days than this for one working day mean a broken calendar. */
const DAYS_PER_WORKING_DAY_MAX = 20;

/**
 * The day that lies `days` working days before `day`. For estimates and screens, which must answer in any year: where
 * no calendar is published, every Monday to Friday counts.
 */
export function workingDaysBefore(day: string, days: number, calendar: Calendar = {}): string {
  let at = day;
  for (let left = days, steps = days * DAYS_PER_WORKING_DAY_MAX; left > 0 && steps > 0; steps -= 1) {
    at = dayBefore(at);
    const works = isCovered(Number(at.slice(0, 4)), calendar) ? isWorkingDay(at, calendar) : isWeekday(at);
    if (works) left -= 1;
  }
  return at;
}
