/**
 * Recalls, by sets and never row by row: 100,000 certificates are a handful of statements. Keys come as arrays or from
 * `recall_item`, so that a certificate is always found by its number: no statistics know a batch of today.
 */
import type { EntityManager } from 'typeorm';
import type { Recall, RecallStore } from '../app/certificates/recall-ports';
import { keepCovered, recallCoverage } from './recall-coverage';
import { recallEffects } from './recall-effects';
import { row, rows } from './rows';
import { subsidyRecoveries } from './subsidy-recoveries';

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
    await keepCovered(manager, recall.id, scope);
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

  ...recallCoverage(manager),
  ...recallEffects(manager),
  ...subsidyRecoveries(manager),
});
