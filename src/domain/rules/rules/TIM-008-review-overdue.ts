import { workingDaysOf } from '../../calendar/working-days';
import { innerMongolia } from '../documents';
import { lateFault } from '../late';
import { defineRegistryRule } from '../rule';

const STEPS = {
  CITY: { zh: '市级初审', en: 'The first review by the city' },
  PROVINCE: { zh: '省级终审', en: 'The final review by the province' },
} as const;

export const reviewOverdue = defineRegistryRule({
  code: 'TIM-008',
  dimension: 'timeliness',
  severity: 'signal',
  title: { zh: '审核超期', en: 'Review overdue' },
  about: {
    zh: '批次在市级或省级审核环节等待的工作日多于规则包的期限，从到达该环节的次日起算。',
    en: 'A batch has waited for the city or the province for more working days than the pack allows, counted from the day after it came to that step.',
  },
  mend: {
    zh: '由该级主管部门尽快审核；机构无需操作。',
    en: 'The regulator of that step decides the batch; the institution need do nothing.',
  },
  basis: [innerMongolia('第四十条')],
  parameters: ['reviewWorkingDays', 'calendar'],
  check: (subject, { today, parameters }) =>
    subject.kind === 'BATCH'
      ? lateFault(
          {
            event: subject.waitsSince,
            doneOn: today,
            allowed: parameters.reviewWorkingDays,
            span: STEPS[subject.step],
          },
          workingDaysOf(parameters.calendar),
        )
      : undefined,
});
