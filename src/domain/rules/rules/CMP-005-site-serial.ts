import { CODING_RULE, innerMongolia, panzhihua, sichuan } from '../documents';
import { defineRecordRule, fault } from '../rule';

/** Also speaks when the serial is that of another site of the institution than the record's siteCode. */
export const siteSerial = defineRecordRule({
  code: 'CMP-005',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '站点序列码不符', en: 'Site serial not a filed one' },
  about: {
    zh: '证书编号第 8–13 位与记录的站点编码（或最接近的备案站点编码）不符时提出。',
    en: 'Speaks when characters 8 to 13 of the number differ from the record’s site code or, where that was never filed, from the nearest filed one.',
  },
  mend: {
    zh: '核对考试在哪个站点举行：编号取错站点的，按该站点重新编号；“站点编码”填错的，改正站点编码。',
    en: 'Find out at which site the exam was held: number the certificate by that site, or correct the site code where that is the mistake.',
  },
  basis: [CODING_RULE, sichuan('六(一)'), innerMongolia('第二十八条'), panzhihua('第十四条(五)')],
  parameters: [],
  check: (_record, context) => {
    const { prefixMissed: filed } = context;
    if (filed === undefined || filed.siteSerial === context.number?.siteSerial) return undefined;
    return fault(
      '/certificateNo',
      {
        zh: '证书编号第 8–13 位(站点序列码)与备案站点不符。',
        en: 'Characters 8 to 13 of the certificate number (site serial) are not those of the filed site.',
      },
      { expected: [filed.siteSerial] },
    );
  },
});
