import { CATALOGUE_2022, innerMongolia } from '../documents';
import { isOccupationCode } from '../occupation-code';
import { defineExamRule, fault } from '../rule';

export const notASkillOccupation = defineExamRule({
  code: 'CMP-012',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '非技能类大类', en: 'Not a skill occupation' },
  about: {
    zh: '职业编码首位不在规则包允许的大类（默认第三、四、五、六大类）之内时提出。',
    en: 'Speaks when the first digit of the occupation code is not a major class that the pack allows, 3, 4, 5 and 6 by default.',
  },
  mend: {
    zh: '核对编码是否录错；确属其他大类（如专业技术类）的职业不开展职业技能等级认定，撤下该记录。',
    en: 'Check the code for a slip; an occupation of another class, such as the professional and technical ones, has no skill level certificates: take the record out.',
  },
  basis: [CATALOGUE_2022, innerMongolia('第六条')],
  parameters: ['allowedMajors'],
  check: ({ reading: { occupationCode }, parameters: { allowedMajors } }) => {
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
