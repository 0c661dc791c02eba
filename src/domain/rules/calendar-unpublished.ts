import type { Fault } from './rule';
import { fault } from './rule';

/**
 * Said instead of a verdict where a span touches a year whose calendar is not published: nobody can count it yet. For the
 * regulator's eyes, so that a check that could not be made does not look like one that was passed.
 */
export const CALENDAR_UNPUBLISHED: Fault = fault(
  '',
  {
    zh: '所跨年份的放假安排尚未公布，工作日无法计算，此项未检查；公布后写入规则包即可检查。',
    en: 'The calendar of a year in between is not published, so working days cannot be counted and this was not checked; a pack that carries the calendar mends that.',
  },
  { severity: 'signal' },
);
