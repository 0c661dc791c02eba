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
  basis: [CODING_RULE, innerMongolia('第二十八条')],
  check: (_record, { number }) => (number?.serial === NO_SERIAL ? NOT_ALLOWED : undefined),
});
