import { dayAfter, daysFromTo, isDate } from '../../calendar/dates';
import type { BatchRuleContext } from '../batch-context';
import { hunan } from '../documents';
import { defineBatchRule, fault } from '../rule';

/** First and last day counted; `undefined` when a day is unreadable or the calendar of the span is not published. */
function noticeLength({ batch, parameters, workingDays }: BatchRuleContext): number | undefined {
  const { noticeFrom, noticeTo } = batch.header;
  if (!isDate(noticeFrom) || !isDate(noticeTo)) return undefined;
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
    zh: '批次表头所写的成绩公示期（首日和末日均计入）短于规则包要求的天数。',
    en: 'The public notice of results in the batch header, first and last day counted, is shorter than the pack demands.',
  },
  mend: {
    zh: '公示满规定天数后再发证和上传；日期写错的更正表头。',
    en: 'Issue and upload after the notice has lasted as long as demanded; mend the header where a date is wrong.',
  },
  basis: [hunan('四(二)')],
  parameters: ['noticeDays', 'noticeUnit', 'calendar'],
  check: (_facts, context) => {
    const { noticeDays, noticeUnit } = context.parameters;
    const days = noticeDays === null ? undefined : noticeLength(context);
    if (noticeDays === null || days === undefined || days >= noticeDays) return undefined;
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
