import { checkRegistryDocument, REGISTRY_PROBLEMS_MAX } from '../../../src/domain/registry/check-document';
import { isCreditCode } from '../../../src/domain/registry/credit-code';
import { externalReferences } from '../../../src/domain/registry/references';

const institution = {
  code: '0001',
  name: '云岫澜汀职业技能评价中心',
  creditCode: '91350100M000100Y43',
  kind: 'SOCIAL_ORG',
  schoolType: null,
  regionCode: '510100',
  grade: 'PROVINCE',
  names: [{ name: '云岫澜汀职业技能评价中心', from: '2020-01-01', to: null }],
};
const site = {
  code: 'S000051009001',
  institutionCode: '0001',
  regionCode: '510100',
  name: '第1考点',
  from: '2024-01-01',
  to: null,
};
const filing = {
  id: 'F-1',
  institutionCode: '0001',
  occupationCode: '6-31-01-03',
  workTypes: ['--'],
  levels: ['LEVEL_3'],
  siteCodes: [site.code],
  audience: ['EXTERNAL'],
  basis: ['NATIONAL_STANDARD'],
  from: '2024-05-01',
  to: '2027-04-30',
  interruptions: [{ kind: 'SUSPENDED', from: '2025-03-01', to: '2025-06-01' }],
};
const plan = {
  planNo: 'P2026-0001',
  institutionCode: '0001',
  status: 'APPROVED',
  provinceApproved: true,
  filedOn: '2026-05-06',
  enrolmentClosedOn: null,
  occupationCode: '6-31-01-03',
  workType: '--',
  level: 'LEVEL_3',
  siteCode: site.code,
  examFrom: '2026-06-01',
  examTo: '2026-06-02',
  headcount: 120,
  roster: null,
  assessors: ['A1', 'A2', 'A3'],
  internalSupervisors: ['Q1'],
  invigilators: [],
  trainers: [],
};
const stop = (kind: string, from: string) => ({ kind, from, to: null });
const region = { code: '510000', name: '四川省', grade: 'PROVINCE', parentCode: '000000' };

const problemPaths = (document: unknown): readonly string[] => {
  const checked = checkRegistryDocument(document);
  return 'problems' in checked ? checked.problems.map(({ path }) => path) : [];
};

test.each([
  ['an empty document', {}],
  ['each list on its own', { filings: [filing] }],
  [
    'lists that fit each other',
    { regions: [region], institutions: [institution], sites: [site], filings: [filing], plans: [plan] },
  ],
  [
    'a filing that is revoked while it is suspended',
    { filings: [{ ...filing, interruptions: [...filing.interruptions, stop('REVOKED', '2025-05-01')] }] },
  ],
  [
    'an institution under a municipality and one under a directly governed county',
    {
      institutions: [
        { ...institution, regionCode: '110100' },
        { ...institution, code: '0002', creditCode: '91110108551385082Q', regionCode: '429000' },
      ],
    },
  ],
  ['a roster of digests', { plans: [{ ...plan, roster: ['0a'.repeat(32), 'f0'.repeat(32)] }] }],
])('%s is sound', (_title, document) => {
  expect(checkRegistryDocument(document)).toEqual({ document });
});

test.each<[title: string, document: unknown, path: string]>([
  ['no object', [], ''],
  ['an unknown list', { teachers: [] }, '/teachers'],
  ['a list that is none', { sites: {} }, '/sites'],
  ['an unknown field', { sites: [{ ...site, phone: '1' }] }, '/sites/0/phone'],
  ['a missing field', { regions: [{ ...region, name: undefined }] }, '/regions/0/name'],
  ['a blank name', { regions: [{ ...region, name: ' ' }] }, '/regions/0/name'],
  ['a region of five digits', { regions: [{ ...region, code: '51000' }] }, '/regions/0/code'],
  ['a nation with a parent', { regions: [{ ...region, grade: 'NATION' }] }, '/regions/0/parentCode'],
  ['a province without a parent', { regions: [{ ...region, parentCode: null }] }, '/regions/0/parentCode'],
  [
    'a wrong credit code',
    { institutions: [{ ...institution, creditCode: '91350100M000100Y44' }] },
    '/institutions/0/creditCode',
  ],
  ['a kind that is none', { institutions: [{ ...institution, kind: 'SCHOOL' }] }, '/institutions/0/kind'],
  ...['510000', '000000', '510104', '51010'].map((regionCode): [string, unknown, string] => [
    `an institution at ${regionCode}`,
    { institutions: [{ ...institution, regionCode }] },
    '/institutions/0/regionCode',
  ]),
  ...['51010119900307891X', 'AB'.repeat(32), 'ab'.repeat(31), 'ab'.repeat(33), '样例'].map(
    (entry): [string, unknown, string] => [
      `a roster entry such as ${entry}`,
      { plans: [{ ...plan, roster: ['0a'.repeat(32), entry] }] },
      '/plans/0/roster/1',
    ],
  ),
  ['a site code of twelve characters', { sites: [{ ...site, code: 'S00005100900' }] }, '/sites/0/code'],
  ['a site in another province than its code', { sites: [{ ...site, regionCode: '430100' }] }, '/sites/0/code'],
  ['an impossible day', { sites: [{ ...site, from: '2024-02-30' }] }, '/sites/0/from'],
  ['an end before the start', { sites: [{ ...site, to: '2023-12-31' }] }, '/sites/0/to'],
  [
    'a nested end before the start',
    { filings: [{ ...filing, interruptions: [{ kind: 'REVOKED', from: '2026-01-02', to: '2026-01-01' }] }] },
    '/filings/0/interruptions/0/to',
  ],
  ['an exam that ends before it begins', { plans: [{ ...plan, examTo: '2026-05-31' }] }, '/plans/0/examTo'],
  ['a headcount beyond the limit', { plans: [{ ...plan, headcount: 2_000_001 }] }, '/plans/0/headcount'],
  ['a level that is none', { filings: [{ ...filing, levels: ['LEVEL_9'] }] }, '/filings/0/levels/0'],
  ['a key twice', { sites: [site, site] }, '/sites/1/code'],
  [
    'a credit code twice',
    { institutions: [institution, { ...institution, code: '0002' }] },
    '/institutions/1/creditCode',
  ],
  [
    'a filing on the site of another',
    { sites: [site], filings: [{ ...filing, institutionCode: '0002' }] },
    '/filings/0/siteCodes/0',
  ],
  [
    'a plan at the site of another',
    { sites: [site], plans: [{ ...plan, institutionCode: '0002' }] },
    '/plans/0/siteCode',
  ],
  [
    'an occupation twice in an edition',
    {
      catalogue: [
        {
          edition: '2022',
          from: '2022-09-28',
          to: null,
          occupations: [
            { code: '6-31-01-03', name: '电工', workTypes: [] },
            { code: '6-31-01-03', name: '电工', workTypes: [] },
          ],
        },
      ],
    },
    '/catalogue/0/occupations/1/code',
  ],
  [
    'two names of an institution on a day',
    {
      institutions: [
        {
          ...institution,
          names: [
            { name: '旧名', from: '2019-01-01', to: '2020-01-01' },
            { name: institution.name, from: '2020-01-01', to: null },
          ],
        },
      ],
    },
    '/institutions/0/names/1',
  ],
  [
    'a filing suspended twice on a day',
    { filings: [{ ...filing, interruptions: [stop('SUSPENDED', '2025-06-01'), ...filing.interruptions] }] },
    '/filings/0/interruptions/1',
  ],
  [
    'a person barred twice on a day',
    {
      assessors: [
        {
          id: 'A1',
          occupationCodes: [],
          from: '2023-01-01',
          to: null,
          barred: [
            { from: '2025-01-01', to: null },
            { from: '2026-01-01', to: '2026-02-01' },
          ],
        },
      ],
    },
    '/assessors/0/barred/1',
  ],
])('%s is a problem', (_title, document, path) => {
  expect(problemPaths(document)).toEqual([path]);
});

test('problems beyond the limit are counted', () => {
  const checked = checkRegistryDocument({ regions: Array.from({ length: 2_000 }, () => ({})) });
  if (!('problems' in checked)) throw new Error('The document is not sound.');
  expect(checked.problems).toHaveLength(REGISTRY_PROBLEMS_MAX);
  expect(checked.problemCount).toBe(8_000);
});

test('no problem repeats what the document says', () => {
  const checked = checkRegistryDocument({
    institutions: [{ ...institution, creditCode: 'SECRET-VALUE', kind: 'SECRET-VALUE' }],
  });
  expect(JSON.stringify(checked)).not.toContain('SECRET-VALUE');
});

test('a partial document says what it relies on', () => {
  expect(externalReferences({ sites: [site], plans: [plan] })).toEqual({
    regions: ['510100'],
    institutions: ['0001'],
    sites: [],
    assessors: ['A1', 'A2', 'A3'],
  });
});

test.each([
  ['91350100M000100Y43', true],
  ['91110108551385082Q', true],
  ['91510100MA0000000X', false],
  ['91350100M000100Y4I', false],
])('credit code %s', (code, isSound) => {
  expect(isCreditCode(code)).toBe(isSound);
});
