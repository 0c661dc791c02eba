import { PROVINCE_CODES } from '../../certificate/certificate-number';
import { CODING_RULE, GB_REGIONS, innerMongolia } from '../documents';
import { prefixMissed } from '../filed-prefix';
import { defineRecordRule, fault } from '../rule';

export const provinceCode = defineRecordRule({
  code: 'CMP-004',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '省级代码不符', en: 'Province code not the filed one' },
  basis: [CODING_RULE, GB_REGIONS, innerMongolia('第二十八条')],
  check: (_record, context) => {
    const { number } = context;
    if (number === undefined) return undefined;
    const filed = prefixMissed(context);
    const differs = filed !== undefined && filed.province !== number.province;
    if (!differs && PROVINCE_CODES.has(number.province)) return undefined;
    return fault(
      '/certificateNo',
      {
        zh: '证书编号第 6–7 位(省级代码)与备案不符。',
        en: 'Characters 6 and 7 of the certificate number (province) are not the filed ones.',
      },
      differs ? { expected: [filed.province] } : {},
    );
  },
});
