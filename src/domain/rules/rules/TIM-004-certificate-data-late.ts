import { innerMongolia, panzhihua } from '../documents';
import { firstReceivedOn, isResubmission } from '../first-received';
import { lateFault } from '../late';
import { defineBatchRule } from '../rule';

/** The data came with the first batch of a chain; what mends it has a deadline of its own besides (TIM-005). */
export const certificateDataLate = defineBatchRule({
  code: 'TIM-004',
  dimension: 'timeliness',
  severity: 'confirm',
  title: { zh: '证书数据报送超期', en: 'Certificate data reported late' },
  about: {
    zh: '从批次表头所写的成绩审批日次日到批次封存日的工作日多于规则包的期限。表头没有成绩审批日的不检查。补报批次由枢纽按原始批次（补报链的首个批次，同一计划且确有退回）的封存日判断，否则按其自身封存日；枢纽外不检查补报批次。',
    en: 'More working days than the pack allows lie between the approval of results named in the batch header and the seal of the batch. A header without that day is not judged. A resubmission is judged by the hub alone: by the seal of the first batch of its chain, where that is of the same plan and something was returned, else by its own.',
  },
  mend: {
    zh: '说明超期的理由；成绩审批日写错的更正表头后重新上传。',
    en: 'Declare the reason for the delay, or mend the day in the header and upload again.',
  },
  basis: [innerMongolia('第四十条'), panzhihua('第十四条(四)')],
  parameters: ['certificateDataWorkingDays', 'calendar'],
  judgesBy: 'BOTH',
  leavesToHub: isResubmission,
  check: (_facts, { batch, parameters, workingDays, hub }) => {
    const { resultsApprovedOn } = batch.header;
    const doneOn = firstReceivedOn({ batch, hub });
    if (!resultsApprovedOn || doneOn === undefined) return undefined;
    return lateFault(
      {
        event: resultsApprovedOn,
        doneOn,
        allowed: parameters.certificateDataWorkingDays,
        span: { zh: '从成绩审批到上传', en: 'From the approval of results the upload' },
      },
      workingDays,
    );
  },
});
