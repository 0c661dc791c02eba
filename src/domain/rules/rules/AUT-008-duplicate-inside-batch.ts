import { DATA_DUTY } from '../documents';
import { defineGroupRule } from '../rule';

export const duplicateInsideBatch = defineGroupRule({
  code: 'AUT-008',
  dimension: 'authenticity',
  severity: 'error',
  title: { zh: '同批重复', en: 'Duplicate inside the batch' },
  about: {
    zh: '同一人、同一职业、同一工种、同一等级在一批中出现两次以上时提出，首次出现之后的每一行各提一条。',
    en: 'Speaks when the same person, occupation, work type and level stand more than once in a batch: once for every line after the first.',
  },
  mend: {
    zh: '核对所指两行，只保留正确的一行；若是把另一考生的证件号码录错，改正号码。',
    en: 'Compare the two lines and keep the right one; where the number of another candidate was entered by mistake, correct the number.',
  },
  basis: [DATA_DUTY],
  parameters: [],
  path: '/idNumber',
  message: (firstLine) => ({
    zh: `与第 ${firstLine} 行为同一人、同一职业、同一工种、同一等级。`,
    en: `Same person, occupation, work type and level as line ${firstLine}.`,
  }),
});
