/** Who learns of a correction, a re-issue or a recall; texts hold no personal data. */
import type { Bilingual } from '../../domain/bilingual';
import type { Subject } from '../decisions/decision-ports';
import type { Audience } from '../notifications/notification-ports';
import type { Hub, Stores } from '../ports';

export interface Told {
  readonly audience: Audience;
  readonly topic: string;
  readonly subject: Subject;
  readonly text: Bilingual;
  readonly at: Date;
}

export const tell = (hub: Hub, stores: Stores, told: Told): Promise<void> =>
  stores.notifications.tell([{ id: hub.newId(), ...told }]);

export const institutionOf = (institutionCode: string): Audience => ({ role: 'INSTITUTION', institutionCode });

/** The office of the region, whatever place inside it the code names. */
export const officeOf = (role: 'CITY' | 'PROVINCE', regionCode: string): Audience => ({ role, regionCode });
