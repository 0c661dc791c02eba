/**
 * How long results must be shown (湘人社函〔2020〕47号 四(二): at least seven days). First and last day count, as in CMP-027,
 * which judges the same days in the header of a batch.
 */
import type { Bilingual } from '../bilingual';
import { dayBefore, daysAfter, daysFromTo, isDate } from '../calendar/dates';
import { workingDaysOf, type CountedDay } from '../calendar/working-days';
import type { Parameters } from '../packs/parameters';

export type NoticeDemand = Pick<Parameters, 'noticeDays' | 'noticeUnit' | 'calendar'>;

/** Days from the first to the last: no pack asks for more, and nobody waits for a certificate longer than this. */
export const NOTICE_DAYS_MAX = 90;
/** Days between a submission and the first day of its notice. */
export const NOTICE_AHEAD_DAYS_MAX = 30;

/** The earliest lawful last day of a notice that begins on `from`, or the year whose calendar is not published. */
export function firstLastDay(from: string, { noticeDays, noticeUnit, calendar }: NoticeDemand): CountedDay {
  const days = noticeDays ?? 1;
  return noticeUnit === 'DAY'
    ? { kind: 'day', day: daysAfter(from, days - 1) }
    : workingDaysOf(calendar).after(dayBefore(from), days);
}

export interface GivenNotice {
  /** `null`: from today on. */
  readonly noticeFrom: string | null;
  /** `null`: as short as is lawful. */
  readonly noticeTo: string | null;
}
/** `none`: no notice is asked for and none was wished. `invalid`: the field and what is wrong with it. */
export type NoticeChoice =
  | { readonly kind: 'none' }
  | { readonly kind: 'days'; readonly from: string; readonly to: string }
  | { readonly kind: 'too-short'; readonly firstLastDay: string }
  | { readonly kind: 'unpublished'; readonly year: number }
  | { readonly kind: 'invalid'; readonly field: 'noticeFrom' | 'noticeTo'; readonly message: Bilingual };

const NO_DATE: Bilingual = { zh: '应为 YYYY-MM-DD 格式的真实日期', en: 'Must be a real date as YYYY-MM-DD' };
const TOO_LONG: Bilingual = {
  zh: `公示期最长 ${NOTICE_DAYS_MAX} 天`,
  en: `A notice lasts at most ${NOTICE_DAYS_MAX} days`,
};
const fromFault = (today: string): Bilingual => ({
  zh: `公示须自 ${today} 起、${NOTICE_AHEAD_DAYS_MAX} 天之内开始`,
  en: `A notice begins on ${today} or up to ${NOTICE_AHEAD_DAYS_MAX} days later`,
});

/** The days of the notice as they may be, from what the institution wishes. `today`: the day of the submission. */
export function noticeOf({ noticeFrom, noticeTo }: GivenNotice, demand: NoticeDemand, today: string): NoticeChoice {
  if (noticeFrom === null && noticeTo === null && demand.noticeDays === null) return { kind: 'none' };
  const from = noticeFrom ?? today;
  if (!isDate(from)) return { kind: 'invalid', field: 'noticeFrom', message: NO_DATE };
  if (from < today || from > daysAfter(today, NOTICE_AHEAD_DAYS_MAX)) {
    return { kind: 'invalid', field: 'noticeFrom', message: fromFault(today) };
  }
  if (noticeTo !== null && !isDate(noticeTo)) return { kind: 'invalid', field: 'noticeTo', message: NO_DATE };
  const first = firstLastDay(from, demand);
  if (first.kind === 'unpublished') return first;
  const to = noticeTo ?? first.day;
  if (to < first.day) return { kind: 'too-short', firstLastDay: first.day };
  if (daysFromTo(from, to) > NOTICE_DAYS_MAX) return { kind: 'invalid', field: 'noticeTo', message: TOO_LONG };
  return { kind: 'days', from, to };
}
