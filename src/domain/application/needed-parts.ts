/** Which parts of the form each kind of application has, by the form of 湘人社函〔2020〕47号 附件1; the packs name the materials. */
import type { Problem } from '../registry/shape';
import type { ApplicationContent } from './application';
import { conditionBasis, prohibitionBasis } from './conditions';
import type { ApplicationFacts } from './facts';
import { problemAt } from './problem';
import type { ApplicationKind } from './route';

type Part = keyof ApplicationContent;
type Need = 'NEEDED' | 'ALLOWED';

/** A part that is not named has no place in the kind, and must be empty: nothing is sent that nobody decides. */
export const NEEDED_PARTS: Readonly<Record<ApplicationKind, Partial<Record<Part, Need>>>> = {
  FILING: {
    applicant: 'NEEDED',
    sites: 'NEEDED',
    items: 'NEEDED',
    strengths: 'ALLOWED',
    monitoring: 'NEEDED',
    equipment: 'NEEDED',
    staff: 'NEEDED',
    materials: 'ALLOWED',
    prohibitions: 'NEEDED',
    commitmentSigned: 'NEEDED',
    reason: 'ALLOWED',
  },
  SITE: {
    sites: 'NEEDED',
    items: 'ALLOWED',
    monitoring: 'ALLOWED',
    equipment: 'ALLOWED',
    staff: 'ALLOWED',
    materials: 'ALLOWED',
    commitmentSigned: 'NEEDED',
    reason: 'ALLOWED',
  },
  BASIC_CHANGE: { applicant: 'NEEDED', materials: 'ALLOWED', commitmentSigned: 'ALLOWED', reason: 'NEEDED' },
  SCOPE_CHANGE: {
    sites: 'ALLOWED',
    items: 'ALLOWED',
    filingIds: 'ALLOWED',
    monitoring: 'ALLOWED',
    equipment: 'ALLOWED',
    staff: 'ALLOWED',
    materials: 'ALLOWED',
    commitmentSigned: 'NEEDED',
    reason: 'NEEDED',
  },
  RENEWAL: {
    filingIds: 'NEEDED',
    staff: 'ALLOWED',
    materials: 'ALLOWED',
    prohibitions: 'NEEDED',
    commitmentSigned: 'NEEDED',
    reason: 'ALLOWED',
  },
  TERMINATION: {
    filingIds: 'ALLOWED',
    endsOn: 'NEEDED',
    materials: 'ALLOWED',
    commitmentSigned: 'ALLOWED',
    reason: 'NEEDED',
  },
};

const PARTS = [
  'applicant',
  'sites',
  'items',
  'filingIds',
  'endsOn',
  'strengths',
  'monitoring',
  'equipment',
  'staff',
  'materials',
  'prohibitions',
  'reason',
] as const satisfies readonly Part[];

const isEmpty = (part: ApplicationContent[(typeof PARTS)[number]], name: Part): boolean =>
  // No prohibition that holds is an answer; a list of sites without one is not.
  part === null || (name !== 'prohibitions' && Array.isArray(part) && part.length === 0);

export function problemsOfParts(
  kind: ApplicationKind,
  content: ApplicationContent,
  facts: Pick<ApplicationFacts, 'parameters' | 'institution'>,
): readonly Problem[] {
  const needs = NEEDED_PARTS[kind];
  const problems = PARTS.flatMap((name) => {
    const empty = isEmpty(content[name], name);
    if (empty && needs[name] === 'NEEDED') {
      return [problemAt(`/${name}`, '此类申请须填报本项', 'This kind of application needs this part')];
    }
    if (!empty && needs[name] === undefined) {
      return [
        problemAt(
          `/${name}`,
          '此类申请不含本项,请清空或另行申请',
          'This kind of application has no such part: leave it empty, or apply for it separately',
        ),
      ];
    }
    return [];
  });
  const commitment = conditionBasis('COMMITMENT_SIGNED', content, facts);
  if (commitment !== undefined && needs.commitmentSigned === 'NEEDED' && !content.commitmentSigned) {
    problems.push(
      problemAt('/commitmentSigned', '须签署诚信承诺', 'The integrity commitment must be signed', commitment),
    );
  }
  if (kind === 'SCOPE_CHANGE' && [content.sites, content.items, content.filingIds].every((part) => part.length === 0)) {
    problems.push(problemAt('/items', '须写明变更的内容', 'Say what shall change: items, sites or filings'));
  }
  return problems;
}

/** GB 32100: registered by the office of public bodies (1) as an organ of the state (1). */
const ORGAN_OF_STATE = '11';

/**
 * What the form says, and the one thing that the credit code says by itself whatever the form does. What the packs of the region do
 * not forbid stands in the form for the office to read, and refuses nobody.
 */
export function problemsOfProhibitions(
  content: ApplicationContent,
  facts: Pick<ApplicationFacts, 'parameters' | 'institution'>,
): readonly Problem[] {
  const said = (content.prohibitions ?? []).flatMap((prohibition, index) => {
    const basis = prohibitionBasis(prohibition, content, facts);
    return basis === undefined
      ? []
      : [
          problemAt(
            `/prohibitions/${index}`,
            '有此情形的单位不得申报;情形消除后方可申报',
            'A body of which this holds may not apply until it no longer does',
            basis,
          ),
        ];
  });
  const asked = prohibitionBasis('GOVERNMENT_BODY', content, facts);
  if (asked === undefined || content.applicant?.creditCode.startsWith(ORGAN_OF_STATE) !== true) return said;
  const organ = problemAt(
    '/applicant/creditCode',
    '统一社会信用代码属机关,政府及其所属部门不得申报',
    'The credit code is that of an organ of the state: government bodies may not apply',
    asked,
  );
  return [...said, organ];
}
