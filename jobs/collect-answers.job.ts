import { collectAnswers } from '../src/app/collect-answers';
import { FEED_SLOTS } from '../src/app/forwarding/feed-slots';
import { FEEDS_MAX } from '../src/app/limits';
import { defineJob } from './define-job';
import { textIn } from './payload';

/** Questions that are begun or answered at a time; in between they wait for a receiver. */
const CONNECTIONS = 3;

export const collectAnswersJob = defineJob({
  name: 'collect-answers',
  length: 'short',
  // As with deliveries: a receiver that hangs keeps no other from being asked.
  concurrency: FEEDS_MAX * FEED_SLOTS,
  connectionsShared: CONNECTIONS,
  parse: (payload) => ({ deliveryId: textIn(payload, 'deliveryId') }),
  run: (hub, { deliveryId }) => collectAnswers(hub, deliveryId),
});
