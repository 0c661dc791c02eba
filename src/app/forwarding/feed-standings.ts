/** How every feed stands now: what its rows say, and what depends on the hour. */
import { opensAt } from '../../domain/forwarding/feed-window';
import type { Territory } from '../../domain/tenancy/territory';
import type { Hub } from '../ports';
import { workingDayOf } from './feed-opening';
import type { FeedRowView } from './feed-views';

const SECOND_MS = 1_000;

export interface FeedView extends FeedRowView {
  /** Whether its hours let parcels go now. */
  readonly isOpen: boolean;
  /** When its hours let them go again; `null` while they do. */
  readonly opensAt: Date | null;
  /** Since when the oldest certificate waits to be handed over or answered; 0 when none does. */
  readonly lagSeconds: number;
}

export async function feedStandings(hub: Hub, territory: Territory): Promise<readonly FeedView[]> {
  const feeds = await hub.views.feedRows(territory);
  const now = hub.now();
  const isWorkingDay = await workingDays(hub, feeds, now);
  return feeds.map((feed) => {
    const opens = opensAt(feed.window, now, isWorkingDay);
    return { ...feed, isOpen: opens <= now, opensAt: opens <= now ? null : opens, lagSeconds: lagOf(feed, now) };
  });
}

/** The calendar is looked up only where a feed keeps to working days. */
const workingDays = (hub: Hub, feeds: readonly FeedRowView[], now: Date): Promise<(day: string) => boolean> =>
  feeds.some(({ window }) => window?.days === 'working')
    ? hub.transaction((stores) => workingDayOf(hub, stores, feeds, now))
    : Promise.resolve(() => true);

function lagOf({ due, unanswered }: FeedRowView, now: Date): number {
  const waiting = [due.since, unanswered.since].filter((since) => since !== null);
  const oldestMs = Math.min(now.getTime(), ...waiting.map((since) => since.getTime()));
  return Math.floor((now.getTime() - oldestMs) / SECOND_MS);
}
