import { CODING_RULE, innerMongolia } from '../documents';
import { defineRecordRule, fault } from '../rule';

const YEAR_FROM = 2;
const YEAR_TO = 4;

export const yearDiffers = defineRecordRule({
  code: 'CMP-006',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '年份码与发证日期不符', en: 'Year differs from issue date' },
  basis: [CODING_RULE, innerMongolia('第二十八条')],
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
