/** The holidays and make-up workdays of one year as the State Council announces them, and what must hold of them. */
import type { Place } from '../intake/place';
import type { CalendarYear } from '../packs/parameters';
import { daysAfter, isDate } from './dates';
import { CALENDAR_FIRST_YEAR, isWeekday } from './working-days';

export const CALENDAR_YEAR_STATES = ['PROPOSED', 'CONFIRMED', 'REPLACED'] as const;
export type CalendarYearState = (typeof CALENDAR_YEAR_STATES)[number];

/** A proposal ends when another one is made or it is confirmed; what is confirmed, when its successor is. */
export const CALENDAR_YEAR_MOVES = {
  PROPOSED: ['CONFIRMED', 'REPLACED'],
  CONFIRMED: ['REPLACED'],
  REPLACED: [],
} as const satisfies Record<CalendarYearState, readonly CalendarYearState[]>;

/** As far as packs name years. */
export const CALENDAR_LAST_YEAR_MAX = 2099;
/** Real years have below 40 holidays, weekends included, and below 10 make-up workdays. */
export const CALENDAR_DAYS_MAX = 100;
export const CALENDAR_NOTICE_CHARS_MAX = 200;

/** From 1 December on the next year's calendar is asked for. */
const CALENDAR_AHEAD_DAYS = 31;

/** The year whose calendar must be there by `today`. */
export const yearNeededOn = (today: string): number => Number(daysAfter(today, CALENDAR_AHEAD_DAYS).slice(0, 4));

/** 全国年节及纪念日放假办法: days that are free in every year; on a weekend they need not be listed. */
const FREE_EVERY_YEAR = ['01-01', '05-01', '10-01', '10-02', '10-03'];

export interface GivenYear extends CalendarYear {
  readonly year: number;
  readonly notice: string;
}

const place = (field: string, record: number | null, zh: string, en: string): Place => ({
  record,
  field,
  message: { zh, en },
});

/** Places at fault; a place in a list carries the 1-based number of its entry. Empty when the year can be recorded. */
export function problemsOfYear({ year, notice, holidays, workdays }: GivenYear): readonly Place[] {
  if (!Number.isInteger(year) || year < CALENDAR_FIRST_YEAR || year > CALENDAR_LAST_YEAR_MAX) {
    const span = `${CALENDAR_FIRST_YEAR}–${CALENDAR_LAST_YEAR_MAX}`;
    return [place('year', null, `年份须在 ${span} 之间`, `Must lie within ${span}`)];
  }
  const tooLong = [...tooMany('holidays', holidays), ...tooMany('workdays', workdays)];
  if (tooLong.length > 0) return tooLong;
  return [
    ...problemsOfNotice(notice),
    ...problemsOfList('holidays', holidays, year),
    ...problemsOfList('workdays', workdays, year),
    ...eachOf(
      'workdays',
      workdays,
      (day) => holidays.includes(day),
      '既为假日又为工作日',
      'Is a holiday and a workday',
    ),
    ...eachOf('workdays', workdays, isPlainWeekday, '调休上班日应为周末', 'A make-up workday lies on a weekend'),
    ...problemsOfFreeDays(year, holidays, workdays),
  ];
}

const isPlainWeekday = (day: string): boolean => isDate(day) && isWeekday(day);

const problemsOfNotice = (notice: string): readonly Place[] =>
  notice.trim() === '' || notice.length > CALENDAR_NOTICE_CHARS_MAX
    ? [
        place(
          'notice',
          null,
          `请填写通知名称或文号,最多 ${CALENDAR_NOTICE_CHARS_MAX} 字`,
          `Name the notice, in at most ${CALENDAR_NOTICE_CHARS_MAX} characters`,
        ),
      ]
    : [];

const tooMany = (field: string, days: readonly string[]): readonly Place[] =>
  days.length > CALENDAR_DAYS_MAX
    ? [place(field, null, `最多 ${CALENDAR_DAYS_MAX} 天`, `At most ${CALENDAR_DAYS_MAX} days`)]
    : [];

function problemsOfList(field: string, days: readonly string[], year: number): readonly Place[] {
  const isForeign = (day: string): boolean => !isDate(day) || Number(day.slice(0, 4)) !== year;
  const isRepeated = (day: string, index: number): boolean => days.indexOf(day) !== index;
  return [
    ...eachOf(field, days, isForeign, '不是该年度的日期', 'Is no day of that year'),
    ...eachOf(field, days, isRepeated, '日期重复', 'Is listed twice'),
  ];
}

function problemsOfFreeDays(year: number, holidays: readonly string[], workdays: readonly string[]): readonly Place[] {
  return FREE_EVERY_YEAR.flatMap((monthAndDay) => {
    const day = `${year}-${monthAndDay}`;
    const isWorked = workdays.includes(day) || (isWeekday(day) && !holidays.includes(day));
    return isWorked ? [place('holidays', null, `缺少法定节日 ${day}`, `Lacks the statutory holiday ${day}`)] : [];
  });
}

const eachOf = (
  field: string,
  days: readonly string[],
  isWrong: (day: string, index: number) => boolean,
  zh: string,
  en: string,
): readonly Place[] => days.flatMap((day, index) => (isWrong(day, index) ? [place(field, index + 1, zh, en)] : []));
