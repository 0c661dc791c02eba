import { fujian, hunan, innerMongolia, sichuan } from '../documents';
import type { SnapshotFiling } from '../../reference/snapshot';
import { defineRecordRule, fault } from '../rule';

const termOf = ({ from, to }: SnapshotFiling): string => `${from}/${to ?? '..'}`;

/** The expected values are the terms of the filings (ISO 8601 intervals), without their interruptions. */
export const filingNotInForce = defineRecordRule({
  code: 'CMP-019',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '备案失效或暂停', en: 'Filing not in force' },
  basis: [
    sichuan('一'),
    sichuan('七(五)'),
    hunan('三(三)'),
    innerMongolia('第十五条'),
    innerMongolia('第十八条'),
    innerMongolia('第四十五条'),
    fujian('第十六条'),
    fujian('第二十二条'),
    fujian('第二十三条'),
  ],
  check: (_record, { filing }) =>
    filing.kind === 'NOT_IN_FORCE'
      ? fault(
          '/occupationCode',
          {
            zh: '考试日期备案不在有效期内,或处于暂停、撤销、终止状态。',
            en: 'On the exam date the filing had not begun, had expired, or was suspended, revoked or terminated.',
          },
          { expected: filing.filings.map(termOf) },
        )
      : undefined,
});
