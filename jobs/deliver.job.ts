import { deliver } from '../src/app/deliver';
import { FEED_SLOTS } from '../src/app/forwarding/feed-slots';
import { FEEDS_MAX } from '../src/app/limits';
import { defineJob } from './define-job';
import { textIn } from './payload';

/** Claims and settlements of parcels at a time; in between a parcel is on its way. */
const CONNECTIONS = 4;

export const deliverJob = defineJob({
  name: 'deliver',
  length: 'short',
  // Receivers that hang fill their own places and leave each other feed its own.
  concurrency: FEEDS_MAX * FEED_SLOTS,
  connectionsShared: CONNECTIONS,
  parse: (payload) => ({ deliveryId: textIn(payload, 'deliveryId') }),
  run: (hub, { deliveryId }) => deliver(hub, deliveryId),
});
