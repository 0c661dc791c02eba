import type { Query } from './query';

const ENDS = `state = 'ON_NOTICE' AND notice_to < $1::date`;
const HAS_OPEN_OBJECTION = `EXISTS (
  SELECT FROM objection WHERE objection.results_id = results.id AND objection.state = 'OPEN')`;

/** A notice that objections hold open is due once more only: until its office is told. */
const DUE = `
SELECT id AS "resultsId" FROM results
 WHERE (state = 'SUBMITTED' AND notice_from <= $1::date)
    OR (${ENDS} AND (overdue_told_at IS NULL OR NOT ${HAS_OPEN_OBJECTION}))
 ORDER BY notice_from, id LIMIT $2`;

export const dueNotices = (
  query: Query,
  today: string,
  limit: number,
): Promise<readonly { readonly resultsId: string }[]> => query(DUE, [today, limit]);
