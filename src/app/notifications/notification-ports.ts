/** What the hub tells institutions and regulators; nobody needs to ask in order to learn of it. */
import type { Bilingual } from '../../domain/bilingual';
import type { Subject } from '../decisions/decision-ports';
import type { Page, PageRequest } from '../paging';
import type { Caller } from '../caller';

export type Audience =
  | { readonly role: 'INSTITUTION'; readonly institutionCode: string }
  /** GB/T 2260 of the city or the province; of a region inside it, its city or province is meant. */
  | { readonly role: 'CITY' | 'PROVINCE'; readonly regionCode: string }
  | { readonly role: 'NATION' | 'OPERATOR' };

export interface Notification {
  readonly id: string;
  readonly audience: Audience;
  /** A code such as `APPLICATION_RETURNED` or `TERM_WARNING`. */
  readonly topic: string;
  readonly subject: Subject;
  /** Holds no personal data. */
  readonly text: Bilingual;
  readonly at: Date;
  /** What was told this audience under this key before is not told it again. */
  readonly once?: string;
}

export interface NotificationStore {
  tell(notifications: readonly Notification[]): Promise<void>;
  /** True when the audience was told under that key. */
  wasTold(once: string, audience: Audience): Promise<boolean>;
  /** Marks those of `ids` that are for the caller, for its whole office; answers how many were unread. */
  markRead(caller: Caller, ids: readonly string[], at: Date): Promise<number>;
  /** The cities and provinces that have a client: those who can read what is told them. */
  offices(): Promise<readonly Audience[]>;
}

export interface NotificationView {
  readonly id: string;
  readonly topic: string;
  readonly subject: Subject;
  readonly text: Bilingual;
  readonly at: Date;
  readonly readAt: Date | null;
}
export interface NotificationViews {
  /** For the caller, latest first; with all that it has not read, whatever the filter. */
  notifications(
    caller: Caller,
    filter: { readonly unread: boolean },
    page: PageRequest,
  ): Promise<Page<NotificationView> & { readonly unread: number }>;
}
