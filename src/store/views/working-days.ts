import { isWorkday } from 'chinese-days';
import { cstDate } from '../../domain/calendar/cst';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** A longest holiday is below two weeks, so more steps than this for one working day mean a broken calendar. */
const DAYS_BETWEEN_WORKDAYS_MAX = 20;

/**
 * The start of the day (China Standard Time) that lies `days` Chinese working days before the day of `instant`:
 * public holidays and make-up workdays counted. For a year whose calendar the State Council has not published
 * yet, the package knows weekends only.
 */
export function workingDaysBefore(instant: Date, days: number): Date {
  let day = Date.parse(`${cstDate(instant)}T00:00:00+08:00`);
  for (let left = days, steps = days * DAYS_BETWEEN_WORKDAYS_MAX; left > 0 && steps > 0; steps -= 1) {
    day -= DAY_MS;
    if (isWorkday(cstDate(new Date(day)))) left -= 1;
  }
  return new Date(day);
}
