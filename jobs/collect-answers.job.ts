import { collectAnswers } from '../src/app/collect-answers';
import { defineJob } from './define-job';
import { textIn } from './payload';

export const collectAnswersJob = defineJob({
  name: 'collect-answers',
  length: 'short',
  concurrency: 2,
  parse: (payload) => ({ deliveryId: textIn(payload, 'deliveryId') }),
  run: (hub, { deliveryId }) => collectAnswers(hub, deliveryId),
});
