/** Whether feeds that take tallies are to be looked at today, and reports to hand over or to ask for, the oldest first. */
import type { DueWork } from '../../app/work-views';
import { cstDate, cstInstant } from '../../domain/calendar/cst';
import type { Query } from './query';

/** In China, when nobody approves anything. */
export const REPORTS_FROM_HOUR = 3;
const HOUR_AT = 'YYYY-MM-DDT'.length;

const DAYS = `
SELECT $1::text AS day
 WHERE EXISTS (SELECT FROM feed LEFT JOIN tally_report_look AS look ON look.feed = feed.name
                WHERE feed.enabled AND feed.description ->> 'cargo' = 'tallies'
                  AND (look.asked_at IS NOT NULL OR ($2::boolean AND coalesce(look.looked_on < $1::date, true))))`;

const REPORTS = `
SELECT id AS "reportId" FROM tally_report AS report
 WHERE state IN ('DUE', 'SENT') AND due_at <= $1
   AND NOT EXISTS (SELECT FROM feed_state WHERE feed_state.feed = report.feed AND paused_at IS NOT NULL)
 ORDER BY due_at, id LIMIT $2`;

export const dueReports = async (
  query: Query,
  now: Date,
  limit: number,
): Promise<Pick<DueWork, 'reportDays' | 'reports'>> => ({
  reportDays: await query(DAYS, [
    cstDate(now),
    Number(cstInstant(now).slice(HOUR_AT, HOUR_AT + 2)) >= REPORTS_FROM_HOUR,
  ]),
  reports: await query(REPORTS, [now, limit]),
});
