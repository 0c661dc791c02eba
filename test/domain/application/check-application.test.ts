/** The form, its sites, items and people: every check with a case that passes and one that fails. */
import { checkApplication } from '../../../src/domain/application/check-application';
import {
  APPLICANT,
  assessor,
  factsOf,
  filingContent,
  INSTITUTION,
  ITEM,
  keptStaff,
  OCCUPATION,
  registeredFacts,
} from '../../kit/application-cases';
import {
  BASIC,
  type Case,
  change,
  ELSEWHERE,
  ENDING,
  expectFault,
  item,
  NEW_ITEM,
  people,
  RENEWABLE,
  RENEWAL,
  site,
  SITE_WISH,
} from '../../kit/application-faults';

/** Begins as the codes of organs of the state do. */
const ORGAN = '11510100MA6CQ0H01X';

test.each([
  ['FILING', filingContent(), factsOf()],
  ['SCOPE_CHANGE', change(NEW_ITEM), registeredFacts()],
  ['SITE', ELSEWHERE, registeredFacts({ regionCode: '510300' })],
  ['BASIC_CHANGE', BASIC, registeredFacts()],
  ['RENEWAL', RENEWAL, RENEWABLE],
  ['TERMINATION', ENDING, registeredFacts()],
] as const)('a sound %s has no problem', (kind, content, facts) => {
  expect(checkApplication(kind, content, facts)).toEqual([]);
});

const CASES: Readonly<Record<string, Case>> = {
  'a part that is missing': { content: filingContent({ equipment: [] }), at: ['/equipment'], says: '须填报' },
  'a part of another kind': { content: filingContent({ endsOn: '2027-01-01' }), at: ['/endsOn'], says: 'no such part' },
  'no commitment (NM-23)': {
    content: filingContent({ commitmentSigned: false }),
    at: ['/commitmentSigned'],
    says: '诚信承诺',
  },
  'a prohibition (NM-10)': {
    content: filingContent({ prohibitions: ['BAD_RECORD'] }),
    at: ['/prohibitions/0'],
    says: '不得申报',
  },
  'a government body by its credit code, whatever it says (NM-10)': {
    content: filingContent({
      applicant: { ...APPLICANT, creditCode: ORGAN, regionCode: '150100' },
      sites: [{ ...SITE_WISH, regionCode: '150100' }],
    }),
    facts: factsOf({ institutionCode: ORGAN, regionCode: '150100' }),
    at: ['/applicant/creditCode'],
    says: '属机关',
  },
  'prohibitions not answered': {
    content: filingContent({ prohibitions: null }),
    at: ['/prohibitions'],
    says: '须填报',
  },
  'another credit code than the applicant’s': {
    content: filingContent(),
    facts: factsOf({ institutionCode: 'SOMEBODY' }),
    at: ['/applicant/creditCode'],
    says: '信用代码',
  },
  'a city that does not exist': {
    content: filingContent(),
    facts: factsOf({ knownRegions: new Set() }),
    at: ['/applicant/regionCode', '/sites/0/regionCode'],
    says: '没有此行政区划',
  },
  'a lease without a last day': { content: site({ tenure: 'LEASED' }), at: ['/sites/0/leasedTo'], says: '租期' },
  'a lease that has ended': {
    content: site({ tenure: 'LEASED', leasedTo: '2026-06-30' }),
    at: ['/sites/0/leasedTo'],
    says: '租期',
  },
  'a site in another city': { content: site({ regionCode: '510300' }), at: ['/sites/0/regionCode'], says: 'SITE' },
  'two sites of one name': {
    content: filingContent({ sites: [SITE_WISH, SITE_WISH] }),
    at: ['/sites/1/ref'],
    says: '代号重复',
  },
  'a site in the own city, applied for as elsewhere': {
    kind: 'SITE',
    content: { ...ELSEWHERE, sites: [SITE_WISH] },
    facts: registeredFacts(),
    at: ['/sites/0/regionCode'],
    says: 'SCOPE_CHANGE',
  },
  'a site elsewhere of a city institution (NM-12)': {
    kind: 'SITE',
    content: ELSEWHERE,
    facts: registeredFacts({ regionCode: '510300', institution: { ...INSTITUTION, grade: 'CITY' } }),
    at: ['/sites/0/regionCode'],
    says: '市级机构',
  },
  'a site in another province': {
    kind: 'SITE',
    content: { ...ELSEWHERE, sites: [{ ...SITE_WISH, regionCode: '430100' }] },
    facts: registeredFacts({ regionCode: '430100', parameters: factsOf().parameters }),
    at: ['/sites/0/regionCode'],
    says: '所在省',
  },
  'sites of two cities': {
    kind: 'SITE',
    content: ELSEWHERE,
    facts: registeredFacts({ regionCode: '510400' }),
    at: ['/sites/0/regionCode'],
    says: '同一市',
  },
  'a site that nobody has': { content: item({ sites: ['other'] }), at: ['/items/0/sites/0'], says: '无此站点' },
  'an occupation that is in no catalogue': {
    content: filingContent(),
    facts: factsOf({ catalogue: [] }),
    at: ['/items/0/occupationCode'],
    says: '大典',
  },
  'an occupation of another major (NM-6)': {
    content: {
      ...item({ occupationCode: '2-02-10-09' }),
      staff: people.map((one) => ({ ...one, occupationCodes: ['2-02-10-09'] })),
    },
    at: ['/items/0/occupationCode'],
    says: '大类',
  },
  'an invented name': {
    content: item({ occupationName: '电气大师' }),
    at: ['/items/0/occupationName'],
    says: '应为“电工”',
  },
  'an invented work type': {
    content: item({ workTypes: ['甲'] }),
    facts: factsOf({ catalogue: [{ ...OCCUPATION, workTypes: ['乙'] }] }),
    at: ['/items/0/workTypes/0'],
    says: '没有此工种',
  },
  'an access-type occupation (HN-2.1)': {
    content: item({}),
    facts: factsOf({ parameters: { ...factsOf().parameters, blockedOccupations: [{ ...OCCUPATION, workTypes: [] }] } }),
    at: ['/items/0/occupationCode'],
    says: '准入类',
  },
  'a level outside the ladder': { content: item({ levels: ['LEVEL_9'] }), at: ['/items/0/levels/0'], says: '等级序列' },
  'a level above the school type (HN-2.3)': {
    content: {
      ...filingContent({ items: [{ ...ITEM, fees: [], levels: ['LEVEL_3'] }] }),
      applicant: { ...APPLICANT, schoolType: 'TECHNICAL_SCHOOL' },
    },
    facts: factsOf({ parameters: factsOf({ regionCode: '430100' }).parameters }),
    at: ['/items/0/levels/0'],
    says: '该类型院校',
  },
  'a basis of another kind (NM-21)': {
    content: {
      ...filingContent({ items: [{ ...ITEM, basis: ['EVALUATION_NORM'], audience: ['EXTERNAL'] }] }),
      applicant: { ...APPLICANT, kind: 'SOCIAL_ORG', schoolType: null },
    },
    at: ['/items/0/basis/0'],
    says: '认定依据',
  },
  'students of what is no school': {
    content: { ...filingContent(), applicant: { ...APPLICANT, schoolType: null } },
    at: ['/items/0/audience'],
    says: '非院校',
  },
  'no level': { content: item({ levels: [] }), at: ['/items/0/levels'], says: '至少' },
  'no question bank (SC-2.5)': { content: item({ questionBank: false }), at: ['/items/0/questionBank'], says: '题库' },
  'a fee for another level': {
    content: item({ fees: [{ level: 'LEVEL_1', yuan: 1 }] }),
    at: ['/items/0/fees/0/level'],
    says: '收费',
  },
  'two assessors (SC-2.2)': {
    content: filingContent({ staff: people.slice(0, 2) }),
    at: ['/items/0'],
    says: '有 2 名,不得少于 3 名',
  },
  'one assessor counted twice': {
    content: filingContent({ staff: [...people.slice(0, 2), ...people.slice(1, 2)] }),
    at: ['/items/0', '/staff/2'],
    says: '重复',
  },
  'an assessor of nothing': {
    content: filingContent({ staff: [...people, { ...keptStaff(assessor(4)), occupationCodes: [] }] }),
    at: ['/staff/3/occupationCodes'],
    says: '考评职业',
  },
  'an assessor without a card': {
    content: filingContent({ staff: [...people, { ...keptStaff(assessor(4)), certificateNo: null }] }),
    at: ['/staff/3/certificateNo'],
    says: '证卡',
  },
  'a material that is missing (annex 2)': {
    content: filingContent({ materials: filingContent().materials.slice(1) }),
    at: ['/materials'],
    says: 'APPLICATION_FORM',
  },
  'an attachment of somebody else': {
    content: filingContent(),
    facts: factsOf({ attachmentIds: new Set() }),
    at: filingContent().materials.map((_one, index) => `/materials/${index}/attachmentId`),
    says: '附件',
  },
};

test.each(Object.entries(CASES))('%s is one problem, at its place', (_name, fault) => {
  expectFault(fault);
});

test('all problems are told at once, in both languages, and none repeats a name', () => {
  const content = filingContent({ equipment: [], commitmentSigned: false, staff: [], prohibitions: ['VIOLATIONS'] });
  const problems = checkApplication('FILING', content, factsOf());
  expect(problems.map(({ path }) => path)).toEqual([
    '/equipment',
    '/staff',
    '/commitmentSigned',
    '/prohibitions/0',
    '/items/0',
  ]);
  for (const { message } of problems) {
    expect(message.zh).toMatch(/\p{Script=Han}/u);
    expect(message.en).toMatch(/[a-z]/);
    expect(JSON.stringify(message)).not.toContain('王考评');
  }
});
