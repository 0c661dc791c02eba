import type { EntityManager } from 'typeorm';
import type { Oddity } from '../app/connector';
import type { OddityStore } from '../app/forwarding/oddity-ports';
import { rows } from './rows';

/** The delivery keeps what was told of it, so that only what is more than that counts. By code, so that two never wait crosswise. */
const NOTE = `
WITH seen AS (
  SELECT code, sum(count) AS count FROM unnest($2::text[], $3::bigint[]) AS oddity (code, count) GROUP BY code
), told AS MATERIALIZED (
  SELECT id, coalesce(oddities, '{}') AS oddities FROM delivery WHERE id = $5 AND feed = $1 FOR UPDATE
), fresh AS MATERIALIZED (
  SELECT seen.code, seen.count AS whole, seen.count - coalesce((told.oddities ->> seen.code)::bigint, 0) AS count
    FROM seen LEFT JOIN told ON TRUE
   WHERE seen.count > coalesce((told.oddities ->> seen.code)::bigint, 0)
), remembered AS (
  UPDATE delivery SET oddities = told.oddities || (SELECT jsonb_object_agg(code, whole) FROM fresh)
    FROM told WHERE delivery.id = told.id AND EXISTS (SELECT FROM fresh)
)
INSERT INTO feed_oddity AS kept (feed, code, count, first_at, last_at, delivery_id)
SELECT $1, code, count, $4, $4, $5 FROM fresh ORDER BY code
ON CONFLICT (feed, code) DO UPDATE
   SET count = kept.count + excluded.count, last_at = greatest(kept.last_at, excluded.last_at), delivery_id = excluded.delivery_id
RETURNING code, (SELECT fresh.count FROM fresh WHERE fresh.code = kept.code)::int AS count`;

export const oddityStore = (manager: EntityManager): OddityStore => ({
  note: async (feed, oddities, at, deliveryId) => {
    const counted = oddities.filter(({ count }) => count > 0);
    if (counted.length === 0) return [];
    return rows<Oddity>(manager, NOTE, [
      feed,
      counted.map(({ code }) => code),
      counted.map(({ count }) => count),
      at,
      deliveryId,
    ]);
  },
});
