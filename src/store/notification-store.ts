import type { EntityManager } from 'typeorm';
import type { Caller } from '../app/caller';
import type { Audience, Notification, NotificationStore } from '../app/notifications/notification-ports';
import { cityOf, provinceOf } from '../domain/tenancy/office';
import { row, rows } from './rows';

interface Addressee {
  readonly role: string;
  readonly code: string;
}

const regionOf = (role: 'CITY' | 'PROVINCE', regionCode: string): string =>
  role === 'CITY' ? cityOf(regionCode) : provinceOf(regionCode);

function addresseeOf(audience: Audience): Addressee {
  const { role } = audience;
  if (role === 'INSTITUTION') return { role, code: audience.institutionCode };
  return { role, code: role === 'CITY' || role === 'PROVINCE' ? regionOf(role, audience.regionCode) : '' };
}

/** Whose messages a caller reads. */
export function addresseeOfCaller({ role, institutionCode, regionCode }: Caller): Addressee {
  if (role === 'INSTITUTION') return { role, code: institutionCode ?? '' };
  return { role, code: role === 'CITY' || role === 'PROVINCE' ? regionOf(role, regionCode ?? '') : '' };
}

export const onceKeyOf = (once: string, { role, code }: Addressee): string => [once, role, code].join(':');

const rowOf = ({ id, audience, topic, subject, text, at, once }: Notification): object => {
  const { role, code } = addresseeOf(audience);
  return {
    id,
    role,
    audience_code: code,
    topic,
    subject_kind: subject.kind,
    subject_id: subject.id,
    text_zh: text.zh,
    text_en: text.en,
    at: at.toISOString(),
    once_key: once === undefined ? null : onceKeyOf(once, { role, code }),
  };
};

const INSERT = `
INSERT INTO notification (id, role, audience_code, topic, subject_kind, subject_id, text_zh, text_en, at, once_key)
SELECT id, role, audience_code, topic, subject_kind, subject_id, text_zh, text_en, at, once_key
  FROM jsonb_to_recordset($1::jsonb) AS told (id uuid, role text, audience_code text, topic text, subject_kind text,
       subject_id text, text_zh text, text_en text, at timestamptz, once_key text)
    ON CONFLICT (once_key) WHERE once_key IS NOT NULL DO NOTHING`;

export const notificationStore = (manager: EntityManager): NotificationStore => ({
  tell: async (notifications) => {
    if (notifications.length === 0) return;
    await rows(manager, INSERT, [JSON.stringify(notifications.map(rowOf))]);
  },

  wasTold: async (once, audience) => {
    const key = onceKeyOf(once, addresseeOf(audience));
    return (await row(manager, `SELECT FROM notification WHERE once_key = $1`, [key])) !== undefined;
  },

  markRead: async (caller, ids, at) => {
    const { role, code } = addresseeOfCaller(caller);
    const marked = await rows(
      manager,
      `UPDATE notification SET read_at = $4, read_by = $5
        WHERE id = ANY ($3::uuid[]) AND role = $1 AND audience_code = $2 AND read_at IS NULL RETURNING id`,
      [role, code, ids, at, caller.clientId],
    );
    return marked.length;
  },

  offices: () =>
    rows<Audience>(
      manager,
      `SELECT DISTINCT role, region_code AS "regionCode" FROM api_client
        WHERE role IN ('CITY', 'PROVINCE') AND region_code IS NOT NULL AND disabled_at IS NULL ORDER BY 1, 2`,
    ),
});
