/**
 * What a parcel passes before it is claimed: is the feed paused, is anybody reached there, is it its turn, its hour, its order, and has
 * this process a place for it. Under the lock of the delivery, and the first that says no decides.
 */
import type { FeedDescription } from '../../domain/forwarding/feed';
import { freeAfter, gate, type HoldReason } from '../../domain/forwarding/gate';
import { CLAIM_EARLY_MS } from '../../domain/forwarding/retry';
import type { Hub, Stores } from '../ports';
import type { DueDelivery } from './delivery-gate-ports';
import { feedOpensAt } from './feed-opening';
import type { FeedSlot } from './feed-slots';

const SECOND_MS = 1_000;
/** How long a later version waits for one that is on its way, or that a person has to see to. */
export const ORDER_WAIT_MS = { DUE: 5 * SECOND_MS, GIVEN_UP: 300 * SECOND_MS } as const;

export interface Held {
  readonly kind: 'held';
  readonly feed: string;
  readonly by: HoldReason;
  /** When to come back; `null` when somebody else will say so. */
  readonly until: Date | null;
}
export type Entered = Held | { readonly kind: 'entered'; readonly isProbe: boolean };

export interface Entering {
  readonly deliveryId: string;
  readonly due: DueDelivery;
  readonly slot: FeedSlot;
  readonly now: Date;
  readonly leaseUntil: Date;
}

export async function enterFeed(hub: Hub, stores: Stores, entering: Entering): Promise<Entered> {
  const { due, slot, now, leaseUntil } = entering;
  const { feed, standing } = due;
  const held = (by: HoldReason, until: Date | null = null): Held => ({ kind: 'held', feed, by, until });
  // Reminders keep the time of one process and this row that of another.
  const soon = new Date(now.getTime() + CLAIM_EARLY_MS);
  const opened = gate(standing, soon);
  if (opened.kind === 'held') return held(opened.by, opened.until);
  const description = hub.feeds.find(({ name }) => name === feed);
  const waits = description === undefined ? undefined : await waitsFor(hub, stores, entering, description);
  if (waits !== undefined) return held(waits.by, waits.until);
  if (!slot.take(feed)) return held('BUSY');
  if (opened.isProbe && !(await stores.feedStates.beginProbe(feed, soon, leaseUntil))) return held('BREAKER');
  const perMinute = description?.certificatesPerMinute ?? null;
  if (perMinute !== null) {
    // What began a little early takes nothing of the time of the next one.
    const from = standing.freeAt !== null && standing.freeAt > now ? standing.freeAt : now;
    const freeAt = freeAfter(due.certificates, { perMinute, now: from });
    if (!(await stores.feedStates.takePlace(feed, soon, freeAt))) return held('RATE');
  }
  return { kind: 'entered', isProbe: opened.isProbe };
}

/** Its hours and its order, as the feeds file says them. */
async function waitsFor(
  hub: Hub,
  stores: Stores,
  { deliveryId, now }: Entering,
  description: FeedDescription,
): Promise<{ readonly by: HoldReason; readonly until: Date } | undefined> {
  const opensAt = await feedOpensAt(hub, stores, description, now);
  if (opensAt.getTime() > now.getTime() + CLAIM_EARLY_MS) return { by: 'WINDOW', until: opensAt };
  if (description.order !== 'certificate') return undefined;
  const earlier = await stores.deliveries.earlierOpen(deliveryId);
  if (earlier === undefined) return undefined;
  const until = new Date(now.getTime() + ORDER_WAIT_MS[earlier]);
  await stores.deliveries.putOff(deliveryId, until);
  return { by: 'ORDER', until };
}
