/**
 * How long an institution has done nothing that it could have done: days on which none of its filings could be used, because all were
 * suspended, are not held against it (湘人社函〔2020〕47号 五(六) ends what stays without work, not what was stopped). TIM-009 only
 * signals, and counts them.
 */
import { dayAfter, dayBefore, daysFromTo } from '../calendar/dates';
import type { Parameters } from '../packs/parameters';
import { type SchoolType, type SnapshotFiling, touches } from '../reference/snapshot';
import { termLeft } from '../rules/registry-subject';

/** `undefined` where no institution of the type exits by doing nothing. */
export const monthsToExit = (
  { exitAfterIdleMonths }: Pick<Parameters, 'exitAfterIdleMonths'>,
  schoolType: SchoolType | null,
): number | undefined => exitAfterIdleMonths[schoolType ?? 'NONE'];

function isUsable(filing: SnapshotFiling, day: string): boolean {
  const left = termLeft(filing, filing.interruptions);
  return left !== undefined && touches(left, day) && !filing.interruptions.some((stop) => touches(stop, day));
}

/** The days on which a filing begins or ceases to be usable. */
const turnsOf = (filing: SnapshotFiling): readonly string[] =>
  [filing, ...filing.interruptions].flatMap(({ from, to }) => (to === null ? [from] : [from, dayAfter(to)]));

/** Days d with from ≤ d ≤ to on which none of the filings could be used. */
export function stoppedDays(filings: readonly SnapshotFiling[], from: string, to: string): number {
  const turns = filings.flatMap(turnsOf).filter((day) => from < day && day <= to);
  const starts = [from, ...[...new Set(turns)].sort()];
  return starts
    .map((start, index) => {
      const next = starts[index + 1];
      const stopped = !filings.some((filing) => isUsable(filing, start));
      return stopped ? daysFromTo(start, next === undefined ? to : dayBefore(next)) : 0;
    })
    .reduce((sum, days) => sum + days, 0);
}
