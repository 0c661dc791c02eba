/** Open uploads of which nothing came for days; the oldest first. */
import { abandonedSince } from '../../app/abandon-upload';
import type { DueWork } from '../../app/work-views';
import { idleSince } from '../idle-upload';
import type { Query } from './query';

const IDLE = `
SELECT upload.id AS "uploadId" FROM upload
 WHERE upload.state = 'OPEN' AND ${idleSince('$1')}
 ORDER BY upload.opened_at LIMIT $2`;

export const dueAbandoned = (query: Query, now: Date, limit: number): Promise<DueWork['abandoned']> =>
  query(IDLE, [abandonedSince(now), limit]);
