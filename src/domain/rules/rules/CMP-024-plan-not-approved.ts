import { hunan } from '../documents';
import { defineExamRule, fault } from '../rule';

const MISSING = fault('', {
  zh: '没有该编号的认定计划;批次须对应一个已批准的计划。',
  en: 'There is no plan of the number that the batch names; a batch belongs to an approved plan.',
});
const NOT_APPROVED = fault('', {
  zh: '认定计划尚未批准。',
  en: 'The plan has not been approved.',
});

/** Said of every record, because none of them can be certified; whatever asks the plan is silent meanwhile. */
export const planNotApproved = defineExamRule({
  code: 'CMP-024',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '计划不存在或未批准', en: 'Plan missing or not approved' },
  about: {
    zh: '登记数据中没有批次表头所列编号的计划，或该计划未批准时，对每条记录提出；与计划有关的其他规则此时不判断。',
    en: 'Speaks of every record when the registry has no plan of the number in the header, or that plan is not approved. Rules that compare with the plan are silent then.',
  },
  mend: {
    zh: '核对表头的计划编号；计划未报或未批的，先办理计划报批，批准后按原内容重新提交。',
    en: 'Check the plan number in the header. If the plan was not filed or not approved, have that done and send the same records again.',
  },
  basis: [hunan('四(一)')],
  parameters: [],
  check: ({ plan, batch }) => {
    if (plan !== undefined) return undefined;
    return batch.plan === undefined ? MISSING : NOT_APPROVED;
  },
});
