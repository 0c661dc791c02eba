import { CODING_RULE, fujian, innerMongolia } from '../documents';
import { prefixMissed } from '../filed-prefix';
import { defineRecordRule, fault } from '../rule';

export const categoryLetter = defineRecordRule({
  code: 'CMP-002',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '机构类别码不符', en: "Category letter not the institution's" },
  basis: [CODING_RULE, innerMongolia('第二十八条'), fujian('第二条')],
  check: (_record, context) => {
    const { number, parameters } = context;
    if (number === undefined) return undefined;
    const filed = prefixMissed(context);
    const differs = filed !== undefined && filed.category !== number.category;
    if (!differs && parameters.categoryLetters.includes(number.category)) return undefined;
    return fault(
      '/certificateNo',
      {
        zh: '证书编号第 1 位(机构类别码)与备案不符。',
        en: 'Character 1 of the certificate number (category) is not the filed one.',
      },
      { expected: differs ? [filed.category] : parameters.categoryLetters },
    );
  },
});
