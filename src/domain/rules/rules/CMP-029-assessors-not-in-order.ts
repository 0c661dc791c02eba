import type { Bilingual } from '../../bilingual';
import type { Parameters } from '../../packs/parameters';
import { touches } from '../../reference/snapshot';
import type { SnapshotAssessor, SnapshotPlan } from '../../reference/snapshot';
import { innerMongolia, sichuan } from '../documents';
import { nameSome } from '../name-some';
import { approvedPlan } from '../plan-facts';
import type { Fault } from '../rule';
import { defineBatchRule, fault } from '../rule';

/** Too few is said alone: how odd too few are does not matter. */
function countFaults(count: number, { minAssessors, oddNumber }: Parameters): readonly Fault[] {
  if (count < minAssessors) {
    const message = {
      zh: `计划有 ${count} 名考评员，至少须 ${minAssessors} 名。`,
      en: `The plan names ${count} assessors; at least ${minAssessors} are needed.`,
    };
    return [fault('', message, { expected: [`>=${minAssessors}`] })];
  }
  if (!oddNumber || count % 2 === 1) return [];
  const message = {
    zh: `计划有 ${count} 名考评员，人数须为单数。`,
    en: `The plan names ${count} assessors; an odd number is needed.`,
  };
  return [fault('', message, { expected: [count - 1, count + 1].filter((odd) => odd >= minAssessors).map(String) })];
}

const namingFault = (ids: readonly string[], message: (names: Bilingual) => Bilingual): readonly Fault[] =>
  ids.length === 0 ? [] : [fault('', message(nameSome(ids)))];

const isCertified = (
  { occupationCodes, ...term }: SnapshotAssessor,
  plan: SnapshotPlan,
  days: readonly string[],
): boolean => occupationCodes.includes(plan.occupationCode) && days.every((day) => touches(term, day));

const isBarred = ({ barred }: SnapshotAssessor, days: readonly string[]): boolean =>
  days.some((day) => barred.some((ban) => touches(ban, day)));

export const assessorsNotInOrder = defineBatchRule({
  code: 'CMP-029',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '考评人员不合规', en: 'Assessors not in order' },
  about: {
    zh: '计划的考评员少于规则包的人数，或人数为双数（规则包要求单数时），或有人不在考评员库、在考试日对该职业不具资格、在考试日被禁止考评。每类各一条，写明考评员编号。',
    en: 'The plan names fewer assessors than the pack asks for, an even number where an odd one is needed, or somebody who is not in the register, not certified for the occupation on an exam day, or barred on one. One finding for each kind, which names the register ids.',
  },
  mend: {
    zh: '核对计划的考评员名单与考评员库；名单登记有误的请主管部门更正后重新上传，确不合规的该场次结果无效。',
    en: 'Compare the plan with the assessor register. Have a wrong plan or register set right and upload again; results of a session that was assessed by others do not stand.',
  },
  basis: [sichuan('二(二)'), sichuan('七(五)'), innerMongolia('第二十五条'), innerMongolia('第三十五条')],
  parameters: ['minAssessors', 'oddNumber'],
  check: ({ examDates }, { batch, parameters }) => {
    const plan = approvedPlan(batch);
    if (plan === undefined) return undefined;
    const ids = [...new Set(plan.assessors)];
    const days = examDates.length > 0 ? examDates : [plan.examFrom];
    const known = ids.flatMap((id) => batch.assessorsById.get(id) ?? []);
    const idsOf = (assessors: readonly SnapshotAssessor[]): readonly string[] => assessors.map(({ id }) => id);
    return [
      ...countFaults(ids.length, parameters),
      ...namingFault(
        ids.filter((id) => !batch.assessorsById.has(id)),
        ({ zh, en }) => ({
          zh: `计划的考评员 ${zh} 不在考评员库中。`,
          en: `Not in the assessor register: assessors ${en} of the plan.`,
        }),
      ),
      ...namingFault(idsOf(known.filter((assessor) => !isCertified(assessor, plan, days))), ({ zh, en }) => ({
        zh: `计划的考评员 ${zh} 在考试日不具有该职业的考评资格。`,
        en: `Not certified for the occupation on every exam day: assessors ${en} of the plan.`,
      })),
      ...namingFault(idsOf(known.filter((assessor) => isBarred(assessor, days))), ({ zh, en }) => ({
        zh: `计划的考评员 ${zh} 在考试日被禁止考评。`,
        en: `Barred on an exam day: assessors ${en} of the plan.`,
      })),
    ];
  },
});
