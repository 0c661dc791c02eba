import { CODING_RULE, fujian, innerMongolia } from '../documents';
import { defineRecordRule, fault } from '../rule';

export const categoryLetter = defineRecordRule({
  code: 'CMP-002',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '机构类别码不符', en: "Category letter not the institution's" },
  about: {
    zh: '证书编号第 1 位不在规则包所列字母之内（企业 Y，社会培训评价组织 S），或与备案的站点编码不符时提出。',
    en: 'Speaks when character 1 of the number is not among the letters of the pack (Y employer, S social organisation) or differs from the filed site code.',
  },
  mend: {
    zh: '把第 1 位改为备案的机构类别码；机构类别确有变化的，先办理备案变更。',
    en: 'Use the filed category letter; where the institution has changed its category, have the filing changed first.',
  },
  basis: [CODING_RULE, innerMongolia('第二十八条'), fujian('第二条')],
  parameters: ['categoryLetters'],
  check: (_record, context) => {
    const { number, parameters } = context;
    if (number === undefined) return undefined;
    const { prefixMissed: filed } = context;
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
