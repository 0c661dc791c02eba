/** Deadlines with the working days that are left of them, by the calendar in force now. */
import { cstDate } from '../../domain/calendar/cst';
import { type WorkingDays, workingDaysOf } from '../../domain/calendar/working-days';
import { TERMS } from '../../domain/deadlines/terms';
import { NATION_REGION } from '../../domain/packs/pack';
import type { Territory } from '../../domain/tenancy/territory';
import type { Caller } from '../caller';
import { resolvedOn } from '../packs/resolved-on';
import { shownPacks } from '../packs/shown-packs';
import type { Page, PageRequest } from '../paging';
import type { Hub } from '../ports';
import type { Deadline, DeadlineFilter, DeadlineView } from './deadline-ports';

export async function listDeadlines(
  hub: Hub,
  caller: Caller,
  territory: Territory,
  filter: DeadlineFilter,
  page: PageRequest,
): Promise<Page<DeadlineView>> {
  const at = hub.now();
  const today = cstDate(at);
  const [listed, { packs }] = await Promise.all([
    hub.views.deadlines(caller, territory, filter, page),
    shownPacks(hub, at),
  ]);
  const workingDaysIn = (regionCode: string): WorkingDays =>
    workingDaysOf(resolvedOn(packs, regionCode, today).parameters.calendar);
  // Regions share the nation's calendar but for those whose pack names one.
  const known = new Map<string, WorkingDays>([[NATION_REGION, workingDaysIn(NATION_REGION)]]);
  const viewOf = (deadline: Deadline): DeadlineView => {
    const workingDays = known.get(deadline.regionCode) ?? workingDaysIn(deadline.regionCode);
    known.set(deadline.regionCode, workingDays);
    return { ...deadline, title: TERMS[deadline.term].title, ...countedOn(deadline, today, workingDays) };
  };
  return { ...listed, items: listed.items.map(viewOf) };
}

export function countedOn(
  { state, dueOn, endedAt }: Pick<Deadline, 'state' | 'dueOn' | 'endedAt'>,
  today: string,
  workingDays: WorkingDays,
): Pick<DeadlineView, 'workingDaysLeft' | 'workingDaysLate'> {
  if (dueOn === null || state === 'CANCELLED') return { workingDaysLeft: null, workingDaysLate: null };
  if (endedAt !== null) {
    const metOn = cstDate(endedAt);
    const late = metOn > dueOn ? workingDays.since(dueOn, metOn) : undefined;
    return { workingDaysLeft: null, workingDaysLate: late ?? null };
  }
  const left = today <= dueOn ? workingDays.since(today, dueOn) : negated(workingDays.since(dueOn, today));
  return { workingDaysLeft: left ?? null, workingDaysLate: null };
}

const negated = (days: number | undefined): number | undefined => (days === undefined ? undefined : -days);
