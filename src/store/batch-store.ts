import type { EntityManager } from 'typeorm';
import type { BatchPlace, BatchStore } from '../app/batch-ports';
import type { CheckedBatch } from '../app/ports';
import { row, rows } from './rows';

const COLUMNS = `batch.id, batch.institution_code AS "institutionCode", batch.region_code AS "regionCode",
  batch.plan_no AS "planNo", batch.client_batch_no AS "clientBatchNo", batch.resubmission_of AS "resubmissionOf",
  batch.state, batch.chunks, batch.records, batch.digest, batch.algorithm, batch.signature, batch.key_id AS "keyId", batch.preflight,
  encode(batch.content_key, 'hex') AS "contentKey", encode(batch.snapshot_digest, 'hex') AS "snapshotDigest",
  encode(batch.pack_set_digest, 'hex') AS "packSetDigest",
  batch.sealed_at AS "sealedAt", batch.sealed_by AS "sealedBy", upload.header`;

const LOCK_IN = `
SELECT ${COLUMNS} FROM batch JOIN upload ON upload.id = batch.id
 WHERE batch.id = $1 AND batch.state = $2 FOR UPDATE OF batch`;

export const batchStore = (manager: EntityManager): BatchStore => ({
  insert: async (batch) => {
    const inserted = await rows(
      manager,
      `INSERT INTO batch (id, institution_code, region_code, plan_no, client_batch_no, resubmission_of, state, chunks,
                          records, digest, algorithm, signature, key_id, content_key, snapshot_digest, sealed_at, sealed_by,
                          pack_set_digest, preflight)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
       ON CONFLICT (institution_code, content_key) DO NOTHING RETURNING id`,
      [
        batch.id,
        batch.institutionCode,
        batch.regionCode,
        batch.planNo,
        batch.clientBatchNo,
        batch.resubmissionOf,
        batch.state,
        batch.chunks,
        batch.records,
        batch.digest,
        batch.algorithm,
        batch.signature,
        batch.keyId,
        Buffer.from(batch.contentKey, 'hex'),
        Buffer.from(batch.snapshotDigest, 'hex'),
        batch.sealedAt,
        batch.sealedBy,
        Buffer.from(batch.packSetDigest, 'hex'),
        batch.preflight === null ? null : JSON.stringify(batch.preflight),
      ],
    );
    return inserted.length > 0;
  },

  byId: (id) =>
    row<CheckedBatch>(
      manager,
      `SELECT ${COLUMNS} FROM batch JOIN upload ON upload.id = batch.id WHERE batch.id = $1 AND batch.origin = 'INSTITUTION'`,
      [id],
    ),

  placeOf: (id) =>
    row<BatchPlace>(
      manager,
      `SELECT origin, institution_code AS "institutionCode", region_code AS "regionCode" FROM batch WHERE id = $1`,
      [id],
    ),

  byContentKey: async (institutionCode, contentKey) => {
    const found = await row<{ id: string }>(
      manager,
      `SELECT id FROM batch WHERE institution_code = $1 AND content_key = $2`,
      [institutionCode, Buffer.from(contentKey, 'hex')],
    );
    return found?.id;
  },

  lockIn: (id, state) => row<CheckedBatch>(manager, LOCK_IN, [id, state]),

  claimIn: (id, state) => row<CheckedBatch>(manager, `${LOCK_IN} SKIP LOCKED`, [id, state]),

  settle: async (id, settlement) => {
    await rows(
      manager,
      `UPDATE batch SET state = $2, passed = $3, held = $4, returned = $5, packs = $6, pack_digest = $7,
              engine_version = $8, verdict_digest = $9, checked_at = $10 WHERE id = $1`,
      [
        id,
        settlement.state,
        settlement.passed,
        settlement.held,
        settlement.returned,
        settlement.packs,
        settlement.packDigest,
        settlement.engineVersion,
        settlement.verdictDigest,
        settlement.checkedAt,
      ],
    );
  },

  countFailure: async (id) => {
    await rows(manager, `UPDATE batch SET settle_tries = settle_tries + 1 WHERE id = $1`, [id]);
  },

  move: async (id, from, to, at) => {
    const moved = await rows(
      manager,
      `UPDATE batch SET state = $3, decided_at = $4 WHERE id = $1 AND state = $2 RETURNING id`,
      [id, from, to, at],
    );
    return moved.length > 0;
  },

  saveCounts: async (id, { passed, held, returned }) => {
    await rows(manager, `UPDATE batch SET passed = $2, held = $3, returned = $4 WHERE id = $1`, [
      id,
      passed,
      held,
      returned,
    ]);
  },
});
