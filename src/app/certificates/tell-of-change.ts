/** Who learns of a correction, a re-issue or a recall; texts hold no personal data. */
import type { Audience, Notification } from '../notifications/notification-ports';
import type { Hub, Stores } from '../ports';

export const tell = (hub: Hub, stores: Stores, told: Omit<Notification, 'id'>): Promise<void> =>
  stores.notifications.tell([{ id: hub.newId(), ...told }]);

export const institutionOf = (institutionCode: string): Audience => ({ role: 'INSTITUTION', institutionCode });

/** The office of the region, whatever place inside it the code names. */
export const officeOf = (role: 'CITY' | 'PROVINCE', regionCode: string): Audience => ({ role, regionCode });
