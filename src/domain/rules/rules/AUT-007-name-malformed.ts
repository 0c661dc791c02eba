import { CERTIFICATE_FORM, DATA_DUTY } from '../documents';
import { defineRecordRule, fault } from '../rule';

const HAN_NAME = /^\p{Script=Han}+(?:·\p{Script=Han}+)*$/u;
const LATIN_NAME =
  /^[\p{Script=Han}\p{Script=Latin}](?:[\p{Script=Han}\p{Script=Latin}\p{M}· ]*[\p{Script=Han}\p{Script=Latin}\p{M}])?$/u;
const BLANK_BETWEEN_HAN = /\p{Script=Han} +\p{Script=Han}/u;
/** Documents that people without a Chinese name hold too. Permits for 港澳 residents carry Latin names since 2024. */
const LATIN_DOCUMENTS: ReadonlySet<string> = new Set(['PASSPORT', 'FOREIGN_PERMANENT_RESIDENT', 'HK_MACAO_PERMIT']);

const MALFORMED = fault('/name', {
  zh: '姓名只能由汉字和间隔号“·”组成,汉字之间不留空格;外国人可用拉丁字母和空格。',
  en: 'A name has Han characters and the middle dot only, without blanks; foreigners may use Latin letters and spaces.',
});

export const nameMalformed = defineRecordRule({
  code: 'AUT-007',
  dimension: 'authenticity',
  severity: 'error',
  title: { zh: '姓名格式错误', en: 'Name malformed' },
  basis: [CERTIFICATE_FORM, DATA_DUTY],
  check: (_record, { reading: { name, idType } }) => {
    if (name === undefined || HAN_NAME.test(name)) return undefined;
    // Without a readable document type nobody can say that Latin letters are wrong.
    const mayBeLatin = idType === undefined || LATIN_DOCUMENTS.has(idType);
    return mayBeLatin && LATIN_NAME.test(name) && !BLANK_BETWEEN_HAN.test(name) ? undefined : MALFORMED;
  },
});
