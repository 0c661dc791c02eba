/** Terms of filings: how long they are, what is left of them, and where two of them meet. Days are `YYYY-MM-DD`. */
import { dayBefore, monthsBefore } from '../calendar/dates';
import type { SnapshotFiling, Term } from '../reference/snapshot';
import { termLeft } from '../rules/registry-subject';

/** The same day of a month `months` later; the last day of that month where it has no such day. */
export const monthsAfter = (day: string, months: number): string => monthsBefore(day, -months);

/**
 * The last day of a term of `months` that begins on `from`: the day before the same day, and the last day of a month that
 * has no such day (民法典 第二百零二条).
 */
export function lastDayOf(from: string, months: number): string {
  const same = monthsAfter(from, months);
  return same.endsWith(from.slice(-2)) ? dayBefore(same) : same;
}

/** `months` `null`: without end. */
export const termFrom = (from: string, months: number | null): Term => ({
  from,
  to: months === null ? null : lastDayOf(from, months),
});

export const isTerm = ({ from, to }: Term): boolean => to === null || from <= to;

export const termsMeet = (one: Term, other: Term): boolean =>
  (one.to === null || other.from <= one.to) && (other.to === null || one.from <= other.to);

type Scope = Pick<SnapshotFiling, 'occupationCode' | 'workTypes' | 'levels' | 'siteCodes'>;

/** Empty lists of work types and sites mean all of them. */
const meet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === 0 || other.length === 0 || one.some((each) => other.includes(each));

const scopesMeet = (one: Scope, other: Scope): boolean =>
  one.occupationCode === other.occupationCode &&
  one.levels.some((level) => other.levels.includes(level)) &&
  meet(one.workTypes, other.workTypes) &&
  meet(one.siteCodes, other.siteCodes);

/** True where an exam could stand under either: same occupation, work type, level, site and day. */
export function filingsOverlap(one: SnapshotFiling, other: SnapshotFiling): boolean {
  if (!scopesMeet(one, other)) return false;
  const [left, right] = [termLeft(one, one.interruptions), termLeft(other, other.interruptions)];
  return left !== undefined && right !== undefined && termsMeet(left, right);
}

/** True while the filing has days left on or after `day`; a suspension ends nothing. */
export function livesOn(filing: SnapshotFiling, day: string): boolean {
  const left = termLeft(filing, filing.interruptions);
  return left !== undefined && (left.to === null || left.to >= day);
}

/** The later of two last days; `null` is open. */
export const laterEnd = (one: string | null, other: string | null): string | null =>
  one === null || other === null ? null : one < other ? other : one;
