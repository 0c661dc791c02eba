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
  about: {
    zh: '证书编号为原国家职业资格证书的 16 位格式时提出。',
    en: 'Speaks when the number has the 16-digit form of the former qualification certificates.',
  },
  mend: {
    zh: '按 22 位编码规则重新编号；若是要报送原职业资格证书的数据，该证书不属于本枢纽的报送范围，撤下该记录。',
    en: 'Number the certificate by the 22-character rule; a former qualification certificate is not for this hub: take the record out.',
  },
  basis: [CODING_RULE],
  parameters: [],
  check: (_record, { reading: { certificateNo } }) =>
    certificateNo !== undefined && isLegacyNumber(certificateNo) ? LEGACY : undefined,
});
