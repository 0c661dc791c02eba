/** Says that the calendar of a year is missing: once a year to everybody whom it concerns. */
import { cstDate } from '../../domain/calendar/cst';
import { yearNeededOn } from '../../domain/calendar/calendar-year';
import { isCovered } from '../../domain/calendar/working-days';
import { NATION_REGION } from '../../domain/packs/pack';
import { resolvePack } from '../../domain/packs/resolve-pack';
import type { Audience, Notification } from '../notifications/notification-ports';
import type { Hub, Stores } from '../ports';

export const CALENDAR_MISSING = 'CALENDAR_MISSING';
export const calendarMissingKey = (year: number): string => `${CALENDAR_MISSING}:${year}`;

export async function tellCalendarMissing(hub: Hub, stores: Stores, year: number, at: Date): Promise<void> {
  // Asked first, because the verbs of a whole December come by here.
  if (await stores.notifications.wasTold(calendarMissingKey(year), { role: 'OPERATOR' })) return;
  const audiences: readonly Audience[] = [
    { role: 'NATION' },
    { role: 'OPERATOR' },
    ...(await stores.notifications.offices()),
  ];
  await stores.notifications.tell(
    audiences.map((audience): Notification => ({
      id: hub.newId(),
      audience,
      topic: CALENDAR_MISSING,
      subject: { kind: 'CALENDAR', id: String(year) },
      text: {
        zh: `${year} 年节假日安排尚未录入:止于该年的期限暂时无法计算。国务院办公厅通知发布后,请全国机关或平台运维录入并由另一人确认。`,
        en: `The calendar of ${year} is not recorded: terms that end in it cannot be counted yet. Once the State Council has published it, the nation or the operator proposes it and a second person confirms it.`,
      },
      at,
      once: calendarMissingKey(year),
    })),
  );
}

/** On each day of the watch; nothing while the year that is needed is covered. */
export async function warnOfMissingCalendar(hub: Hub, stores: Stores): Promise<void> {
  const at = hub.now();
  const today = cstDate(at);
  const year = yearNeededOn(today);
  const { packs } = await hub.activePacks(stores, at);
  if (isCovered(year, resolvePack(packs, NATION_REGION, today).parameters.calendar)) return;
  await tellCalendarMissing(hub, stores, year, at);
}
