import { hunan } from '../documents';
import { defineExamRule, fault } from '../rule';

/** A level that is not even in the ladder is CMP-015's. */
export const aboveSchoolLimit = defineExamRule({
  code: 'CMP-016',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '超出院校类型等级上限', en: "Level above the school type's limit" },
  about: {
    zh: '规则包对院校类型设有等级范围，而记录的等级在范围之外时提出；未设范围的院校类型不判断。',
    en: 'Speaks when the pack names the levels that this type of school may certify and the level is none of them; silent for types without a limit.',
  },
  mend: {
    zh: '核对等级；确为范围之外的撤下记录，由可评价该等级的机构办理。院校类型登记有误的，先更正登记。',
    en: 'Check the level. What lies above the limit is taken out and left to an institution that may certify it. If the school type is registered wrongly, have the register mended first.',
  },
  basis: [hunan('二(三)')],
  parameters: ['levelLimits', 'ladders'],
  check: ({ level, reading, ground: { ladder, levelLimit } }) => {
    if (level !== undefined || levelLimit === undefined || reading.level === undefined) return undefined;
    if (!ladder.includes(reading.level)) return undefined;
    return fault(
      '/level',
      { zh: '该类型院校不能认定此等级。', en: 'A school of this type does not certify this level.' },
      { expected: ladder.filter((each) => levelLimit.includes(each)) },
    );
  },
});
