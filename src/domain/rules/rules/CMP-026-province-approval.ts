import { hunan } from '../documents';
import { approvedPlan } from '../plan-facts';
import { defineBatchRule, fault } from '../rule';

const NOT_APPROVED_ABOVE = fault('', {
  zh: '该等级的认定计划须经省级批准，登记中无省级批准。',
  en: 'Plans of this level need the approval of the province, and the registry holds none for this plan.',
});

export const provinceApproval = defineBatchRule({
  code: 'CMP-026',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '高级别计划未经省级批准', en: 'Plan lacks provincial approval' },
  about: {
    zh: '计划的等级在规则包要求省级批准的等级之内，而登记的计划没有省级批准。计划不存在或未批准时由 CMP-024 指出。',
    en: 'The level of the plan is one whose plans the pack wants approved by the province, and the registered plan has no such approval. A plan that is missing or not approved at all is told by CMP-024.',
  },
  mend: {
    zh: '先取得省级对计划的批准并由主管部门登记，再重新上传。',
    en: 'Get the approval of the province for the plan, have it registered, and upload again.',
  },
  basis: [hunan('四(一)')],
  parameters: ['provinceApprovalLevels'],
  check: (_facts, { batch, parameters }) => {
    const plan = approvedPlan(batch);
    if (plan === undefined || plan.provinceApproved) return undefined;
    return parameters.provinceApprovalLevels.includes(plan.level) ? NOT_APPROVED_ABOVE : undefined;
  },
});
