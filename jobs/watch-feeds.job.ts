import { watchFeeds } from '../src/app/forwarding/watch-feeds';
import { defineJob } from './define-job';
import { textIn } from './payload';

export const watchFeedsJob = defineJob({
  name: 'watch-feeds',
  length: 'short',
  concurrency: 1,
  parse: (payload) => ({ minute: textIn(payload, 'minute') }),
  run: (hub, { minute }) => watchFeeds(hub, minute),
});
