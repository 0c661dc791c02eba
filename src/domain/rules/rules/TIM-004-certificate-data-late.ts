import { innerMongolia, panzhihua } from '../documents';
import { lateFault } from '../late';
import { defineBatchRule } from '../rule';

/** A resubmission has its own deadline (TIM-005). */
export const certificateDataLate = defineBatchRule({
  code: 'TIM-004',
  dimension: 'timeliness',
  severity: 'confirm',
  title: { zh: '证书数据报送超期', en: 'Certificate data reported late' },
  about: {
    zh: '从批次表头所写的成绩审批日次日到批次封存日的工作日多于规则包的期限。表头没有成绩审批日的不检查；补报批次由 TIM-005 判断。',
    en: 'More working days than the pack allows lie between the approval of results named in the batch header and the seal of the batch. A header without that day is not judged; a resubmission is judged by TIM-005.',
  },
  mend: {
    zh: '说明超期的理由；成绩审批日写错的更正表头后重新上传。',
    en: 'Declare the reason for the delay, or mend the day in the header and upload again.',
  },
  basis: [innerMongolia('第四十条'), panzhihua('第十四条(四)')],
  parameters: ['certificateDataWorkingDays', 'calendar'],
  check: (_facts, { batch, parameters, workingDays }) => {
    const { resultsApprovedOn, resubmissionOf } = batch.header;
    if (!resultsApprovedOn || resubmissionOf) return undefined;
    return lateFault(
      {
        event: resultsApprovedOn,
        doneOn: batch.receivedOn,
        allowed: parameters.certificateDataWorkingDays,
        span: { zh: '从成绩审批到上传', en: 'From the approval of results the upload' },
      },
      workingDays,
    );
  },
});
