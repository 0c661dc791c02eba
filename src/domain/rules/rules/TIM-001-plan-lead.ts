import { hunan } from '../documents';
import { daysFromTo } from '../../calendar/dates';
import { CALENDAR_UNPUBLISHED } from '../calendar-unpublished';
import { approvedPlan } from '../plan-facts';
import { defineBatchRule, fault } from '../rule';

export const planLead = defineBatchRule({
  code: 'TIM-001',
  dimension: 'timeliness',
  severity: 'error',
  title: { zh: '计划报送不足提前期', en: 'Plan filed too late before the exam' },
  about: {
    zh: '从计划报送日（计入）到首个考试日（不计）的工作日少于规则包要求的提前期。所跨年份的放假安排尚未公布、且日历天数也不能说明不足时，仅提示未检查。',
    en: 'Fewer working days than the pack demands lie between the day on which the plan was filed, counted, and the first exam day, not counted. While the calendar of a year in between is not published, it speaks where even the days of the calendar are too few, and else says to the regulator that it could not count.',
  },
  mend: {
    zh: '计划须提前报送，事后无法补正；报送日登记有误的，请主管部门更正后重新上传。',
    en: 'A plan has to be filed in time and this cannot be mended afterwards; where the registered day is wrong, have the regulator set it right and upload again.',
  },
  basis: [hunan('四(一)')],
  parameters: ['planLeadWorkingDays', 'calendar'],
  check: (_facts, { batch, parameters: { planLeadWorkingDays: needed }, workingDays }) => {
    const plan = approvedPlan(batch);
    if (plan === undefined || needed === null) return undefined;
    const lead = workingDays.between(plan.filedOn, plan.examFrom);
    if (lead === undefined && daysFromTo(plan.filedOn, plan.examFrom) - 1 >= needed) return CALENDAR_UNPUBLISHED;
    if (lead !== undefined && lead >= needed) return undefined;
    return fault(
      '',
      {
        zh: `计划报送日距首个考试日不足 ${needed} 个工作日${lead === undefined ? '' : `，只有 ${lead} 个`}。`,
        en: `Fewer than ${needed} working days lie between the filing of the plan and the first exam day${lead === undefined ? '' : `: ${lead}`}.`,
      },
      { expected: [`>=${needed}`] },
    );
  },
});
