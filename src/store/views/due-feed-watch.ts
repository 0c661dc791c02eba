/** The minute of the watch over feeds. */
import type { DueWork } from '../../app/work-views';
import type { Query } from './query';

export const dueFeedWatch = async (_query: Query, _now: Date, _limit: number): Promise<Pick<DueWork, 'feedWatch'>> => ({
  feedWatch: [],
});
