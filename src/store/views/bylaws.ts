import type { BylawView, BylawViews } from '../../app/bylaws/bylaw-ports';
import type { Sealer } from '../../app/sealer';
import { isUuid } from '../../domain/intake/check-header';
import { BYLAW_KINDS } from '../../domain/registry/bylaw';
import { fileOf } from '../attachment-store';
import type { Query } from './query';

const SHOWN = `bylaw.id, bylaw.kind, attachment.file_name AS "fileName", attachment.media_type AS "mediaType",
  attachment.bytes, encode(attachment.digest, 'hex') AS digest, bylaw.published_at AS "publishedAt"`;
/** What was replaced or taken down is like what was never there. */
const STANDING = `bylaw JOIN attachment ON attachment.id = bylaw.attachment_id AND bylaw.replaced_at IS NULL`;

export const bylawViews = (query: Query, sealer: Sealer): BylawViews => ({
  bylaws: async (institutionCode) => {
    // PostgreSQL text holds no NUL, and no code does.
    const code = institutionCode.replaceAll('\0', '\uFFFD');
    const found = await query<Partial<BylawView>>(
      `SELECT ${SHOWN} FROM institution LEFT JOIN (${STANDING}) ON bylaw.institution_code = institution.code
        WHERE institution.code = $1 ORDER BY array_position($2::text[], bylaw.kind)`,
      [code, BYLAW_KINDS.map(({ code: kind }) => kind)],
    );
    return found.length === 0 ? undefined : found.filter((each): each is BylawView => typeof each.id === 'string');
  },

  bylaw: async (id) => {
    if (!isUuid(id)) return undefined;
    const [found] = await query<BylawView>(`SELECT ${SHOWN} FROM ${STANDING} WHERE bylaw.id = $1`, [id]);
    return found;
  },

  bylawBody: async (id) => {
    if (!isUuid(id)) return undefined;
    const [found] = await query<{ body: Buffer; bytes: number }>(
      `SELECT attachment.body, attachment.bytes FROM ${STANDING} WHERE bylaw.id = $1`,
      [id],
    );
    return found && fileOf(sealer, found);
  },
});
