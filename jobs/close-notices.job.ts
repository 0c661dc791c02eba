import { closeNotice } from '../src/app/results/close-notices';
import { defineJob } from './define-job';
import { textIn } from './payload';

export const closeNoticesJob = defineJob({
  name: 'close-notices',
  length: 'short',
  concurrency: 1,
  parse: (payload) => ({ resultsId: textIn(payload, 'resultsId') }),
  run: closeNotice,
});
