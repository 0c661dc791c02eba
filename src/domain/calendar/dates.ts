/** Dates are `YYYY-MM-DD` in China Standard Time and compare as text; moments are ISO instants with an offset. */

import { cstDate } from './cst';

const DAY_MS = 24 * 60 * 60 * 1_000;

const DATE_SHAPE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const INSTANT_SHAPE =
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})$/;
const MONTH_DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const ZERO = 48;

/** The number of two digits that begin at `index`; the caller has looked that they are digits. */
const twoDigits = (text: string, index: number): number =>
  (text.charCodeAt(index) - ZERO) * 10 + text.charCodeAt(index + 1) - ZERO;

/** True for a day that stands in the calendar, written `YYYY-MM-DD`. Asked three times a record, hence the digits. */
export function isDate(text: string): boolean {
  if (!DATE_SHAPE.test(text)) return false;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (year === 0 || day < 1) return false;
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

/** The day after `date`, which must be a real date. */
export function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

/**
 * The birthday in a later year, as text to compare with. Somebody born on 29 February gets `…-02-29` in an ordinary
 * year too: no day of February reaches it and every day of March passes it, which is what the law counts.
 */
export function yearsAfter(date: string, years: number): string {
  return String(Number(date.slice(0, 4)) + years).padStart(4, '0') + date.slice(4);
}
