import { yearsAfter } from '../../calendar/dates';
import { DATA_DUTY, STANDARD_RULES } from '../documents';
import { defineRecordRule, fault } from '../rule';

/** The birthday itself is old enough. */
export const belowMinimumAge = defineRecordRule({
  code: 'CMP-031',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '年龄不足', en: 'Below minimum age' },
  basis: [STANDARD_RULES, DATA_DUTY],
  check: (_record, { birthDate, examDate, parameters: { minAge } }) => {
    if (birthDate === undefined || examDate === undefined || yearsAfter(birthDate, minAge) <= examDate)
      return undefined;
    return fault(
      '/birthDate',
      { zh: `考试日期未满 ${minAge} 周岁。`, en: `The candidate is younger than ${minAge} on the exam date.` },
      { expected: [`>=${minAge}`] },
    );
  },
});
