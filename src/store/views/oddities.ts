import type { OddityViews } from '../../app/forwarding/oddity-ports';
import type { Query } from './query';

export const oddityViews = (_query: Query): OddityViews => ({});
