import type { EntityManager } from 'typeorm';
import type { Attachment, AttachmentStore } from '../app/attachments/attachment-ports';
import type { Sealer } from '../app/sealer';
import { isUuid } from '../domain/intake/check-header';
import { row, rows } from './rows';
import { Conditions } from './views/conditions';

/** Everything but the bytes. */
export const ATTACHMENT_COLUMNS = `id, institution_code AS "institutionCode", region_code AS "regionCode",
  file_name AS "fileName", media_type AS "mediaType", bytes, encode(digest, 'hex') AS digest, sent_by AS "sentBy", role,
  sent_at AS "sentAt"`;

/** A file may begin with any byte, so its length tells: what is as long as the file is the file, of an earlier release. */
export const fileOf = (sealer: Sealer, { body, bytes }: { readonly body: Buffer; readonly bytes: number }): Buffer =>
  body.length === bytes ? body : sealer.open(body);

export const attachmentStore = (manager: EntityManager, sealer: Sealer): AttachmentStore => ({
  lock: async (sentBy) => {
    await rows(manager, `SELECT pg_advisory_xact_lock(hashtextextended('attachment ' || $1::text, 0))`, [sentBy]);
  },

  insert: async (attachment, body) => {
    await rows(
      manager,
      `INSERT INTO attachment (id, institution_code, region_code, file_name, media_type, bytes, digest, body, sent_by, role,
                               sent_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        attachment.id,
        attachment.institutionCode,
        attachment.regionCode,
        attachment.fileName,
        attachment.mediaType,
        attachment.bytes,
        Buffer.from(attachment.digest, 'hex'),
        sealer.seal(body),
        attachment.sentBy,
        attachment.role,
        attachment.sentAt,
      ],
    );
  },

  sentBefore: ({ sentBy, digest, mediaType }) =>
    row<Attachment>(
      manager,
      `SELECT ${ATTACHMENT_COLUMNS} FROM attachment WHERE sent_by = $1 AND digest = $2 AND media_type = $3`,
      [sentBy, Buffer.from(digest, 'hex'), mediaType],
    ),

  find: (territory, ids) => {
    const where = new Conditions()
      .and('id = ANY(?::uuid[])', ids.filter(isUuid))
      .within(territory, 'institution_code', 'region_code');
    return rows<Attachment>(
      manager,
      `SELECT ${ATTACHMENT_COLUMNS} FROM attachment WHERE ${where.toSql()} ORDER BY id`,
      where.parameters,
    );
  },

  place: async (ids, institutionCode, regionCode) => {
    await rows(
      manager,
      `UPDATE attachment SET region_code = $3
        WHERE id = ANY($1::uuid[]) AND institution_code = $2 AND region_code IS NULL`,
      [ids.filter(isUuid), institutionCode, regionCode],
    );
  },

  bytesOf: async (sentBy) => {
    const found = await row<{ bytes: string | null }>(
      manager,
      `SELECT sum(bytes) AS bytes FROM attachment WHERE sent_by = $1`,
      [sentBy],
    );
    return Number(found?.bytes ?? 0);
  },
});
