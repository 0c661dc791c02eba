import { isBlank } from '../../certificate/text';
import { EVALUATION_RULES, fujian, STANDARD_RULES } from '../documents';
import { defineRecordRule, fault } from '../rule';

const PATH = '/eligibilityCondition';
const MISSING = fault(PATH, { zh: '未申报条件。', en: 'No condition is declared.' });

/** An unknown code is wrong only where the pack says that its list is whole. */
export const conditionInconsistent = defineRecordRule({
  code: 'CMP-032',
  dimension: 'compliance',
  severity: 'confirm',
  title: { zh: '申报条件缺失或不符', en: 'Eligibility declaration missing or inconsistent' },
  about: {
    zh: '未申报条件，或申报条件代码只适用于其他等级时提出；代码清单为完整清单的地区，未列入清单的代码也提出。',
    en: 'Speaks when no condition is declared, when the declared one belongs to other levels only, and, where the list of the pack is whole, when its code is not on the list.',
  },
  mend: {
    zh: '按考生实际情况改用该等级的申报条件代码；国家职业标准另有条件的，说明标准名称和条款。',
    en: 'Use the code of a condition of this level that the candidate meets; if the national standard has a further condition, declare the standard and its clause.',
  },
  basis: [fujian('第二十一条(八)'), EVALUATION_RULES, STANDARD_RULES],
  parameters: ['eligibilityConditions'],
  check: (record, { level, ground: { levelsByCondition }, parameters, reading: { eligibilityCondition } }) => {
    if (eligibilityCondition === undefined) return isBlank(record.eligibilityCondition) ? MISSING : undefined;
    if (level === undefined) return undefined;
    const { closed, conditions } = parameters.eligibilityConditions;
    const levels = levelsByCondition.get(eligibilityCondition.trim());
    if (levels === undefined ? !closed : levels.includes(level)) return undefined;
    return fault(
      PATH,
      levels === undefined
        ? { zh: '申报条件代码不在清单内。', en: 'The code of the condition is not on the list.' }
        : { zh: '申报条件不适用于该等级。', en: 'The condition does not belong to this level.' },
      { expected: conditions.filter((each) => each.level === level).map(({ code }) => code) },
    );
  },
});
