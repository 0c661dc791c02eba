/** Who hears of what becomes of a filing: the institution, its city, and the province where that filed it. */
import type { Bilingual } from '../../domain/bilingual';
import type { InstitutionGrade } from '../../domain/reference/snapshot';
import { cityOf, provinceOf } from '../../domain/tenancy/office';
import type { Subject } from '../decisions/decision-ports';
import type { Audience } from '../notifications/notification-ports';
import type { Hub, Stores } from '../ports';

export interface Announced {
  readonly topic: string;
  readonly subject: Subject;
  readonly text: Bilingual;
  readonly audiences: readonly Audience[];
}

export const toInstitution = (institutionCode: string): Audience => ({ role: 'INSTITUTION', institutionCode });
export const toCity = (regionCode: string): Audience => ({ role: 'CITY', regionCode: cityOf(regionCode) });
export const toProvince = (regionCode: string): Audience => ({
  role: 'PROVINCE',
  regionCode: provinceOf(regionCode),
});

/** The offices that watch over an institution. */
export const toOffices = (grade: InstitutionGrade, regionCode: string): readonly Audience[] =>
  grade === 'PROVINCE' ? [toCity(regionCode), toProvince(regionCode)] : [toCity(regionCode)];

export async function announce(hub: Hub, stores: Stores, announced: readonly Announced[], at: Date): Promise<void> {
  const notifications = announced.flatMap(({ audiences, ...told }) =>
    audiences.map((audience) => ({ id: hub.newId(), audience, ...told, at })),
  );
  if (notifications.length > 0) await stores.notifications.tell(notifications);
}
