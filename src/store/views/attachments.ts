import type { Attachment, AttachmentViews } from '../../app/attachments/attachment-ports';
import { isUuid } from '../../domain/intake/check-header';
import type { Territory } from '../../domain/tenancy/territory';
import { ATTACHMENT_COLUMNS } from '../attachment-store';
import { Conditions } from './conditions';
import type { Query } from './query';

const walled = (territory: Territory, id: string): Conditions =>
  new Conditions().and('id = ?', id).within(territory, 'institution_code', 'region_code');

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
