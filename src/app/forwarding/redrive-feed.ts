/**
 * Gets what stands still at one feed going again, once a person has mended the cause. GIVEN_UP: the same parcels are due again, so
 * that a receiver which has one takes nothing twice. REFUSED: new parcels of just those versions that were refused and that no later one
 * has taken the place of.
 */
import type { Caller } from '../caller';
import { DELIVERY_WINDOW } from '../limits';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import type { Redriven } from './delivery-gate-ports';
import { remindOfNext } from './remind-feed';

/** Versions of one call; it answers how many are left. */
export const REDRIVE_VERSIONS_MAX = 50_000;

export const REDRIVEN = ['GIVEN_UP', 'REFUSED'] as const;

export interface AskedRedrive {
  readonly feed: string;
  readonly what: (typeof REDRIVEN)[number];
  /** The receiver's code of the refusals, or the reason of the last attempts; `null`: whatever it was. */
  readonly code: string | null;
}

export interface FeedRedriven extends Redriven {
  readonly kind: 'redriven';
  readonly feed: string;
  /** Versions that another call is for. */
  readonly remaining: number;
}

export async function redriveFeed(hub: Hub, caller: Caller, asked: AskedRedrive): Promise<FeedRedriven | Refusal> {
  if (caller.role !== 'OPERATOR') return refuse('FORBIDDEN');
  const { feed, what, code } = asked;
  const at = hub.now();
  const outcome = await hub.transaction(async (stores): Promise<FeedRedriven | Refusal> => {
    if (!(await stores.feedStates.isKnown(feed))) return refuse('FEED_NOT_FOUND');
    if (what === 'REFUSED') return redriveRefused(hub, stores, asked, at);
    return { kind: 'redriven', feed, remaining: 0, ...(await stores.deliveries.resendGivenUp(feed, code, at)) };
  });
  if (outcome.kind === 'refused') return outcome;
  const { deliveries, certificates, remaining } = outcome;
  hub.log.info({ feed, what, code, by: caller.clientId, deliveries, certificates, remaining }, 'A feed was redriven.');
  await remindOfNext(hub, feed, `redrive${at.getTime()}`, DELIVERY_WINDOW);
  return outcome;
}

async function redriveRefused(
  hub: Hub,
  stores: Stores,
  { feed, code }: AskedRedrive,
  at: Date,
): Promise<FeedRedriven | Refusal> {
  const description = hub.feeds.find(({ name }) => name === feed);
  if (description === undefined) return refuse('FEED_NOT_CONFIGURED');
  const { versions, total } = await stores.deliveries.refusedVersions(feed, code, REDRIVE_VERSIONS_MAX);
  const deliveries = await stores.deliveries.redeliver(description, versions, at, hub.newId);
  return {
    kind: 'redriven',
    feed,
    deliveries: deliveries.length,
    certificates: versions.length,
    remaining: total - versions.length,
  };
}
