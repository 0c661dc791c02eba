/** What an application is asked for, and by which clauses: those of its region, never those of another. */
import type { ApplicationContent } from '../../../src/domain/application/application';
import { checkApplication } from '../../../src/domain/application/check-application';
import { MATERIAL_KINDS, type MaterialKind, neededMaterials } from '../../../src/domain/application/materials';
import { MATERIAL_TEXTS } from '../../../src/domain/application/application-texts';
import { APPLICATION_KINDS, type ApplicationKind } from '../../../src/domain/application/route';
import type { InstitutionKind, SchoolType } from '../../../src/domain/reference/snapshot';
import { askedIn, factsOf, filing, filingContent, INSTITUTION, ITEM } from '../../kit/application-cases';
import { change, material, NEW_ITEM, people, SITE_WISH, suspended } from '../../kit/application-faults';
import {
  CITIES,
  DOCUMENTS,
  factsIn,
  filingIn,
  LEAST,
  NATIONAL,
  type Place,
  PLACES,
  PROVINCIAL,
  refusedBy,
  registeredIn,
  WRONG,
} from '../../kit/asked-places';

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
    // 第二十四条 is a duty of institutions that are filed.
    ['no question bank', 'INNER_MONGOLIA', undefined],
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
      place === 'FUJIAN' ? ['备案暂停期间不得新增职业和等级(闽劳鉴〔2023〕10号 第二十二条)'] : [],
    );
  });

  const NEW_SITE = { sites: [{ ...SITE_WISH, ref: 'annex', venue: 'V-9', regionCode: CITIES.FUJIAN }] };
  test.each([
    ['occupations', NEW_ITEM, ['第二十二条']],
    ['a site', { ...NEW_SITE, materials: [material('VENUE_PROOF')] }, ['第二十四条']],
    [
      'both',
      { ...NEW_ITEM, ...NEW_SITE, materials: [...NEW_ITEM.materials, material('VENUE_PROOF')] },
      ['第二十二条', '第二十四条'],
    ],
  ] as const)(
    'under a suspension in Fujian %s are refused by the article that names them',
    (_what, added, articles) => {
      const facts = registeredIn('FUJIAN', { filings: [suspended] });
      const said = checkApplication('SCOPE_CHANGE', change(added), facts).map(({ message }) => message.zh);
      expect(said).toEqual(articles.map((article) => expect.stringContaining(`闽劳鉴〔2023〕10号 ${article}`)));
    },
  );
});

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
