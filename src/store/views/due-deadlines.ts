/** Whether the watch of deadlines has something to do today. */
import { calendarMissingKey } from '../../app/deadlines/calendar-missing';
import type { DueWork } from '../../app/work-views';
import { cstDate } from '../../domain/calendar/cst';
import { yearNeededOn } from '../../domain/calendar/calendar-year';
import { CALENDAR_LAST_YEAR } from '../../domain/calendar/working-days';
import { LIVE } from '../deadline-store';
import { onceKeyOf } from '../notification-store';
import type { Query } from './query';

/**
 * A year that only a pack covers looks missing from here: the watch is then reminded in vain while the year is near, and
 * finds nothing to say.
 */
const DUE = `
SELECT $1::date AS day
 WHERE EXISTS (SELECT FROM deadline WHERE next_on <= $1::date)
    OR EXISTS (SELECT FROM deadline
                WHERE ${LIVE} AND calendars < (SELECT count(*) FROM calendar_year WHERE confirmed_at <= $2::timestamptz))
    OR ($3::int > ${CALENDAR_LAST_YEAR}
        AND NOT EXISTS (SELECT FROM calendar_year WHERE year = $3::int AND state = 'CONFIRMED')
        AND NOT EXISTS (SELECT FROM notification WHERE once_key = $4))`;

export function dueDeadlines(query: Query, now: Date): Promise<DueWork['deadlines']> {
  const today = cstDate(now);
  const year = yearNeededOn(today);
  return query(DUE, [today, now, year, onceKeyOf(calendarMissingKey(year), { role: 'OPERATOR', code: '' })]);
}
