import type { EntityManager } from 'typeorm';
import type { Assignment, Office, ReturnedRecord, ReviewDeskStore } from '../app/review/review-ports';
import type { JudgedBy } from '../domain/review/recheck';
import type { Verdict } from '../domain/rules/rule';
import { joinAssignment, piecesOf, waitingAt } from './review-rows';
import { row, rows } from './rows';

const RETURNED = `line, step, reason, returned_by AS "returnedBy", returned_at AS "returnedAt"`;

/** Numbers first: the planner knows nothing of a batch of today, and each is one look into the key of the certificates. */
const NUMBERS_TAKEN = `
WITH passed AS MATERIALIZED (
  SELECT line, certificate_no, row_number() OVER (PARTITION BY certificate_no ORDER BY line) AS repeat
    FROM record WHERE batch_id = $1 AND verdict = 'PASSED'
)
SELECT line FROM passed
 WHERE repeat > 1
    OR certificate_no = ANY(ARRAY(
         SELECT certificate_no FROM certificate WHERE certificate_no = ANY(ARRAY(SELECT certificate_no FROM passed))))
 ORDER BY line`;

/** Through the index on numbers, however many batches have had them; the findings of a line through theirs. */
const CLEAN_RECORDS = `
SELECT encode(sha256(convert_to(record.data, 'UTF8')), 'hex') AS digest
  FROM record
 WHERE record.certificate_no = ANY($2::text[]) AND record.batch_id = $1
   AND NOT EXISTS (SELECT FROM finding WHERE finding.batch_id = record.batch_id AND finding.line = record.line
                                         AND finding.source = 'CHECK')`;

const JUDGED_BY = `
SELECT batch.institution_code AS "institutionCode", upload.header, encode(batch.snapshot_digest, 'hex') AS "snapshotDigest",
       encode(batch.pack_set_digest, 'hex') AS "packSetDigest", batch.pack_digest AS "packDigest",
       batch.engine_version AS "engineVersion", batch.sealed_at AS "sealedAt"
  FROM batch JOIN upload ON upload.id = batch.id
 WHERE batch.id = $1 AND batch.state <> 'CHECKING' AND batch.pack_digest IS NOT NULL AND batch.engine_version IS NOT NULL`;

export const reviewDeskStore = (manager: EntityManager): ReviewDeskStore => ({
  lockWaiting: async (office, batchIds) => {
    const where = waitingAt(office).and('batch.id = ANY(?::uuid[])', batchIds);
    const found = await rows<{ id: string }>(
      manager,
      `SELECT batch.id FROM batch WHERE ${where.toSql()} ORDER BY batch.id FOR UPDATE`,
      where.parameters,
    );
    return found.map(({ id }) => id);
  },

  assignments: (batchIds, step) =>
    rows<Assignment>(
      manager,
      `SELECT batch_id AS "batchId", step, reviewer, assigned_by AS "assignedBy", assigned_at AS "assignedAt"
         FROM review_assignment WHERE batch_id = ANY($1::uuid[]) AND step = $2 ORDER BY batch_id`,
      [batchIds, step],
    ),

  assign: async (assignments) => {
    await rows(
      manager,
      `INSERT INTO review_assignment (batch_id, step, reviewer, assigned_by, assigned_at)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
       ON CONFLICT (batch_id, step) DO UPDATE
         SET reviewer = excluded.reviewer, assigned_by = excluded.assigned_by, assigned_at = excluded.assigned_at`,
      [
        assignments.map(({ batchId }) => batchId),
        assignments.map(({ step }) => step),
        assignments.map(({ reviewer }) => reviewer),
        assignments.map(({ assignedBy }) => assignedBy),
        assignments.map(({ assignedAt }) => assignedAt),
      ],
    );
  },

  release: async (batchIds, step) => {
    await rows(manager, `DELETE FROM review_assignment WHERE batch_id = ANY($1::uuid[]) AND step = $2`, [
      batchIds,
      step,
    ]);
  },

  unassigned: async (office: Office) => {
    const where = waitingAt(office).andPlain('review_assignment.batch_id IS NULL');
    const counted = await row<{ left: number }>(
      manager,
      `SELECT count(*)::int AS "left" FROM batch ${joinAssignment(office.step)} WHERE ${where.toSql()}`,
      where.parameters,
    );
    return counted?.left ?? 0;
  },

  pieces: (office, batchIds) => piecesOf((sql, parameters) => rows(manager, sql, parameters), office, batchIds),

  verdictsOf: async (batchId, lines) => {
    const found = await rows<{ line: number; verdict: Verdict }>(
      manager,
      `SELECT line, verdict FROM record WHERE batch_id = $1 AND line = ANY($2::int[])`,
      [batchId, lines],
    );
    return new Map(found.map(({ line, verdict }) => [line, verdict]));
  },

  insertReturned: async (batchId, records) => {
    await rows(
      manager,
      `INSERT INTO returned_record (batch_id, line, step, reason, returned_by, returned_at)
       SELECT $1, given.* FROM unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
         AS given (line, step, reason, returned_by, returned_at)`,
      [
        batchId,
        records.map(({ line }) => line),
        records.map(({ step }) => step),
        records.map(({ reason }) => reason),
        records.map(({ returnedBy }) => returnedBy),
        records.map(({ returnedAt }) => returnedAt),
      ],
    );
  },

  returnedAt: (batchId, lines) =>
    rows<ReturnedRecord>(
      manager,
      `SELECT ${RETURNED} FROM returned_record WHERE batch_id = $1 AND line = ANY($2::int[]) ORDER BY line`,
      [batchId, lines],
    ),

  returners: (batchId) =>
    rows<Pick<ReturnedRecord, 'step' | 'returnedBy'>>(
      manager,
      `SELECT DISTINCT step, returned_by AS "returnedBy" FROM returned_record WHERE batch_id = $1`,
      [batchId],
    ),

  numbersTaken: async (batchId) => {
    const found = await rows<{ line: number }>(manager, NUMBERS_TAKEN, [batchId]);
    return found.map(({ line }) => line);
  },

  unpassedLines: async (batchId) => {
    const found = await rows<{ line: number }>(
      manager,
      `SELECT line FROM record WHERE batch_id = $1 AND verdict <> 'PASSED' ORDER BY line`,
      [batchId],
    );
    return found.map(({ line }) => line);
  },

  judgedBy: (batchId) => row<JudgedBy & { readonly sealedAt: Date }>(manager, JUDGED_BY, [batchId]),

  cleanRecords: async (batchId, certificateNos) => {
    const found = await rows<{ digest: string }>(manager, CLEAN_RECORDS, [batchId, certificateNos]);
    return new Set(found.map(({ digest }) => digest));
  },

  noteRecheck: async (batchId, chunkNo, { rechecked, reused, reason }) => {
    await rows(
      manager,
      `INSERT INTO chunk_recheck (batch_id, chunk_no, rechecked, reused, reason) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (batch_id, chunk_no) DO UPDATE
         SET rechecked = excluded.rechecked, reused = excluded.reused, reason = excluded.reason`,
      [batchId, chunkNo, rechecked, reused, reason],
    );
  },
});
