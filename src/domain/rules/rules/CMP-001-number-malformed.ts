import { isLegacyNumber } from '../../certificate/certificate-number';
import { CODING_RULE, innerMongolia, panzhihua } from '../documents';
import { defineRecordRule, fault } from '../rule';

const MALFORMED = fault('/certificateNo', {
  zh: '证书编号应为 22 位:1 位大写字母加 21 位数字。',
  en: 'A certificate number has 22 characters: one capital letter and 21 digits.',
});

export const numberMalformed = defineRecordRule({
  code: 'CMP-001',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '证书编号结构错误', en: 'Certificate number malformed' },
  basis: [CODING_RULE, innerMongolia('第二十八条'), panzhihua('第十四条(五)')],
  check: (_record, { number, reading: { certificateNo } }) =>
    certificateNo === undefined || number !== undefined || isLegacyNumber(certificateNo) ? undefined : MALFORMED,
});
