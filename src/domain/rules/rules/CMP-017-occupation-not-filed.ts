import { hunan, panzhihua, sichuan } from '../documents';
import { defineExamRule, fault } from '../rule';

const NOT_FILED = fault('/occupationCode', {
  zh: '机构未备案该职业。',
  en: 'The institution has no filing for this occupation.',
});

/** An occupation that was filed at some time is CMP-019's. */
export const occupationNotFiled = defineExamRule({
  code: 'CMP-017',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '职业未备案', en: 'Occupation not filed' },
  about: {
    zh: '机构从未备案该职业时提出；备案过但已失效的由 CMP-019 说明。',
    en: 'Speaks when the institution has never filed the occupation. One that it filed, but whose filing is not in force, is told by CMP-019.',
  },
  mend: {
    zh: '核对职业编码；确未备案的不得认定，撤下记录并先申请备案。备案后才举行的考试方可报送。',
    en: 'Check the code; an occupation that is not filed must not be certified: take the record out and apply for the filing. Only exams held under it count.',
  },
  basis: [sichuan('一'), sichuan('七(四)'), hunan('五(六)'), panzhihua('第二条')],
  parameters: [],
  check: ({ filing }) => (filing.kind === 'NEVER_FILED' ? NOT_FILED : undefined),
});
