import { panzhihua } from '../documents';
import { firstReceivedOn, isResubmission } from '../first-received';
import { lateFault } from '../late';
import { approvedPlan } from '../plan-facts';
import { defineBatchRule } from '../rule';

/** The results came with the first batch of a chain; what mends it has a deadline of its own besides (TIM-005). */
export const resultsLate = defineBatchRule({
  code: 'TIM-003',
  dimension: 'timeliness',
  severity: 'confirm',
  title: { zh: '成绩报送超期', en: 'Results reported late' },
  about: {
    zh: '从最后一个考试日次日到批次封存日的工作日多于规则包的期限。最后考试日取记录中属于计划期内的最后日期，没有时取计划的截止日。补报批次由枢纽按原始批次（补报链的首个批次，同一计划且确有退回）的封存日判断，否则按其自身封存日；枢纽外不检查补报批次。',
    en: 'More working days than the pack allows lie between the last exam day and the seal of the batch. The last exam day is the last one of the records inside the plan, else that of the plan. A resubmission is judged by the hub alone: by the seal of the first batch of its chain, where that is of the same plan and something was returned, else by its own.',
  },
  mend: {
    zh: '说明超期的理由；日期有误的更正后重新上传。',
    en: 'Declare the reason for the delay, or mend a wrong date and upload again.',
  },
  basis: [panzhihua('第十四条(四)')],
  parameters: ['resultsWorkingDays', 'calendar'],
  judgesBy: 'BOTH',
  leavesToHub: isResubmission,
  check: ({ examDates }, { batch, parameters, workingDays, hub }) => {
    const plan = approvedPlan(batch);
    const doneOn = firstReceivedOn({ batch, hub });
    if (plan === undefined || doneOn === undefined) return undefined;
    return lateFault(
      {
        event: examDates.at(-1) ?? plan.examTo,
        doneOn,
        allowed: parameters.resultsWorkingDays,
        span: { zh: '从最后考试日到上传', en: 'From the last exam day the upload' },
      },
      workingDays,
    );
  },
});
