/** 二、申请开展评价的职业(工种): occupation, work types, levels, bases, assessors, question bank. */
import type { ListedOccupation } from '../packs/parameters';
import { allowedBasesOf, ladderOf, levelLimitOf } from '../rules/ladder';
import type { Problem } from '../registry/shape';
import type { ApplicationContent, ItemWish } from './application';
import { applicantIn, type ApplicantFacts } from './applicant-facts';
import { conditionBasis } from './conditions';
import type { ApplicationFacts, CatalogueEntry } from './facts';
import { problemAt } from './problem';

const isListed = (
  listed: readonly ListedOccupation[],
  { name }: CatalogueEntry,
  workTypes: readonly string[],
): boolean =>
  listed.some(
    (entry) =>
      entry.name === name &&
      // The whole occupation asked for reaches into every part of it.
      (entry.workTypes.length === 0 ||
        workTypes.length === 0 ||
        workTypes.some((workType) => entry.workTypes.includes(workType))),
  );

/** What kind of institution may certify what: the same look-ups as the rules on records have. */
export function problemsOfItems(content: ApplicationContent, facts: ApplicationFacts): readonly Problem[] {
  const applicant = applicantIn(content, facts);
  const bank = conditionBasis('QUESTION_BANK', content, facts);
  return content.items.flatMap((item, index) => {
    const path = `/items/${index}`;
    return [
      ...occupationProblems(item, path, facts),
      ...(applicant === undefined ? [] : scopeProblems(item, path, applicant, facts)),
      ...assessorProblems(content, item, path, facts),
      ...emptyProblems(item, path),
      ...(bank === undefined ? [] : bankProblems(item, path, bank)),
    ];
  });
}

function occupationProblems(
  item: ItemWish,
  path: string,
  { catalogue, parameters, clausesOf }: ApplicationFacts,
): Problem[] {
  if (!parameters.allowedMajors.includes(item.occupationCode.slice(0, 1))) {
    return [
      problemAt(
        `${path}/occupationCode`,
        '不是技能类职业的大类',
        'Not of a major of skill occupations',
        clausesOf('allowedMajors'),
      ),
    ];
  }
  const entry = catalogue.find(({ code }) => code === item.occupationCode);
  if (entry === undefined) {
    return [
      problemAt(
        `${path}/occupationCode`,
        '现行职业分类大典中没有此职业编码',
        'The catalogue in force has no such occupation code',
        clausesOf('catalogueEditions'),
      ),
    ];
  }
  const problems: Problem[] = [];
  if (entry.name !== item.occupationName) {
    problems.push(
      problemAt(
        `${path}/occupationName`,
        `与现行大典不符,应为“${entry.name}”`,
        `Differs from the catalogue in force, which says “${entry.name}”`,
      ),
    );
  }
  item.workTypes.forEach((workType, place) => {
    if (entry.workTypes.length > 0 && !entry.workTypes.includes(workType)) {
      problems.push(
        problemAt(
          `${path}/workTypes/${place}`,
          '该职业在现行大典中没有此工种',
          'The occupation has no such work type in the catalogue in force',
        ),
      );
    }
  });
  if (isListed(parameters.blockedOccupations, entry, item.workTypes)) {
    problems.push(
      problemAt(
        `${path}/occupationCode`,
        '准入类职业,不开展职业技能等级认定',
        'Kept as a national qualification: it gets no level certificate',
        clausesOf('blockedOccupations'),
      ),
    );
  }
  return problems;
}

function scopeProblems(
  item: ItemWish,
  path: string,
  applicant: ApplicantFacts,
  { parameters, clausesOf }: ApplicationFacts,
): Problem[] {
  const ladder = ladderOf(applicant, parameters);
  const limit = levelLimitOf(applicant, parameters);
  const bases = allowedBasesOf(applicant, parameters);
  const levels = item.levels.flatMap((level, place) => {
    if (!ladder.includes(level)) {
      return [
        problemAt(
          `${path}/levels/${place}`,
          '不在该类机构的等级序列内',
          'Outside the ladder of levels of this kind of institution',
          clausesOf('ladders'),
        ),
      ];
    }
    if (limit === undefined || limit.includes(level)) return [];
    return [
      problemAt(
        `${path}/levels/${place}`,
        '该类型院校不能认定此等级',
        'A school of this type does not certify this level',
        clausesOf('levelLimits'),
      ),
    ];
  });
  const basis = item.basis.flatMap((each, place) =>
    bases === undefined || bases.includes(each)
      ? []
      : [
          problemAt(
            `${path}/basis/${place}`,
            '该类机构不能使用此认定依据',
            'This kind of institution does not certify by this basis',
            clausesOf('allowedBases'),
          ),
        ],
  );
  const students =
    applicant.schoolType === null && item.audience.includes('OWN_STUDENT')
      ? [problemAt(`${path}/audience`, '非院校没有本校学生', 'An institution that is no school has no students')]
      : [];
  return [...levels, ...basis, ...students];
}

function assessorProblems(
  content: ApplicationContent,
  item: ItemWish,
  path: string,
  { parameters, clausesOf }: ApplicationFacts,
): Problem[] {
  const { minAssessors } = parameters;
  const assessors = content.staff.filter(
    ({ group, occupationCodes }) => group === 'ASSESSOR' && occupationCodes.includes(item.occupationCode),
  );
  const persons = new Set(assessors.map(({ personKey }) => personKey)).size;
  if (persons >= minAssessors) return [];
  return [
    problemAt(
      path,
      `该职业的考评员有 ${persons} 名,不得少于 ${minAssessors} 名`,
      `The occupation has ${persons} assessors, at least ${minAssessors} are needed`,
      clausesOf('minAssessors'),
    ),
  ];
}

function emptyProblems(item: ItemWish, path: string): Problem[] {
  const problems: Problem[] = [];
  for (const part of ['levels', 'basis', 'audience'] as const) {
    if (item[part].length === 0) problems.push(problemAt(`${path}/${part}`, '至少填一项', 'At least one is needed'));
  }
  item.fees.forEach(({ level }, place) => {
    if (!item.levels.includes(level) || item.fees.findIndex((fee) => fee.level === level) !== place) {
      problems.push(
        problemAt(
          `${path}/fees/${place}/level`,
          '收费等级须为所申请的等级,且不得重复',
          'A fee is for a level that is applied for, and stands once',
        ),
      );
    }
  });
  return problems;
}

const bankProblems = ({ questionBank }: ItemWish, path: string, asked: readonly string[]): Problem[] =>
  questionBank
    ? []
    : [problemAt(`${path}/questionBank`, '须建有相应题库', 'A question bank of the occupation is needed', asked)];
