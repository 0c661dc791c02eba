import type { EntityManager } from 'typeorm';
import type { FeedStateStore } from '../app/forwarding/feed-state-ports';

export const feedStateStore = (_manager: EntityManager): FeedStateStore => ({});
