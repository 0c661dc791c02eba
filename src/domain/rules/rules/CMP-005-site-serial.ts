import { CODING_RULE, innerMongolia, panzhihua, sichuan } from '../documents';
import { prefixMissed } from '../filed-prefix';
import { defineRecordRule, fault } from '../rule';

/** Also speaks when the serial is that of another site of the institution than the record's siteCode. */
export const siteSerial = defineRecordRule({
  code: 'CMP-005',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '站点序列码不符', en: 'Site serial not a filed one' },
  basis: [CODING_RULE, sichuan('六(一)'), innerMongolia('第二十八条'), panzhihua('第十四条(五)')],
  check: (_record, context) => {
    const filed = prefixMissed(context);
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
