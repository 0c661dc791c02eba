import { checkSmallBatch } from '../src/app/check-small-batch';
import { defineJob } from './define-job';
import { textIn } from './payload';

export const checkSmallBatchJob = defineJob({
  name: 'check-small-batch',
  length: 'short',
  // Beside the larger ones, never instead of them: these slots are always free of long work.
  concurrency: 2,
  // It settles too, and looks up certificates on a second one meanwhile.
  connections: 2,
  parse: (payload) => ({ batchId: textIn(payload, 'batchId') }),
  run: checkSmallBatch,
});
