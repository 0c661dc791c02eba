import { DATA_DUTY } from '../documents';
import { defineLineRule } from '../rule';

export const duplicateInsideBatch = defineLineRule({
  code: 'AUT-008',
  dimension: 'authenticity',
  scope: 'batch',
  severity: 'error',
  title: { zh: '同批重复', en: 'Duplicate inside the batch' },
  basis: [DATA_DUTY],
  path: '/idNumber',
  message: (firstLine) => ({
    zh: `与第 ${firstLine ?? '?'} 行为同一人、同一职业、同一工种、同一等级。`,
    en: `Same person, occupation, work type and level as line ${firstLine ?? '?'}.`,
  }),
});
