import { hasOwnFormat } from '../../certificate/identity-document';
import { DATA_DUTY, GB_RESIDENT_ID } from '../documents';
import type { Fault } from '../rule';
import { defineRecordRule, fault } from '../rule';

const PATH = '/idNumber';

/** One for each document that has a format of its own; the resident ID is AUT-002's, a military ID is free text. */
const MALFORMED: Readonly<Record<string, Fault>> = {
  PASSPORT: fault(PATH, {
    zh: '护照号码应为 5–17 位字母和数字。',
    en: 'A passport number has 5 to 17 letters and digits.',
  }),
  HK_MACAO_PERMIT: fault(PATH, {
    zh: '港澳居民来往内地通行证号码应为字母 H 或 M 加 8 位或 10 位数字。',
    en: 'A permit for residents of Hong Kong and Macao has the letter H or M and 8 or 10 digits.',
  }),
  TAIWAN_PERMIT: fault(PATH, {
    zh: '台湾居民来往大陆通行证号码应为 8 位数字,旧式为 10–12 位字母和数字。',
    en: 'A permit for residents of Taiwan has 8 digits; the former ones have 10 to 12 letters and digits.',
  }),
  HMT_RESIDENCE_PERMIT: fault(PATH, {
    zh: '港澳台居民居住证号码应为 18 位,以 810000、820000 或 830000 开头,且校验码正确。',
    en: 'A residence permit has 18 characters, begins with 810000, 820000 or 830000 and has the right check character.',
  }),
  FOREIGN_PERMANENT_RESIDENT: fault(PATH, {
    zh: '外国人永久居留身份证号码应为以 9 开头、校验码正确的 18 位号码,旧式为 3 位字母加 12 位数字。',
    en: 'A foreign permanent resident card has 18 characters beginning with 9 and the right check character; the former ones have 3 letters and 12 digits.',
  }),
};

export const otherDocumentMalformed = defineRecordRule({
  code: 'AUT-006',
  dimension: 'authenticity',
  severity: 'error',
  title: { zh: '非居民身份证件格式错误', en: 'Other ID document malformed' },
  about: {
    zh: '护照、通行证、居住证、外国人永久居留身份证的号码不符合该证件自身的格式或校验码时提出；军官证不设格式。',
    en: 'Speaks when the number of a passport, permit, residence permit or foreign permanent resident card lacks the format or check character of that document. Military IDs have no fixed format.',
  },
  mend: {
    zh: '先核对证件类型是否选对，再对照证件原件更正号码。',
    en: 'Check first that the document type is the right one, then mend the number by the document itself.',
  },
  basis: [GB_RESIDENT_ID, DATA_DUTY],
  parameters: [],
  check: (_record, { reading: { idType, idNumber } }) =>
    idType === undefined || idNumber === undefined || hasOwnFormat(idType, idNumber) ? undefined : MALFORMED[idType],
});
