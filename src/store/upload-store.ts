import type { EntityManager } from 'typeorm';
import type { Upload, UploadStore } from '../app/intake-ports';
import { row, rows } from './rows';

const COLUMNS = `id, institution_code AS "institutionCode", region_code AS "regionCode",
  client_batch_no AS "clientBatchNo", header, state, opened_at AS "openedAt", opened_by AS "openedBy",
  CASE WHEN content_digest IS NOT NULL THEN json_build_object('chunks', content_chunks, 'digest', content_digest) END
    AS content`;
const LOCKS = { append: 'FOR SHARE', seal: 'FOR UPDATE' } as const;

export const uploadStore = (manager: EntityManager): UploadStore => ({
  insert: async (upload) => {
    const inserted = await rows(
      manager,
      `INSERT INTO upload (id, institution_code, region_code, client_batch_no, header, state, opened_at, opened_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (institution_code, client_batch_no) DO NOTHING RETURNING id`,
      [
        upload.id,
        upload.institutionCode,
        upload.regionCode,
        upload.clientBatchNo,
        JSON.stringify(upload.header),
        upload.state,
        upload.openedAt,
        upload.openedBy,
      ],
    );
    return inserted.length > 0;
  },

  byClientBatchNo: (institutionCode, clientBatchNo) =>
    row<Upload>(manager, `SELECT ${COLUMNS} FROM upload WHERE institution_code = $1 AND client_batch_no = $2`, [
      institutionCode,
      clientBatchNo,
    ]),

  lock: (id, institutionCode, purpose) =>
    row<Upload>(manager, `SELECT ${COLUMNS} FROM upload WHERE id = $1 AND institution_code = $2 ${LOCKS[purpose]}`, [
      id,
      institutionCode,
    ]),

  keepContent: async (id, { chunks, digest }) => {
    await rows(manager, `UPDATE upload SET content_chunks = $2, content_digest = $3 WHERE id = $1`, [
      id,
      chunks,
      digest,
    ]);
  },

  markSealed: async (id) => {
    await rows(manager, `UPDATE upload SET state = 'SEALED' WHERE id = $1 AND state = 'OPEN'`, [id]);
  },
});
