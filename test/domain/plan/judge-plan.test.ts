import { filingPlaces, judgePlan } from '../../../src/domain/plan/judge-plan';
import { PLAN_EXAM_DAYS_MAX, PLAN_ROSTER_MAX, type PlanFiling } from '../../../src/domain/plan/plan-filing';
import type { PlanWorld } from '../../../src/domain/plan/judge-plan';
import { daysAfter } from '../../../src/domain/calendar/dates';
import { keptRoster } from '../../../src/domain/plan/plan-roster';
import { rosterDigest } from '../../../src/domain/certificate/roster';
import {
  FILED_ON,
  filingOf,
  planFiling,
  planSite,
  planWorld,
  REGISTERED,
  residentId,
  rosterOf,
  SITE,
  staffMember,
} from '../../kit/plan-case';

const fields = (change: Partial<PlanFiling>): string[] =>
  filingPlaces(planFiling(change), FILED_ON).map(({ field, record }) =>
    record === null ? `${field}` : `${field}#${record}`,
  );

test('a filing in order is without fault', () => {
  expect(filingPlaces(planFiling(), FILED_ON)).toEqual([]);
  expect(judgePlan(planFiling(), FILED_ON, planWorld())).toBeUndefined();
});

describe('what can be said without the world', () => {
  test.each<[string, Partial<PlanFiling>, string[]]>([
    ['a number that is none', { planNo: '计划一' }, ['planNo']],
    ['days that are none', { examFrom: '2026-02-30', examTo: 'x' }, ['examFrom', 'examTo']],
    ['days in the wrong order', { examFrom: '2026-06-17', examTo: '2026-06-16' }, ['examTo']],
    ['yesterday', { examFrom: '2026-05-31' }, ['examFrom']],
    ['today', { examFrom: FILED_ON }, []],
    ['the longest exam', { examTo: daysAfter('2026-06-16', PLAN_EXAM_DAYS_MAX - 1) }, []],
    ['a day longer', { examTo: daysAfter('2026-06-16', PLAN_EXAM_DAYS_MAX) }, ['examTo']],
    ['three years ahead', { examFrom: '2029-06-16', examTo: '2029-06-16' }, ['examFrom']],
    ['enrolment after the exam', { enrolmentClosedOn: '2026-06-17' }, ['enrolmentClosedOn']],
    ['an occupation that is none', { occupationCode: '电工' }, ['occupationCode']],
    ['a level that is none', { level: 'LEVEL_9' }, ['level']],
    ['nobody it is for', { audience: [] }, ['audience']],
    [
      'somebody twice and somebody unknown',
      { audience: ['OWN_STUDENT', 'X', 'OWN_STUDENT'] },
      ['audience/1', 'audience/2'],
    ],
    ['no candidates', { headcount: 0, roster: null }, ['headcount']],
    ['an assessor twice', { assessors: ['A1', 'A2', 'A1'] }, ['assessors/2']],
    ['several at once', { planNo: '!', level: 'X', siteCode: 'x' }, ['planNo', 'level', 'siteCode']],
  ])('%s', (_what, change, expected) => {
    expect(fields(change)).toEqual(expected);
  });

  test.each<[string, Partial<PlanFiling>, string[]]>([
    ['more people than planned', { roster: rosterOf(4) }, ['roster']],
    ['as many as planned', { roster: rosterOf(3) }, []],
    ['none', { roster: null }, []],
    ['both kinds', { rosterDigests: [] }, ['rosterDigests']],
    ['a wrong check character', { roster: [{ idType: 'RESIDENT_ID', idNumber: '990000199001010019' }] }, ['roster#1']],
    ['a passport', { roster: [{ idType: 'PASSPORT', idNumber: 'e12345678' }] }, []],
    ['an unknown document', { roster: [{ idType: 'X', idNumber: '1' }] }, ['roster#1']],
    ['plain numbers as digests', { roster: null, rosterDigests: [residentId(1)] }, ['rosterDigests#1']],
    [
      'digests without a number of its own',
      { planNo: null, roster: null, rosterDigests: ['ab'.repeat(32)] },
      ['planNo'],
    ],
    ['a digest twice', { roster: null, rosterDigests: ['ab'.repeat(32), 'ab'.repeat(32)] }, ['rosterDigests#2']],
  ])('roster: %s', (_what, change, expected) => {
    expect(fields(change)).toEqual(expected);
  });

  test('one person twice is named by both positions, and not by what was sent', () => {
    const [first, second] = rosterOf(2);
    const roster = [
      first,
      second,
      { idType: 'RESIDENT_ID', idNumber: ` ${first?.idNumber ?? ''} ` },
    ] as PlanFiling['roster'];
    const places = filingPlaces(planFiling({ roster }), FILED_ON);
    expect(places).toEqual([
      {
        record: 3,
        field: 'roster',
        message: { zh: '第 3 人与第 1 人为同一人', en: 'Entries 1 and 3 are the same person' },
      },
    ]);
    expect(JSON.stringify(places)).not.toContain(first?.idNumber);
  });

  test('a roster beyond the limit', () => {
    expect(fields({ headcount: PLAN_ROSTER_MAX + 1, roster: rosterOf(PLAN_ROSTER_MAX + 1) })).toEqual(['roster']);
  });

  test('10,000 people are looked at and digested in well under a second', () => {
    const filing = planFiling({ headcount: 10_000, roster: rosterOf(10_000) });
    const begun = performance.now();
    expect(filingPlaces(filing, FILED_ON)).toEqual([]);
    const kept = keptRoster('P1', filing);
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(kept).toHaveLength(10_000);
    expect(kept).toContain(rosterDigest('P1', 'RESIDENT_ID', residentId(9_999)));
  });
});

describe('against the world', () => {
  const judged = (change: Partial<PlanFiling>, world: Partial<PlanWorld> = {}) => {
    const judgement = judgePlan(planFiling(change), FILED_ON, planWorld(world));
    return judgement && [judgement.code, ...judgement.places.map(({ field }) => field)];
  };
  const withStaff = (...members: readonly ReturnType<typeof staffMember>[]) => ({
    register: new Map([...REGISTERED.map((id) => staffMember(id)), ...members].map((member) => [member.id, member])),
  });

  test.each<[string, Partial<PlanFiling>, Partial<PlanWorld>, (string | null)[] | undefined]>([
    [
      'another occupation',
      { occupationCode: '6-31-01-04' },
      {},
      ['PLAN_INVALID', 'occupationCode', 'assessors/0', 'assessors/1', 'assessors/2'],
    ],
    ['a level that is not filed', { level: 'LEVEL_2' }, {}, ['PLAN_INVALID', 'level']],
    ['another audience', { audience: ['EXTERNAL'] }, {}, ['PLAN_INVALID', 'audience/0']],
    ['a site of somebody else', { siteCode: 'S000043009009' }, {}, ['PLAN_INVALID', 'siteCode', 'siteCode']],
    [
      'a site that the filing is not for',
      {},
      { filings: [filingOf({ siteCodes: ['S000043009002'] })] },
      ['PLAN_INVALID', 'siteCode'],
    ],
    [
      'a site that closes before the last day',
      {},
      { sites: [planSite(SITE, { to: '2026-06-16' })] },
      ['PLAN_INVALID', 'siteCode'],
    ],
    ['a site that closes with the last day', {}, { sites: [planSite(SITE, { to: '2026-06-17' })] }, undefined],
    [
      'a filing that ends before the last day',
      {},
      { filings: [filingOf({ to: '2026-06-16' })] },
      ['PLAN_INVALID', 'examFrom'],
    ],
    ['a filing that ends with the last day', {}, { filings: [filingOf({ to: '2026-06-17' })] }, undefined],
    [
      'a filing suspended on the last day',
      {},
      { filings: [filingOf({ interruptions: [{ kind: 'SUSPENDED', from: '2026-06-17', to: null }] })] },
      ['PLAN_INVALID', 'examFrom'],
    ],
    ['two assessors', { assessors: ['A1', 'A2'] }, {}, ['PLAN_INVALID', 'assessors']],
    ['four assessors', { assessors: ['A1', 'A2', 'A3', 'A4'] }, {}, ['PLAN_INVALID', 'assessors']],
    ['five assessors', { assessors: ['A1', 'A2', 'A3', 'A4', 'A5'] }, {}, undefined],
    ['an assessor who is not registered', { assessors: ['A1', 'A2', 'A9'] }, {}, ['PLAN_INVALID', 'assessors/2']],
    [
      'an assessor of another occupation',
      {},
      withStaff(staffMember('A2', { occupationCodes: ['6-31-01-04'] })),
      ['PLAN_INVALID', 'assessors/1'],
    ],
    [
      'an assessor whose term ends before the last day',
      {},
      withStaff(staffMember('A2', { to: '2026-06-16' })),
      ['PLAN_INVALID', 'assessors/1'],
    ],
    [
      'an assessor whose term ends with the last day',
      {},
      withStaff(staffMember('A2', { to: '2026-06-17' })),
      undefined,
    ],
    [
      'an assessor barred on the last day',
      {},
      withStaff(staffMember('A3', { barred: [{ from: '2026-06-17', to: null }] })),
      ['PLAN_INVALID', 'assessors/2'],
    ],
    [
      'an assessor barred until the day before',
      {},
      withStaff(staffMember('A3', { barred: [{ from: '2026-01-01', to: '2026-06-15' }] })),
      undefined,
    ],
    [
      'a barred trainer',
      {},
      withStaff(staffMember('T1', { barred: [{ from: '2026-01-01', to: null }] })),
      ['PLAN_INVALID', 'trainers/0'],
    ],
    ['an invigilator who is not registered', { invigilators: ['I9'] }, {}, undefined],
    [
      'a supervisor who is not registered',
      { internalSupervisors: ['D9'] },
      {},
      ['PLAN_INVALID', 'internalSupervisors/0'],
    ],
    [
      'a supervisor who is registered as an assessor',
      { internalSupervisors: ['A4'] },
      {},
      ['PLAN_INVALID', 'internalSupervisors/0'],
    ],
    ['a supervisor who trains', { trainers: ['D1'] }, {}, ['PLAN_INVALID', 'internalSupervisors/0']],
    ['an invigilator who trains', { invigilators: ['T1'] }, {}, ['PLAN_INVALID', 'invigilators/0']],
    ['an assessor who trains', { trainers: ['A1'] }, {}, undefined],
    ['the first day that is early enough', { examFrom: '2026-06-13' }, {}, undefined],
    ['the day before', { examFrom: '2026-06-12' }, {}, ['PLAN_TOO_LATE', 'examFrom']],
    [
      'late, and the wrong level',
      { examFrom: '2026-06-10', level: 'LEVEL_1' },
      {},
      ['PLAN_INVALID', 'level', 'examFrom'],
    ],
  ])('%s', (_what, change, world, expected) => {
    expect(judged(change, world)).toEqual(expected);
  });

  test('too late says the first possible exam day, an unpublished calendar its year', () => {
    const late = judgePlan(planFiling({ examFrom: '2026-06-05' }), FILED_ON, planWorld());
    expect(late?.places[0]?.message.zh).toContain('2026-06-13');
    const filings = [filingOf({ to: null })];
    const register = new Map(REGISTERED.map((id) => [id, staffMember(id, { to: null })]));
    const next = planFiling({ examFrom: '2027-01-20', examTo: '2027-01-20' });
    const unpublished = judgePlan(next, '2026-12-28', planWorld({ filings, register }));
    expect(unpublished).toMatchObject({ code: 'CALENDAR_UNPUBLISHED', places: [{ field: 'examFrom' }] });
    expect(unpublished?.places[0]?.message.zh).toContain('2027');
  });
});
