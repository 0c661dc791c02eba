import { PROVINCE_CODES } from '../../certificate/certificate-number';
import { CODING_RULE, GB_REGIONS, innerMongolia } from '../documents';
import { defineRecordRule, fault } from '../rule';

export const provinceCode = defineRecordRule({
  code: 'CMP-004',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '省级代码不符', en: 'Province code not the filed one' },
  about: {
    zh: '证书编号第 6–7 位不是 GB/T 2260 的省级代码，或与备案站点编码不符时提出。',
    en: 'Speaks when characters 6 and 7 of the number are no province code of GB/T 2260 or differ from the filed site code.',
  },
  mend: {
    zh: '把第 6–7 位改为备案站点所在省的代码，如四川为 51。',
    en: 'Use the province code of the filed site, 51 for Sichuan, say.',
  },
  basis: [CODING_RULE, GB_REGIONS, innerMongolia('第二十八条')],
  parameters: [],
  check: (_record, context) => {
    const { number } = context;
    if (number === undefined) return undefined;
    const { prefixMissed: filed } = context;
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
