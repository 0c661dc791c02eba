import { dayAfter, daysFromTo, isDate } from '../../calendar/dates';
import type { BatchRuleContext } from '../batch-context';
import type { BatchFacts } from '../batch-facts';
import { CALENDAR_UNPUBLISHED } from '../calendar-unpublished';
import { hunan } from '../documents';
import { defineBatchRule, fault } from '../rule';

/**
 * First and last day counted; `undefined` when the calendar of the span is not published. Results can be shown from the
 * last exam day on: a notice that began before counts from that day.
 */
function noticeLength(
  { examDates }: BatchFacts,
  { batch, parameters, workingDays }: BatchRuleContext,
): number | undefined {
  const { header } = batch;
  const { noticeTo } = header;
  const lastExam = examDates.at(-1) ?? '';
  const noticeFrom = header.noticeFrom < lastExam ? lastExam : header.noticeFrom;
  if (noticeTo < noticeFrom) return 0;
  return parameters.noticeUnit === 'DAY'
    ? daysFromTo(noticeFrom, noticeTo)
    : workingDays.between(noticeFrom, dayAfter(noticeTo));
}

export const noticeTooShort = defineBatchRule({
  code: 'CMP-027',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '公示期不足', en: 'Public notice too short' },
  about: {
    zh: '批次表头所写的成绩公示期（首日和末日均计入，末场考试日之前的不计）短于规则包要求的天数。',
    en: 'The public notice of results in the batch header, first and last day counted and days before the last exam day not, is shorter than the pack demands.',
  },
  mend: {
    zh: '公示满规定天数后再发证和上传；日期写错的更正表头。',
    en: 'Issue and upload after the notice has lasted as long as demanded; mend the header where a date is wrong.',
  },
  basis: [hunan('四(二)')],
  parameters: ['noticeDays', 'noticeUnit', 'calendar'],
  check: (facts, context) => {
    const { noticeDays, noticeUnit } = context.parameters;
    const { noticeFrom, noticeTo } = context.batch.header;
    if (noticeDays === null || !isDate(noticeFrom) || !isDate(noticeTo)) return undefined;
    const days = noticeLength(facts, context);
    if (days === undefined) return CALENDAR_UNPUBLISHED;
    if (days >= noticeDays) return undefined;
    const unit = noticeUnit === 'DAY' ? { zh: '天', en: 'days' } : { zh: '个工作日', en: 'working days' };
    return fault(
      '',
      {
        zh: `公示 ${days} ${unit.zh}，要求不少于 ${noticeDays} ${unit.zh}。`,
        en: `The notice lasted ${days} ${unit.en}; at least ${noticeDays} are demanded.`,
      },
      { expected: [`>=${noticeDays}`] },
    );
  },
});
