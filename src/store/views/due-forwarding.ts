/**
 * Deliveries to hand over, deliveries whose answers are to be asked for, and tallies to recompute; oldest first. Feeds take turns: the
 * first of each, then the second of each, so that a feed that is owed much or takes nothing keeps no other one waiting.
 */
import { DELIVERY_WINDOW } from '../../app/limits';
import type { DueWork, WorkViews } from '../../app/work-views';
import type { Query } from './query';

/** By the index of what is open of each feed. */
const openOf = (
  feed: string,
  { state, at, most }: { readonly state: string; readonly at: string; readonly most: string },
): string => `
SELECT id, due_at FROM delivery AS open
 WHERE open.feed = ${feed} AND open.state = ${state} AND open.state <> 'ANSWERED' AND open.due_at <= ${at}
 ORDER BY open.due_at, open.id LIMIT ${most}`;

const NEXT = `SELECT id AS "deliveryId" FROM (${openOf('$1', { state: '$2', at: '$3', most: '$4' })}) AS due ORDER BY due_at, id`;

/** Of a feed that nobody reaches, the one that may be its next probe. */
const inTurns = (holds: string): string => `
SELECT due.id AS "deliveryId"
  FROM feed LEFT JOIN feed_state AS standing ON standing.feed = feed.name
 CROSS JOIN LATERAL (
   SELECT next.id, row_number() OVER (ORDER BY next.due_at, next.id) AS place
     FROM (${openOf('feed.name', { state: '$1', at: '$2', most: `(CASE WHEN coalesce(standing.breaker, 'CLOSED') = 'CLOSED' THEN $3::int ELSE 1 END)` })}) AS next) AS due
 WHERE (coalesce(standing.breaker, 'CLOSED') = 'CLOSED' OR standing.probe_at IS NULL OR standing.probe_at <= $2)${holds}
 ORDER BY due.place, feed.name LIMIT $4`;

/** What was taken is to be answered, whether or not the feed takes more. */
const ANSWERS = inTurns('');
const DELIVERIES = inTurns(`
   AND standing.paused_at IS NULL AND (standing.free_at IS NULL OR standing.free_at <= $2) AND NOT feed.name = ANY ($5::text[])`);

const TALLIES = `
SELECT batch_id AS "batchId" FROM tally_due GROUP BY batch_id ORDER BY min(marked_at), batch_id LIMIT $1`;

export const nextForwarding = (query: Query): Pick<WorkViews, 'nextDeliveries' | 'nextAnswers' | 'dueDeliveries'> => ({
  nextDeliveries: (feed, now, most) => query(NEXT, [feed, 'DUE', now, most], 'kept'),
  nextAnswers: (feed, now, most) => query(NEXT, [feed, 'SENT', now, most], 'kept'),
  dueDeliveries: (now, { limit, closedFeeds }) => query(DELIVERIES, ['DUE', now, DELIVERY_WINDOW, limit, closedFeeds]),
});

export const dueForwarding = async (
  query: Query,
  now: Date,
  { limit, closedFeeds }: { readonly limit: number; readonly closedFeeds: readonly string[] },
): Promise<Pick<DueWork, 'deliveries' | 'answers' | 'tallies'>> => ({
  deliveries: await nextForwarding(query).dueDeliveries(now, { limit, closedFeeds }),
  answers: await query(ANSWERS, ['SENT', now, DELIVERY_WINDOW, limit]),
  tallies: await query(TALLIES, [limit]),
});
