import { fujian, innerMongolia } from '../documents';
import { nameSome } from '../name-some';
import { approvedPlan } from '../plan-facts';
import { defineBatchRule, fault } from '../rule';

export const supervisorHoldsPost = defineBatchRule({
  code: 'CMP-030',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '内部督导员兼任', en: 'Internal supervisor holds another post' },
  about: {
    zh: '计划中的内部督导员，在同一场次又列为监考员、考评员或培训教师；或监考员又列为考评员或培训教师。',
    en: 'An internal supervisor of the plan also stands among its invigilators, assessors or trainers; or an invigilator among its assessors or trainers.',
  },
  mend: {
    zh: '更换兼任人员并由主管部门更正计划后重新上传；确已兼任的，向主管部门报告。',
    en: 'Have the plan set right where it is wrong and upload again; where somebody did hold both posts, report it to the regulator.',
  },
  basis: [innerMongolia('第二十六条'), fujian('第九条')],
  parameters: [],
  check: (_facts, { batch }) => {
    const plan = approvedPlan(batch);
    if (plan === undefined) return undefined;
    const others = new Set([...plan.assessors, ...plan.trainers]);
    const invigilators = new Set(plan.invigilators);
    const both = new Set([
      ...plan.internalSupervisors.filter((id) => others.has(id) || invigilators.has(id)),
      ...plan.invigilators.filter((id) => others.has(id)),
    ]);
    if (both.size === 0) return undefined;
    const names = nameSome([...both]);
    return fault('', {
      zh: `计划的内部督导员或监考员 ${names.zh} 在同一场次兼任其他工作。`,
      en: `Supervisors or invigilators of the plan who hold another post in the same session: ${names.en}.`,
    });
  },
});
