/** Results and their notice on a real database: what is kept, what is shown to whom, and when a notice closes. */
import type { Refusal } from '../../src/app/refusal';
import { openTerm } from '../../src/app/deadlines/open-term';
import { confirmProposal } from '../../src/app/proposals/decide-proposal';
import { closeNotice, closeNotices } from '../../src/app/results/close-notices';
import { RESULTS_ENTRIES_MAX } from '../../src/app/results/results-limits';
import { submitResults, type GivenResults } from '../../src/app/results/submit-results';
import { proposeResultsWithdrawal } from '../../src/app/results/withdraw-by-office';
import { withdrawResults } from '../../src/app/results/withdraw-results';
import { rosterDigest } from '../../src/domain/certificate/roster';
import { territoryOf } from '../../src/domain/tenancy/territory';
import {
  digestOf,
  entryOf,
  FOREIGN,
  OTHER_CITY,
  OWN,
  PLAN_NO,
  resultsDesk,
  SECOND_CITY,
  type ResultsDesk,
} from '../kit/results-desk';
import { CITY, NATION, OPERATOR, PROVINCE } from '../kit/waiting-batch';

jest.setTimeout(60_000);

const PAGE = { first: 50, after: null };
const ANY = { regionCode: null, institutionCode: null, planNo: null };
const GIVEN: GivenResults = {
  planNo: PLAN_NO,
  entries: [entryOf(1), entryOf(2), entryOf(3, false)],
  noticeFrom: null,
  noticeTo: null,
};
const ofCode = (answer: { readonly kind: string }): string => (answer as Refusal).code;

let desk: ResultsDesk;
beforeEach(async () => {
  desk = await resultsDesk();
});
afterEach(() => desk.bench.close());

test('masks and a digest are kept of a person, and nothing else', async () => {
  const results = await desk.submit();
  expect(results).toMatchObject({
    state: 'ON_NOTICE',
    revision: 1,
    noticeFrom: '2025-12-29',
    noticeTo: '2026-01-04',
    candidates: 3,
    passed: 2,
  });
  const rows = await desk.bench.source.query('SELECT * FROM results_entry ORDER BY entry_no');
  expect(rows[0]).toEqual({
    results_id: results.id,
    entry_no: 1,
    name_masked: '张**',
    id_type: 'RESIDENT_ID',
    id_number_masked: `51${'*'.repeat(14)}${entryOf(1).idNumber.slice(-2)}`,
    person_key: digestOf(`RESIDENT_ID\n${entryOf(1).idNumber}`),
    passed: true,
    struck_at: null,
  });
  const told = await desk.bench.source.query('SELECT * FROM notification');
  expect(told).toHaveLength(1);
  const everything = JSON.stringify([await desk.bench.source.query('SELECT * FROM results'), rows, told]);
  expect(everything).not.toContain(entryOf(1).idNumber);
  expect(everything).not.toContain(entryOf(1).name);
});

test('every place at fault is said at once, and nothing is stored', async () => {
  const entries = [entryOf(1), { ...entryOf(2), passed: false }, entryOf(1)];
  const answer = await submitResults(desk.hub, OWN, { ...GIVEN, entries });
  expect(answer).toMatchObject({ code: 'RESULTS_INVALID', placesTotal: 3 });
  expect((answer as Refusal).places.map(({ record, field }) => `${record} ${field}`)).toEqual([
    '1 idNumber',
    '2 passed',
    '3 idNumber',
  ]);
  expect(JSON.stringify(answer)).not.toContain(entryOf(1).idNumber);
  expect(await desk.bench.source.query('SELECT FROM results')).toEqual([]);
});

test('a roster holds whom it names', async () => {
  await desk.bench.source.query('UPDATE plan SET roster = $1', [
    JSON.stringify([1, 2].map((serial) => rosterDigest(PLAN_NO, 'RESIDENT_ID', entryOf(serial).idNumber))),
  ]);
  expect(await submitResults(desk.hub, OWN, GIVEN)).toMatchObject({
    code: 'RESULTS_INVALID',
    placesTotal: 1,
    places: [{ record: 3, field: 'idNumber' }],
  });
});

test.each<[string, Partial<GivenResults>, string, string]>([
  ['before the last exam day', {}, '2025-12-26', 'RESULTS_TOO_EARLY'],
  ['a day short', { noticeTo: '2026-01-03' }, '2025-12-29', 'NOTICE_TOO_SHORT'],
  ['from yesterday on', { noticeFrom: '2025-12-28' }, '2025-12-29', 'NOTICE_INVALID'],
  ['no such plan', { planNo: 'P-NONE' }, '2025-12-29', 'PLAN_UNKNOWN'],
  ['nobody', { entries: [] }, '2025-12-29', 'RESULTS_INVALID'],
])('%s is refused', async (_title, change, day, code) => {
  desk.setDay(day);
  expect(ofCode(await submitResults(desk.hub, OWN, { ...GIVEN, ...change }))).toBe(code);
});

test('a notice that is too short hears the first lawful last day', async () => {
  const answer = await submitResults(desk.hub, OWN, { ...GIVEN, noticeTo: '2026-01-03' });
  expect(answer).toMatchObject({ places: [{ field: 'noticeTo', message: { zh: '最早 2026-01-04' } }] });
});

test('a plan that is not approved has no results, and another’s plan is none', async () => {
  expect(ofCode(await submitResults(desk.hub, FOREIGN, GIVEN))).toBe('PLAN_UNKNOWN');
  expect(ofCode(await submitResults(desk.hub, CITY, GIVEN))).toBe('FORBIDDEN');
  await desk.bench.source.query(`UPDATE plan SET status = 'FILED'`);
  expect(ofCode(await submitResults(desk.hub, OWN, GIVEN))).toBe('RESULTS_TOO_EARLY');
});

test('the same again, also twice at once, is one submission', async () => {
  const answers = await Promise.all([submitResults(desk.hub, OWN, GIVEN), submitResults(desk.hub, OWN, GIVEN)]);
  expect(answers.map((answer) => 'repeated' in answer && answer.repeated).sort()).toEqual([false, true]);
  expect(await desk.bench.source.query('SELECT FROM results')).toHaveLength(1);
});

test('before its notice a submission is replaced, on notice it is not', async () => {
  const first = await desk.submit({ noticeFrom: '2025-12-31' });
  expect(first.state).toBe('SUBMITTED');
  const second = await desk.submit({ noticeFrom: '2025-12-30' });
  expect([second.revision, await desk.stateOf(first.id)]).toEqual([2, 'WITHDRAWN']);
  // The first day counts, whether the clock's job has come by or not.
  desk.setDay('2025-12-30');
  expect(await submitResults(desk.hub, OWN, { ...GIVEN, noticeFrom: '2025-12-31' })).toMatchObject({
    code: 'RESULTS_STATE_CONFLICT',
    existingId: second.id,
  });
});

test('the clock opens, closes after the last day, and starts the term for certificate data', async () => {
  await desk.bench.close();
  desk = await resultsDesk({ certificateDataWorkingDays: 10 });
  const { id } = await desk.submit({ noticeFrom: '2025-12-30' });
  expect(await closeNotices(desk.hub)).toMatchObject({ opened: 0, closed: 0, told: 0 });
  desk.setDay('2025-12-30');
  expect(await closeNotices(desk.hub)).toMatchObject({ opened: 1, closed: 0 });
  desk.setDay('2026-01-05');
  expect(await closeNotices(desk.hub)).toMatchObject({ opened: 0, closed: 0 });
  desk.setDay('2026-01-06');
  expect(await closeNotices(desk.hub)).toMatchObject({ closed: 1 });
  expect(await desk.stateOf(id)).toBe('CLOSED');
  const [decision] = await desk.bench.source.query(`SELECT act, decided_by, role FROM decision`);
  expect(decision).toEqual({ act: 'NOTICE_CLOSED', decided_by: 'clock', role: 'CLOCK' });
  const [term] = await desk.bench.source.query(
    `SELECT subject_kind, subject_id FROM deadline WHERE term = 'CERTIFICATE_DATA'`,
  );
  expect(term).toEqual({ subject_kind: 'PLAN', subject_id: PLAN_NO });
});

test('two closers at once close once', async () => {
  const { id } = await desk.submit();
  desk.setDay('2026-01-05');
  const seen = await Promise.all([1, 2, 3].map(() => closeNotice(desk.hub, { resultsId: id })));
  expect(seen.map(({ kind }) => kind).sort()).toEqual(['closed', 'nothing-to-do', 'nothing-to-do']);
  expect(await desk.bench.source.query(`SELECT FROM decision WHERE act = 'NOTICE_CLOSED'`)).toHaveLength(1);
});

test('anybody reads a notice while it lasts, the institution and its offices always', async () => {
  const { id } = await desk.submit({ noticeFrom: '2025-12-30' });
  const { views } = desk.hub;
  const shown = async (day: string): Promise<readonly [number, boolean, number | undefined]> => [
    (await views.notices(day, ANY, PAGE)).total,
    (await views.notice(day, id)) !== undefined,
    (await views.noticeEntries(day, id, PAGE))?.total,
  ];
  expect(await shown('2025-12-29')).toEqual([0, false, undefined]);
  // By the day, also where no worker opened it.
  expect(await shown('2025-12-30')).toEqual([1, true, 3]);
  const entries = await views.noticeEntries('2025-12-30', id, { first: 1, after: null });
  expect(entries?.items).toMatchObject([{ entryNo: 1, name: '张**', passed: true, struck: false }]);
  expect(JSON.stringify(entries)).not.toMatch(/\d{6}|Score|person/);
  desk.setDay('2026-01-06');
  await closeNotices(desk.hub);
  await closeNotices(desk.hub);
  expect(await shown('2026-01-06')).toEqual([0, false, undefined]);
  const filter = { ...ANY, state: null };
  for (const caller of [OWN, CITY, PROVINCE, NATION, OPERATOR]) {
    expect((await views.results(territoryOf(caller), filter, PAGE)).total).toBe(1);
    expect((await views.resultsEntries(territoryOf(caller), id, PAGE))?.total).toBe(3);
  }
  for (const caller of [FOREIGN, OTHER_CITY]) {
    expect((await views.results(territoryOf(caller), filter, PAGE)).total).toBe(0);
    expect(await views.resultsEntries(territoryOf(caller), id, PAGE)).toBeUndefined();
  }
});

test('notices are found by region, institution and plan', async () => {
  await desk.submit();
  const totalOf = async (change: object): Promise<number> =>
    (await desk.hub.views.notices('2025-12-29', { ...ANY, ...change }, PAGE)).total;
  expect(await totalOf({ regionCode: '510000', institutionCode: '0001', planNo: PLAN_NO })).toBe(1);
  expect(await totalOf({ regionCode: '510100' })).toBe(1);
  expect(await totalOf({ regionCode: '000000' })).toBe(1);
  expect(await totalOf({ regionCode: '430000' })).toBe(0);
  expect(await totalOf({ institutionCode: '0002' })).toBe(0);
});

describe('withdrawal', () => {
  const withdraw = (id: string, caller = OWN, change: object = {}) =>
    withdrawResults(desk.hub, caller, {
      id,
      reason: '成绩登记有误',
      basis: ['湘人社函〔2020〕47号 四(二)'],
      ...change,
    });

  test('the institution takes back what is on notice, and submits anew', async () => {
    const { id } = await desk.submit();
    expect(await withdraw(id)).toMatchObject({ kind: 'withdrawn', planNo: PLAN_NO });
    expect(await withdraw(id)).toMatchObject({ kind: 'withdrawn' });
    expect((await desk.submit()).revision).toBe(2);
    expect(ofCode(await withdraw((await desk.submit()).id, CITY))).toBe('FORBIDDEN');
  });

  test('a number of a person is no reason', async () => {
    const { id } = await desk.submit();
    expect(await withdraw(id, OWN, { reason: '51010119900101123X' })).toMatchObject({ places: [{ field: 'reason' }] });
  });

  test('outside the wall there are no results', async () => {
    const { id } = await desk.submit();
    expect(ofCode(await withdraw(id, FOREIGN))).toBe('RESULTS_NOT_FOUND');
    expect(ofCode(await withdraw('x'))).toBe('RESULTS_NOT_FOUND');
  });

  test('closed results are no longer the institution’s to take back', async () => {
    const { id } = await desk.submit();
    desk.setDay('2026-01-05');
    await closeNotices(desk.hub);
    expect(ofCode(await withdraw(id))).toBe('RESULTS_STATE_CONFLICT');
  });
});

test('results by which nobody passed end the term of the upload; taken back, it runs again', async () => {
  await desk.bench.close();
  desk = await resultsDesk({ noticeDays: null, resultsWorkingDays: 20, certificateDataWorkingDays: 10 });
  await desk.bench.source.query(
    `INSERT INTO plan_case (plan_no, institution_code, region_code, state, revision, through_hub, audience, remarks,
                            content_key, filed_by, filed_at)
     VALUES ($1, '0001', '510100', 'APPROVED', 1, true, '{}', '[]', '\\x00', 'institution', '2025-11-01')`,
    [PLAN_NO],
  );
  const subject = { kind: 'PLAN', id: PLAN_NO } as const;
  const event = { subject, institutionCode: '0001', regionCode: '510100', on: '2025-12-27' };
  await desk.hub.transaction((stores) => openTerm(desk.hub, stores, { ...event, term: 'RESULTS_UPLOAD' }));
  const terms = (): Promise<object[]> =>
    desk.bench.source.query(
      `SELECT term, state FROM deadline WHERE term = 'RESULTS_UPLOAD' ORDER BY opened_at, ended_at NULLS LAST`,
    );
  const { id } = await desk.submit({ entries: [entryOf(1, false), entryOf(2, false)] });
  expect(await terms()).toEqual([{ term: 'RESULTS_UPLOAD', state: 'CANCELLED' }]);
  const given = { id, reason: '成绩录入有误', basis: ['湘人社函〔2020〕47号 四(二)'] };
  const proposed = await proposeResultsWithdrawal(desk.hub, CITY, given);
  const proposalId = proposed.kind === 'proposed' ? proposed.proposalId : '';
  expect(await confirmProposal(desk.hub, SECOND_CITY, { proposalId })).toMatchObject({ state: 'CONFIRMED' });
  expect(await terms()).toEqual([
    { term: 'RESULTS_UPLOAD', state: 'CANCELLED' },
    { term: 'RESULTS_UPLOAD', state: 'OPEN' },
  ]);
});

test('where no notice is asked for, results are closed at once', async () => {
  await desk.bench.close();
  desk = await resultsDesk({ noticeDays: null });
  expect(await desk.submit()).toMatchObject({ state: 'CLOSED', noticeFrom: null, noticeTo: null });
});

test('a notice in working days goes over New Year and its make-up Sunday', async () => {
  await desk.bench.close();
  desk = await resultsDesk({ noticeDays: 5, noticeUnit: 'WORKING_DAY' });
  expect(await desk.submit()).toMatchObject({ noticeFrom: '2025-12-29', noticeTo: '2026-01-05' });
});

test('a calendar without next year is said, with the year', async () => {
  await desk.bench.close();
  desk = await resultsDesk({ noticeDays: 5, noticeUnit: 'WORKING_DAY' });
  desk.setDay('2026-12-29');
  expect(await submitResults(desk.hub, OWN, GIVEN)).toMatchObject({
    code: 'NOTICE_CALENDAR_UNPUBLISHED',
    places: [{ message: { zh: '2027 年' } }],
  });
});

test('the longest list is taken in seconds, one more is not', async () => {
  const entries = Array.from({ length: RESULTS_ENTRIES_MAX }, (_, index) => ({
    ...entryOf(1),
    idType: 'PASSPORT',
    idNumber: `E${String(index).padStart(8, '0')}`,
  }));
  const from = Date.now();
  expect(await desk.submit({ entries })).toMatchObject({ candidates: RESULTS_ENTRIES_MAX });
  expect(Date.now() - from).toBeLessThan(20_000);
  const over = [...entries, entryOf(1)];
  expect(await submitResults(desk.hub, OWN, { ...GIVEN, entries: over })).toMatchObject({
    code: 'RESULTS_INVALID',
    places: [{ field: 'entries' }],
  });
});
