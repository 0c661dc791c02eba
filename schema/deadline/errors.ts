import { CALENDAR_YEARS_MAX } from '../../src/app/deadlines/list-calendar-years';
import { WORKING_DAYS_SPAN_MAX } from '../../src/app/deadlines/count-working-days';
import { CALENDAR_FIRST_YEAR } from '../../src/domain/calendar/working-days';
import { ToldError } from '../errors';

export const calendarQuestionInvalid = (): ToldError =>
  new ToldError({
    code: 'CALENDAR_QUESTION_INVALID',
    message: {
      zh: `日期须为 ${CALENDAR_FIRST_YEAR} 年以后的 YYYY-MM-DD,起不晚于止,最多 ${WORKING_DAYS_SPAN_MAX} 天或 ${CALENDAR_YEARS_MAX} 年;区划须为六位代码`,
      en: `Days are YYYY-MM-DD since ${CALENDAR_FIRST_YEAR}, the first not after the last, at most ${WORKING_DAYS_SPAN_MAX} days or ${CALENDAR_YEARS_MAX} years; a region is a code of six digits`,
    },
    remedy: { zh: '请更正 from、to 或 regionCode', en: 'Mend from, to or regionCode' },
  });
