import type { Bilingual } from '../../bilingual';
import type { BatchFacts } from '../batch-facts';
import { fujian } from '../documents';
import type { Fault } from '../rule';
import { defineBatchRule, fault } from '../rule';

const PERCENT = 100;
/** One decimal: enough for a person to judge by. */
const percent = (share: number): string => `${Math.round(share * PERCENT * 10) / 10}%`;

const above = (share: number, most: number, of: Bilingual): readonly Fault[] =>
  share <= most
    ? []
    : [
        fault(
          '',
          {
            zh: `${of.zh}为 ${percent(share)}，高于 ${percent(most)}。`,
            en: `${of.en} is ${percent(share)}, above ${percent(most)}.`,
          },
          { expected: [`<=${most}`] },
        ),
      ];

const mostAlike = ({ scorePatterns }: BatchFacts): number =>
  scorePatterns.reduce((most, [, records]) => Math.max(most, records), 0);

export const scorePatternUnusual = defineBatchRule({
  code: 'AUT-016',
  dimension: 'authenticity',
  severity: 'signal',
  title: { zh: '成绩分布异常', en: 'Score pattern unusual' },
  about: {
    zh: '批次人数达到规则包下限时：合格人数占计划人数的比例、各科成绩完全相同的最大一组所占比例、恰在合格线上的比例，任一项高于规则包的值。每项各一条。',
    en: "In a batch with at least the pack's number of candidates: the share of passes among the planned candidates, the share of the largest group with the same scores in every part, or the share exactly at the pass mark lies above the pack's value. One finding for each.",
  },
  mend: {
    zh: '保存并备查试卷、评分表和考场录像；仅提示监管部门，不影响结论。',
    en: 'Keep papers, marking sheets and recordings ready for inspection. The finding is for the regulator and holds nothing up.',
  },
  basis: [fujian('第二十三条(四)')],
  parameters: ['minCandidates', 'maxPassRate', 'maxIdenticalShare', 'passMark'],
  check: (facts, { batch, parameters }) => {
    const { records, passes, atPassMark } = facts;
    if (records === 0 || records < parameters.minCandidates) return undefined;
    return [
      ...above(passes / Math.max(records, batch.plan?.headcount ?? 0), parameters.maxPassRate, {
        zh: '合格率',
        en: 'The pass rate',
      }),
      ...above(mostAlike(facts) / records, parameters.maxIdenticalShare, {
        zh: '各科成绩完全相同者的比例',
        en: 'The share of candidates with identical scores',
      }),
      ...above(atPassMark / records, parameters.maxIdenticalShare, {
        zh: '恰在合格线上者的比例',
        en: 'The share of candidates exactly at the pass mark',
      }),
    ];
  },
});
