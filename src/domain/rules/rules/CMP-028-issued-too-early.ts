import { hunan } from '../documents';
import { defineRecordRule, fault } from '../rule';

const BEFORE_EXAM = fault('/issuedOn', {
  zh: '发证日期早于考试日期。',
  en: 'The certificate was issued before the exam.',
});

/** The last day of the notice counts as its end. */
export const issuedTooEarly = defineRecordRule({
  code: 'CMP-028',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '发证早于程序完成', en: 'Issued before the procedure ended' },
  about: {
    zh: '发证日期早于考试日期，或早于成绩公示结束日期时提出；公示最后一天当天发证不算过早。',
    en: 'Speaks when the day of issue lies before the exam or before the end of the public notice of results; the last day of the notice itself is not too early.',
  },
  mend: {
    zh: '核对发证日期与公示起止日期；确在公示结束前发证的，公示期满后重新确定发证日期，涉及年份的同时改正编号。',
    en: 'Check the day of issue and the days of the notice; a certificate that was dated too early gets a new day of issue after the notice, and a new number where the year changes.',
  },
  basis: [hunan('四(二)'), hunan('四(三)')],
  parameters: [],
  check: (_record, { batch, examDate, issuedOn }) => {
    if (issuedOn === undefined) return undefined;
    if (examDate !== undefined && issuedOn < examDate) return BEFORE_EXAM;
    const { noticeTo } = batch.header;
    if (issuedOn >= noticeTo) return undefined;
    return fault(
      '/issuedOn',
      { zh: '发证日期早于成绩公示结束日期。', en: 'The certificate was issued before the notice of results ended.' },
      { expected: [`>=${noticeTo}`] },
    );
  },
});
