import { CATALOGUE_2022, hunan, innerMongolia, sichuan } from '../documents';
import { isOccupationCode } from '../occupation-code';
import { defineExamRule, fault } from '../rule';

const UNKNOWN = fault('/occupationCode', {
  zh: '职业编码不在考试日期有效的职业分类目录内。',
  en: 'The occupation code is not in the catalogue in force on the exam date.',
});

/** Silent for a code of a major without skill levels: CMP-012 says so, and the catalogue need not list it. */
export const occupationNotInCatalogue = defineExamRule({
  code: 'CMP-010',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '职业编码不在目录', en: 'Occupation not in the catalogue' },
  about: {
    zh: '职业编码不是 D-DD-DD-DD 格式，或不在考试日期有效的职业分类目录（含新职业）内时提出；非技能类大类由 CMP-012 说明。',
    en: 'Speaks when the code is not written D-DD-DD-DD or is not in the edition of the catalogue, new occupations included, that is in force on the exam date. A major class without skill levels is told by CMP-012.',
  },
  mend: {
    zh: '在考试日期有效的目录中查明职业编码并改正；目录中没有的职业不能认定，撤下记录。新职业已公布而快照未收录的，更新参考快照。',
    en: 'Look the code up in the catalogue of the exam date and correct it; an occupation that it does not have cannot be certified. Where a new occupation was published after your snapshot, fetch a new snapshot.',
  },
  basis: [CATALOGUE_2022, sichuan('四'), hunan('二(一)'), innerMongolia('第六条')],
  parameters: ['catalogueEditions', 'allowedMajors'],
  check: ({ occupation, examDate, parameters, reading: { occupationCode } }) => {
    if (occupationCode === undefined || occupation !== undefined) return undefined;
    if (!isOccupationCode(occupationCode)) return UNKNOWN;
    const isSkill = parameters.allowedMajors.includes(occupationCode.charAt(0));
    return isSkill && examDate !== undefined ? UNKNOWN : undefined;
  },
});
