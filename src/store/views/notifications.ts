import type { NotificationView, NotificationViews } from '../../app/notifications/notification-ports';
import { addresseeOfCaller } from '../notification-store';
import { Conditions } from './conditions';
import { listAll } from './listing';
import type { Query } from './query';

const COLUMNS = `notification.id, notification.topic,
  jsonb_build_object('kind', notification.subject_kind, 'id', notification.subject_id) AS subject,
  jsonb_build_object('zh', notification.text_zh, 'en', notification.text_en) AS text, notification.at,
  notification.read_at AS "readAt"`;

export const notificationViews = (query: Query): NotificationViews => ({
  notifications: async (caller, { unread }, page) => {
    const { role, code } = addresseeOfCaller(caller);
    const where = new Conditions().and('notification.role = ?', role).and('notification.audience_code = ?', code);
    if (unread) where.andPlain('notification.read_at IS NULL');
    const [listed, [counted]] = await Promise.all([
      listAll<NotificationView>(
        query,
        {
          select: COLUMNS,
          from: 'notification',
          where,
          key: [
            { column: 'notification.at', cast: 'timestamptz' },
            { column: 'notification.id', cast: 'uuid' },
          ],
          order: 'DESC',
        },
        page,
      ),
      query<{ unread: number }>(
        `SELECT count(*)::int AS unread FROM notification WHERE role = $1 AND audience_code = $2 AND read_at IS NULL`,
        [role, code],
      ),
    ]);
    return { ...listed, unread: counted?.unread ?? 0 };
  },
});
