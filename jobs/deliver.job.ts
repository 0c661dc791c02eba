import { deliver } from '../src/app/deliver';
import { defineJob } from './define-job';
import { textIn } from './payload';

export const deliverJob = defineJob({
  name: 'deliver',
  length: 'short',
  concurrency: 2,
  parse: (payload) => ({ deliveryId: textIn(payload, 'deliveryId') }),
  run: (hub, { deliveryId }) => deliver(hub, deliveryId),
});
