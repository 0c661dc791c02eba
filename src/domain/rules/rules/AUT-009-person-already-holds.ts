import { DATA_DUTY } from '../documents';
import { defineHubRule, fault } from '../rule';

/** Also said at the approval, which looks once more. */
export const ALREADY_HELD = fault('/idNumber', {
  zh: '此人已持有同一职业、工种、等级的有效证书;请撤下,或说明理由。',
  en: 'The person holds a live certificate of this occupation, work type and level; take the record out or declare a reason.',
});

export const personAlreadyHolds = defineHubRule({
  code: 'AUT-009',
  dimension: 'authenticity',
  severity: 'confirm',
  title: { zh: '重复取证', en: 'Person already holds this certificate' },
  about: {
    zh: '本枢纽所知范围内，此人已持有同一职业、工种、等级的有效证书时提出；可撤下，也可说明理由。只能在枢纽判断。',
    en: 'Speaks when, as far as the hub knows, the person holds a live certificate of the same occupation, work type and level; take the record out or declare a reason. Only the hub can tell.',
  },
  mend: {
    zh: '核实考生是否已取证：重复的撤下该记录；确需再次发证的（如原证书将撤销），说明理由，由审核部门决定。',
    en: 'Find out whether the candidate has the certificate: take a repetition out, or declare why another one is due (the former is about to be revoked, say) and leave it to the reviewer.',
  },
  basis: [DATA_DUTY],
  parameters: [],
  check: ({ occupationCode, workType, level }, { holdings }) =>
    holdings.some(
      (held) => held.occupationCode === occupationCode && held.workType === workType && held.level === level,
    )
      ? ALREADY_HELD
      : undefined,
});
