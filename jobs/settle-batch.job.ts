import { settleBatch } from '../src/app/settle-batch';
import { defineJob } from './define-job';
import { textIn } from './payload';

/** A batch of a million records is settled in one job. */
const LOCK_MS = 60_000;

export const settleBatchJob = defineJob({
  name: 'settle-batch',
  length: 'long',
  // Two institutions at least: the settling of a million records takes long, and waits for PostgreSQL most of it.
  concurrency: 2,
  lockMs: LOCK_MS,
  parse: (payload) => ({ batchId: textIn(payload, 'batchId') }),
  run: settleBatch,
});
