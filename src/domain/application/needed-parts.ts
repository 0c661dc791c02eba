/** Which parts of the form and which materials each kind of application has; 湘人社函〔2020〕47号 附件1、附件2. */
import type { Problem } from '../registry/shape';
import type { ApplicationContent, MaterialKind } from './application';
import { MATERIAL_TEXTS } from './application-texts';
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
    materials: 'NEEDED',
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
    materials: 'NEEDED',
    commitmentSigned: 'NEEDED',
    reason: 'ALLOWED',
  },
  BASIC_CHANGE: { applicant: 'NEEDED', materials: 'NEEDED', commitmentSigned: 'ALLOWED', reason: 'NEEDED' },
  SCOPE_CHANGE: {
    sites: 'ALLOWED',
    items: 'ALLOWED',
    filingIds: 'ALLOWED',
    monitoring: 'ALLOWED',
    equipment: 'ALLOWED',
    staff: 'ALLOWED',
    materials: 'NEEDED',
    commitmentSigned: 'NEEDED',
    reason: 'NEEDED',
  },
  RENEWAL: {
    filingIds: 'NEEDED',
    staff: 'ALLOWED',
    materials: 'NEEDED',
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

/** 附件2; an applicant that changes sends what shows the change. */
export function neededMaterials(kind: ApplicationKind, content: ApplicationContent): readonly MaterialKind[] {
  const site: readonly MaterialKind[] = content.sites.length > 0 ? ['VENUE_PROOF'] : [];
  const item: readonly MaterialKind[] =
    content.items.length > 0 ? ['OCCUPATION_STANDARD', 'QUESTION_SAMPLES', 'ASSESSOR_PROOF'] : [];
  switch (kind) {
    case 'FILING':
      return [
        'APPLICATION_FORM',
        'LEGAL_PERSON_CERTIFICATE',
        'IMPLEMENTATION_PLAN',
        'OCCUPATION_STANDARD',
        'QUESTION_SAMPLES',
        'ASSESSOR_PROOF',
        'RULES_COLLECTION',
        'INFORMATION_PLAN',
        'VENUE_PROOF',
      ];
    case 'SITE':
    case 'SCOPE_CHANGE':
      return [...site, ...item];
    case 'BASIC_CHANGE':
      return ['LEGAL_PERSON_CERTIFICATE'];
    case 'RENEWAL':
      return ['APPLICATION_FORM'];
    case 'TERMINATION':
      return [];
  }
}

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

export function problemsOfParts(kind: ApplicationKind, content: ApplicationContent): readonly Problem[] {
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
  if (needs.commitmentSigned === 'NEEDED' && !content.commitmentSigned) {
    problems.push(
      problemAt('/commitmentSigned', '须签署诚信承诺', 'The integrity commitment must be signed', [
        '内人社办发〔2024〕53号 第二十三条',
      ]),
    );
  }
  if (kind === 'SCOPE_CHANGE' && [content.sites, content.items, content.filingIds].every((part) => part.length === 0)) {
    problems.push(problemAt('/items', '须写明变更的内容', 'Say what shall change: items, sites or filings'));
  }
  return problems;
}

export function problemsOfMaterials(
  kind: ApplicationKind,
  content: ApplicationContent,
  attachmentIds: ReadonlySet<string>,
): readonly Problem[] {
  const given = new Set(content.materials.map((material) => material.kind));
  return [
    ...neededMaterials(kind, content)
      .filter((needed) => !given.has(needed))
      .map((needed) =>
        problemAt(
          '/materials',
          `缺少材料:${MATERIAL_TEXTS[needed].zh}(${needed})`,
          `${needed} is missing: ${MATERIAL_TEXTS[needed].en}`,
          ['湘人社函〔2020〕47号 附件2'],
        ),
      ),
    ...content.materials.flatMap(({ attachmentId }, index) =>
      attachmentIds.has(attachmentId.toLowerCase())
        ? []
        : [
            problemAt(
              `/materials/${index}/attachmentId`,
              '没有找到该附件,请先上传',
              'No such attachment of the applicant: send the file first',
            ),
          ],
    ),
  ];
}

const NO_APPLICANTS = ['内人社办发〔2024〕53号 第十条'];
/** GB 32100: registered by the office of public bodies (1) as an organ of the state (1). */
const ORGAN_OF_STATE = '11';

/** What the form says, and the one thing that the credit code says by itself whatever the form does. */
export const problemsOfProhibitions = ({ prohibitions, applicant }: ApplicationContent): readonly Problem[] => [
  ...(prohibitions ?? []).map((_prohibition, index) =>
    problemAt(
      `/prohibitions/${index}`,
      '有此情形的单位不得申报;情形消除后方可申报',
      'A body of which this holds may not apply until it no longer does',
      NO_APPLICANTS,
    ),
  ),
  ...(applicant?.creditCode.startsWith(ORGAN_OF_STATE) === true
    ? [
        problemAt(
          '/applicant/creditCode',
          '统一社会信用代码属机关,政府及其所属部门不得申报',
          'The credit code is that of an organ of the state: government bodies may not apply',
          NO_APPLICANTS,
        ),
      ]
    : []),
];
