import type { Attachment, AttachmentViews } from '../../app/attachments/attachment-ports';
import type { Sealer } from '../../app/sealer';
import { isUuid } from '../../domain/intake/check-header';
import type { Territory } from '../../domain/tenancy/territory';
import { ATTACHMENT_COLUMNS, fileOf } from '../attachment-store';
import { Conditions } from './conditions';
import type { Query } from './query';

/** A site is filed where it lies: the office there reads what the application names, wherever the institution stands. */
const NAMED_IN = (prefix: string): string => `EXISTS (
  SELECT FROM application CROSS JOIN LATERAL jsonb_array_elements(application.content -> 'materials') AS material
   WHERE application.institution_code = attachment.institution_code AND application.submitted_at IS NOT NULL
     AND starts_with(application.region_code, ${prefix}) AND lower(material ->> 'attachmentId') = attachment.id::text)`;

/**
 * What an office put before a decision about the institution, from the decision on: of recalls, the only decisions that name
 * files, no institution sees a proposal. The file of another institution stays that one's, whoever names it.
 */
const DECIDED_ABOUT = (institutionCode: string): string => `(attachment.institution_code IS NULL AND EXISTS (
  SELECT FROM recall WHERE recall.institution_code = ${institutionCode} AND recall.state = 'CONFIRMED'
     AND attachment.id::text = ANY (recall.evidence)))`;

function walled({ institutionCode, regionPrefix }: Territory, id: string): Conditions {
  const where = new Conditions().and('attachment.id = ?', id);
  if (institutionCode !== null) {
    const own = where.parameter(institutionCode);
    return where.andPlain(`(attachment.institution_code = ${own} OR ${DECIDED_ABOUT(own)})`);
  }
  if (regionPrefix === '') return where;
  const prefix = where.parameter(regionPrefix);
  return where.andPlain(`(starts_with(attachment.region_code, ${prefix}) OR ${NAMED_IN(prefix)})`);
}

export const attachmentViews = (query: Query, sealer: Sealer): AttachmentViews => ({
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
    const [found] = await query<{ body: Buffer; bytes: number }>(
      `SELECT body, bytes FROM attachment WHERE ${where.toSql()}`,
      where.parameters,
    );
    return found && fileOf(sealer, found);
  },
});
