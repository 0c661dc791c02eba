/**
 * The clock of all terms. Deadlines are taken in slices and moved by their table; the move and what is told of it commit
 * together, so that each is said once, however often the watch runs and whoever dies at it.
 */
import { cstDate } from '../../domain/calendar/cst';
import { levelAbove } from '../../domain/deadlines/responsible';
import { termDates } from '../../domain/deadlines/term-dates';
import { TERMS } from '../../domain/deadlines/terms';
import { stateAfterRecount, stepOn } from '../../domain/deadlines/watch-step';
import type { Notification } from '../notifications/notification-ports';
import type { CalendarYear } from '../../domain/packs/parameters';
import { resolvePack } from '../../domain/packs/resolve-pack';
import type { Hub, Stores } from '../ports';
import { warnOfMissingCalendar } from './calendar-missing';
import type { ClaimedDeadline, Deadline } from './deadline-ports';
import { toldOfMove, toldOfRecount } from './term-news';

/** Deadlines of one transaction. */
const SLICE_DEADLINES = 500;

export interface DeadlinesWatched {
  /** Deadlines that the watch had in hand. */
  readonly deadlines: number;
  readonly notifications: number;
}

export async function watchDeadlines(hub: Hub): Promise<DeadlinesWatched> {
  await hub.transaction((stores) => warnOfMissingCalendar(hub, stores));
  let [deadlines, notifications] = [0, 0];
  for (let taken = SLICE_DEADLINES; taken === SLICE_DEADLINES; deadlines += taken) {
    const slice = await hub.transaction((stores) => watchSlice(hub, stores));
    taken = slice.deadlines;
    notifications += slice.notifications;
  }
  if (deadlines > 0) hub.log.info({ deadlines, notifications }, 'Terms were warned of, ended or counted anew.');
  return { deadlines, notifications };
}

async function watchSlice(hub: Hub, stores: Stores): Promise<DeadlinesWatched> {
  const at = hub.now();
  const today = cstDate(at);
  const calendarOf = await calendars(hub, stores, at);
  const claimed = await stores.deadlines.claimDue(at, SLICE_DEADLINES);
  const news: Omit<Notification, 'id' | 'at'>[] = [];
  const watched = claimed.map((deadline) => {
    const counted = deadline.recount ? recounted(deadline, calendarOf(deadline), today) : deadline;
    if (counted.dueOn !== deadline.dueOn) news.push(...toldOfRecount(counted));
    return moved(counted, today, (step) => news.push(...toldOfMove(step)));
  });
  if (watched.length > 0) await stores.deadlines.saveAll(watched, at);
  await stores.notifications.tell(news.map((told) => ({ ...told, id: hub.newId(), at })));
  return { deadlines: claimed.length, notifications: news.length };
}

/** Every move that is due, one after the other: a worker that was away for weeks leaves none out. */
function moved(deadline: Deadline, today: string, tell: (step: Deadline) => void): Deadline {
  const state = stepOn(deadline, today);
  if (state === undefined) return deadline;
  const escalatedTo =
    state === 'ESCALATED' ? levelAbove(deadline.responsible, deadline.regionCode) : deadline.escalatedTo;
  const step = { ...deadline, state, escalatedTo };
  tell(step);
  return moved(step, today, tell);
}

function recounted(
  deadline: ClaimedDeadline,
  calendar: Readonly<Record<string, CalendarYear>>,
  today: string,
): Deadline {
  const dates = termDates(TERMS[deadline.term].unit, deadline, calendar);
  const state = stateAfterRecount(deadline.state, dates, today);
  return { ...deadline, ...dates, state, escalatedTo: state === 'ESCALATED' ? deadline.escalatedTo : null };
}

/** The packs are asked once a region and day; most deadlines of a slice need none. */
async function calendars(
  hub: Hub,
  stores: Stores,
  at: Date,
): Promise<(deadline: Deadline) => Readonly<Record<string, CalendarYear>>> {
  const { packs } = await hub.activePacks(stores, at);
  const known = new Map<string, Readonly<Record<string, CalendarYear>>>();
  return ({ regionCode, startsOn }) => {
    const key = `${regionCode} ${startsOn}`;
    const calendar = known.get(key) ?? resolvePack(packs, regionCode, startsOn).parameters.calendar;
    known.set(key, calendar);
    return calendar;
  };
}
