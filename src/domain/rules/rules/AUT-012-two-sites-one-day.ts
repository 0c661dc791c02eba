import { DATA_DUTY } from '../documents';
import { defineHubRule, fault } from '../rule';

const ELSEWHERE = fault('/siteCode', {
  zh: '此人同一天在另一站点参加过考试。',
  en: 'The person sat an exam at another site on the same day.',
});

export const twoSitesOneDay = defineHubRule({
  code: 'AUT-012',
  dimension: 'authenticity',
  severity: 'signal',
  title: { zh: '同日异地考试', en: 'Two sites on one day' },
  about: {
    zh: '同一证件号的另一条记录（本批次或枢纽内其他批次，未被退回）在同一考试日期出现于另一站点。同一补报链上的批次不相互比较。',
    en: 'Another record of the same document number, in this batch or another one and not returned, names another site on the same exam date. Batches that mend each other are not compared.',
  },
  mend: {
    zh: '核对考试日期、站点和证件号；仅提示监管部门，不影响结论。',
    en: 'Compare exam date, site and document number with the exam papers. The finding is for the regulator and holds nothing up.',
  },
  basis: [DATA_DUTY],
  parameters: [],
  check: ({ examDate, siteCode }, { sittings }) =>
    examDate !== undefined &&
    siteCode !== undefined &&
    sittings.some((sitting) => sitting.examDate === examDate && sitting.siteCode !== siteCode)
      ? ELSEWHERE
      : undefined,
});
