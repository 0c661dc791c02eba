/**
 * Who comes next of a feed. Only a window of its deliveries stands in the queue, whatever is due: who makes them reminds of the first
 * ones, and each that ends of as many as a process may have under way. So feeds take turns in a queue that is first in, first out.
 */
import { DELIVERY_WINDOW, SWEEP_ROWS_MAX } from '../limits';
import type { Hub } from '../ports';
import type { Held } from './enter-feed';
import { closedFeeds } from './feed-opening';
import { FEED_SLOTS } from './feed-slots';

export const delayUntil = (hub: Pick<Hub, 'now'>, moment: Date): number =>
  Math.max(0, moment.getTime() - hub.now().getTime());

/** New deliveries: themselves where they are few, else the first of every feed that takes any now. */
export async function remindOfDeliveries(hub: Hub, deliveryIds: readonly string[]): Promise<void> {
  if (deliveryIds.length <= DELIVERY_WINDOW) {
    await hub.reminders.remind(
      'deliver',
      deliveryIds.map((deliveryId) => ({ deliveryId })),
    );
    return;
  }
  const now = hub.now();
  const most = { limit: SWEEP_ROWS_MAX, closedFeeds: await closedFeeds(hub, now) };
  await hub.reminders.remind('deliver', await hub.views.dueDeliveries(now, most));
}

/** The next ones of the feed, once `after` (a name of what ended) has given its place free: another ending is another reminder. */
export async function remindOfNext(hub: Hub, feed: string, after: string, most = FEED_SLOTS): Promise<void> {
  const next = await hub.views.nextDeliveries(feed, hub.now(), most);
  if (next.length > 0) await hub.reminders.remind('deliver', next, { round: `after-${after}` });
}

export async function remindOfNextAnswers(hub: Hub, feed: string, after: string, most = FEED_SLOTS): Promise<void> {
  const next = await hub.views.nextAnswers(feed, hub.now(), most);
  if (next.length > 0) await hub.reminders.remind('collect-answers', next, { round: `after-${after}` });
}

/** The feed is reached again: its first window. */
export async function remindOfRecovery(hub: Hub, feed: string, after: string): Promise<void> {
  await remindOfNext(hub, feed, after, DELIVERY_WINDOW);
  await remindOfNextAnswers(hub, feed, after, DELIVERY_WINDOW);
}

/** Nobody is reached: the oldest one is the next probe. */
export async function remindOfProbe(hub: Hub, feed: string, probeAt: Date): Promise<void> {
  const [probe] = await hub.views.nextDeliveries(feed, probeAt, 1);
  if (probe === undefined) return;
  const when = { delayMs: delayUntil(hub, probeAt), round: `probe${probeAt.getTime()}` };
  await hub.reminders.remind('deliver', [probe], when);
}

/** What was held comes back when its feed may go on; one that waits for itself alone, by itself. */
export async function remindOfHeld(hub: Hub, deliveryId: string, { feed, by, until }: Held): Promise<void> {
  if (until === null) return;
  if (by === 'BREAKER') return remindOfProbe(hub, feed, until);
  const subjects =
    by === 'ORDER'
      ? [{ deliveryId }]
      : await hub.views.nextDeliveries(feed, until, by === 'WINDOW' ? DELIVERY_WINDOW : 1);
  const when = { delayMs: delayUntil(hub, until), round: `${by.toLowerCase()}${until.getTime()}` };
  await hub.reminders.remind('deliver', subjects, when);
}
