/**
 * tally   counts of approved certificates in one cell: period, region, institution kind, school type, occupation,
 *         level, sex, age band, candidate category
 * bucket  all cells of one period and region; recomputed whole, never incremented
 *
 * The period is the month of issue, the region the city of the institution, the age that of the day of the exam.
 */
import { LEVEL_ORDER, isHighSkilled } from '../certificate/levels';
import { yearsAfter } from '../calendar/dates';

export interface DueBucket {
  /** YYYY-MM */
  readonly period: string;
  /** GB/T 2260, six digits. */
  readonly regionCode: string;
}

/** `from` is the first year of age of the band. */
export const AGE_BANDS = [
  { code: 'UNDER_18', from: 0, zh: '18岁以下' },
  { code: '18_24', from: 18, zh: '18至24岁' },
  { code: '25_34', from: 25, zh: '25至34岁' },
  { code: '35_44', from: 35, zh: '35至44岁' },
  { code: '45_54', from: 45, zh: '45至54岁' },
  { code: '55_UP', from: 55, zh: '55岁及以上' },
] as const;
export type AgeBand = (typeof AGE_BANDS)[number]['code'];

/** The band on `examDate` of somebody born on `birthDate`; both are real dates, YYYY-MM-DD. */
export function ageBandOn(birthDate: string, examDate: string): AgeBand {
  const band = AGE_BANDS.findLast(({ from }) => yearsAfter(birthDate, from) <= examDate);
  return (band ?? AGE_BANDS[0]).code;
}

/** 高技能人才: level 3 and above. */
export const HIGH_SKILLED_LEVELS: readonly string[] = LEVEL_ORDER.filter(isHighSkilled);

/** Stands where an institution is no school, because a key holds no null. */
export const NO_SCHOOL = 'NONE';

const PERIOD = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** First day of the month and of the next one: half open. Throws RangeError when `period` is no YYYY-MM. */
export function daysOfPeriod(period: string): { readonly from: string; readonly before: string } {
  const [, year, month] = PERIOD.exec(period) ?? [];
  if (year === undefined || month === undefined) throw new RangeError('Not a month, YYYY-MM.');
  const next =
    month === '12'
      ? `${String(Number(year) + 1).padStart(4, '0')}-01`
      : `${year}-${String(Number(month) + 1).padStart(2, '0')}`;
  return { from: `${period}-01`, before: `${next}-01` };
}
