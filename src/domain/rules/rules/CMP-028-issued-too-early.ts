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
  basis: [hunan('四(二)'), hunan('四(三)')],
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
