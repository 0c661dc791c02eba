import { settleBatch } from '../src/app/settle-batch';
import { defineJob } from './define-job';
import { textIn } from './payload';

export const settleBatchJob = defineJob({
  name: 'settle-batch',
  concurrency: 1,
  parse: (payload) => ({ batchId: textIn(payload, 'batchId') }),
  run: settleBatch,
});
