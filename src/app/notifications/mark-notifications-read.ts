import { isUuid } from '../../domain/intake/check-header';
import type { Caller } from '../caller';
import type { Hub } from '../ports';
import { type Refusal, refuse } from '../refusal';

/** Ids of one call. */
export const NOTIFICATIONS_MARKED_MAX = 500;

export interface NotificationsRead {
  readonly kind: 'read';
  /** Of the ids, those that were unread until now. */
  readonly marked: number;
}

/** For the whole office of the caller. Ids that are not for it change nothing, and nobody learns whether they exist. */
export async function markNotificationsRead(
  hub: Hub,
  caller: Caller,
  { ids }: { readonly ids: readonly string[] },
): Promise<NotificationsRead | Refusal> {
  if (ids.length > NOTIFICATIONS_MARKED_MAX || !ids.every(isUuid)) return refuse('NOTIFICATIONS_TOO_MANY');
  const marked = await hub.transaction((stores) => stores.notifications.markRead(caller, ids, hub.now()));
  return { kind: 'read', marked };
}
