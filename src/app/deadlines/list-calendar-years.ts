/** Which years can be counted, and by whose word. */
import { cstDate } from '../../domain/calendar/cst';
import { yearNeededOn } from '../../domain/calendar/calendar-year';
import { CALENDAR_FIRST_YEAR, CALENDAR_LAST_YEAR, exceptionsIn } from '../../domain/calendar/working-days';
import { NATION_REGION } from '../../domain/packs/pack';
import type { CalendarYear } from '../../domain/packs/parameters';
import { resolvePack } from '../../domain/packs/resolve-pack';
import type { Hub } from '../ports';
import type { RecordedYear } from './calendar-ports';

/** RECORDED goes before PACK, PACK before RELEASE; NONE cannot be counted. */
export const CALENDAR_SOURCES = ['RECORDED', 'PACK', 'RELEASE', 'NONE'] as const;
export type CalendarSource = (typeof CALENDAR_SOURCES)[number];

export const CALENDAR_YEARS_MAX = 30;

export interface CalendarYearView extends CalendarYear {
  readonly year: number;
  readonly source: CalendarSource;
  /** True for a year that is needed by now and cannot be counted. */
  readonly missing: boolean;
  readonly recorded: RecordedYear | null;
  /** Waits for a second person. */
  readonly proposed: RecordedYear | null;
}

/** The nation's calendar, year by year. `undefined` for years out of range. @throws PacksUnusable */
export async function listCalendarYears(
  hub: Hub,
  asked: { readonly from: number | null; readonly to: number | null },
): Promise<readonly CalendarYearView[] | undefined> {
  const at = hub.now();
  const today = cstDate(at);
  const needed = yearNeededOn(today);
  const from = asked.from ?? Number(today.slice(0, 4)) - 1;
  const to = asked.to ?? Number(today.slice(0, 4)) + 1;
  if (from < CALENDAR_FIRST_YEAR || to < from || to - from >= CALENDAR_YEARS_MAX) return undefined;
  return hub.transaction(async (stores) => {
    const { packs } = await hub.activePacks(stores, at);
    const { calendar } = resolvePack(packs, NATION_REGION, today).parameters;
    const known = await stores.calendars.standing(from, to);
    const years: CalendarYearView[] = [];
    for (let year = from; year <= to; year += 1) {
      const standing = known.filter((each) => each.year === year);
      const recorded = standing.find(({ state }) => state === 'CONFIRMED') ?? null;
      const source = recorded ? 'RECORDED' : sourceOf(year, calendar);
      years.push({
        year,
        source,
        missing: source === 'NONE' && year <= needed,
        ...exceptionsIn(`${year}-01-01`, `${year}-12-31`, calendar),
        recorded,
        proposed: standing.find(({ state }) => state === 'PROPOSED') ?? null,
      });
    }
    return years;
  });
}

function sourceOf(year: number, calendar: Readonly<Record<string, CalendarYear>>): CalendarSource {
  if (calendar[String(year)] !== undefined) return 'PACK';
  return year <= CALENDAR_LAST_YEAR ? 'RELEASE' : 'NONE';
}
