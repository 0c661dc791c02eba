import { panzhihua } from '../documents';
import { lateFault } from '../late';
import { approvedPlan } from '../plan-facts';
import { defineBatchRule } from '../rule';

/** A resubmission has its own deadline (TIM-005): the results came with the batch that it mends. */
export const resultsLate = defineBatchRule({
  code: 'TIM-003',
  dimension: 'timeliness',
  severity: 'confirm',
  title: { zh: '成绩报送超期', en: 'Results reported late' },
  about: {
    zh: '从最后一个考试日次日到批次封存日的工作日多于规则包的期限。最后考试日取记录中属于计划期内的最后日期，没有时取计划的截止日。补报批次由 TIM-005 判断。',
    en: 'More working days than the pack allows lie between the last exam day and the seal of the batch. The last exam day is the last one of the records inside the plan, else that of the plan. A resubmission is judged by TIM-005.',
  },
  mend: {
    zh: '说明超期的理由；日期有误的更正后重新上传。',
    en: 'Declare the reason for the delay, or mend a wrong date and upload again.',
  },
  basis: [panzhihua('第十四条(四)')],
  parameters: ['resultsWorkingDays', 'calendar'],
  check: ({ examDates }, { batch, parameters, workingDays }) => {
    const plan = approvedPlan(batch);
    if (plan === undefined || batch.header.resubmissionOf) return undefined;
    return lateFault(
      {
        event: examDates.at(-1) ?? plan.examTo,
        doneOn: batch.receivedOn,
        allowed: parameters.resultsWorkingDays,
        span: { zh: '从最后考试日到上传', en: 'From the last exam day the upload' },
      },
      workingDays,
    );
  },
});
