import { innerMongolia } from '../documents';
import { lateFault } from '../late';
import { defineBatchRule } from '../rule';

export const resubmittedLate = defineBatchRule({
  code: 'TIM-005',
  dimension: 'timeliness',
  severity: 'confirm',
  title: { zh: '整改重报超期', en: 'Resubmitted late after return' },
  about: {
    zh: '补报批次：从原批次（或其中记录）被退回次日到本批次封存日的工作日多于规则包的期限。退回日只有枢纽知道，枢纽外不检查。',
    en: 'For a batch that mends another: more working days than the pack allows lie between the return of that batch, or of records in it, and the seal of this one. Only the hub knows the day of the return.',
  },
  mend: {
    zh: '说明超期的理由。',
    en: 'Declare the reason for the delay.',
  },
  basis: [innerMongolia('第四十条')],
  parameters: ['resubmitWorkingDays', 'calendar'],
  judgesBy: 'HUB',
  check: (_facts, { batch, parameters, workingDays, hub }) =>
    hub?.returnedOn === undefined
      ? undefined
      : lateFault(
          {
            event: hub.returnedOn,
            doneOn: batch.receivedOn,
            allowed: parameters.resubmitWorkingDays,
            span: { zh: '从退回到补报', en: 'From the return the resubmission' },
          },
          workingDays,
        ),
});
