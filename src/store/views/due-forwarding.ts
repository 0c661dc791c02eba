/** Deliveries to hand over, deliveries whose answers are to be asked for, and tallies to recompute; oldest first. */
import type { DueWork } from '../../app/work-views';
import type { Query } from './query';

const DELIVERIES = `
SELECT id AS "deliveryId" FROM delivery WHERE state = $1 AND due_at <= $2 ORDER BY due_at, id LIMIT $3`;

const TALLIES = `
SELECT batch_id AS "batchId" FROM tally_due GROUP BY batch_id ORDER BY min(marked_at), batch_id LIMIT $1`;

export const dueForwarding = async (
  query: Query,
  now: Date,
  limit: number,
): Promise<Pick<DueWork, 'deliveries' | 'answers' | 'tallies'>> => ({
  deliveries: await query(DELIVERIES, ['DUE', now, limit]),
  answers: await query(DELIVERIES, ['SENT', now, limit]),
  tallies: await query(TALLIES, [limit]),
});
