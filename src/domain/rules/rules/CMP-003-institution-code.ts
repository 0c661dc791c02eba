import { CODING_RULE, innerMongolia } from '../documents';
import { prefixMissed } from '../filed-prefix';
import { defineRecordRule, fault } from '../rule';

export const institutionCode = defineRecordRule({
  code: 'CMP-003',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '机构代码不符', en: 'Institution code not the filed one' },
  basis: [CODING_RULE, innerMongolia('第二十八条')],
  check: (_record, context) => {
    const filed = prefixMissed(context);
    if (filed === undefined || filed.institution === context.number?.institution) return undefined;
    return fault(
      '/certificateNo',
      {
        zh: '证书编号第 2–5 位(机构代码)与备案不符。',
        en: 'Characters 2 to 5 of the certificate number (institution) are not the filed ones.',
      },
      { expected: [filed.institution] },
    );
  },
});
