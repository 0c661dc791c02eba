import type { EntityManager } from 'typeorm';
import type { Review, ReviewStore } from '../app/review/review-ports';
import { rows } from './rows';

export const reviewStore = (manager: EntityManager): ReviewStore => ({
  insert: async (review) => {
    await rows(
      manager,
      `INSERT INTO review (batch_id, step, decision, reason, decided_by, decided_at, returned_lines)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        review.batchId,
        review.step,
        review.decision,
        review.reason,
        review.decidedBy,
        review.decidedAt,
        review.returnedLines,
      ],
    );
  },

  ofBatch: (batchId) =>
    rows<Review>(
      manager,
      `SELECT batch_id AS "batchId", step, decision, reason, decided_by AS "decidedBy", decided_at AS "decidedAt",
              returned_lines AS "returnedLines"
         FROM review WHERE batch_id = $1 ORDER BY decided_at`,
      [batchId],
    ),
});
