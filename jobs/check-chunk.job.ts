import { checkChunk } from '../src/app/check-chunk';
import { defineJob } from './define-job';
import { numberIn, textIn } from './payload';

export const checkChunkJob = defineJob({
  name: 'check-chunk',
  length: 'long',
  // Two: one chunk is parsed and checked while PostgreSQL stores the other.
  concurrency: 2,
  parse: (payload) => ({ batchId: textIn(payload, 'batchId'), chunkNo: numberIn(payload, 'chunkNo') }),
  run: checkChunk,
});
