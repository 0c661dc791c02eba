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
  about: {
    zh: '证件类型为居民身份证，而号码不是 18 位或第 18 位校验码计算不符时提出。',
    en: 'Speaks when a resident ID number does not have 18 characters or its last one is not the check character that follows from the other 17.',
  },
  mend: {
    zh: '对照身份证原件重新录入号码；若证件实为护照、通行证或居住证，改正证件类型。不要自行推算校验码。',
    en: 'Type the number again from the card; where the document is in fact a passport or a permit, correct the document type. Never compute the check character yourself.',
  },
  basis: [GB_RESIDENT_ID, DATA_DUTY],
  parameters: [],
  check: (_record, { reading, residentId }) =>
    reading.idType === 'RESIDENT_ID' && reading.idNumber !== undefined && residentId === undefined ? WRONG : undefined,
});
