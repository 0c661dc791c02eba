import { settleMiddleBatch } from '../src/app/settlement-turns';
import { defineJob } from './define-job';
import { textIn } from './payload';

/** Some ten thousand records are settled in one job, while a larger one takes most of the machine. */
const LOCK_MS = 60_000;

export const settleMiddleBatchJob = defineJob({
  name: 'settle-middle-batch',
  length: 'long',
  concurrency: 1,
  // Certificates are looked up on a second one meanwhile.
  connections: 2,
  lockMs: LOCK_MS,
  parse: (payload) => ({ batchId: textIn(payload, 'batchId') }),
  run: settleMiddleBatch,
});
