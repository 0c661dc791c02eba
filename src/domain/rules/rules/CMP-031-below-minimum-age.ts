import { yearsAfter } from '../../calendar/dates';
import { DATA_DUTY, STANDARD_RULES } from '../documents';
import { defineRecordRule, fault } from '../rule';

/** The birthday itself is old enough. */
export const belowMinimumAge = defineRecordRule({
  code: 'CMP-031',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '年龄不足', en: 'Below minimum age' },
  about: {
    zh: '考试日期考生未达到规则包规定的最低周岁时提出；生日当天即为满岁。',
    en: 'Speaks when the candidate is younger than the pack’s minimum age on the exam date; the birthday itself is old enough.',
  },
  mend: {
    zh: '核对出生日期、证件号码和考试日期；确未达到年龄的不符合申报条件，撤下该记录。',
    en: 'Check birth date, document number and exam date; somebody who was too young was not eligible: take the record out.',
  },
  basis: [STANDARD_RULES, DATA_DUTY],
  parameters: ['minAge'],
  check: (_record, { birthDate, bornUpTo, examDate, residentId, parameters: { minAge } }) => {
    if (birthDate === undefined || examDate === undefined || bornUpTo === undefined) return undefined;
    if (birthDate <= bornUpTo || yearsAfter(birthDate, minAge) <= examDate) return undefined;
    // A birth date that is not the document's is AUT-003's; whose age it tells nobody knows yet.
    if (residentId?.birthDate !== undefined && residentId.birthDate !== birthDate) return undefined;
    return fault(
      '/birthDate',
      { zh: `考试日期未满 ${minAge} 周岁。`, en: `The candidate is younger than ${minAge} on the exam date.` },
      { expected: [`>=${minAge}`] },
    );
  },
});
