import { CODING_RULE, DATA_DUTY } from '../documents';
import { defineLineRule } from '../rule';

export const numberAlreadyUsed = defineLineRule({
  code: 'AUT-010',
  dimension: 'authenticity',
  scope: 'hub',
  severity: 'error',
  title: { zh: '证书编号重复', en: 'Certificate number already used' },
  basis: [CODING_RULE, DATA_DUTY],
  path: '/certificateNo',
  message: (firstLine) =>
    firstLine === undefined
      ? { zh: '该证书编号已被一张有效证书使用。', en: 'A live certificate carries this certificate number.' }
      : { zh: `证书编号与第 ${firstLine} 行重复。`, en: `The certificate number repeats that of line ${firstLine}.` },
});
