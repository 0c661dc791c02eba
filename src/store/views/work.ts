/** What is due. These questions cross every territory: only workers ask them. */
import type { DueWork, WorkViews } from '../../app/work-views';
import { cstDate } from '../../domain/calendar/cst';
import { dueAbandoned } from './due-abandoned';
import { dueChecks, nextChecks } from './due-checks';
import { dueDeadlines } from './due-deadlines';
import { dueFeedWatch } from './due-feed-watch';
import { dueForwarding, nextForwarding } from './due-forwarding';
import { dueNotices } from './due-notices';
import { dueReconciliations } from './due-reconciliations';
import { dueReports } from './due-reports';
import { dueSettlements, nextSettlements } from './due-settlements';
import { dueWatch } from './due-watch';
import type { Query } from './query';

const TRIALS = `SELECT id AS "trialId" FROM pack_trial WHERE state = 'RUNNING' ORDER BY started_at, id LIMIT $1`;

export const workViews = (query: Query): WorkViews => ({
  ...nextChecks(query),
  ...nextSettlements(query),
  ...nextForwarding(query),

  allChunksChecked: async (batchId) => {
    const [open] = await query(`SELECT FROM chunk WHERE upload_id = $1 AND checked_at IS NULL LIMIT 1`, [batchId]);
    return open === undefined;
  },

  dueWork: async (now, { limit, window, closedFeeds = [] }): Promise<DueWork> => ({
    ...(await dueChecks(query, { limit, window })),
    ...(await dueSettlements(query, { limit, window })),
    ...(await dueForwarding(query, now, { limit, closedFeeds })),
    ...(await dueFeedWatch(query, now, limit)),
    ...(await dueReconciliations(query, now, limit)),
    ...(await dueReports(query, now, limit)),
    trials: await query(TRIALS, [limit]),
    notices: await dueNotices(query, cstDate(now), limit),
    deadlines: await dueDeadlines(query, now),
    registry: await dueWatch(query, now),
    abandoned: await dueAbandoned(query, now, limit),
  }),
});
