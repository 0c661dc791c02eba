/**
 * Recalls, by sets and never row by row: 100,000 certificates are a handful of statements. Keys come as arrays or from
 * `recall_item`, so that a certificate is always found by its number: no statistics know a batch of today.
 */
import type { EntityManager } from 'typeorm';
import type {
  Bucket,
  Coverage,
  OpenBatch,
  Plan,
  Recall,
  RecallStore,
  ScopeRows,
} from '../app/certificates/recall-ports';
import type { VersionRef } from '../app/certificates/change-ports';
import { OPEN_CHANGE_STATES } from '../domain/certificate-change/change-state';
import { LIVE } from './deadline-store';
import { row, rows } from './rows';

const COLUMNS = `
id, state, ground, scope, institution_code AS "institutionCode", region_code AS "regionCode", reason, basis, evidence,
content_key AS "contentKey", live, revoked, replaced, feeds, digest, proposed_by AS "proposedBy",
proposed_role AS "proposedRole", proposed_at AS "proposedAt", ended_by AS "endedBy", ended_at AS "endedAt",
ended_reason AS "endedReason"`;

const INSERT = `
INSERT INTO recall (id, state, ground, scope, institution_code, region_code, reason, basis, evidence, content_key, live,
       revoked, replaced, feeds, digest, proposed_by, proposed_role, proposed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
ON CONFLICT DO NOTHING RETURNING id`;

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

const REVOKE = `
WITH revoked AS (
  UPDATE certificate SET state = 'REVOKED', version = certificate.version + 1
    FROM recall_item AS item
   WHERE item.recall_id = $1 AND certificate.certificate_no = item.certificate_no
     AND certificate.version = item.version AND certificate.state = 'LIVE'
  RETURNING certificate.certificate_no, certificate.version, certificate.batch_id, certificate.line,
            certificate.institution_code, certificate.region_code
), kept AS (
  INSERT INTO certificate_version (certificate_no, version, kind, batch_id, line, data, created_at)
  SELECT revoked.certificate_no, revoked.version, 'REVOKED', revoked.batch_id, revoked.line, former.data, $2::timestamptz
    FROM revoked JOIN certificate_version AS former
      ON former.certificate_no = revoked.certificate_no AND former.version = revoked.version - 1
), subsidy AS (
  INSERT INTO subsidy_recovery (certificate_no, recall_id, institution_code, region_code, state)
  SELECT certificate_no, $1::uuid, institution_code, region_code, 'OPEN' FROM revoked
)
SELECT certificate_no AS "certificateNo", version FROM revoked ORDER BY certificate_no`;

const BUCKETS = `
SELECT DISTINCT ON (period, region_code) to_char(certificate.issued_on, 'YYYY-MM') AS period,
       certificate.region_code AS "regionCode", certificate.batch_id AS "batchId"
  FROM recall_item AS item JOIN certificate ON certificate.certificate_no = item.certificate_no
 WHERE item.recall_id = $1
 ORDER BY period, region_code`;

/** With every batch once, however many of its certificates the recall holds. */
const AWAITING_FEEDBACK = `
WITH covered AS (
  SELECT DISTINCT certificate.batch_id AS id
    FROM recall_item AS item JOIN certificate ON certificate.certificate_no = item.certificate_no
   WHERE item.recall_id = $1
)
SELECT covered.id FROM covered JOIN deadline
    ON deadline.subject_kind = 'BATCH' AND deadline.subject_id = covered.id::text AND deadline.term = 'FEEDBACK'
 WHERE ${LIVE} ORDER BY covered.id`;

const REFUSE_CHANGES = `
UPDATE certificate_change AS change SET state = 'REFUSED', decided_by = $2, decided_at = $3, decision_reason = $4
  FROM recall_item AS item
 WHERE item.recall_id = $1 AND change.certificate_no = item.certificate_no AND change.state = ANY ($5::text[])
RETURNING change.id, change.certificate_no AS "certificateNo"`;

const OPEN_BATCHES = `
SELECT id, state FROM batch
 WHERE institution_code = $1 AND plan_no = $2
   AND (state IN ('CHECKING', 'CITY_REVIEW', 'PROVINCE_REVIEW')
        OR (state = 'RETURNED' AND NOT EXISTS (SELECT FROM review WHERE review.batch_id = batch.id)))
 ORDER BY id FOR UPDATE`;

const SETTLE = `
UPDATE subsidy_recovery SET state = $3, amount_fen = $4, reason = $5, decided_by = $6, decided_at = $7
 WHERE recall_id = $1 AND ($2::text[] IS NULL OR certificate_no = ANY ($2::text[])) AND state = 'OPEN'
RETURNING certificate_no`;

const STOOD_SO = `
SELECT count(*)::int AS before FROM subsidy_recovery
 WHERE recall_id = $1 AND ($2::text[] IS NULL OR certificate_no = ANY ($2::text[]))
   AND state = $3 AND amount_fen IS NOT DISTINCT FROM $4::int`;

const scoped = ({ certificateNos, batchIds, lines }: ScopeRows): unknown[] => [certificateNos ?? [], batchIds, lines];

export const recallStore = (manager: EntityManager): RecallStore => ({
  insert: async (recall, scope) => {
    const inserted = await rows(manager, INSERT, [
      recall.id,
      recall.state,
      recall.ground,
      JSON.stringify(recall.scope),
      recall.institutionCode,
      recall.regionCode,
      recall.reason,
      recall.basis,
      recall.evidence,
      recall.contentKey,
      recall.live,
      recall.revoked,
      recall.replaced,
      recall.feeds,
      recall.digest,
      recall.proposedBy,
      recall.proposedRole,
      recall.proposedAt,
    ]);
    if (inserted.length === 0) return false;
    await rows(manager, KEEP, [...scoped(scope), recall.id]);
    return true;
  },

  sameProposed: (proposedBy, contentKey) =>
    row<Recall>(
      manager,
      `SELECT ${COLUMNS} FROM recall WHERE proposed_by = $1 AND content_key = $2 AND state = 'PROPOSED'`,
      [proposedBy, contentKey],
    ),
  byId: (id) => row<Recall>(manager, `SELECT ${COLUMNS} FROM recall WHERE id = $1`, [id]),
  lock: (id) => row<Recall>(manager, `SELECT ${COLUMNS} FROM recall WHERE id = $1 FOR UPDATE`, [id]),

  move: async (id, to, { by, at, reason }) => {
    const moved = await rows(
      manager,
      `UPDATE recall SET state = $2, ended_by = $3, ended_at = $4, ended_reason = $5
        WHERE id = $1 AND state = 'PROPOSED' RETURNING id`,
      [id, to, by, at, reason],
    );
    return moved.length > 0;
  },

  plan: (planNo) =>
    row<Plan>(
      manager,
      `SELECT plan_no AS "planNo", institution_code AS "institutionCode", status FROM plan WHERE plan_no = $1`,
      [planNo],
    ),

  batchesOfPlan: async ({ institutionCode, planNo }) => {
    const found = await rows<{ id: string }>(
      manager,
      `SELECT id FROM batch WHERE institution_code = $1 AND plan_no = $2 ORDER BY id`,
      [institutionCode, planNo],
    );
    return found.map(({ id }) => id);
  },

  lockOpenBatches: ({ institutionCode, planNo }) => rows<OpenBatch>(manager, OPEN_BATCHES, [institutionCode, planNo]),

  lockCovered: async (scope) => {
    await rows(manager, LOCK_COVERED, scoped(scope));
  },

  coverage: async (scope) => {
    const found = await row<Coverage>(manager, COVERAGE, scoped(scope));
    if (!found) throw new Error('An aggregate without GROUP BY has one row.');
    return found;
  },

  refuseChanges: (recallId, { by, at, reason }) =>
    rows(manager, REFUSE_CHANGES, [recallId, by, at, reason, OPEN_CHANGE_STATES]),

  revoke: (recallId, at) => rows<VersionRef>(manager, REVOKE, [recallId, at]),

  buckets: (recallId) => rows<Bucket>(manager, BUCKETS, [recallId]),

  awaitingFeedback: async (recallId) =>
    (await rows<{ id: string }>(manager, AWAITING_FEEDBACK, [recallId])).map(({ id }) => id),

  ofCertificate: (certificateNo) =>
    row<{ id: string; at: Date }>(
      manager,
      `SELECT recall.id, recall.ended_at AS at FROM subsidy_recovery AS revoked JOIN recall ON recall.id = revoked.recall_id
        WHERE revoked.certificate_no = $1`,
      [certificateNo],
    ),

  subsidiesAmong: async (recallId, certificateNos) => {
    const found = await row<{ rows: number }>(
      manager,
      `SELECT count(*)::int AS rows FROM subsidy_recovery WHERE recall_id = $1 AND certificate_no = ANY ($2::text[])`,
      [recallId, certificateNos],
    );
    return found?.rows ?? 0;
  },

  settleSubsidies: async ({ recallId, certificateNos, state, amountFen, reason, by, at }) => {
    const stood = await row<{ before: number }>(manager, STOOD_SO, [recallId, certificateNos, state, amountFen]);
    const settled = await rows(manager, SETTLE, [recallId, certificateNos, state, amountFen, reason, by, at]);
    return { settled: settled.length, before: stood?.before ?? 0 };
  },
});
