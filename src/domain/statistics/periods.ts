/** Months whose counts are told: closed ones, from the first that a feed wants and has certificates of. */

/** YYYY-MM of a day. */
export const periodOf = (day: string): string => day.slice(0, 'YYYY-MM'.length);

const MONTHS_PER_YEAR = 12;

export function periodAfter(period: string): string {
  const [year = 0, month = 1] = period.split('-').map(Number);
  const isLast = month === MONTHS_PER_YEAR;
  return `${String(isLast ? year + 1 : year).padStart(4, '0')}-${String(isLast ? 1 : month + 1).padStart(2, '0')}`;
}

/** A hundred years: more would be a wrong date, and a report for each of its months. */
export const PERIODS_MAX = 100 * MONTHS_PER_YEAR;

/** `from` ≤ period < `before`; the latest PERIODS_MAX of them. */
export function periodsBetween(from: string, before: string): readonly string[] {
  const periods: string[] = [];
  for (let period = from; period < before; period = periodAfter(period)) periods.push(period);
  return periods.slice(-PERIODS_MAX);
}
