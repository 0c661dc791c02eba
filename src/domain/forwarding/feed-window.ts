/** When a feed takes parcels: hours of Chinese time, on all days or on working days. */
import { cstDate } from '../calendar/cst';
import { dayAfter, dayBefore } from '../calendar/dates';
import type { FeedWindow } from './feed';

const MINUTE_MS = 60_000;
/** A longest holiday is below two weeks: a calendar that knows no working day for so long is broken, and its days count as worked. */
export const WINDOW_DAYS_AHEAD_MAX = 31;

interface Opening {
  readonly from: number;
  readonly until: number;
}

/**
 * `at` itself while the window is open, else the moment when it opens next. A window over midnight belongs to the day on which
 * it begins: that of a Friday goes on into Saturday. `null` is open at any time.
 */
export function opensAt(window: FeedWindow | null, at: Date, isWorkingDay: (day: string) => boolean): Date {
  if (window === null) return at;
  const today = cstDate(at);
  let day = runsOverMidnight(window) ? dayBefore(today) : today;
  for (let ahead = 0; ; ahead += 1, day = dayAfter(day)) {
    const opening = openingOn(day, window);
    const isOpenDay = window.days === 'all' || ahead >= WINDOW_DAYS_AHEAD_MAX || isWorkingDay(day);
    if (isOpenDay && at.getTime() < opening.until) return new Date(Math.max(at.getTime(), opening.from));
  }
}

const runsOverMidnight = ({ fromMinute, untilMinute }: FeedWindow): boolean => fromMinute > untilMinute;

function openingOn(day: string, window: FeedWindow): Opening {
  const midnight = (date: string): number => Date.parse(`${date}T00:00:00+08:00`);
  return {
    from: midnight(day) + window.fromMinute * MINUTE_MS,
    until: midnight(runsOverMidnight(window) ? dayAfter(day) : day) + window.untilMinute * MINUTE_MS,
  };
}
