import { settleLargeBatch } from '../src/app/settlement-turns';
import { defineJob } from './define-job';
import { textIn } from './payload';

/** A batch of a million records is settled in one job. */
const LOCK_MS = 60_000;

export const settleLargeBatchJob = defineJob({
  name: 'settle-large-batch',
  length: 'long',
  // Beside the smaller ones, never instead of them. It waits for PostgreSQL most of its time.
  concurrency: 1,
  // Certificates are looked up on a second one meanwhile.
  connections: 2,
  lockMs: LOCK_MS,
  parse: (payload) => ({ batchId: textIn(payload, 'batchId') }),
  run: settleLargeBatch,
});
