import { monthsBefore } from '../../calendar/dates';
import { fujian, hunan } from '../documents';
import { isInactive, quietSince } from '../registry-subject';
import { defineRegistryRule, fault } from '../rule';

export const inactiveInstitution = defineRegistryRule({
  code: 'TIM-009',
  dimension: 'timeliness',
  severity: 'signal',
  title: { zh: '长期未开展', en: 'Inactive institution' },
  about: {
    zh: '机构有有效备案，但从备案生效（续期不中断，自首次备案起算）或最近一次批次获批起，已超过规则包的月数没有获批批次。',
    en: 'An institution with a filing in force has had no approved batch for more months than the pack allows, counted from its last approved batch or, without one, from the first day on which it was filed; a renewal does not begin the count anew.',
  },
  mend: {
    zh: '向主管部门说明原因，恢复开展认定或申请终止备案。',
    en: 'Explain it to the regulator, and take up certification again or apply for the end of the filing.',
  },
  basis: [hunan('五(六)'), fujian('第二十二条(四)')],
  parameters: ['inactiveMonths'],
  check: (subject, { today, parameters: { inactiveMonths } }) => {
    if (subject.kind !== 'INSTITUTION' || inactiveMonths === null) return undefined;
    const last = quietSince(subject);
    if (!isInactive(last, inactiveMonths, today)) return undefined;
    return fault(
      '',
      {
        zh: `自 ${last} 起没有获批批次，已超过 ${inactiveMonths} 个月。`,
        en: `No batch has been approved since ${last}, more than ${inactiveMonths} months ago.`,
      },
      { expected: [`>=${monthsBefore(today, inactiveMonths)}`] },
    );
  },
});
