import { recomputeTallies } from '../src/app/recompute-tallies';
import { defineJob } from './define-job';
import { textIn } from './payload';

export const tallyJob = defineJob({
  name: 'tally',
  length: 'short',
  concurrency: 1,
  parse: (payload) => ({ batchId: textIn(payload, 'batchId') }),
  // Takes every bucket that is due, whichever batch made it so.
  run: (hub) => recomputeTallies(hub),
});
