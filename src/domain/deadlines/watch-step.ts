/** What the clock does to a deadline on a day, one move at a time. */
import { dayAfter } from '../calendar/dates';
import type { DeadlineState } from './deadline-state';
import type { TermDates } from './term-dates';

export interface WatchedDeadline extends TermDates {
  readonly state: DeadlineState;
}

/** The move that is due on `today` (`YYYY-MM-DD`), or none. The last day itself is in time. */
export function stepOn(
  { state, dueOn, warnOn, escalateOn }: WatchedDeadline,
  today: string,
): DeadlineState | undefined {
  if (dueOn === null) return undefined;
  switch (state) {
    case 'OPEN':
      if (today > dueOn) return 'OVERDUE';
      return warnOn !== null && today >= warnOn ? 'WARNED' : undefined;
    case 'WARNED':
      return today > dueOn ? 'OVERDUE' : undefined;
    case 'OVERDUE':
      return escalateOn !== null && today >= escalateOn ? 'ESCALATED' : undefined;
    case 'ESCALATED':
    case 'MET':
    case 'CANCELLED':
      return undefined;
  }
}

/** The first day on which `stepOn` has something to say; `null` when the clock is through with it. */
export function nextOn({ state, dueOn, warnOn, escalateOn }: WatchedDeadline): string | null {
  if (dueOn === null) return null;
  if (state === 'OPEN') return warnOn ?? dayAfter(dueOn);
  if (state === 'WARNED') return dayAfter(dueOn);
  return state === 'OVERDUE' ? escalateOn : null;
}

/** Where a deadline stands whose days were counted anew: more time takes back that it is overdue. */
export const stateAfterRecount = (state: DeadlineState, { dueOn }: TermDates, today: string): DeadlineState =>
  (state === 'OVERDUE' || state === 'ESCALATED') && dueOn !== null && today <= dueOn ? 'WARNED' : state;
