import { panzhihua } from '../documents';
import { lateFault } from '../late';
import { approvedPlan } from '../plan-facts';
import { defineBatchRule } from '../rule';

export const planAfterEnrolment = defineBatchRule({
  code: 'TIM-002',
  dimension: 'timeliness',
  severity: 'error',
  title: { zh: '开班备案超期', en: 'Plan filed too late after enrolment' },
  about: {
    zh: '从报名截止次日到计划报送日的工作日多于规则包的期限。计划没有报名截止日的不检查。',
    en: 'More working days than the pack allows lie between the close of enrolment and the filing of the plan, counted from the day after the close. A plan without a close of enrolment is not judged.',
  },
  mend: {
    zh: '开班备案须在期限内完成，事后无法补正；日期登记有误的，请主管部门更正后重新上传。',
    en: 'The plan has to be filed in time and this cannot be mended afterwards; where a registered day is wrong, have the regulator set it right and upload again.',
  },
  basis: [panzhihua('第十四条(一)')],
  parameters: ['planAfterEnrolmentWorkingDays', 'calendar'],
  check: (_facts, { batch, parameters, workingDays }) => {
    const plan = approvedPlan(batch);
    if (plan === undefined || plan.enrolmentClosedOn === null) return undefined;
    return lateFault(
      {
        event: plan.enrolmentClosedOn,
        doneOn: plan.filedOn,
        allowed: parameters.planAfterEnrolmentWorkingDays,
        span: { zh: '从报名截止到计划报送', en: 'From the close of enrolment the filing of the plan' },
      },
      workingDays,
    );
  },
});
