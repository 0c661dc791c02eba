/** For integrators: how many working days a span has where they are, and which days are out of the ordinary. */
import { dayAfter, daysFromTo, isDate } from '../../domain/calendar/dates';
import { CALENDAR_FIRST_YEAR, exceptionsIn, isCovered, workingDaysOf } from '../../domain/calendar/working-days';
import { CALENDAR_LAST_YEAR_MAX } from '../../domain/calendar/calendar-year';
import { resolvePack } from '../../domain/packs/resolve-pack';
import { shownPacks } from '../packs/shown-packs';
import type { Hub } from '../ports';

/** Ten years. */
export const WORKING_DAYS_SPAN_MAX = 3_660;

export interface AskedSpan {
  /** First and last day, both counted, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  /** GB/T 2260, six digits. */
  readonly regionCode: string;
}

export interface WorkingDaysCounted {
  readonly days: number;
  /** `null` when the calendar of a year in between is not published. */
  readonly workingDays: number | null;
  /** The first such year. */
  readonly unpublishedYear: number | null;
  /** Days off from Monday to Friday. */
  readonly holidays: readonly string[];
  /** Make-up workdays on weekends. */
  readonly workdays: readonly string[];
}

const REGION = /^\d{6}$/;
const isCountable = (day: string): boolean =>
  isDate(day) && Number(day.slice(0, 4)) >= CALENDAR_FIRST_YEAR && Number(day.slice(0, 4)) <= CALENDAR_LAST_YEAR_MAX;

/** `undefined` when that is no span of at most `WORKING_DAYS_SPAN_MAX` days, or no region. @throws PacksUnusable */
export async function countWorkingDays(
  hub: Hub,
  { from, to, regionCode }: AskedSpan,
): Promise<WorkingDaysCounted | undefined> {
  if (!REGION.test(regionCode) || !isCountable(from) || !isCountable(to)) return undefined;
  const days = daysFromTo(from, to);
  if (days < 1 || days > WORKING_DAYS_SPAN_MAX) return undefined;
  const { packs } = await shownPacks(hub, hub.now());
  const { calendar } = resolvePack(packs, regionCode, from).parameters;
  return {
    days,
    workingDays: workingDaysOf(calendar).between(from, dayAfter(to)) ?? null,
    unpublishedYear: yearsOf(from, to).find((year) => !isCovered(year, calendar)) ?? null,
    ...exceptionsIn(from, to, calendar),
  };
}

function yearsOf(from: string, to: string): readonly number[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
