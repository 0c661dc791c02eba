import type { EntityManager } from 'typeorm';
import type { Bylaw, BylawStore, PlacedBylaw } from '../app/bylaws/bylaw-ports';
import { isUuid } from '../domain/intake/check-header';
import { row, rows } from './rows';

const COLUMNS = `bylaw.id, bylaw.institution_code AS "institutionCode", bylaw.kind, bylaw.attachment_id AS "attachmentId",
  bylaw.published_by AS "publishedBy", bylaw.published_at AS "publishedAt"`;

export const bylawStore = (manager: EntityManager): BylawStore => ({
  find: async (id) =>
    isUuid(id)
      ? row<PlacedBylaw>(
          manager,
          `SELECT ${COLUMNS}, institution.region_code AS "regionCode", bylaw.withdrawn_by AS "withdrawnBy"
             FROM bylaw JOIN institution ON institution.code = bylaw.institution_code WHERE bylaw.id = $1`,
          [id],
        )
      : undefined,

  lock: async (institutionCode, kind) => {
    await rows(manager, `SELECT pg_advisory_xact_lock(hashtextextended('bylaw ' || $1::text || ' ' || $2::text, 0))`, [
      institutionCode,
      kind,
    ]);
    return row<Bylaw>(
      manager,
      `SELECT ${COLUMNS} FROM bylaw WHERE institution_code = $1 AND kind = $2 AND replaced_at IS NULL`,
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

  withdraw: async (id, by, at) => {
    await rows(
      manager,
      `UPDATE bylaw SET replaced_at = $3, withdrawn_by = $2 WHERE id = $1 AND replaced_at IS NULL RETURNING id`,
      [id, by, at],
    );
  },
});
