import Ajv from 'ajv';
import { PARAMETER_NAMES, PARAMETERS } from '../../../src/domain/packs/parameter-shapes';
import type { ParameterName } from '../../../src/domain/packs/parameters';
import { packName } from '../../../src/domain/packs/pack';
import { packSchema } from '../../../src/domain/packs/pack-schema';
import { resolvePack } from '../../../src/domain/packs/resolve-pack';
import { problemsOfPack } from '../../../src/domain/packs/validate-pack';
import { overlay, RELEASE, value } from './packs';

const fits = (name: ParameterName, given: unknown): boolean => PARAMETERS[name].schema.safeParse(given).success;
const tightens = (name: ParameterName, base: unknown, over: unknown): boolean => PARAMETERS[name].tightens(base, over);

const job = (code: string, ...workTypes: string[]) => ({ code, name: '某职业', workTypes });
const condition = (code: string, level: string, priorLevel: string | null = null, priorYears: number | null = null) => ({
  code,
  level,
  title: { zh: '条件', en: 'condition' },
  priorLevel,
  priorYears,
});
const route = (by: string, ...acts: string[]) => ({
  title: { zh: '路径', en: 'route' },
  kinds: null,
  institutionKinds: null,
  schoolTypes: null,
  ownerships: null,
  grades: null,
  audiences: null,
  steps: [...acts, 'RECORD'].map((act) => ({ by, act })),
  basis: ['样例〔2026〕1号 第一条'],
});
const materials = (occasion: string, materials: readonly string[], kinds: readonly string[] | null = null) => ({
  kinds,
  institutionKinds: null,
  schoolTypes: null,
  occasion,
  materials,
  basis: ['样例〔2026〕1号 第一条'],
});
const asked = (condition: string, over: object = {}) => ({
  condition,
  institutionKinds: null,
  schoolTypes: null,
  basis: ['样例〔2026〕1号 第一条'],
  ...over,
});
const prohibited = (...prohibitions: readonly string[]) => asked('NOT_PROHIBITED', { prohibitions });
const year = (holidays: string[], workdays: string[] = []) => ({ holidays, workdays });
const THREE = ['LEVEL_5', 'LEVEL_4', 'LEVEL_3'];
const BOTH = ['NATIONAL_STANDARD', 'EVALUATION_NORM'];
const ONE = ['NATIONAL_STANDARD'];

/** A value, one that asks for more, and one that asks for less. `undefined`: there is none. */
const TABLE: Readonly<Record<ParameterName, readonly [base: unknown, tighter: unknown, looser: unknown]>> = {
  requiredFields: [['name', 'sex'], ['name', 'sex', 'level'], ['name']],
  theorySubstitutes: [['COURSE_EXAM'], [], ['COURSE_EXAM', 'SPECIAL_ABILITY']],
  reviewLevels: [['LEVEL_1'], ['LEVEL_1', 'LEVEL_2'], []],
  passMark: [60, 70, 59.5],
  categoryLetters: [['Y', 'S'], ['Y'], ['Y', 'S', 'J']],
  levelCodes: [{ LEVEL_5: '5', LEVEL_4: '4' }, { LEVEL_5: '5' }, { LEVEL_5: '5', LEVEL_4: '4', SPECIAL_TECHNICIAN: 'T' }],
  numberPatterns: [{}, {}, { SPECIAL_TECHNICIAN: '^[A-Z]{2}[0-9]{20}$' }],
  catalogueEditions: [['2015', '2022'], ['2022'], null],
  allowedMajors: [['3', '4'], ['4'], ['3', '4', '2']],
  ladders: [
    { EMPLOYER: THREE, SOCIAL_ORG: THREE },
    { EMPLOYER: THREE, SOCIAL_ORG: THREE, SCHOOL: ['LEVEL_5'] },
    { EMPLOYER: [...THREE, 'LEVEL_2'], SOCIAL_ORG: THREE, SCHOOL: ['LEVEL_5'] },
  ],
  minAge: [16, 18, 15],
  blockedOccupations: [[job('6-18-02-04', '甲')], [job('6-18-02-04')], [job('6-18-02-04', '乙')]],
  confirmOccupations: [[job('6-18-02-04')], [job('6-18-02-04'), job('6-31-01-03')], [job('6-18-02-04', '甲')]],
  levelLimits: [
    { TECHNICAL_SCHOOL: THREE },
    { TECHNICAL_SCHOOL: ['LEVEL_5'], UNIVERSITY: THREE },
    { UNIVERSITY: ['LEVEL_5'] },
  ],
  allowedBases: [
    { EMPLOYER: BOTH, SOCIAL_ORG: ONE },
    { EMPLOYER: BOTH, SOCIAL_ORG: ONE, SCHOOL: ONE },
    { EMPLOYER: BOTH, SOCIAL_ORG: ONE, SCHOOL: BOTH },
  ],
  eligibilityConditions: [
    { closed: false, conditions: [condition('4-1', 'LEVEL_4', 'LEVEL_5', 2)] },
    { closed: true, conditions: [condition('4-1', 'LEVEL_4', 'LEVEL_5', 3)] },
    { closed: true, conditions: [condition('4-1', 'LEVEL_4', 'LEVEL_5', 1)] },
  ],
  provinceApprovalLevels: [['LEVEL_1'], ['LEVEL_1', 'LEVEL_2'], ['LEVEL_2']],
  noticeDays: [5, 7, null],
  noticeUnit: ['DAY', 'WORKING_DAY', undefined],
  minAssessors: [3, 5, 2],
  oddNumber: [true, true, false],
  minCandidates: [30, 20, 31],
  maxPassRate: [0.9, 0.8, 0.95],
  maxIdenticalShare: [0.3, 0.2, 0.31],
  planLeadWorkingDays: [10, 15, 9],
  planAfterEnrolmentWorkingDays: [20, 10, 21],
  resultsWorkingDays: [20, 10, null],
  certificateDataWorkingDays: [5, 3, 6],
  resubmitWorkingDays: [5, 3, 6],
  reviewWorkingDays: [5, 3, null],
  inactiveMonths: [12, 6, null],
  renewalDays: [90, 120, 60],
  filingTermMonths: [36, 12, 48],
  filingPublicationMonths: [[4, 10], [4], null],
  filingRoutes: [[route('CITY')], [route('PROVINCE'), route('CITY')], undefined],
  filingMaterials: [
    [materials('ITEMS', ['ASSESSOR_PROOF'], ['FILING'])],
    // Asked of everybody, it is asked where it was before.
    [materials('ALWAYS', ['ASSESSOR_PROOF', 'VENUE_PROOF'])],
    [materials('SITES', ['ASSESSOR_PROOF'], ['FILING'])],
  ],
  filingConditions: [
    [asked('QUESTION_BANK', { schoolTypes: ['UNIVERSITY'] }), prohibited('BAD_RECORD')],
    // Asked of everybody, it is asked of whom it was before.
    [asked('QUESTION_BANK'), prohibited('VIOLATIONS'), prohibited('BAD_RECORD'), asked('VENUE_ONCE')],
    [asked('QUESTION_BANK', { schoolTypes: ['NONE'] }), prohibited('BAD_RECORD')],
  ],
  filingNoticeWorkingDays: [5, 7, null],
  siteSerials: [{ from: 1, to: 999 }, { from: 10, to: 99 }, { from: 10, to: 1_000 }],
  scopeChangeAfterMonths: [12, 24, 6],
  noAdditionsAfterViolation: [false, true, undefined],
  measureOffices: [
    { SUSPENSION: 'RECORD', REVOCATION: 'RECORD' },
    { SUSPENSION: 'CITY', REVOCATION: 'PROVINCE' },
    undefined,
  ],
  revocationBarYears: [3, 5, null],
  venueChangeNoticeWorkingDays: [5, 7, null],
  exitAfterIdleMonths: [{ TECHNICAL_SCHOOL: 12 }, { TECHNICAL_SCHOOL: 18 }, { TECHNICAL_SCHOOL: 11 }],
  applicationWorkingDays: [20, 10, 21],
  planWorkingDays: [5, 3, null],
  objectionWorkingDays: [5, 3, 6],
  warningWorkingDays: [2, 3, 1],
  retentionYears: [{ paper: 3, electronic: 5 }, { paper: 5, electronic: 5 }, { paper: 5, electronic: 3 }],
  calendar: [
    { '2027': year(['2027-01-01'], ['2027-02-13']) },
    { '2027': year(['2027-01-01'], ['2027-02-13']), '2028': year([]) },
    { '2028': year([]) },
  ],
};

test.each(PARAMETER_NAMES)('%s: more is tighter, less is not, the same is both', (name) => {
  const [base, tighter, looser] = TABLE[name];
  expect([base, tighter].map((each) => fits(name, each))).toEqual([true, true]);
  expect(tightens(name, base, base)).toBe(true);
  expect(tightens(name, base, tighter)).toBe(true);
  if (looser === undefined) return;
  expect(fits(name, looser)).toBe(true);
  expect(tightens(name, base, looser)).toBe(false);
});

test('where nothing is asked, an overlay may ask; where something is asked, it may not stop', () => {
  const ofNull = PARAMETER_NAMES.filter((each) => fits(each, null) && each !== 'venueChangeNoticeWorkingDays');
  for (const name of ofNull) {
    const [base] = TABLE[name];
    expect(tightens(name, null, base)).toBe(true);
    expect(tightens(name, base, null)).toBe(false);
  }
});

test('the bases of schools count only for institutions with a school type', () => {
  const base = { EMPLOYER: BOTH, SOCIAL_ORG: ONE, SCHOOL: BOTH };
  expect(tightens('allowedBases', base, { EMPLOYER: BOTH, SOCIAL_ORG: ONE })).toBe(true);
  expect(tightens('allowedBases', base, { EMPLOYER: BOTH, SOCIAL_ORG: BOTH, SCHOOL: ONE })).toBe(false);
});

test('conditions: an open list may be added to, a closed one may not', () => {
  const list = (closed: boolean, ...codes: string[]) => ({ closed, conditions: codes.map((code) => condition(code, 'LEVEL_4')) });
  expect(tightens('eligibilityConditions', list(false, '4-1'), list(false, '4-1', '4-2'))).toBe(true);
  expect(tightens('eligibilityConditions', list(true, '4-1'), list(true, '4-1', '4-2'))).toBe(false);
  expect(tightens('eligibilityConditions', list(true, '4-1', '4-2'), list(true, '4-1'))).toBe(true);
  expect(tightens('eligibilityConditions', list(true), list(false))).toBe(false);
  const elsewhere = { closed: false, conditions: [condition('4-1', 'LEVEL_3')] };
  expect(tightens('eligibilityConditions', list(false, '4-1'), elsewhere)).toBe(false);
});

test.each([
  ['requiredFields', ['workType']],
  ['requiredFields', ['name', 'name']],
  ['requiredFields', 'name'],
  ['passMark', '60'],
  ['passMark', 101],
  ['noticeDays', 0],
  ['noticeDays', 2.5],
  ['noticeUnit', 'WEEK'],
  ['minAge', -1],
  ['maxPassRate', 98],
  ['ladders', { EMPLOYER: THREE }],
  ['ladders', { EMPLOYER: THREE, SOCIAL_ORG: ['LEVEL_6'] }],
  ['ladders', { EMPLOYER: THREE, SOCIAL_ORG: THREE, SCHOOLS: THREE }],
  ['levelLimits', { KINDERGARTEN: THREE }],
  ['allowedBases', { EMPLOYER: [], SOCIAL_ORG: ONE }],
  ['levelCodes', { LEVEL_5: '55' }],
  ['numberPatterns', { SPECIAL_TECHNICIAN: '^.*$' }],
  ['numberPatterns', { SPECIAL_TECHNICIAN: '^[A-Z$' }],
  ['numberPatterns', { SPECIAL_TECHNICIAN: '[A-Z]{2}' }],
  ['blockedOccupations', [{ code: '6-18', name: '焊工', workTypes: [] }]],
  ['blockedOccupations', [{ code: '6-18-02-04', workTypes: [] }]],
  ['eligibilityConditions', { closed: true, conditions: [condition('4-1', 'LEVEL_4', null, 3)] }],
  ['eligibilityConditions', { closed: true, conditions: [condition('4-1', 'LEVEL_4'), condition('4-1', 'LEVEL_4', 'LEVEL_5')] }],
  ['filingPublicationMonths', [13]],
  ['filingPublicationMonths', []],
  ['filingRoutes', [{ ...route('CITY'), steps: [] }]],
  ['filingRoutes', [route('COUNTY')]],
  ['filingRoutes', [{ ...route('CITY', 'REVIEW'), steps: [{ by: 'CITY', act: 'REVIEW' }] }]],
  ['filingRoutes', [route('CITY', 'RECORD')]],
  ['filingRoutes', [{ ...route('CITY'), kinds: [] }]],
  ['filingRoutes', [{ ...route('CITY'), schoolTypes: ['KINDERGARTEN'] }]],
  ['filingRoutes', [{ ...route('CITY'), basis: [] }]],
  ['filingMaterials', [materials('NEVER', ['VENUE_PROOF'])]],
  ['filingMaterials', [materials('ALWAYS', [])]],
  ['filingMaterials', [materials('ALWAYS', ['PASSPORT'])]],
  ['filingMaterials', [materials('ALWAYS', ['VENUE_PROOF'], [])]],
  ['filingMaterials', [{ ...materials('ALWAYS', ['VENUE_PROOF']), basis: [] }]],
  ['filingMaterials', [{ ...materials('ALWAYS', ['VENUE_PROOF']), schoolTypes: ['KINDERGARTEN'] }]],
  ['filingConditions', [asked('GOOD_WEATHER')]],
  ['filingConditions', [asked('VENUE_ONCE'), asked('VENUE_ONCE')]],
  ['filingConditions', [asked('VENUE_ONCE', { basis: [] })]],
  ['filingConditions', [asked('VENUE_ONCE', { schoolTypes: ['KINDERGARTEN'] })]],
  ['filingConditions', [asked('VENUE_ONCE', { prohibitions: ['BAD_RECORD'] })]],
  ['filingConditions', [asked('NOT_PROHIBITED')]],
  ['filingConditions', [prohibited()]],
  ['filingConditions', [prohibited('POVERTY')]],
  ['measureOffices', { SUSPENSION: 'COUNTY', REVOCATION: 'RECORD' }],
  ['measureOffices', { SUSPENSION: 'CITY' }],
  ['siteSerials', { from: 2, to: 1 }],
  ['siteSerials', { from: 0, to: 1 }],
  ['siteSerials', { from: 1, to: 1_000_000 }],
  ['venueChangeNoticeWorkingDays', 0],
  ['exitAfterIdleMonths', { TECHNICAL_SCHOOL: 0 }],
  ['exitAfterIdleMonths', { TECHNICAL_SCHOOL: null }],
  ['exitAfterIdleMonths', { KINDERGARTEN: 12 }],
  ['exitAfterIdleMonths', 12],
  ['warningWorkingDays', null],
  ['retentionYears', { paper: 3 }],
  ['calendar', { '2027': year(['2028-01-01']) }],
  ['calendar', { '2027': year(['2027-02-30']) }],
  ['calendar', { '2027': year(['2027-01-01'], ['2027-01-01']) }],
  ['calendar', { '27': year([]) }],
] satisfies readonly (readonly [ParameterName, unknown])[])('%s refuses %j', (name, given) => {
  expect(fits(name, given)).toBe(false);
});

const saidOf = (content: unknown): readonly string[] => problemsOfPack(content).map(({ en }) => en);

test('problems are said by place, in words', () => {
  const parameters = {
    ladders: value({ EMPLOYER: THREE, SOCIAL_ORG: ['LEVEL_6'] }),
    levelLimits: value({ SCHOOL: THREE }),
    noticeDays: { value: 7 },
    NoticeDays: value(7),
    speed: value(1),
    passMark: { ...value(60), unit: 'points' },
  };
  const rules = { 'cmp-1': { enabled: true, basis: ['x'] }, 'CMP-001': { enabld: true, basis: [] } };
  expect(saidOf({ ...overlay({}), parameters, rules, grants: [{ of: 'passMark' }], form: '2026' })).toEqual([
    'parameters.passMark.unit is unknown',
    'parameters.ladders.value.SOCIAL_ORG.0 is none of APPRENTICE, LEVEL_5, LEVEL_4, LEVEL_3, LEVEL_2, LEVEL_1, SPECIAL_TECHNICIAN, CHIEF_TECHNICIAN',
    'parameters.levelLimits.value.SCHOOL is unknown',
    'parameters.noticeDays.basis is missing',
    'parameters.NoticeDays is unknown; did you mean noticeDays?',
    'parameters.speed is unknown',
    'rules.cmp-1 is no code of a rule',
    'rules.CMP-001.basis has too few entries (at least 1)',
    'rules.CMP-001.enabld is unknown; did you mean enabled?',
    'grants.0.basis is missing',
    'grants.0.reason is missing',
    'form is unknown',
  ]);
  expect(saidOf({ ...overlay({}), from: '2026-02-30' })).toEqual(['from is no day of the calendar']);
  expect(saidOf({ ...overlay({}), to: '2025-12-31' })).toEqual(['to lies before from']);
  expect(saidOf({ ...overlay({}), region: '510104' })).toEqual([
    'region is no code of the nation, a province or a city (GB/T 2260)',
  ]);
  expect(saidOf(null)).toEqual(['the pack is not of type object']);
});

test('every problem is said in Chinese too, by the same place', () => {
  const parameters = { noticeDay: value(7), passMark: value(101), categoryLetters: value(['a']), minAge: { value: 16 } };
  expect(problemsOfPack({ ...overlay({}), parameters, from: '2026-02-30' }).map(({ zh }) => zh)).toEqual([
    'from 不是历法中的日期',
    'parameters.passMark.value 不得大于 100',
    'parameters.categoryLetters.value.0 应为一个大写字母',
    'parameters.minAge.basis 缺失,请补上',
    'parameters.noticeDay 无法识别,是否应为 noticeDays?',
  ]);
});

test('the JSON Schema takes the packs of the release and refuses a typing error', () => {
  const validate = new Ajv({ allErrors: true }).compile(packSchema());
  for (const pack of RELEASE) expect({ pack: packName(pack), fits: validate(pack) }).toEqual({ pack: packName(pack), fits: true });
  expect(validate(overlay({ parameters: { noticeDay: value(7) } }))).toBe(false);
  expect(validate(overlay({ parameters: { noticeDays: value(0) } }))).toBe(false);
});

test('every value of the release names clauses, and a clause without a number says where its number comes from', () => {
  const documents = /^(人社|国家|国务院|内人社办发〔2024〕53号 第|湘人社函〔2020〕47号 |闽劳鉴〔2023〕10号 第|川 2021-06-16 通知 |攀学院〔2024〕63号 第)/;
  for (const { parameters, jurisdiction } of RELEASE) {
    for (const { basis } of Object.values(parameters)) {
      expect(basis.filter((clause) => !documents.test(clause))).toEqual([]);
    }
    const terms = ['resultsWorkingDays', 'certificateDataWorkingDays', 'resubmitWorkingDays', 'reviewWorkingDays'];
    const unexplained = terms.filter((name) => name in parameters && parameters[name]?.note === undefined);
    expect({ jurisdiction, unexplained }).toEqual({ jurisdiction, unexplained: [] });
  }
  const { eligibilityConditions } = resolvePack(RELEASE, '510100', '2026-06-01').parameters;
  expect(eligibilityConditions.conditions).toContainEqual(expect.objectContaining({ code: '3-2', level: 'LEVEL_3', priorLevel: null }));
});
