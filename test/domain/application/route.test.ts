/** Who decides what for whom, by the release's packs: the route table of every document. */
import {
  APPLICATION_MOVES,
  APPLICATION_STATES,
  mayMoveApplication,
  type Applicant,
} from '../../../src/domain/application/application';
import type { ApplicationKind } from '../../../src/domain/application/route';
import { routeOf } from '../../../src/domain/application/route-of';
import {
  APPLICANT,
  contentOf,
  EMPTY,
  factsOf,
  filing,
  filingContent,
  INSTITUTION,
  askedIn,
} from '../../kit/application-cases';

const stepsOf = (
  regionCode: string,
  applicant: Partial<Applicant>,
  { kind = 'FILING', day = '2026-06-30' }: { readonly kind?: ApplicationKind; readonly day?: string } = {},
): string => {
  const content = filingContent({ applicant: { ...APPLICANT, regionCode, ...applicant } });
  const route = routeOf(kind, content, factsOf({ regionCode, ...askedIn(regionCode, day) }));
  return (route?.steps ?? []).map(({ by, act }) => `${by} ${act}`).join(' → ');
};

const CITY_REVIEW_ASSESS = 'CITY REVIEW → CITY ASSESS → PROVINCE RECORD';
const PROVINCE_ASSESS = 'CITY REVIEW → PROVINCE ASSESS → PROVINCE RECORD';
const PROVINCE_ALONE = 'PROVINCE REVIEW → PROVINCE ASSESS → PROVINCE RECORD';
const FOR_ITSELF_CITY = 'CITY REVIEW → CITY RECORD';
const FOR_ITSELF_PROVINCE = 'PROVINCE REVIEW → PROVINCE RECORD';
const company = { schoolType: null } as const;

test.each([
  ['510100', '中职', { schoolType: 'SECONDARY_VOCATIONAL' }, CITY_REVIEW_ASSESS],
  ['510100', '省属技工', { schoolType: 'TECHNICIAN_COLLEGE', ownership: 'PROVINCIAL' }, PROVINCE_ALONE],
  ['510100', '中央技工', { schoolType: 'TECHNICAL_SCHOOL', ownership: 'CENTRAL' }, PROVINCE_ALONE],
  ['510100', '市属技工', { schoolType: 'TECHNICAL_SCHOOL', ownership: 'MUNICIPAL' }, PROVINCE_ASSESS],
  ['510100', '高职', { schoolType: 'HIGHER_VOCATIONAL' }, 'PROVINCE ASSESS → PROVINCE RECORD'],
  ['510100', '本科', { schoolType: 'UNIVERSITY', ownership: 'CENTRAL' }, 'PROVINCE ASSESS → PROVINCE RECORD'],
  ['510100', '企业', company, PROVINCE_ASSESS],
  ['430100', '技师学院', { schoolType: 'TECHNICIAN_COLLEGE' }, CITY_REVIEW_ASSESS],
  [
    '430100',
    '省属',
    { schoolType: 'TECHNICAL_SCHOOL', ownership: 'PROVINCIAL', grade: 'PROVINCE' },
    CITY_REVIEW_ASSESS,
  ],
  [
    '150100',
    '区直属',
    { ...company, ownership: 'PROVINCIAL' },
    'PROVINCE REVIEW → PROVINCE ASSESS → PROVINCE NOTICE → PROVINCE RECORD',
  ],
  [
    '150100',
    '中央驻区',
    { ...company, ownership: 'CENTRAL' },
    'PROVINCE REVIEW → PROVINCE ASSESS → PROVINCE NOTICE → PROVINCE RECORD',
  ],
  ['150100', '盟市', { ...company, ownership: 'PRIVATE' }, 'CITY REVIEW → CITY ASSESS → CITY NOTICE → PROVINCE RECORD'],
  [
    '150100',
    '自治区级行业组织',
    { ...company, kind: 'SOCIAL_ORG', ownership: 'PRIVATE', grade: 'PROVINCE' },
    'PROVINCE REVIEW → PROVINCE ASSESS → PROVINCE NOTICE → PROVINCE RECORD',
  ],
  ['350100', '省级', { ...company, grade: 'PROVINCE' }, PROVINCE_ALONE],
  ['350100', '市级', { ...company, grade: 'CITY' }, 'CITY REVIEW → CITY ASSESS → CITY RECORD'],
] as const)('%s %s: a first filing', (regionCode, _who, applicant, steps) => {
  expect(stepsOf(regionCode, applicant)).toBe(steps);
});

test.each([
  ['510100', 'BASIC_CHANGE', 'CITY', FOR_ITSELF_CITY],
  ['510100', 'TERMINATION', 'PROVINCE', FOR_ITSELF_PROVINCE],
  ['430100', 'BASIC_CHANGE', 'CITY', FOR_ITSELF_CITY],
  ['430100', 'BASIC_CHANGE', 'PROVINCE', FOR_ITSELF_PROVINCE],
  ['150100', 'SITE', 'PROVINCE', FOR_ITSELF_CITY],
  ['150100', 'TERMINATION', 'CITY', FOR_ITSELF_CITY],
  ['350100', 'SITE', 'PROVINCE', FOR_ITSELF_CITY],
  ['350100', 'BASIC_CHANGE', 'PROVINCE', FOR_ITSELF_PROVINCE],
  ['150100', 'RENEWAL', 'CITY', CITY_REVIEW_ASSESS],
  ['350100', 'RENEWAL', 'CITY', 'CITY REVIEW → CITY ASSESS → CITY RECORD'],
  ['350100', 'SCOPE_CHANGE', 'PROVINCE', PROVINCE_ALONE],
] as const)('%s %s of a %s institution', (regionCode, kind, grade, steps) => {
  expect(stepsOf(regionCode, { ...company, grade }, { kind })).toBe(steps);
});

test.each([
  ['510100', 'BASIC_CHANGE', { schoolType: 'HIGHER_VOCATIONAL' }, FOR_ITSELF_PROVINCE],
  ['510100', 'TERMINATION', { schoolType: 'UNIVERSITY', ownership: 'MUNICIPAL' }, FOR_ITSELF_PROVINCE],
  ['510100', 'TERMINATION', { schoolType: 'TECHNICAL_SCHOOL', ownership: 'PROVINCIAL' }, FOR_ITSELF_PROVINCE],
  ['510100', 'TERMINATION', { schoolType: 'TECHNICAL_SCHOOL', ownership: 'MUNICIPAL' }, FOR_ITSELF_CITY],
  ['510100', 'BASIC_CHANGE', { schoolType: 'SECONDARY_VOCATIONAL' }, FOR_ITSELF_CITY],
  ['150100', 'BASIC_CHANGE', { ...company, ownership: 'CENTRAL' }, FOR_ITSELF_PROVINCE],
  ['150100', 'TERMINATION', { ...company, ownership: 'COUNTY' }, FOR_ITSELF_CITY],
  ['150100', 'RENEWAL', { ...company, ownership: 'CENTRAL' }, PROVINCE_ALONE],
  ['150100', 'RENEWAL', { ...company, kind: 'SOCIAL_ORG', ownership: 'PRIVATE', grade: 'PROVINCE' }, PROVINCE_ALONE],
] as const)('%s %s goes to the office that filed: %j', (regionCode, kind, applicant, steps) => {
  expect(stepsOf(regionCode, { grade: 'CITY', ...applicant }, { kind })).toBe(steps);
});

test('the pilot of Hunan has its route already', () => {
  expect(stepsOf('430100', { schoolType: 'TECHNICAL_SCHOOL' }, { day: '2020-06-01' })).toBe(CITY_REVIEW_ASSESS);
});

describe('whose the institution is', () => {
  const renewal = { ...contentOf(EMPTY), filingIds: ['F-1'] };
  const route = (regionCode: string, ownership: typeof INSTITUTION.ownership, schoolType = INSTITUTION.schoolType) => {
    const { parameters } = askedIn(regionCode);
    const institution = { ...INSTITUTION, ownership, schoolType };
    return routeOf('RENEWAL', renewal, factsOf({ regionCode, parameters, institution, filings: [filing()] }));
  };

  test('an imported institution without ownership has a route where it makes no difference', () => {
    expect(route('430100', null)?.steps).toHaveLength(3);
    expect(route('510100', null, 'UNIVERSITY')?.steps).toHaveLength(2);
  });
  test('and none where it does', () => {
    expect(route('510100', null)).toBeUndefined();
    expect(route('510100', 'PROVINCIAL')?.steps[0]?.by).toBe('PROVINCE');
  });
  test('nobody has a route before the applicant is named', () => {
    expect(routeOf('FILING', contentOf(EMPTY), factsOf())).toBeUndefined();
  });
});

test('the table of moves', () => {
  const moves = APPLICATION_STATES.flatMap((from) => APPLICATION_MOVES[from].map((to) => `${from} → ${to}`));
  expect(moves).toEqual([
    'DRAFT → SUBMITTED',
    'DRAFT → WITHDRAWN',
    'SUBMITTED → SUBMITTED',
    'SUBMITTED → RETURNED',
    'SUBMITTED → REFUSED',
    'SUBMITTED → APPROVED',
    'SUBMITTED → PUBLISHED',
    'SUBMITTED → WITHDRAWN',
    'RETURNED → SUBMITTED',
    'RETURNED → WITHDRAWN',
    'APPROVED → PUBLISHED',
    'APPROVED → RETURNED',
    'APPROVED → REFUSED',
    'APPROVED → WITHDRAWN',
  ]);
  const ends = APPLICATION_STATES.filter((from) => !APPLICATION_STATES.some((to) => mayMoveApplication(from, to)));
  expect(ends).toEqual(['PUBLISHED', 'REFUSED', 'WITHDRAWN']);
});
