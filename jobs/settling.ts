import type { JobDefinition } from './define-job';
import { textIn } from './payload';

type Settling = JobDefinition<'settle-middle-batch' | 'settle-large-batch'>;

/** What settling is to the queue, whatever the size: a batch is settled in one job. */
export const SETTLING = {
  length: 'long',
  concurrency: 1,
  // Certificates are looked up on two more meanwhile.
  connections: 3,
  lockMs: 60_000,
  parse: (payload) => ({ batchId: textIn(payload, 'batchId') }),
} as const satisfies Omit<Settling, 'name' | 'run'>;
