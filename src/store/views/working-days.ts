import { cstDate } from '../../domain/calendar/cst';
import { workingDaysBefore as dayBefore } from '../../domain/calendar/working-days';

/** The start of the day (China Standard Time) that lies `days` Chinese working days before the day of `instant`. */
export const workingDaysBefore = (instant: Date, days: number): Date =>
  new Date(`${dayBefore(cstDate(instant), days)}T00:00:00+08:00`);
