import { CATALOGUE_2022, hunan, innerMongolia, sichuan } from '../documents';
import { isOccupationCode } from '../occupation-code';
import { defineRecordRule, fault } from '../rule';

const UNKNOWN = fault('/occupationCode', {
  zh: '职业编码不在考试日期有效的职业分类目录内。',
  en: 'The occupation code is not in the catalogue in force on the exam date.',
});

/** Silent for a code of a major without skill levels: CMP-012 says so, and the catalogue need not list it. */
export const occupationNotInCatalogue = defineRecordRule({
  code: 'CMP-010',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '职业编码不在目录', en: 'Occupation not in the catalogue' },
  basis: [CATALOGUE_2022, sichuan('四'), hunan('二(一)'), innerMongolia('第六条')],
  check: (_record, { occupation, examDate, parameters, reading: { occupationCode } }) => {
    if (occupationCode === undefined || occupation !== undefined) return undefined;
    if (!isOccupationCode(occupationCode)) return UNKNOWN;
    const isSkill = parameters.allowedMajors.includes(occupationCode.charAt(0));
    return isSkill && examDate !== undefined ? UNKNOWN : undefined;
  },
});
