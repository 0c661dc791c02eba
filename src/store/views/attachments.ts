import type { Attachment, AttachmentViews } from '../../app/attachments/attachment-ports';
import { isUuid } from '../../domain/intake/check-header';
import type { Territory } from '../../domain/tenancy/territory';
import { ATTACHMENT_COLUMNS } from '../attachment-store';
import { Conditions } from './conditions';
import type { Query } from './query';

/** A site is filed where it lies: the office there reads what the application names, wherever the institution stands. */
const NAMED_IN = (prefix: string): string => `EXISTS (
  SELECT FROM application CROSS JOIN LATERAL jsonb_array_elements(application.content -> 'materials') AS material
   WHERE application.institution_code = attachment.institution_code AND application.submitted_at IS NOT NULL
     AND starts_with(application.region_code, ${prefix}) AND lower(material ->> 'attachmentId') = attachment.id::text)`;

function walled({ institutionCode, regionPrefix }: Territory, id: string): Conditions {
  const where = new Conditions().and('attachment.id = ?', id);
  if (institutionCode !== null) return where.and('attachment.institution_code = ?', institutionCode);
  if (regionPrefix === '') return where;
  const prefix = where.parameter(regionPrefix);
  return where.andPlain(`(starts_with(attachment.region_code, ${prefix}) OR ${NAMED_IN(prefix)})`);
}

export const attachmentViews = (query: Query): AttachmentViews => ({
  attachment: async (territory, id) => {
    if (!isUuid(id)) return undefined;
    const where = walled(territory, id);
    const [found] = await query<Attachment>(
      `SELECT ${ATTACHMENT_COLUMNS} FROM attachment WHERE ${where.toSql()}`,
      where.parameters,
    );
    return found;
  },

  attachmentBody: async (territory, id) => {
    if (!isUuid(id)) return undefined;
    const where = walled(territory, id);
    const [found] = await query<{ body: Buffer }>(
      `SELECT body FROM attachment WHERE ${where.toSql()}`,
      where.parameters,
    );
    return found?.body;
  },
});
