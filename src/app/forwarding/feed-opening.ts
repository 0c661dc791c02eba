/** Hours of the feeds, on the working days that the hub knows. */
import { cstDate } from '../../domain/calendar/cst';
import { dayBefore } from '../../domain/calendar/dates';
import { workingDaysAfter } from '../../domain/calendar/working-days';
import type { FeedDescription } from '../../domain/forwarding/feed';
import { opensAt } from '../../domain/forwarding/feed-window';
import { NATION_REGION } from '../../domain/packs/pack';
import type { CalendarYear } from '../../domain/packs/parameters';
import { resolvePack } from '../../domain/packs/resolve-pack';
import { usablePacks } from '../packs/usable-packs';
import type { Hub, Stores } from '../ports';

type Calendar = Readonly<Record<string, CalendarYear>>;

/** Where a year is not published, Monday to Friday count: a feed must open in any year. */
const isWorkingDayBy =
  (calendar: Calendar) =>
  (day: string): boolean =>
    workingDaysAfter(dayBefore(day), 1, calendar) === day;

/** The packs are asked only where a feed keeps to working days. Packs that cannot be used close no feed. */
export async function workingDayOf(
  hub: Hub,
  stores: Stores,
  feeds: readonly Pick<FeedDescription, 'window'>[],
  now: Date,
): Promise<(day: string) => boolean> {
  if (feeds.every(({ window }) => window?.days !== 'working')) return isWorkingDayBy({});
  const active = await usablePacks(hub, stores, now);
  if ('kind' in active) return isWorkingDayBy({});
  return isWorkingDayBy(resolvePack(active.packs, NATION_REGION, cstDate(now)).parameters.calendar);
}

/** `now` while the feed is open, else the moment when it opens. */
export async function feedOpensAt(
  hub: Hub,
  stores: Stores,
  feed: Pick<FeedDescription, 'window'>,
  now: Date,
): Promise<Date> {
  return feed.window === null ? now : opensAt(feed.window, now, await workingDayOf(hub, stores, [feed], now));
}

/** Names of the feeds whose window is closed now. */
export async function closedFeeds(hub: Hub, now: Date): Promise<readonly string[]> {
  const windowed = (hub.feeds ?? []).filter(({ window }) => window !== null);
  if (windowed.length === 0) return [];
  const isWorkingDay = await hub.transaction((stores) => workingDayOf(hub, stores, windowed, now));
  return windowed.filter(({ window }) => opensAt(window, now, isWorkingDay) > now).map(({ name }) => name);
}
