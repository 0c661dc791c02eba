import { watchRegistry } from '../src/app/publications/watch-registry';
import { defineJob } from './define-job';
import { textIn } from './payload';

/** The registry of a nation is gone through page by page in one job. */
const LOCK_MS = 60_000;

export const watchRegistryJob = defineJob({
  name: 'watch-registry',
  length: 'long',
  concurrency: 1,
  lockMs: LOCK_MS,
  parse: (payload) => ({ day: textIn(payload, 'day') }),
  run: watchRegistry,
});
