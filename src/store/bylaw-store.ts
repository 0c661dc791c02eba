import type { EntityManager } from 'typeorm';
import type { Bylaw, BylawStore } from '../app/bylaws/bylaw-ports';
import { row, rows } from './rows';

export const bylawStore = (manager: EntityManager): BylawStore => ({
  lock: async (institutionCode, kind) => {
    await rows(manager, `SELECT pg_advisory_xact_lock(hashtextextended('bylaw ' || $1::text || ' ' || $2::text, 0))`, [
      institutionCode,
      kind,
    ]);
    return row<Bylaw>(
      manager,
      `SELECT id, institution_code AS "institutionCode", kind, attachment_id AS "attachmentId",
              published_by AS "publishedBy", published_at AS "publishedAt"
         FROM bylaw WHERE institution_code = $1 AND kind = $2 AND replaced_at IS NULL`,
      [institutionCode, kind],
    );
  },

  publish: async ({ id, institutionCode, kind, attachmentId, publishedBy, publishedAt }) => {
    await rows(
      manager,
      `UPDATE bylaw SET replaced_at = $3 WHERE institution_code = $1 AND kind = $2 AND replaced_at IS NULL RETURNING id`,
      [institutionCode, kind, publishedAt],
    );
    await rows(
      manager,
      `INSERT INTO bylaw (id, institution_code, kind, attachment_id, published_by, published_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, institutionCode, kind, attachmentId, publishedBy, publishedAt],
    );
  },
});
