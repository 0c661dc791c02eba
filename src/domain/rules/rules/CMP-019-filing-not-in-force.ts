import { fujian, hunan, innerMongolia, sichuan } from '../documents';
import type { SnapshotFiling } from '../../reference/snapshot';
import { defineExamRule, fault } from '../rule';

const termOf = ({ from, to }: SnapshotFiling): string => `${from}/${to ?? '..'}`;

/** The expected values are the terms of the filings (ISO 8601 intervals), without their interruptions. */
export const filingNotInForce = defineExamRule({
  code: 'CMP-019',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '备案失效或暂停', en: 'Filing not in force' },
  about: {
    zh: '职业、工种和等级备案过，但考试日期备案尚未生效、已到期，或处于暂停、撤销、终止之中时提出，并列出备案起止日期。',
    en: 'Speaks when occupation, work type and level were filed, but on the exam date the filing had not begun, had expired, or was suspended, revoked or terminated; the finding lists the terms.',
  },
  mend: {
    zh: '核对考试日期；备案续期或恢复的信息未更新的，取新的参考快照再查。考试确在失效期间举行的，结果不能报送发证，联系备案部门。',
    en: 'Check the exam date, and fetch a new snapshot where a renewal is missing from yours. An exam that was held while the filing was not in force cannot lead to certificates: talk to the authority that filed you.',
  },
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
  parameters: [],
  check: ({ filing }) =>
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
