import { remindOfSettlement } from '../src/app/settlement-turns';
import { defineJob } from './define-job';
import { textIn } from './payload';

/** Says whose turn it is; the settling itself has queues by size. */
export const settleBatchJob = defineJob({
  name: 'settle-batch',
  length: 'long',
  concurrency: 1,
  parse: (payload) => ({ batchId: textIn(payload, 'batchId') }),
  run: remindOfSettlement,
});
