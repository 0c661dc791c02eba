import { runTrial } from '../src/app/packs/run-trial';
import { defineJob } from './define-job';
import { textIn } from './payload';

/** One batch of a million records is judged in one step. */
const LOCK_MS = 60_000;

export const tryPackJob = defineJob({
  name: 'try-pack',
  length: 'long',
  concurrency: 1,
  lockMs: LOCK_MS,
  parse: (payload) => ({ trialId: textIn(payload, 'trialId') }),
  run: runTrial,
});
