/** Since when a feed has been open for parcels without a break of its window. */
import { cstDate } from '../calendar/cst';
import { dayBefore } from '../calendar/dates';
import type { FeedWindow } from './feed';
import { opensAt } from './feed-window';

const MINUTE_MS = 60_000;

/** `undefined` while the window is closed; long ago where there is none. */
export function openSince(
  window: FeedWindow | null,
  at: Date,
  isWorkingDay: (day: string) => boolean,
): Date | undefined {
  if (window === null) return new Date(0);
  if (opensAt(window, at, isWorkingDay) > at) return undefined;
  const today = cstDate(at);
  const openings = [today, dayBefore(today)].map(
    (day) => new Date(Date.parse(`${day}T00:00:00+08:00`) + window.fromMinute * MINUTE_MS),
  );
  return openings.find((opening) => opening <= at);
}
