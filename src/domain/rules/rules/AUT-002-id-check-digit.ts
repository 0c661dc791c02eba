import { DATA_DUTY, GB_RESIDENT_ID } from '../documents';
import { defineRecordRule, fault } from '../rule';

const WRONG = fault('/idNumber', {
  zh: '居民身份证号码应为 18 位且校验码正确。',
  en: 'A resident ID number has 18 characters with the right check character.',
});

/** A number of another length has no check character that could be right. */
export const idCheckDigit = defineRecordRule({
  code: 'AUT-002',
  dimension: 'authenticity',
  severity: 'error',
  title: { zh: '身份证校验码错误', en: 'ID check digit wrong' },
  basis: [GB_RESIDENT_ID, DATA_DUTY],
  check: (_record, { reading, residentId }) =>
    reading.idType === 'RESIDENT_ID' && reading.idNumber !== undefined && residentId === undefined ? WRONG : undefined,
});
