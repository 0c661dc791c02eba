import { makeReports } from '../src/app/forwarding/make-reports';
import { defineJob } from './define-job';
import { textIn } from './payload';

export const makeReportsJob = defineJob({
  name: 'make-reports',
  length: 'long',
  concurrency: 1,
  parse: (payload) => ({ day: textIn(payload, 'day') }),
  run: (hub, { day }) => makeReports(hub, day),
});
