import { DATA_DUTY, hunan } from '../documents';
import { examWindow, isInWindow } from '../plan-facts';
import { defineExamRule, fault } from '../rule';

/** The first and the last day of the plan count as inside. CMP-025 speaks of the same date: both rules name it. */
export const outsidePlanWindow = defineExamRule({
  code: 'TIM-007',
  dimension: 'timeliness',
  severity: 'error',
  title: { zh: '考试日期不在计划期内', en: 'Exam date outside the plan window' },
  about: {
    zh: '考试日期早于认定计划的第一个考试日或晚于最后一个考试日时提出。',
    en: 'Speaks when the exam date lies before the first or after the last exam day of the plan.',
  },
  mend: {
    zh: '核对考试日期；考试确已改期的，先按程序变更计划，再提交记录。',
    en: 'Check the exam date. If the exam was moved, have the plan changed first, then send the record.',
  },
  basis: [hunan('四(一)'), DATA_DUTY],
  parameters: [],
  check: ({ plan, examDate }) => {
    if (plan === undefined || examDate === undefined || isInWindow(plan, examDate)) return undefined;
    return fault(
      '/examDate',
      { zh: '考试日期不在认定计划的考试日期内。', en: 'The exam date lies outside the dates of the plan.' },
      { expected: [examWindow(plan)] },
    );
  },
});
