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
  /** The working day `days` after `event`, the first one after it being the first; the event itself when `days` is 0. */
  after(event: string, days: number): CountedDay;
}

/** The day, or the first year whose calendar was needed and is not published. */
export type CountedDay =
  { readonly kind: 'day'; readonly day: string } | { readonly kind: 'unpublished'; readonly year: number };

const yearOf = (day: string): number => Number(day.slice(0, 4));

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];

/** True when the calendar of the year is known: from this release, or from `calendar`. */
export const isCovered = (year: number, calendar: Calendar): boolean =>
  (year >= CALENDAR_FIRST_YEAR && year <= CALENDAR_LAST_YEAR) || calendar[String(year)] !== undefined;

export const isWeekday = (day: string): boolean => MONDAY_TO_FRIDAY.includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** The package parses the day anew for each question; of the years that it covers some 8,000 days can be asked. */
const published = new Map<string, boolean>();

function isPublishedWorkday(day: string): boolean {
  const known = published.get(day) ?? isWorkday(day);
  if (isCovered(yearOf(day), {})) published.set(day, known);
  return known;
}

function isWorkingDay(day: string, calendar: Calendar): boolean {
  const year = calendar[day.slice(0, 4)];
  if (year === undefined) return isPublishedWorkday(day);
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

function countAfter(event: string, days: number, calendar: Calendar): CountedDay {
  let day = event;
  for (let left = days; left > 0;) {
    day = dayAfter(day);
    const year = yearOf(day);
    if (!isCovered(year, calendar)) return { kind: 'unpublished', year };
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return { kind: 'day', day };
}

/** `calendar` comes from the packs: years published after this release, or what they set right. */
export const workingDaysOf = (calendar: Calendar): WorkingDays => ({
  between: (from, to) => countBetween(from, to, calendar),
  since: (event, day) => (day <= event ? 0 : countBetween(dayAfter(event), dayAfter(day), calendar)),
  after: (event, days) => countAfter(event, days, calendar),
});

/** A longest holiday is below two weeks, so more days than this for one working day mean a broken calendar. */
const DAYS_PER_WORKING_DAY_MAX = 20;

/**
 * The day that lies `days` working days before `day`. For estimates and screens, which must answer in any year: where
 * no calendar is published, every Monday to Friday counts.
 */
export function workingDaysBefore(day: string, days: number, calendar: Calendar = {}): string {
  return estimated(day, days, calendar, dayBefore);
}

/** Likewise the day that lies `days` working days after `day`. */
export function workingDaysAfter(day: string, days: number, calendar: Calendar = {}): string {
  return estimated(day, days, calendar, dayAfter);
}

function estimated(day: string, days: number, calendar: Calendar, next: (day: string) => string): string {
  let at = day;
  for (let left = days, steps = days * DAYS_PER_WORKING_DAY_MAX; left > 0 && steps > 0; steps -= 1) {
    at = next(at);
    const works = isCovered(yearOf(at), calendar) ? isWorkingDay(at, calendar) : isWeekday(at);
    if (works) left -= 1;
  }
  return at;
}

/** How the days from `from` to `to`, both included, differ from Monday to Friday: its holidays on weekdays and its workdays on weekends. */
export function exceptionsIn(from: string, to: string, calendar: Calendar): CalendarYear {
  const [holidays, workdays]: [string[], string[]] = [[], []];
  for (let day = from; day <= to; day = dayAfter(day)) {
    if (!isCovered(yearOf(day), calendar) || isWorkingDay(day, calendar) === isWeekday(day)) continue;
    (isWeekday(day) ? holidays : workdays).push(day);
  }
  return { holidays, workdays };
}
