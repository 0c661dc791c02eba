import { hunan, panzhihua, sichuan } from '../documents';
import { coversWorkType } from '../filing-state';
import { defineExamRule, fault } from '../rule';

export const levelNotFiled = defineExamRule({
  code: 'CMP-018',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '等级未备案', en: 'Level not filed' },
  about: {
    zh: '职业在考试日期有有效备案，但备案不含该工种或该等级时提出，并列出备案的工种或等级。',
    en: 'Speaks when the occupation is filed and in force on the exam date, but not this work type or level; the finding lists the filed ones.',
  },
  mend: {
    zh: '核对工种和等级；确在备案之外的撤下记录，先办理增项备案。工种写法须与备案一致。',
    en: 'Check work type and level; what lies outside the filing is taken out until the filing has been extended. The work type is written as the filing has it.',
  },
  basis: [sichuan('一'), sichuan('七(四)'), hunan('五(六)'), panzhihua('第二条')],
  parameters: [],
  check: ({ filing, workType }) => {
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
