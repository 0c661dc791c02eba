import { isOnRoster } from '../../certificate/roster';
import { panzhihua } from '../documents';
import { defineRecordRule, fault } from '../rule';

const NOT_LISTED = fault('/idNumber', {
  zh: '该考生不在认定计划的考生名册中。',
  en: "The person is not on the plan's roster.",
});

/** Takes a digest of the person only where the plan has a roster; a plan that does not count has none (CMP-024). */
export const notOnRoster = defineRecordRule({
  code: 'AUT-011',
  dimension: 'authenticity',
  severity: 'error',
  title: { zh: '不在考生名册', en: "Not on the plan's roster" },
  about: {
    zh: '认定计划附有考生名册，而记录的证件类型和号码不在名册中时提出；未附名册的计划不判断。',
    en: "Speaks when the plan carries a roster and the record's document type and number are not on it; silent for plans without one.",
  },
  mend: {
    zh: '核对证件类型和号码；确属漏报的，先按程序补报名册；未列入名册的人员不能随本计划取证。',
    en: 'Check document type and number. If the person was left out of the roster, have the roster amended first; nobody off the roster is certified under this plan.',
  },
  basis: [panzhihua('第十四条(一)')],
  parameters: [],
  check: (_record, { plan, batch: { roster }, reading: { idType, idNumber } }) => {
    if (roster === undefined || plan === undefined || idType === undefined || idNumber === undefined) return undefined;
    return isOnRoster(roster, plan.planNo, idType, idNumber) ? undefined : NOT_LISTED;
  },
});
