import { CODING_RULE, innerMongolia } from '../documents';
import { defineRecordRule, fault } from '../rule';

export const institutionCode = defineRecordRule({
  code: 'CMP-003',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '机构代码不符', en: 'Institution code not the filed one' },
  about: {
    zh: '证书编号第 2–5 位与备案站点编码中的机构代码不符时提出。',
    en: 'Speaks when characters 2 to 5 of the number differ from the institution code of the filed site code.',
  },
  mend: {
    zh: '把第 2–5 位改为备案的机构代码；部里备案为 0001–9999，省里备案为 0000。',
    en: 'Use the filed institution code: 0001 to 9999 where the ministry filed the institution, 0000 where a province did.',
  },
  basis: [CODING_RULE, innerMongolia('第二十八条')],
  parameters: [],
  check: (_record, context) => {
    const { prefixMissed: filed } = context;
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
