/**
 * Gets what stands still at one feed going again, once a person has mended the cause. GIVEN_UP: the same parcels are due again, so
 * that a receiver which has one takes nothing twice; those that were too large for it go in new parcels, where the feed has smaller ones by now.
 * REFUSED: new parcels of just those versions that were refused and that no later one
 * has taken the place of.
 */
import type { Caller } from '../caller';
import { DELIVERY_WINDOW } from '../limits';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import type { FeedDescription } from '../connector';
import { type CountedVersions, type Redriven, TOO_LARGE_REASON } from './delivery-gate-ports';
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
    return what === 'REFUSED' ? redriveRefused(hub, stores, asked, at) : redriveGivenUp(hub, stores, asked, at);
  });
  if (outcome.kind === 'refused') return outcome;
  const { deliveries, certificates, remaining } = outcome;
  hub.log.info({ feed, what, code, by: caller.clientId, deliveries, certificates, remaining }, 'A feed was redriven.');
  await remindOfNext(hub, feed, `redrive${at.getTime()}`, DELIVERY_WINDOW);
  return outcome;
}

async function redriveGivenUp(hub: Hub, stores: Stores, { feed, code }: AskedRedrive, at: Date): Promise<FeedRedriven> {
  const { deliveries } = stores;
  const description = hub.feeds.find(({ name }) => name === feed);
  const isSmaller = description !== undefined && (code ?? TOO_LARGE_REASON) === TOO_LARGE_REASON;
  const smaller = isSmaller
    ? await inNewParcels(hub, stores, {
        feed: description,
        found: await deliveries.tooLarge(feed, description.parcelCertificates, REDRIVE_VERSIONS_MAX),
        at,
      })
    : NOTHING_NEW;
  const same = await deliveries.resendGivenUp(feed, code, at);
  return {
    kind: 'redriven',
    feed,
    deliveries: smaller.deliveries + same.deliveries,
    certificates: smaller.certificates + same.certificates,
    remaining: smaller.remaining,
  };
}

async function redriveRefused(
  hub: Hub,
  stores: Stores,
  { feed, code }: AskedRedrive,
  at: Date,
): Promise<FeedRedriven | Refusal> {
  const description = hub.feeds.find(({ name }) => name === feed);
  if (description === undefined) return refuse('FEED_NOT_CONFIGURED');
  const found = await stores.deliveries.refusedVersions(feed, code, REDRIVE_VERSIONS_MAX);
  return { kind: 'redriven', feed, ...(await inNewParcels(hub, stores, { feed: description, found, at })) };
}

type InNewParcels = Pick<FeedRedriven, 'deliveries' | 'certificates' | 'remaining'>;
const NOTHING_NEW: InNewParcels = { deliveries: 0, certificates: 0, remaining: 0 };

async function inNewParcels(
  hub: Hub,
  stores: Stores,
  { feed, found, at }: { readonly feed: FeedDescription; readonly found: CountedVersions; readonly at: Date },
): Promise<InNewParcels> {
  const { versions, total } = found;
  const deliveries = await stores.deliveries.redeliver(feed, versions, at, hub.newId);
  return { deliveries: deliveries.length, certificates: versions.length, remaining: total - versions.length };
}
