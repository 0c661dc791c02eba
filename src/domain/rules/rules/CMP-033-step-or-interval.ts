import { yearsAfter } from '../../calendar/dates';
import { levelRank } from '../../certificate/levels';
import type { EligibilityCondition } from '../../packs/parameters';
import { DATA_DUTY, STANDARD_RULES } from '../documents';
import type { Holding, HubClaim } from '../hub-known';
import type { Fault } from '../rule';
import { defineHubRule, fault } from '../rule';

const NO_WORK_TYPE = '--';

const SKIPS = fault('/level', {
  zh: '与枢纽所知的此人同职业证书相比，申报等级跨级；所填申报条件须以下一级证书为前提。',
  en: 'The step from the certificates that the hub knows of the person in this occupation skips a level, and the declared condition builds on a lower certificate.',
});

const isOfItem = ({ occupationCode, workType }: HubClaim, held: Holding): boolean =>
  held.occupationCode === occupationCode &&
  (held.workType === workType || held.workType === NO_WORK_TYPE || workType === NO_WORK_TYPE);

function skips(level: string, holdings: readonly Holding[]): boolean {
  const claimed = levelRank(level);
  const highest = Math.max(...holdings.map((held) => levelRank(held.level) ?? -1));
  return claimed !== undefined && highest >= 0 && claimed - highest > 1;
}

function tooSoon(examDate: string, holdings: readonly Holding[], condition: EligibilityCondition): Fault | undefined {
  const { priorLevel, priorYears } = condition;
  const issued = holdings
    .filter(({ level }) => level === priorLevel)
    .map(({ issuedOn }) => issuedOn)
    .sort()[0];
  if (issued === undefined || priorYears === null || yearsAfter(issued, priorYears) <= examDate) return undefined;
  return fault(
    '/eligibilityCondition',
    {
      zh: `取得下一级证书至考试日期不满申报条件所要求的 ${priorYears} 年。`,
      en: `Fewer than the ${priorYears} years of the declared condition lie between the lower certificate and the exam.`,
    },
    { expected: [`>=${priorYears}`] },
  );
}

/** “Only one level up” is no national rule: other conditions open a level without a lower certificate. */
export const stepOrInterval = defineHubRule({
  code: 'CMP-033',
  dimension: 'compliance',
  severity: 'confirm',
  title: { zh: '晋级间隔异常', en: 'Level step or interval unusual' },
  about: {
    zh: '此人在枢纽有同一职业的有效证书，而申报等级比所持最高等级高出两级以上，或距下一级证书发证不满申报条件要求的年限。申报条件不以证书为前提的不检查；枢纽不知其证书的不检查。',
    en: 'The hub knows live certificates of the person in the occupation, and the claimed level lies two or more above the highest of them, or the exam comes sooner after the lower certificate than the declared condition asks. A condition that builds on no certificate is not judged, nor is a person without a known certificate.',
  },
  mend: {
    zh: '核对等级和申报条件代码；持有枢纽未收录的证书或另有规定的，说明理由。',
    en: 'Compare level and condition code with the application; where the person holds a certificate that the hub does not know, or another provision applies, declare that as the reason.',
  },
  basis: [STANDARD_RULES, DATA_DUTY],
  parameters: ['eligibilityConditions'],
  check: (claim, { holdings }, { eligibilityConditions }) => {
    const { level, examDate, eligibilityCondition } = claim;
    const held = holdings.filter((holding) => isOfItem(claim, holding));
    if (held.length === 0 || level === undefined) return undefined;
    const condition = eligibilityConditions.conditions.find(
      (each) => each.code === eligibilityCondition && each.level === level,
    );
    if (condition?.priorLevel === null) return undefined;
    if (skips(level, held)) return SKIPS;
    return condition === undefined || examDate === undefined ? undefined : tooSoon(examDate, held, condition);
  },
});
