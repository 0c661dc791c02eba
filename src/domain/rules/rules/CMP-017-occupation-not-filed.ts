import { hunan, panzhihua, sichuan } from '../documents';
import { defineRecordRule, fault } from '../rule';

const NOT_FILED = fault('/occupationCode', {
  zh: '机构未备案该职业。',
  en: 'The institution has no filing for this occupation.',
});

/** An occupation that was filed at some time is CMP-019's. */
export const occupationNotFiled = defineRecordRule({
  code: 'CMP-017',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '职业未备案', en: 'Occupation not filed' },
  basis: [sichuan('一'), sichuan('七(四)'), hunan('五(六)'), panzhihua('第二条')],
  check: (_record, { filing }) => (filing.kind === 'NEVER_FILED' ? NOT_FILED : undefined),
});
