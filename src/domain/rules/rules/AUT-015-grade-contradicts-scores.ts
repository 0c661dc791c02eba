import { fujian } from '../documents';
import { defineRecordRule, fault } from '../rule';
import { failedParts, passesEveryPart } from '../scores';

const FAILED = 'FAIL';

const PASS_OVER_FAILED_PART = fault('/overallGrade', {
  zh: '评定成绩为合格及以上,但有科目低于合格线。',
  en: 'The overall grade is a pass while a part is below the pass mark.',
});
const FAIL_OVER_PASSED_PARTS = fault('/overallGrade', {
  zh: '各科成绩均合格,但评定成绩为不合格。',
  en: 'The overall grade is a fail while every part reaches the pass mark.',
});

/** A pass over a failed part breaks CMP-023 too: the one is about the grade, the other about the score. */
export const gradeContradictsScores = defineRecordRule({
  code: 'AUT-015',
  dimension: 'authenticity',
  severity: 'error',
  title: { zh: '评定成绩与分数矛盾', en: 'Overall grade contradicts the scores' },
  about: {
    zh: '评定成绩为合格及以上而有应计科目低于合格线，或评定成绩为不合格而应计科目全部合格时提出。被替代的理论成绩和不须评审等级的评审成绩不计。',
    en: 'Speaks when the overall grade is a pass while a part that counts is below the pass mark, or a fail while all of them reach it. A substituted theory score does not count, nor a review at a level that asks for none.',
  },
  mend: {
    zh: '对照原始成绩单核对分数与评定成绩，改正与原始记录不一致的一项；不合格的考生从批次中撤下。',
    en: 'Compare scores and grade with the score sheet and correct what differs from it; take candidates who failed out of the batch.',
  },
  basis: [fujian('第二十三条(四)')],
  parameters: ['passMark', 'theorySubstitutes', 'reviewLevels'],
  check: (_record, context) => {
    const { overallGrade } = context.reading;
    if (overallGrade === undefined) return undefined;
    if (overallGrade === FAILED) return passesEveryPart(context) ? FAIL_OVER_PASSED_PARTS : undefined;
    return failedParts(context).length > 0 ? PASS_OVER_FAILED_PART : undefined;
  },
});
