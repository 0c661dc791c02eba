import { CODING_RULE, innerMongolia } from '../documents';
import { defineRecordRule, fault } from '../rule';

const YEAR_FROM = 2;
const YEAR_TO = 4;

export const yearDiffers = defineRecordRule({
  code: 'CMP-006',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '年份码与发证日期不符', en: 'Year differs from issue date' },
  about: {
    zh: '证书编号第 14–15 位与发证日期年份的后两位不符时提出。',
    en: 'Speaks when characters 14 and 15 of the number differ from the last two digits of the year of issue.',
  },
  mend: {
    zh: '核对发证日期；日期无误的，用发证年份的序列重新编号，跨年时不要沿用上一年的编号。',
    en: 'Check the day of issue; where it is right, number the certificate in the series of that year and do not go on with last year’s.',
  },
  basis: [CODING_RULE, innerMongolia('第二十八条')],
  parameters: [],
  check: (_record, { number, issuedOn }) => {
    if (number === undefined || issuedOn === undefined) return undefined;
    const year = issuedOn.slice(YEAR_FROM, YEAR_TO);
    if (number.year === year) return undefined;
    return fault(
      '/certificateNo',
      {
        zh: '证书编号第 14–15 位(年份)与发证日期的年份不一致。',
        en: 'Characters 14 and 15 of the certificate number differ from the year of issue.',
      },
      { expected: [year] },
    );
  },
});
