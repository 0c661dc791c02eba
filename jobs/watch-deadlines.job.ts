import { watchDeadlines } from '../src/app/deadlines/watch-deadlines';
import { defineJob } from './define-job';
import { textIn } from './payload';

/** Ten thousand terms that end on one day are moved in one job, in slices. */
const LOCK_MS = 60_000;

export const watchDeadlinesJob = defineJob({
  name: 'watch-deadlines',
  length: 'long',
  concurrency: 1,
  lockMs: LOCK_MS,
  parse: (payload) => ({ day: textIn(payload, 'day') }),
  // Takes everything that is due now, whatever day it was reminded of.
  run: (hub) => watchDeadlines(hub),
});
