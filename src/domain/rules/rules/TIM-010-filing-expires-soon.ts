import { daysAfter } from '../../calendar/dates';
import { fujian, innerMongolia } from '../documents';
import { termLeft } from '../registry-subject';
import { defineRegistryRule, fault } from '../rule';

export const filingExpiresSoon = defineRegistryRule({
  code: 'TIM-010',
  dimension: 'timeliness',
  severity: 'signal',
  title: { zh: '备案即将到期', en: 'Filing about to expire' },
  about: {
    zh: '备案在规则包的续期期限内到期（含今日），未被撤销或终止，且该机构没有同一职业的后续备案。',
    en: 'A filing expires within the renewal window of the pack, today included; it has not been revoked or terminated, and the institution has no filing of the occupation that goes on after it.',
  },
  mend: {
    zh: '在到期前向主管部门申请续期。',
    en: 'Apply for renewal before the filing expires.',
  },
  basis: [innerMongolia('第十五条'), fujian('第十六条')],
  parameters: ['renewalDays'],
  check: (subject, { today, parameters: { renewalDays } }) => {
    if (subject.kind !== 'FILING' || renewalDays === null) return undefined;
    const { to } = subject.term;
    if (to === null || to < today || to > daysAfter(today, renewalDays)) return undefined;
    // Cut short: it does not expire, and there is nothing to renew.
    if (termLeft(subject.term, subject.interruptions)?.to !== to) return undefined;
    if (subject.otherTerms.some((other) => other.to === null || other.to > to)) return undefined;
    return fault('', {
      zh: `备案于 ${to} 到期，尚无续期备案。`,
      en: `The filing expires on ${to} and no renewal is filed.`,
    });
  },
});
