import { EVALUATION_RULES, hunan } from '../documents';
import { defineRecordRule, fault } from '../rule';
import { failedParts } from '../scores';

/** Every record of a batch claims a certificate, whatever its overall grade says. */
export const scoreBelowPassMark = defineRecordRule({
  code: 'CMP-023',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '成绩不合格', en: 'Score below the pass mark' },
  about: {
    zh: '报送发证的记录有应计科目（理论、技能，须评审等级另加评审）低于合格线时提出，每个科目一条。',
    en: 'Speaks when a part that counts (theory, skill and, where the level asks for it, the review) is below the pass mark in a record that claims a certificate; once for each part.',
  },
  mend: {
    zh: '对照原始成绩单核对；成绩属实的不能发证，撤下该记录，可组织补考后另行报送。成绩不得为发证而改动。',
    en: 'Compare with the score sheet; where the score is right no certificate may be issued: take the record out and send it after a repeated exam. Scores are never changed for the sake of a certificate.',
  },
  basis: [EVALUATION_RULES, hunan('五(三)')],
  parameters: ['passMark', 'theorySubstitutes', 'reviewLevels'],
  check: (_record, context) => {
    const failed = failedParts(context);
    if (failed.length === 0) return undefined;
    const { passMark } = context.parameters;
    return failed.map((part) =>
      fault(
        `/${part}`,
        {
          zh: `该科成绩低于合格线 ${passMark} 分,不能发证。`,
          en: `This part is below the pass mark of ${passMark}; no certificate may be issued.`,
        },
        { expected: [`>=${passMark}`] },
      ),
    );
  },
});
