import type { ListedOccupation } from '../../packs/parameters';
import { hunan, QUALIFICATIONS_2021 } from '../documents';
import type { ExamContext } from '../exam-context';
import { defineExamRule, fault } from '../rule';

const PATH = '/occupationCode';
const BLOCKED = fault(PATH, {
  zh: '该职业(工种)属于国家职业资格目录,不发职业技能等级证书。',
  en: 'The occupation or work type is kept as a national qualification; it gets no level certificate.',
});
const DOUBTFUL = fault(
  PATH,
  {
    zh: '该职业的一部分属于国家职业资格目录;请确认所评价的不在其内,并说明理由。',
    en: 'A part of the occupation is kept as a national qualification; confirm that what was assessed is not, and declare a reason.',
  },
  { severity: 'confirm' },
);

/** By the name that the catalogue has on the exam date: codes have moved between editions, and would hit a neighbour. */
function isListed(
  listed: ReadonlyMap<string, readonly ListedOccupation[]>,
  { occupation, workType }: ExamContext,
): boolean {
  const entries = occupation === undefined ? undefined : listed.get(occupation.name);
  if (entries === undefined) return false;
  return entries.some(
    ({ workTypes }) => workTypes.length === 0 || (workType !== undefined && workTypes.includes(workType)),
  );
}

export const accessTypeOccupation = defineExamRule({
  code: 'CMP-013',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '准入类职业', en: 'Access-type occupation' },
  about: {
    zh: '职业或工种在规则包的准入类清单内时提出错误；只有一部分属于准入类的职业提出须确认的问题。',
    en: "Speaks when the occupation or work type is on the pack's list of occupations kept as qualifications: an error where all of it is, a finding to confirm where only a part is.",
  },
  mend: {
    zh: '准入类职业撤下记录，由职业资格实施部门办理；须确认的，说明所评价的工种不属于准入范围。',
    en: 'Take out records of occupations that are qualifications: their authority issues those. Where confirmation is asked for, declare that what was assessed lies outside the qualification.',
  },
  basis: [hunan('一(五)'), hunan('二(一)'), QUALIFICATIONS_2021],
  parameters: ['blockedOccupations', 'confirmOccupations'],
  check: (context) => {
    const { blockedOccupations, confirmOccupations } = context.ground;
    if (isListed(blockedOccupations, context)) return BLOCKED;
    return isListed(confirmOccupations, context) ? DOUBTFUL : undefined;
  },
});
