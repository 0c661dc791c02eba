import { moveCold } from '../src/app/move-cold';
import { defineJob } from './define-job';
import { textIn } from './payload';

/** A hundred uploads of a million records each are six gigabytes. */
const LOCK_MS = 60_000;

export const moveColdJob = defineJob({
  name: 'move-cold',
  length: 'long',
  concurrency: 1,
  lockMs: LOCK_MS,
  parse: (payload) => ({ day: textIn(payload, 'day') }),
  // Takes what is old enough now, whatever day it was reminded of.
  run: (hub) => moveCold(hub),
});
