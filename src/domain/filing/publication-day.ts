/** When filings are published: at once, or in the months of the pack (内人社办发〔2024〕53号 第十一条(四): April and October). */
import type { ApplicationKind } from '../application/route';
import { monthsAfter } from './terms';

/**
 * What adds to the list of the filed waits for its months. A renewal that waited would leave a gap in the filing, and
 * changes of basic data, sites of a city and terminations take effect with the decision (第十二、十三、十七条).
 */
const PUBLISHED_IN_MONTHS: readonly ApplicationKind[] = ['FILING', 'SCOPE_CHANGE'];

const monthOf = (day: string): number => Number(day.slice(5, 7));
const MONTHS_PER_YEAR = 12;

/** The first day on or after `on` that lies in one of `months` (1 to 12); `on` where they are not set. */
export function publicationDayOf(kind: ApplicationKind, on: string, months: readonly number[] | null): string {
  if (months === null || months.length === 0 || !PUBLISHED_IN_MONTHS.includes(kind)) return on;
  if (months.includes(monthOf(on))) return on;
  const first = `${on.slice(0, 8)}01`;
  for (let ahead = 1; ahead <= MONTHS_PER_YEAR; ahead += 1) {
    const day = monthsAfter(first, ahead);
    if (months.includes(monthOf(day))) return day;
  }
  return on;
}
