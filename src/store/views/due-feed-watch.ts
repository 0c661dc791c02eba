/** The minute of the watch over feeds, where there are any. */
import type { DueWork } from '../../app/work-views';
import type { Query } from './query';

const MINUTE_LENGTH = '2026-11-23T01:02'.length;

/** Ids of the queue hold no colon. */
const minuteOf = (now: Date): string => now.toISOString().slice(0, MINUTE_LENGTH).replace(':', '');

export const dueFeedWatch = async (query: Query, now: Date, limit: number): Promise<Pick<DueWork, 'feedWatch'>> => ({
  feedWatch: await query(`SELECT $1::text AS minute WHERE EXISTS (SELECT FROM feed) LIMIT $2`, [minuteOf(now), limit]),
});
