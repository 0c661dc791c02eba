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
  about: {
    zh: '证书编号不是 22 位（1 位大写字母加 21 位数字），也不合规则包为该等级另定的格式时提出；16 位旧编号由 CMP-009 说明。',
    en: 'Speaks when the certificate number is not one capital letter and 21 digits, nor of the pattern that the pack has for the level. The former 16-digit numbers are told by CMP-009.',
  },
  mend: {
    zh: '按编码规则重新生成编号：机构类别码、机构代码、省级代码、站点序列码、年份、等级、序列码依次连写，不加空格和连字符。',
    en: 'Build the number again by the coding rule: category, institution, province, site serial, year, level and serial in a row, without blanks or hyphens.',
  },
  basis: [CODING_RULE, innerMongolia('第二十八条'), panzhihua('第十四条(五)')],
  parameters: ['numberPatterns'],
  check: (_record, { number, reading: { certificateNo } }) =>
    certificateNo === undefined || number !== undefined || isLegacyNumber(certificateNo) ? undefined : MALFORMED,
});
