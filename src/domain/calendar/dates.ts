/** Dates are `YYYY-MM-DD` in China Standard Time and compare as text; moments are ISO instants with an offset. */

import { cstDate } from './cst';

const DAY_MS = 24 * 60 * 60 * 1_000;
const MONTHS_PER_YEAR = 12;

const DATE_LENGTH = 10;
const INSTANT_SHAPE =
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})$/;
const MONTH_DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const ZERO = 48;
const NINE = 57;
const HYPHEN = 45;

/** The number of the digits from `from` to before `to`; -1 when one of them is no digit. */
function numberIn(text: string, from: number, to: number): number {
  let number = 0;
  for (let index = from; index < to; index += 1) {
    const digit = text.charCodeAt(index);
    if (!(digit >= ZERO && digit <= NINE)) return -1;
    number = number * 10 + digit - ZERO;
  }
  return number;
}

/** True for a day that stands in the calendar, written `YYYY-MM-DD`. Asked three times a record, hence the digits. */
export function isDate(text: string): boolean {
  if (text.length !== DATE_LENGTH || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return false;
  const year = numberIn(text, 0, 4);
  const month = numberIn(text, 5, 7);
  const day = numberIn(text, 8, 10);
  if (year < 1 || day < 1) return false;
  return month === 2 && isLeapYear(year) ? day <= 29 : day <= (MONTH_DAYS[month] ?? 0);
}

/** True for a moment that says its offset from UTC; a bare date or a local time is none. */
export function isInstant(text: string): boolean {
  return INSTANT_SHAPE.test(text) && isDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}

/** The day it is in China at `instant`. Throws RangeError when `instant` is no ISO instant with an offset. */
export function chinaDate(instant: string): string {
  if (!isInstant(instant)) throw new RangeError('Not an ISO instant with an offset.');
  return cstDate(new Date(instant));
}

/** The day that lies `days` after `date` (before it when negative), which must be a real date. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Every month has these; the day after one of them needs no calendar, and terms are counted day by day. */
const FIRST_DAYS = Array.from({ length: 28 }, (_, index) => String(index + 1).padStart(2, '0'));

/** The day after `date`, which must be a real date. */
export function dayAfter(date: string): string {
  const next = FIRST_DAYS[Number(date.slice(8))];
  return next === undefined ? daysAfter(date, 1) : `${date.slice(0, 8)}${next}`;
}
export const dayBefore = (date: string): string => daysAfter(date, -1);

/** Days d with from ≤ d ≤ to; 0 or less when `to` lies before `from`. Both must be real dates. */
export const daysFromTo = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS) + 1;

/** The same day of a month `months` earlier; the last day of that month where it has no such day. */
export function monthsBefore(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const index = year * MONTHS_PER_YEAR + (month - 1) - months;
  const monthThen = (index % MONTHS_PER_YEAR) + 1;
  const yearThen = Math.floor(index / MONTHS_PER_YEAR);
  const last = monthThen === 2 && isLeapYear(yearThen) ? 29 : (MONTH_DAYS[monthThen] ?? 0);
  return [
    String(yearThen).padStart(4, '0'),
    ...[monthThen, Math.min(day, last)].map((part) => String(part).padStart(2, '0')),
  ].join('-');
}

/**
 * The birthday in a later year, as text to compare with. Somebody born on 29 February gets `…-02-29` in an ordinary
 * year too: no day of February reaches it and every day of March passes it, which is what the law counts.
 */
export function yearsAfter(date: string, years: number): string {
  return String(Number(date.slice(0, 4)) + years).padStart(4, '0') + date.slice(4);
}
