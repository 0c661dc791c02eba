import { CODING_RULE, innerMongolia } from '../documents';
import { defineRecordRule, fault } from '../rule';

const NO_SERIAL = '000000';
const NOT_ALLOWED = fault(
  '/certificateNo',
  {
    zh: '证书编号第 17–22 位(序列码)从 000001 起,不能为 000000。',
    en: 'Characters 17 to 22 of the certificate number begin at 000001; 000000 is no serial.',
  },
  { expected: ['000001–999999'] },
);

export const serialNotAllowed = defineRecordRule({
  code: 'CMP-008',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '序列码非法', en: 'Serial not allowed' },
  about: {
    zh: '证书编号第 17–22 位为 000000 时提出；序列码按站点、年份、等级从 000001 起。',
    en: 'Speaks when characters 17 to 22 of the number are 000000; serials begin at 000001 for each site, year and level.',
  },
  mend: {
    zh: '从编号登记簿取该站点、年份、等级的下一个序列码；常见原因是模板占位没有被替换。',
    en: 'Take the next serial of the site, year and level from your ledger; often the placeholder of a template was left standing.',
  },
  basis: [CODING_RULE, innerMongolia('第二十八条')],
  parameters: [],
  check: (_record, { number }) => (number?.serial === NO_SERIAL ? NOT_ALLOWED : undefined),
});
