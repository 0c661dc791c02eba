import { isLegacyNumber } from '../../certificate/certificate-number';
import { CODING_RULE } from '../documents';
import { defineRecordRule, fault } from '../rule';

const LEGACY = fault('/certificateNo', {
  zh: '这是原国家职业资格证书的 16 位编号;职业技能等级证书应为 22 位。',
  en: 'This is a 16-digit number of the former qualification certificates; level certificates have 22 characters.',
});

export const legacyNumber = defineRecordRule({
  code: 'CMP-009',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '旧式16位编号', en: 'Legacy 16-digit number' },
  basis: [CODING_RULE],
  check: (_record, { reading: { certificateNo } }) =>
    certificateNo !== undefined && isLegacyNumber(certificateNo) ? LEGACY : undefined,
});
