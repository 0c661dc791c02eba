/**
 * A second person lets a calendar hold. From then on rules, deadlines and every other count of working days go by it;
 * the watch counts the open deadlines of the year anew and tells those whom it moves.
 */
import { cstDate } from '../../domain/calendar/cst';
import { isUuid } from '../../domain/intake/check-header';
import { NATION_REGION } from '../../domain/packs/pack';
import type { Caller } from '../caller';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import type { RecordedYear } from './calendar-ports';

export interface CalendarConfirmed {
  readonly kind: 'confirmed';
  readonly calendarYearId: string;
  readonly year: number;
}

export async function confirmCalendarYear(
  hub: Hub,
  caller: Caller,
  { id }: { readonly id: string },
): Promise<CalendarConfirmed | Refusal> {
  if (caller.role !== 'NATION' && caller.role !== 'OPERATOR') return refuse('FORBIDDEN');
  if (!isUuid(id)) return refuse('CALENDAR_NOT_FOUND');
  const outcome = await hub.transaction(async (stores) => {
    // Nothing is counted meanwhile: terms that open now wait, and are counted by the new calendar.
    await stores.packs.lock();
    const row = await stores.calendars.byId(id);
    return row === undefined ? refuse('CALENDAR_NOT_FOUND') : confirm(hub, stores, caller, row);
  });
  if (outcome.kind === 'confirmed') {
    await hub.reminders.remind('watch-deadlines', [{ day: cstDate(hub.now()) }], { round: id });
    hub.log.info({ by: caller.clientId, calendarId: id, year: outcome.year }, 'A calendar was confirmed.');
  }
  return outcome;
}

async function confirm(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  row: RecordedYear,
): Promise<CalendarConfirmed | Refusal> {
  const { id, year, notice } = row;
  // Whoever says the same again, because the first answer was lost, hears the same again.
  if (row.state === 'CONFIRMED' && row.confirmedBy === caller.clientId)
    return { kind: 'confirmed', calendarYearId: id, year };
  const standing = await stores.calendars.standing(year, year);
  const inForce = standing.find(({ state }) => state === 'CONFIRMED');
  if (row.state !== 'PROPOSED') {
    const existing = standing.find(({ state }) => state === 'PROPOSED') ?? inForce;
    return refuse('CALENDAR_STATE_CONFLICT', existing && { existingId: existing.id });
  }
  if (row.recordedBy === caller.clientId) return refuse('FOUR_EYES');
  const at = hub.now();
  if (inForce !== undefined) await stores.calendars.replace(inForce.id, at);
  if (!(await stores.calendars.confirm(id, caller.clientId, at))) return refuse('CALENDAR_STATE_CONFLICT');
  await stores.decisions.note({
    id: hub.newId(),
    subject: { kind: 'CALENDAR', id: String(year) },
    institutionCode: null,
    regionCode: NATION_REGION,
    act: 'CALENDAR_CONFIRMED',
    reason: '与公布的通知一致 / As the notice that was published says',
    basis: [notice],
    decidedBy: caller.clientId,
    role: caller.role,
    decidedAt: at,
  });
  return { kind: 'confirmed', calendarYearId: id, year };
}
