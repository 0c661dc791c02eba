import { CATALOGUE_2022, innerMongolia } from '../documents';
import { isOccupationCode } from '../occupation-code';
import { defineRecordRule, fault } from '../rule';

export const notASkillOccupation = defineRecordRule({
  code: 'CMP-012',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '非技能类大类', en: 'Not a skill occupation' },
  basis: [CATALOGUE_2022, innerMongolia('第六条')],
  check: (_record, { reading: { occupationCode }, parameters: { allowedMajors } }) => {
    if (occupationCode === undefined || allowedMajors.includes(occupationCode.charAt(0))) return undefined;
    // What is no code at all is CMP-010's.
    if (!isOccupationCode(occupationCode)) return undefined;
    return fault(
      '/occupationCode',
      { zh: '该职业所属大类不开展职业技能等级认定。', en: 'Occupations of this major class have no skill levels.' },
      { expected: allowedMajors },
    );
  },
});
