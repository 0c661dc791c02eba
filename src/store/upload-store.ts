import type { EntityManager } from 'typeorm';
import type { Upload, UploadStore } from '../app/intake-ports';
import { idleSince } from './idle-upload';
import { row, rows } from './rows';

const COLUMNS = `id, institution_code AS "institutionCode", region_code AS "regionCode",
  client_batch_no AS "clientBatchNo", header, state, opened_at AS "openedAt", opened_by AS "openedBy",
  format, epoch, CASE WHEN content_chunks IS NOT NULL
    THEN json_build_object('chunks', content_chunks, 'bytes', content_bytes, 'digest', content_digest) END AS content`;
/** What an upload holds lies in these tables. */
const HOLDING = ['chunk', 'upload_original'];
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

  find: (id, institutionCode) =>
    row<Upload>(manager, `SELECT ${COLUMNS} FROM upload WHERE id = $1 AND institution_code = $2`, [
      id,
      institutionCode,
    ]),

  lock: (id, institutionCode, purpose) =>
    row<Upload>(manager, `SELECT ${COLUMNS} FROM upload WHERE id = $1 AND institution_code = $2 ${LOCKS[purpose]}`, [
      id,
      institutionCode,
    ]),

  fixFormat: async (id, format) => {
    await rows(manager, `UPDATE upload SET format = $2 WHERE id = $1`, [id, format]);
  },

  noteStream: async (id, format, at) => {
    await rows(manager, `UPDATE upload SET format = $2, stream_begun_at = $3 WHERE id = $1`, [id, format, at]);
  },

  // Whoever only says that nothing more comes does not know the digest; who brought all of it did.
  keepContent: async (id, { chunks, bytes, digest }) => {
    await rows(
      manager,
      `UPDATE upload SET content_chunks = $2, content_bytes = $4,
              content_digest = coalesce($3, CASE WHEN content_chunks = $2 THEN content_digest END)
        WHERE id = $1`,
      [id, chunks, digest, bytes],
    );
  },

  markSealed: async (id) => {
    await rows(manager, `UPDATE upload SET state = 'SEALED' WHERE id = $1 AND state = 'OPEN'`, [id]);
  },

  removeLanded: async (id, landing) => {
    for (const table of HOLDING) {
      await rows(manager, `DELETE FROM ${table} WHERE upload_id = $1 AND landing = $2`, [id, landing]);
    }
    // An upload that holds nothing may begin anew in another format.
    await rows(
      manager,
      `UPDATE upload SET format = NULL
        WHERE id = $1 AND ${HOLDING.map((table) => `NOT EXISTS (SELECT FROM ${table} WHERE upload_id = $1)`).join(' AND ')}`,
      [id],
    );
  },

  keepLanded: async (id, { chunkNo, offset }) => {
    await rows(
      manager,
      `UPDATE chunk SET landing = NULL WHERE upload_id = $1 AND chunk_no <= $2 AND landing IS NOT NULL`,
      [id, chunkNo],
    );
    await rows(
      manager,
      `UPDATE upload_original SET landing = NULL WHERE upload_id = $1 AND from_byte < $2 AND landing IS NOT NULL`,
      [id, offset],
    );
  },

  clear: async (id) => {
    for (const table of HOLDING) await rows(manager, `DELETE FROM ${table} WHERE upload_id = $1`, [id]);
    await rows(
      manager,
      `UPDATE upload SET format = NULL, content_chunks = NULL, content_bytes = NULL, content_digest = NULL,
              epoch = epoch + 1
        WHERE id = $1`,
      [id],
    );
  },

  // Whoever waits for a lock sees of other tables what they held before: what landed meanwhile is seen by the next statement.
  lockIdle: async (id, since) => {
    const open = await row<Pick<Upload, 'id'>>(
      manager,
      `SELECT id FROM upload WHERE id = $1 AND state = 'OPEN' FOR UPDATE`,
      [id],
    );
    return (
      open && row<Upload>(manager, `SELECT ${COLUMNS} FROM upload WHERE id = $1 AND ${idleSince('$2')}`, [id, since])
    );
  },

  markAbandoned: async (id) => {
    await rows(manager, `UPDATE upload SET state = 'ABANDONED' WHERE id = $1`, [id]);
  },

  reopen: async (id, at) => {
    await rows(manager, `UPDATE upload SET state = 'OPEN', opened_at = $2 WHERE id = $1 AND state = 'ABANDONED'`, [
      id,
      at,
    ]);
  },
});
