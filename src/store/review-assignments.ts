/** Which batches wait at an office, and who reviews them. */
import type { EntityManager } from 'typeorm';
import type { Assignment, Office, ReviewDeskStore } from '../app/review/review-ports';
import { joinAssignment, piecesOf, waitingAt } from './review-rows';
import { row, rows } from './rows';

type ReviewAssignments = Pick<
  ReviewDeskStore,
  'lockWaiting' | 'assignments' | 'assign' | 'release' | 'unassigned' | 'pieces'
>;

export const reviewAssignments = (manager: EntityManager): ReviewAssignments => ({
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
});
