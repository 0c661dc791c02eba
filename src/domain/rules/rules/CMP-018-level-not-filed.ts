import { hunan, panzhihua, sichuan } from '../documents';
import { coversWorkType } from '../filing-state';
import { defineRecordRule, fault } from '../rule';

export const levelNotFiled = defineRecordRule({
  code: 'CMP-018',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '等级未备案', en: 'Level not filed' },
  basis: [sichuan('一'), sichuan('七(四)'), hunan('五(六)'), panzhihua('第二条')],
  check: (_record, { filing, reading: { workType } }) => {
    if (filing.kind !== 'ITEM_NOT_FILED') return undefined;
    const ofWorkType = filing.filings.filter((entry) => coversWorkType(entry, workType));
    if (ofWorkType.length === 0) {
      return fault(
        '/workType',
        {
          zh: '考试日期有效的备案不含该工种。',
          en: 'The filing in force on the exam date does not name this work type.',
        },
        { expected: [...new Set(filing.filings.flatMap(({ workTypes }) => workTypes))] },
      );
    }
    return fault(
      '/level',
      { zh: '考试日期有效的备案不含该等级。', en: 'The filing in force on the exam date does not name this level.' },
      { expected: [...new Set(ofWorkType.flatMap(({ levels }) => levels))] },
    );
  },
});
