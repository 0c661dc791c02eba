import { DATA_DUTY } from '../documents';
import { defineLineRule } from '../rule';

export const personAlreadyHolds = defineLineRule({
  code: 'AUT-009',
  dimension: 'authenticity',
  scope: 'hub',
  severity: 'confirm',
  title: { zh: '重复取证', en: 'Person already holds this certificate' },
  basis: [DATA_DUTY],
  path: '/idNumber',
  message: () => ({
    zh: '此人已持有同一职业、工种、等级的有效证书;请撤下,或说明理由。',
    en: 'The person holds a live certificate of this occupation, work type and level; take the record out or declare a reason.',
  }),
});
