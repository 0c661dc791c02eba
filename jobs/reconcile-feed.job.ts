import { reconcileFeed } from '../src/app/forwarding/reconcile-feed';
import { defineJob } from './define-job';
import { textIn } from './payload';

export const reconcileFeedJob = defineJob({
  name: 'reconcile-feed',
  length: 'long',
  concurrency: 1,
  parse: (payload) => ({ reconciliationId: textIn(payload, 'reconciliationId') }),
  run: (hub, { reconciliationId }) => reconcileFeed(hub, reconciliationId),
});
