const DAY_MS = 24 * 60 * 60 * 1_000;

const millisecondsOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

/** `day` and the result are `YYYY-MM-DD`. */
export const addDays = (day: string, days: number): string => dayOf(millisecondsOf(day) + days * DAY_MS);

/** All days from `first` to `last`, both included. */
export function daysBetween(first: string, last: string): readonly string[] {
  const start = millisecondsOf(first);
  const count = Math.max(0, Math.round((millisecondsOf(last) - start) / DAY_MS) + 1);
  return Array.from({ length: count }, (_, place) => dayOf(start + place * DAY_MS));
}

/** The same month and day in another year; 29 February becomes 28 February. */
export const addYears = (day: string, years: number): string =>
  `${Number(day.slice(0, 4)) + years}${day.slice(4)}`.replace('-02-29', '-02-28');
