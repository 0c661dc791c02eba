/** What an application is asked for, and by which clauses: those of its region, never those of another. */
import type { ApplicationContent } from '../../../src/domain/application/application';
import { checkApplication } from '../../../src/domain/application/check-application';
import type { ApplicationFacts } from '../../../src/domain/application/facts';
import { MATERIAL_KINDS, type MaterialKind, neededMaterials } from '../../../src/domain/application/materials';
import { MATERIAL_TEXTS } from '../../../src/domain/application/application-texts';
import { APPLICATION_KINDS, type ApplicationKind } from '../../../src/domain/application/route';
import type { InstitutionKind, SchoolType } from '../../../src/domain/reference/snapshot';
import {
  APPLICANT,
  askedIn,
  factsOf,
  filing,
  filingContent,
  INSTITUTION,
  ITEM,
  registeredFacts,
} from '../../kit/application-cases';
import { change, material, NEW_ITEM, people, SITE_WISH, suspended } from '../../kit/application-faults';

/** A city of each; the last has no pack but the nation's. */
const CITIES = {
  HUNAN: '430100',
  INNER_MONGOLIA: '150100',
  FUJIAN: '350100',
  SICHUAN: '510100',
  PANZHIHUA: '510400',
  ELSEWHERE: '330100',
} as const;
type Place = keyof typeof CITIES;
const PLACES = ['HUNAN', 'INNER_MONGOLIA', 'FUJIAN', 'SICHUAN', 'PANZHIHUA', 'ELSEWHERE'] as const;

const NATIONAL = '人社职司便函〔2020〕17号';
const DOCUMENTS: Readonly<Record<Place, readonly string[]>> = {
  HUNAN: ['湘人社函〔2020〕47号'],
  INNER_MONGOLIA: ['内人社办发〔2024〕53号'],
  FUJIAN: ['闽劳鉴〔2023〕10号'],
  SICHUAN: ['川 2021-06-16 通知'],
  PANZHIHUA: ['川 2021-06-16 通知', '攀学院〔2024〕63号'],
  ELSEWHERE: [],
};
const PROVINCIAL = Object.values(DOCUMENTS).flat();

const LEAST = ['APPLICATION_FORM', 'LEGAL_PERSON_CERTIFICATE', 'ASSESSOR_PROOF', 'RULES_COLLECTION', 'VENUE_PROOF'];
const ANNEX_2 = MATERIAL_KINDS.filter((kind) => kind !== 'INTEGRITY_COMMITMENT' && kind !== 'OTHER');

interface Applying {
  readonly kind: ApplicationKind;
  readonly institutionKind?: InstitutionKind;
  readonly schoolType?: SchoolType | null;
  readonly asks?: 'SITES' | 'ITEMS' | 'BOTH' | 'NEITHER';
}

const neededIn = (place: Place, applying: Applying, day?: string): ReadonlyMap<MaterialKind, readonly string[]> => {
  const { kind, institutionKind = 'EMPLOYER', schoolType = 'TECHNICIAN_COLLEGE', asks = 'BOTH' } = applying;
  return neededMaterials(askedIn(CITIES[place], day).parameters.filingMaterials, {
    kind,
    institutionKind,
    schoolType,
    asksSites: asks === 'BOTH' || asks === 'SITES',
    asksItems: asks === 'BOTH' || asks === 'ITEMS',
  });
};

const OTHERS = ['INNER_MONGOLIA', 'FUJIAN', 'SICHUAN', 'PANZHIHUA', 'ELSEWHERE'] as const;

describe('the materials that an application needs', () => {
  test.each([
    ['HUNAN', { kind: 'FILING' }, ANNEX_2],
    ['HUNAN', { kind: 'FILING', schoolType: 'UNIVERSITY' }, ANNEX_2],
    // The notice speaks of schools alone.
    ['HUNAN', { kind: 'FILING', schoolType: null }, LEAST],
    ['HUNAN', { kind: 'FILING', institutionKind: 'SOCIAL_ORG', schoolType: null }, LEAST],
    ['HUNAN', { kind: 'SCOPE_CHANGE', asks: 'ITEMS' }, ['OCCUPATION_STANDARD', 'QUESTION_SAMPLES', 'ASSESSOR_PROOF']],
    ['HUNAN', { kind: 'SCOPE_CHANGE', asks: 'ITEMS', schoolType: null }, ['ASSESSOR_PROOF']],
    ['HUNAN', { kind: 'SITE', asks: 'SITES' }, ['VENUE_PROOF']],
    ...OTHERS.flatMap((place) => [
      [place, { kind: 'FILING' }, LEAST] as const,
      [place, { kind: 'FILING', institutionKind: 'SOCIAL_ORG', schoolType: null }, LEAST] as const,
      [place, { kind: 'SCOPE_CHANGE', asks: 'ITEMS' }, ['ASSESSOR_PROOF']] as const,
      [place, { kind: 'SCOPE_CHANGE' }, ['VENUE_PROOF', 'ASSESSOR_PROOF']] as const,
      [place, { kind: 'SITE', asks: 'SITES' }, ['VENUE_PROOF']] as const,
    ]),
    ...PLACES.flatMap((place) => [
      [place, { kind: 'SCOPE_CHANGE', asks: 'NEITHER' }, []] as const,
      [place, { kind: 'BASIC_CHANGE' }, ['LEGAL_PERSON_CERTIFICATE']] as const,
      [place, { kind: 'RENEWAL' }, ['APPLICATION_FORM']] as const,
      [place, { kind: 'TERMINATION' }, []] as const,
    ]),
  ] as const satisfies readonly (readonly [Place, Applying, readonly string[]])[])(
    '%s %j: %j',
    (place, applying, list) => {
      expect([...neededIn(place, applying).keys()].sort()).toEqual([...list].sort());
    },
  );

  test('the pilot of Hunan asked for its annex too', () => {
    expect([...neededIn('HUNAN', { kind: 'FILING' }, '2020-06-01').keys()].sort()).toEqual([...ANNEX_2].sort());
  });

  test.each([
    ['HUNAN', 'IMPLEMENTATION_PLAN', ['湘人社函〔2020〕47号 附件2']],
    ['HUNAN', 'VENUE_PROOF', ['湘人社函〔2020〕47号 附件1', '湘人社函〔2020〕47号 附件2']],
    ['INNER_MONGOLIA', 'APPLICATION_FORM', ['内人社办发〔2024〕53号 第十一条']],
    ['INNER_MONGOLIA', 'RULES_COLLECTION', ['内人社办发〔2024〕53号 第九条(一)', '内人社办发〔2024〕53号 第二十二条']],
    ['FUJIAN', 'VENUE_PROOF', ['闽劳鉴〔2023〕10号 第五条(三)', '闽劳鉴〔2023〕10号 第十二条']],
    ['SICHUAN', 'ASSESSOR_PROOF', ['川 2021-06-16 通知 二(二)']],
    ['PANZHIHUA', 'ASSESSOR_PROOF', ['川 2021-06-16 通知 二(二)']],
    ['SICHUAN', 'LEGAL_PERSON_CERTIFICATE', [NATIONAL]],
    ['ELSEWHERE', 'VENUE_PROOF', [NATIONAL]],
  ] as const)('in %s a first filing without %s is refused by %j, in both languages', (place, missing, basis) => {
    const materials = filingContent().materials.filter(({ kind }) => kind !== missing);
    const problems = checkApplication('FILING', filingIn(place, { materials }), factsIn(place));
    expect(problems).toEqual([
      {
        path: '/materials',
        message: {
          zh: `缺少材料:${MATERIAL_TEXTS[missing].zh}(${missing})(${basis.join('、')})`,
          en: `${missing} is missing: ${MATERIAL_TEXTS[missing].en} (${basis.join('、')})`,
        },
      },
    ]);
  });

  test('a form that does not say who applies is told that first', () => {
    const paths = checkApplication('FILING', filingContent({ applicant: null, materials: [] }), factsOf()).map(
      ({ path }) => path,
    );
    expect(paths).toContain('/applicant');
    expect(paths).not.toContain('/materials');
  });
});

const factsIn = (place: Place, over: Partial<ApplicationFacts> = {}): ApplicationFacts =>
  factsOf({ regionCode: CITIES[place], knownRegions: new Set(Object.values(CITIES)), ...over });
const filingIn = (place: Place, over: Partial<ApplicationContent> = {}): ApplicationContent =>
  filingContent({
    applicant: { ...APPLICANT, regionCode: CITIES[place] },
    sites: [{ ...SITE_WISH, regionCode: CITIES[place] }],
    ...over,
  });
const registeredIn = (place: Place, over: Partial<ApplicationFacts> = {}): ApplicationFacts =>
  registeredFacts({
    ...factsIn(place),
    institution: { ...INSTITUTION, regionCode: CITIES[place] },
    sites: [],
    filings: [filing()],
    ...over,
  });

/** The clause by which a filing with this fault is refused; `undefined` where it is no fault. */
const refusedBy = (place: Place, path: string, over: Partial<ApplicationContent>): string | undefined => {
  const problems = checkApplication('FILING', filingIn(place, over), factsIn(place));
  expect(problems.filter((problem) => problem.path !== path)).toEqual([]);
  return problems[0] === undefined
    ? undefined
    : /\(([^()]*(?:\([^()]*\))?[^()]*)\)$/u.exec(problems[0].message.zh)?.[1];
};

const FAULTS = {
  'a prohibition': ['/prohibitions/0', { prohibitions: ['BAD_RECORD'] }],
  'no commitment': ['/commitmentSigned', { commitmentSigned: false }],
  'no question bank': ['/items/0/questionBank', { items: [{ ...ITEM, questionBank: false }] }],
} as const satisfies Readonly<Record<string, readonly [string, Partial<ApplicationContent>]>>;

describe('the conditions that an applicant meets', () => {
  test.each([
    ['a prohibition', 'HUNAN', '湘人社函〔2020〕47号 一(一)'],
    ['a prohibition', 'INNER_MONGOLIA', '内人社办发〔2024〕53号 第十条'],
    ['a prohibition', 'FUJIAN', '闽劳鉴〔2023〕10号 第五条(一)'],
    ['a prohibition', 'SICHUAN', NATIONAL],
    ['a prohibition', 'ELSEWHERE', NATIONAL],
    ['no commitment', 'HUNAN', NATIONAL],
    ['no commitment', 'INNER_MONGOLIA', '内人社办发〔2024〕53号 第二十三条'],
    ['no commitment', 'FUJIAN', NATIONAL],
    ['no question bank', 'SICHUAN', '川 2021-06-16 通知 二(五)'],
    ['no question bank', 'PANZHIHUA', '川 2021-06-16 通知 二(五)'],
    ['no question bank', 'INNER_MONGOLIA', '内人社办发〔2024〕53号 第二十四条'],
    ['no question bank', 'HUNAN', undefined],
    ['no question bank', 'FUJIAN', undefined],
    ['no question bank', 'ELSEWHERE', undefined],
  ] as const)('%s in %s: %s', (fault, place, clause) => {
    const [path, over] = FAULTS[fault];
    expect(refusedBy(place, path, over)).toBe(clause);
  });

  test.each([
    ['HUNAN', '湘人社函〔2020〕47号 附件2'],
    ['INNER_MONGOLIA', '内人社办发〔2024〕53号 第二十五条'],
    ['FUJIAN', '闽劳鉴〔2023〕10号 第九条'],
    ['SICHUAN', '川 2021-06-16 通知 六(一)'],
    ['ELSEWHERE', NATIONAL],
  ] as const)('an assessor without a card in %s: %s', (place, clause) => {
    const staff = people.map((one, index) => (index === 0 ? { ...one, certificateNo: null } : one));
    expect(refusedBy(place, '/staff/0/certificateNo', { staff })).toBe(clause);
  });

  test.each(PLACES)('a venue rented for the occasion in %s: Fujian alone files none', (place) => {
    const sites = [{ ...SITE_WISH, regionCode: CITIES[place], tenure: 'TEMPORARY' as const }];
    const clause = place === 'FUJIAN' ? '闽劳鉴〔2023〕10号 第十二条' : undefined;
    expect(refusedBy(place, '/sites/0/tenure', { sites })).toBe(clause);
  });

  test.each(PLACES)('an addition under a suspension in %s: Fujian alone takes none', (place) => {
    const facts = registeredIn(place, { filings: [suspended] });
    // Hunan asks its schools for more materials than the others.
    const materials = [...NEW_ITEM.materials, material('VENUE_PROOF')];
    const problems = checkApplication('SCOPE_CHANGE', change({ ...NEW_ITEM, materials }), facts);
    expect(problems.map(({ message }) => message.zh)).toEqual(
      place === 'FUJIAN' ? ['备案暂停期间不得新增站点、职业和等级(闽劳鉴〔2023〕10号 第二十二条)'] : [],
    );
  });
});

/** As wrong as can be: what is said of it shows every clause that the checks know. */
const WRONG: Partial<ApplicationContent> = {
  items: [
    {
      ...ITEM,
      occupationCode: '2-02-10-09',
      levels: ['LEVEL_9'],
      basis: ['EVALUATION_NORM', 'OWN_RULES'],
      fees: [],
      questionBank: false,
    },
    { ...ITEM, occupationCode: '6-99-99-99' },
    ITEM,
  ],
  staff: people.slice(0, 1).map((one) => ({ ...one, certificateNo: null })),
  materials: [],
  prohibitions: ['VIOLATIONS'],
  commitmentSigned: false,
};

test.each(PLACES)('nobody in %s is told by the document of another place', (place) => {
  const elsewhere = place === 'HUNAN' ? '430300' : '510300';
  const use = {
    venue: 'V-1',
    occupationCode: ITEM.occupationCode,
    institutionCode: '0009',
    from: '2024-01-01',
    to: null,
  };
  const facts = factsIn(place, { filedElsewhere: [use] });
  const early = registeredIn(place, { filings: [filing({ from: '2026-01-01' }), suspended] });
  const widening = { ...change(WRONG), sites: [{ ...SITE_WISH, regionCode: elsewhere, tenure: 'TEMPORARY' as const }] };
  const problems = [
    ...checkApplication('FILING', { ...filingIn(place, WRONG), sites: widening.sites }, facts),
    ...APPLICATION_KINDS.flatMap((kind) => checkApplication(kind, { ...widening, filingIds: ['F-1'] }, early)),
    ...checkApplication('SITE', widening, { ...early, institution: { ...INSTITUTION, grade: 'CITY' } }),
  ];
  const said = problems.map(({ message }) => `${message.zh} ${message.en}`).join('\n');
  const foreign = PROVINCIAL.filter((document) => !DOCUMENTS[place].includes(document));
  expect(foreign.filter((document) => said.includes(document))).toEqual([]);
  // The text would be empty of foreign documents too if it named none.
  expect([NATIONAL, ...DOCUMENTS[place].slice(0, 1)].filter((document) => !said.includes(document))).toEqual([]);
});
