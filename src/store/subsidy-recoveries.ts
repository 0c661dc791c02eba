/** Certificates that a recall revoked, and the subsidies to recover for them. */
import type { EntityManager } from 'typeorm';
import type { RecallStore } from '../app/certificates/recall-ports';
import { row, rows } from './rows';

const SETTLE = `
UPDATE subsidy_recovery SET state = $3, amount_fen = $4, reason = $5, decided_by = $6, decided_at = $7
 WHERE recall_id = $1 AND ($2::text[] IS NULL OR certificate_no = ANY ($2::text[])) AND state = 'OPEN'
RETURNING certificate_no`;

const STOOD_SO = `
SELECT count(*)::int AS before FROM subsidy_recovery
 WHERE recall_id = $1 AND ($2::text[] IS NULL OR certificate_no = ANY ($2::text[]))
   AND state = $3 AND amount_fen IS NOT DISTINCT FROM $4::int`;

type SubsidyRecoveries = Pick<RecallStore, 'ofCertificate' | 'subsidiesAmong' | 'settleSubsidies'>;

export const subsidyRecoveries = (manager: EntityManager): SubsidyRecoveries => ({
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
