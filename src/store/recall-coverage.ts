/** The certificates that a scope holds, and the batches of a plan: what a recall is about. */
import type { EntityManager } from 'typeorm';
import type { Coverage, OpenBatch, Plan, RecallStore, ScopeRows } from '../app/certificates/recall-ports';
import { row, rows } from './rows';

/** Numbers of the scope: $1 text[], or the versions of $2 uuid[], of the lines $3 int[] or all. */
const NUMBERS = `ARRAY(
  SELECT unnest($1::text[])
  UNION
  SELECT certificate_no FROM certificate_version
   WHERE batch_id = ANY ($2::uuid[]) AND ($3::int[] IS NULL OR line = ANY ($3::int[])))`;

const KEEP = `
INSERT INTO recall_item (recall_id, certificate_no, version)
SELECT $4::uuid, certificate_no, version FROM certificate
 WHERE certificate_no = ANY (${NUMBERS}) AND state = 'LIVE' ORDER BY certificate_no`;

const LOCK_COVERED = `
WITH locked AS (
  SELECT certificate_no FROM certificate WHERE certificate_no = ANY (${NUMBERS}) ORDER BY certificate_no FOR UPDATE
)
SELECT count(*)::int AS certificates FROM locked`;

const COVERAGE = `
WITH covered AS MATERIALIZED (
  SELECT certificate_no, version, state, institution_code, region_code, batch_id, line
    FROM certificate WHERE certificate_no = ANY (${NUMBERS})
)
SELECT count(*)::int AS certificates, count(*) FILTER (WHERE state = 'LIVE')::int AS live,
       count(*) FILTER (WHERE state = 'REVOKED')::int AS revoked,
       count(*) FILTER (WHERE state = 'REPLACED')::int AS replaced,
       count(DISTINCT (batch_id, line))::int AS lines,
       EXISTS (SELECT FROM batch WHERE batch.origin = 'HUB' AND batch.id IN (SELECT batch_id FROM covered)) AS "isReceived",
       (SELECT count(*)::int FROM feed
         WHERE EXISTS (SELECT FROM covered AS told JOIN delivery_item AS item
                           ON item.feed = feed.name AND item.certificate_no = told.certificate_no
                        WHERE told.state = 'LIVE')) AS feeds,
       encode(sha256(convert_to(coalesce(
         string_agg(certificate_no || ' ' || version, E'\\n' ORDER BY certificate_no) FILTER (WHERE state = 'LIVE'), ''),
         'UTF8')), 'hex') AS digest,
       coalesce(array_agg(DISTINCT institution_code), '{}') AS "institutionCodes",
       coalesce(array_agg(DISTINCT region_code), '{}') AS "regionCodes"
  FROM covered`;

const LOCK_BATCHES = `
SELECT id FROM batch WHERE institution_code = $1 AND plan_no = $2 AND state <> 'APPROVED' ORDER BY id FOR UPDATE`;

/** After the locks, in a statement of its own: one that waits for a batch does not see the review that was written meanwhile. */
const OPEN_BATCHES = `
SELECT id, state FROM batch
 WHERE id = ANY ($1::uuid[])
   AND (state IN ('CHECKING', 'CITY_REVIEW', 'PROVINCE_REVIEW')
        OR (state = 'RETURNED' AND NOT EXISTS (SELECT FROM review WHERE review.batch_id = batch.id)))
 ORDER BY id`;

const scoped = ({ certificateNos, batchIds, lines }: ScopeRows): unknown[] => [certificateNos ?? [], batchIds, lines];

/** Keeps with the recall what is live of the scope. */
export async function keepCovered(manager: EntityManager, recallId: string, scope: ScopeRows): Promise<void> {
  await rows(manager, KEEP, [...scoped(scope), recallId]);
}

type RecallCoverage = Pick<RecallStore, 'plan' | 'batchesOfPlan' | 'lockOpenBatches' | 'lockCovered' | 'coverage'>;

export const recallCoverage = (manager: EntityManager): RecallCoverage => ({
  plan: (planNo) =>
    row<Plan>(
      manager,
      `SELECT plan_no AS "planNo", institution_code AS "institutionCode", status FROM plan WHERE plan_no = $1`,
      [planNo],
    ),

  batchesOfPlan: async ({ institutionCode, planNo }) => {
    const found = await rows<{ id: string }>(
      manager,
      `SELECT id FROM batch WHERE institution_code = $1 AND plan_no = $2 AND origin = 'INSTITUTION' ORDER BY id`,
      [institutionCode, planNo],
    );
    return found.map(({ id }) => id);
  },

  lockOpenBatches: async ({ institutionCode, planNo }) => {
    const locked = await rows<{ id: string }>(manager, LOCK_BATCHES, [institutionCode, planNo]);
    return rows<OpenBatch>(manager, OPEN_BATCHES, [locked.map(({ id }) => id)]);
  },

  lockCovered: async (scope) => {
    await rows(manager, LOCK_COVERED, scoped(scope));
  },

  coverage: async (scope) => {
    const found = await row<Coverage>(manager, COVERAGE, scoped(scope));
    if (!found) throw new Error('An aggregate without GROUP BY has one row.');
    return found;
  },
});
