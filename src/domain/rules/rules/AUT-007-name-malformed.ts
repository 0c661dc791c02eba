import { isCommonHan } from '../../certificate/text';
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
  about: {
    zh: '姓名含数字、间隔号“·”以外的符号，或汉字之间有空格时提出；持护照、外国人永久居留身份证或港澳居民通行证的可用拉丁字母和空格。',
    en: 'Speaks when a name holds digits, symbols other than the middle dot, or blanks between Han characters. Latin letters and spaces are right with a passport, a foreign permanent resident card and a Hong Kong or Macao permit.',
  },
  mend: {
    zh: '按证件所载姓名重新录入，少数民族姓名和译名的间隔号统一用“·”（U+00B7），去掉称谓、编号和汉字间的空格。',
    en: 'Write the name as the document has it, with the middle dot U+00B7, and without titles, numbers or blanks between Han characters.',
  },
  basis: [CERTIFICATE_FORM, DATA_DUTY],
  parameters: [],
  check: (_record, { reading: { name, idType } }) => {
    if (name === undefined || isCommonHan(name) || HAN_NAME.test(name)) return undefined;
    // Without a readable document type nobody can say that Latin letters are wrong.
    const mayBeLatin = idType === undefined || LATIN_DOCUMENTS.has(idType);
    return mayBeLatin && LATIN_NAME.test(name) && !BLANK_BETWEEN_HAN.test(name) ? undefined : MALFORMED;
  },
});
