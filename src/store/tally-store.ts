/**
 * A mark and a recomputation of the same bucket never pass each other unseen:
 *   mark first     the marking transaction holds the row (DO UPDATE locks it even when nothing changes), so a
 *                  recomputation skips it and comes back after the commit
 *   recompute first the row is being deleted, so the mark waits for that commit and is then made anew
 * Either way a recomputation that starts after the commit sees the certificates.
 */
import type { EntityManager } from 'typeorm';
import type { TallyStore } from '../app/forwarding-ports';
import { TALLY_DEFINITION } from '../domain/statistics/definition';
import { daysOfPeriod, type DueBucket } from '../domain/statistics/tally';
import { row, rows } from './rows';
import { cellColumns, cellValues } from './tally-cell';

/** In one order everywhere: two batches that mark the same buckets must not wait for each other. */
const MARK = `
INSERT INTO tally_due (period, region_code, batch_id, marked_at)
SELECT DISTINCT to_char(certificate.issued_on, 'YYYY-MM') AS period, certificate.region_code, $1::uuid, $2::timestamptz
  FROM certificate_version AS version JOIN certificate ON certificate.certificate_no = version.certificate_no
 WHERE version.batch_id = $1
 ORDER BY period, certificate.region_code
ON CONFLICT (period, region_code) DO UPDATE SET batch_id = excluded.batch_id, marked_at = excluded.marked_at`;

const MARK_BUCKETS = `
INSERT INTO tally_due (period, region_code, batch_id, marked_at)
SELECT DISTINCT ON (period, region_code) period, region_code, batch_id, $4::timestamptz
  FROM unnest($1::text[], $2::text[], $3::uuid[]) AS bucket (period, region_code, batch_id)
 ORDER BY period, region_code
ON CONFLICT (period, region_code) DO UPDATE SET batch_id = excluded.batch_id, marked_at = excluded.marked_at`;

const TAKE = `
DELETE FROM tally_due WHERE (period, region_code) = (
  SELECT period, region_code FROM tally_due ORDER BY marked_at, period, region_code LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING period, region_code AS "regionCode"`;

/** One recomputation of a bucket at a time, also when it is not asked for through a mark. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('tally ' || $1::text || ' ' || $2::text, 0))`;

const CELL = cellColumns(TALLY_DEFINITION, { noSchool: '$5', froms: '$6', codes: '$7' }).join(', ');

const RECOMPUTE = `
WITH cell AS (
  INSERT INTO tally (period, region_code, institution_kind, school_type, occupation_code, level, sex, age_band,
                     candidate_category, certificates)
  SELECT $1::text, ${CELL}, count(*)
    FROM certificate
   WHERE region_code = $2 AND issued_on >= $3::date AND issued_on < $4::date AND state = 'LIVE'
   GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
  RETURNING certificates
), bucket AS (
  INSERT INTO tally_bucket (period, region_code, recomputations) VALUES ($1, $2, 1)
  ON CONFLICT (period, region_code) DO UPDATE SET recomputations = tally_bucket.recomputations + 1
)
SELECT coalesce(sum(certificates), 0)::int AS certificates FROM cell`;

export const tallyStore = (manager: EntityManager): TallyStore => ({
  markDue: async (batchId, at) => {
    await rows(manager, MARK, [batchId, at]);
  },

  markBuckets: async (buckets, at) => {
    await rows(manager, MARK_BUCKETS, [
      buckets.map(({ period }) => period),
      buckets.map(({ regionCode }) => regionCode),
      buckets.map(({ batchId }) => batchId),
      at,
    ]);
  },

  takeDue: () => row<DueBucket>(manager, TAKE),

  recompute: async ({ period, regionCode }) => {
    const { from, before } = daysOfPeriod(period);
    await rows(manager, LOCK, [period, regionCode]);
    await rows(manager, `DELETE FROM tally WHERE period = $1 AND region_code = $2`, [period, regionCode]);
    const counted = await row<{ certificates: number }>(manager, RECOMPUTE, [
      period,
      regionCode,
      from,
      before,
      ...cellValues(TALLY_DEFINITION),
    ]);
    return counted?.certificates ?? 0;
  },
});
