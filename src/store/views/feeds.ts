import type { FeedStateViews } from '../../app/forwarding/feed-views';
import type { Query } from './query';

export const feedStateViews = (_query: Query): FeedStateViews => ({});
