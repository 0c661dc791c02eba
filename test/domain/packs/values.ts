/** For every parameter, any value of its shape; small worlds, so that values meet one another. */
import * as fc from 'fast-check';
import type { ParameterName } from '../../../src/domain/packs/parameters';

const LEVELS = ['LEVEL_5', 'LEVEL_4', 'LEVEL_3', 'LEVEL_2'] as const;
export const SOME_CODES = ['4-01', '4-02', '3-01'] as const;
export const SOME_OCCUPATIONS = ['6-18-02-04', '6-31-01-03'] as const;
export const SOME_WORK_TYPES = ['甲', '乙'] as const;

const some = <Entry>(entries: readonly Entry[], minLength = 0) => fc.subarray([...entries], { minLength });
const levels = some(LEVELS);
const orNull = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null });
const whole = (min: number, max: number) => fc.integer({ min, max });
const workingDays = orNull(whole(0, 12));
const byKind = <Value>(values: fc.Arbitrary<Value>) =>
  fc.record({ EMPLOYER: values, SOCIAL_ORG: values, SCHOOL: values }, { requiredKeys: ['EMPLOYER', 'SOCIAL_ORG'] });
const bySchool = <Value>(values: fc.Arbitrary<Value>) =>
  fc.record({ TECHNICIAN_COLLEGE: values, TECHNICAL_SCHOOL: values }, { requiredKeys: [] });
const listed = fc.uniqueArray(
  fc.record({ code: fc.constantFrom(...SOME_OCCUPATIONS), name: fc.constant('某职业'), workTypes: some(SOME_WORK_TYPES) }),
  { maxLength: 3, selector: (entry) => JSON.stringify(entry) },
);
const condition = fc
  .record({
    code: fc.constantFrom(...SOME_CODES),
    level: fc.constantFrom(...LEVELS.slice(0, 2)),
    title: fc.constant({ zh: '条件', en: 'condition' }),
    priorLevel: orNull(fc.constantFrom(...LEVELS.slice(0, 2))),
    priorYears: orNull(whole(0, 3)),
  })
  .map((each) => (each.priorLevel === null ? { ...each, priorYears: null } : each));
const conditions = fc.uniqueArray(condition, { maxLength: 4, selector: ({ code, level }) => `${code} ${level}` });
const route = fc
  .record({ by: fc.constantFrom('CITY', 'PROVINCE'), kinds: orNull(some(['FILING', 'RENEWAL'], 1)) })
  .map(({ by, kinds }) => ({
    title: { zh: '路径', en: 'route' },
    kinds,
    institutionKinds: null,
    schoolTypes: null,
    ownerships: null,
    grades: null,
    audiences: null,
    steps: [{ by, act: 'RECORD' }],
    basis: ['样例〔2026〕1号 第一条'],
  }));
const basis = ['样例〔2026〕1号 第一条'];
const materials = fc.uniqueArray(
  fc.record({
    kinds: orNull(some(['FILING', 'SITE'], 1)),
    institutionKinds: orNull(some(['EMPLOYER', 'SOCIAL_ORG'], 1)),
    schoolTypes: orNull(some(['NONE', 'UNIVERSITY'], 1)),
    occasion: fc.constantFrom('ALWAYS', 'SITES', 'ITEMS'),
    materials: some(['APPLICATION_FORM', 'VENUE_PROOF'], 1),
    basis: fc.constant(basis),
  }),
  { maxLength: 3, selector: (each) => JSON.stringify(each) },
);
const asked = fc.uniqueArray(
  fc
    .record({
      condition: fc.constantFrom('NOT_PROHIBITED', 'QUESTION_BANK'),
      institutionKinds: orNull(some(['EMPLOYER', 'SOCIAL_ORG'], 1)),
      schoolTypes: orNull(some(['NONE', 'UNIVERSITY'], 1)),
      prohibitions: some(['BAD_RECORD', 'VIOLATIONS'], 1),
      basis: fc.constant(basis),
    })
    .map(({ prohibitions, ...each }) => (each.condition === 'NOT_PROHIBITED' ? { ...each, prohibitions } : each)),
  { maxLength: 3, selector: (each) => JSON.stringify(each) },
);
const calendarYear = (year: string) =>
  fc
    .uniqueArray(fc.constantFrom(`${year}-01-01`, `${year}-02-10`, `${year}-02-13`))
    .chain((days) => whole(0, days.length).map((cut) => ({ holidays: days.slice(0, cut), workdays: days.slice(cut) })));

export const VALUES: Readonly<Record<ParameterName, fc.Arbitrary<unknown>>> = {
  requiredFields: some(['name', 'sex', 'level']),
  theorySubstitutes: some(['COURSE_EXAM', 'SPECIAL_ABILITY']),
  reviewLevels: levels,
  passMark: whole(0, 100),
  categoryLetters: some(['Y', 'S', 'J'], 1),
  levelCodes: fc.record({ LEVEL_5: fc.constantFrom('5', 'A'), LEVEL_4: fc.constant('4') }, { requiredKeys: [] }),
  numberPatterns: fc.record({ SPECIAL_TECHNICIAN: fc.constantFrom('^[A-Z]{2}[0-9]{20}$', '^Y[0-9]{21}$') }, { requiredKeys: [] }),
  catalogueEditions: orNull(some(['2015', '2022'], 1)),
  allowedMajors: some(['3', '4', '5', '6'], 1),
  ladders: byKind(levels),
  minAge: whole(14, 20),
  blockedOccupations: listed,
  confirmOccupations: listed,
  levelLimits: bySchool(levels),
  allowedBases: byKind(some(['NATIONAL_STANDARD', 'EVALUATION_NORM'], 1)),
  eligibilityConditions: fc.record({ closed: fc.boolean(), conditions }),
  provinceApprovalLevels: levels,
  noticeDays: orNull(whole(1, 12)),
  noticeUnit: fc.constantFrom('DAY', 'WORKING_DAY'),
  minAssessors: whole(0, 9),
  oddNumber: fc.boolean(),
  minCandidates: whole(1, 60),
  maxPassRate: whole(0, 10).map((tenths) => tenths / 10),
  maxIdenticalShare: whole(0, 10).map((tenths) => tenths / 10),
  planLeadWorkingDays: workingDays,
  planAfterEnrolmentWorkingDays: workingDays,
  resultsWorkingDays: workingDays,
  certificateDataWorkingDays: workingDays,
  resubmitWorkingDays: workingDays,
  reviewWorkingDays: workingDays,
  inactiveMonths: orNull(whole(1, 24)),
  renewalDays: orNull(whole(1, 120)),
  filingTermMonths: orNull(whole(1, 48)),
  filingPublicationMonths: orNull(some([1, 4, 10], 1)),
  filingRoutes: fc.uniqueArray(route, { maxLength: 2, selector: (each) => JSON.stringify(each) }),
  filingMaterials: materials,
  filingConditions: asked,
  filingNoticeWorkingDays: workingDays,
  siteSerials: fc.tuple(whole(1, 50), whole(50, 99)).map(([from, to]) => ({ from, to })),
  scopeChangeAfterMonths: orNull(whole(1, 24)),
  noAdditionsAfterViolation: fc.boolean(),
  measureOffices: fc.record({
    SUSPENSION: fc.constantFrom('RECORD', 'CITY', 'PROVINCE'),
    REVOCATION: fc.constantFrom('RECORD', 'PROVINCE'),
  }),
  revocationBarYears: orNull(whole(1, 5)),
  venueChangeNoticeWorkingDays: orNull(whole(1, 12)),
  exitAfterIdleMonths: fc.record({ TECHNICAL_SCHOOL: whole(1, 24), NONE: whole(1, 24) }, { requiredKeys: [] }),
  applicationWorkingDays: workingDays,
  planWorkingDays: workingDays,
  objectionWorkingDays: workingDays,
  warningWorkingDays: whole(0, 5),
  retentionYears: fc.record({ paper: whole(1, 6), electronic: whole(1, 6) }),
  calendar: fc.record({ '2027': calendarYear('2027'), '2028': calendarYear('2028') }, { requiredKeys: [] }),
};
