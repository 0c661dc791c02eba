/** What is due. These questions cross every territory: only workers ask them. */
import type { DueWork, WorkViews } from '../../app/work-views';
import { cstDate } from '../../domain/calendar/cst';
import { dueAbandoned } from './due-abandoned';
import { dueChecks, nextChecks } from './due-checks';
import { dueDeadlines } from './due-deadlines';
import { dueForwarding } from './due-forwarding';
import { dueNotices } from './due-notices';
import { dueWatch } from './due-watch';
import type { Query } from './query';

const UNSETTLED = `
SELECT batch.id AS "batchId" FROM batch
 WHERE batch.state = 'CHECKING'
   AND NOT EXISTS (SELECT FROM chunk WHERE chunk.upload_id = batch.id AND chunk.checked_at IS NULL)
 ORDER BY batch.sealed_at LIMIT $1`;

const TRIALS = `SELECT id AS "trialId" FROM pack_trial WHERE state = 'RUNNING' ORDER BY started_at, id LIMIT $1`;

export const workViews = (query: Query): WorkViews => ({
  ...nextChecks(query),

  allChunksChecked: async (batchId) => {
    const [open] = await query(`SELECT FROM chunk WHERE upload_id = $1 AND checked_at IS NULL LIMIT 1`, [batchId]);
    return open === undefined;
  },

  dueWork: async (now, { limit, window }): Promise<DueWork> => ({
    ...(await dueChecks(query, { limit, window })),
    settlements: await query(UNSETTLED, [limit]),
    ...(await dueForwarding(query, now, limit)),
    trials: await query(TRIALS, [limit]),
    notices: await dueNotices(query, cstDate(now), limit),
    deadlines: await dueDeadlines(query, now),
    registry: await dueWatch(query, now),
    abandoned: await dueAbandoned(query, now, limit),
  }),
});
