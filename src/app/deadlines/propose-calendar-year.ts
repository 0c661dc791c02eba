/** Records the calendar of a year by the notice of the State Council; it counts once a second person has confirmed it. */
import { type GivenYear, problemsOfYear } from '../../domain/calendar/calendar-year';
import { isStorable } from '../../domain/certificate/text';
import type { Caller } from '../caller';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import type { RecordedYear } from './calendar-ports';

export interface CalendarProposed {
  readonly kind: 'proposed';
  readonly calendarYearId: string;
  readonly year: number;
  /** The same days were proposed before, or hold already. */
  readonly repeated: boolean;
}

const sorted = (days: readonly string[]): readonly string[] => [...days].sort();
const isSame = (one: readonly string[], other: readonly string[]): boolean => one.join() === other.join();

export async function proposeCalendarYear(
  hub: Hub,
  caller: Caller,
  given: GivenYear,
): Promise<CalendarProposed | Refusal> {
  if (caller.role !== 'NATION' && caller.role !== 'OPERATOR') return refuse('FORBIDDEN');
  const notice = isStorable(given.notice) ? given.notice.trim() : '';
  const year: GivenYear = { ...given, notice, holidays: sorted(given.holidays), workdays: sorted(given.workdays) };
  // Places carry the number of the entry as it was sent.
  const places = problemsOfYear({ ...given, notice });
  if (places.length > 0) return refuse('CALENDAR_INVALID', { places });
  const outcome = await hub.transaction(async (stores) => {
    await stores.packs.lock();
    return propose(hub, stores, caller, year);
  });
  if (!outcome.repeated)
    hub.log.info(
      { by: caller.clientId, calendarId: outcome.calendarYearId, year: outcome.year },
      'A calendar was proposed.',
    );
  return outcome;
}

async function propose(hub: Hub, stores: Stores, caller: Caller, given: GivenYear): Promise<CalendarProposed> {
  const { year, notice, holidays, workdays } = given;
  const standing = await stores.calendars.standing(year, year);
  const waiting = standing.find(({ state }) => state === 'PROPOSED');
  const same = (row: RecordedYear): boolean => isSame(row.holidays, holidays) && isSame(row.workdays, workdays);
  const known = waiting ?? standing[0];
  if (known !== undefined && same(known)) return { kind: 'proposed', calendarYearId: known.id, year, repeated: true };
  const at = hub.now();
  if (waiting !== undefined) await stores.calendars.replace(waiting.id, at);
  const id = hub.newId();
  await stores.calendars.propose({
    id,
    year,
    state: 'PROPOSED',
    holidays,
    workdays,
    notice,
    recordedBy: caller.clientId,
    recordedAt: at,
    confirmedBy: null,
    confirmedAt: null,
  });
  return { kind: 'proposed', calendarYearId: id, year, repeated: false };
}
