import type { FeedStateViews } from '../../app/forwarding/feed-state-ports';
import type { Query } from './query';

export const feedStateViews = (_query: Query): FeedStateViews => ({});
