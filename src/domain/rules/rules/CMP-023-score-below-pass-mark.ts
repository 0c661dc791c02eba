import { EVALUATION_RULES, hunan } from '../documents';
import { defineRecordRule, fault } from '../rule';
import { failedParts } from '../scores';

/** Every record of a batch claims a certificate, whatever its overall grade says. */
export const scoreBelowPassMark = defineRecordRule({
  code: 'CMP-023',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '成绩不合格', en: 'Score below the pass mark' },
  basis: [EVALUATION_RULES, hunan('五(三)')],
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
