/** Hunan 五(六): a school of the pilot that does nothing for a year counts as having left. On a real database. */
import { confirmMeasure, withdrawMeasure } from '../../src/app/publications/decide-measure';
import { proposeMeasure } from '../../src/app/publications/propose-measure';
import { approveBatch } from '../kit/approved-batch';
import {
  CODE,
  endingBench,
  type EndingBench,
  HUNAN,
  INACTIVE,
  INSTITUTION,
  NATION,
  PAGE,
  SECOND_HUNAN,
} from '../kit/ending-bench';
import { officer } from '../kit/filing-bench';
import { applicationOf } from '../kit/filing-cases';
import { PLAN_1 } from '../kit/registry-bench';

jest.setTimeout(30_000);

let bench: EndingBench;
beforeEach(async () => {
  bench = await endingBench();
  await bench.filedIn('430100', 'TECHNICAL_SCHOOL');
}, 60_000);
afterEach(() => bench.close());

const batchIn = async (state: string, decidedAt: string | null): Promise<string> => {
  const { source, hub, close } = bench;
  const id = await approveBatch({ source, transaction: hub.transaction, close }, { records: 1, regionCode: '430100' });
  await source.query(`UPDATE batch SET state = $2, decided_at = $3 WHERE id = $1`, [id, state, decidedAt]);
  return id;
};
const planned = (status: string, filedOn: string, examTo: string) =>
  bench.save({ plans: [{ ...PLAN_1, status, filedOn, examFrom: examTo, examTo, roster: null }] });
const asked = () => proposeMeasure(bench.hub, HUNAN, INACTIVE);

test('before the year is over the answer says since when it counts, and from when on it may be proposed', async () => {
  bench.setDay('2026-03-10');
  const early = await asked();
  expect(early).toMatchObject({ code: 'INSTITUTION_NOT_INACTIVE', places: [{ field: 'institutionCode' }] });
  expect(JSON.stringify(early)).toMatch(/2025-03-10.*12.*2026-03-11/);
  bench.setDay('2026-03-11');
  expect(await asked()).toMatchObject({ kind: 'measure', state: 'PROPOSED' });
});

test('two people of the province end the filings: no bar, no notice, reason and author noted, duties told', async () => {
  bench.setDay('2026-03-11');
  const decisions = () =>
    bench.hub.views.decisions(
      { institutionCode: CODE, regionPrefix: '' },
      { subject: null, institutionCode: null },
      PAGE,
    );
  const measureId = await bench.proposed(INACTIVE, HUNAN);
  expect(await decisions()).toMatchObject({ total: 0 });
  expect(await confirmMeasure(bench.hub, HUNAN, { measureId })).toMatchObject({ code: 'FOUR_EYES' });
  expect(await confirmMeasure(bench.hub, SECOND_HUNAN, { measureId })).toMatchObject({
    state: 'CONFIRMED',
    noticeTo: null,
  });
  expect(await bench.stops()).toEqual([['TERMINATED'], ['TERMINATED']]);
  expect(await bench.barOn('2026-12-01')).toBeUndefined();
  expect(await bench.told(NATION)).toEqual([]);
  expect(await bench.told(INSTITUTION)).toEqual([
    ['MEASURE_CONFIRMED', expect.stringMatching(/自 2026-03-11 起;此前考试的数据仍须上传和维护/)],
  ]);
  expect((await bench.hub.views.endedFilings('2026-03-11', { regionPrefix: '' }, PAGE)).total).toBe(0);
  expect((await decisions()).items).toMatchObject([
    { act: 'TERMINATION_CONFIRMED', reason: INACTIVE.reason, basis: INACTIVE.basis, decidedBy: 'hn-2' },
  ]);
});

test('a batch approved after the proposal keeps the filings', async () => {
  bench.setDay('2026-03-11');
  const measureId = await bench.proposed(INACTIVE, HUNAN);
  await batchIn('APPROVED', '2026-03-11T03:00:00Z');
  const late = await confirmMeasure(bench.hub, SECOND_HUNAN, { measureId });
  expect(late).toMatchObject({ code: 'INSTITUTION_NOT_INACTIVE' });
  expect(JSON.stringify(late)).toMatch(/2026-03-11.*2027-03-12/);
  expect(await bench.stops()).toEqual([[], []]);
  expect(await withdrawMeasure(bench.hub, HUNAN, { measureId, reason: '已恢复开展' })).toMatchObject({
    state: 'WITHDRAWN',
  });
});

test('days on which all was suspended are left out, also when the suspension is over', async () => {
  await bench.suspend('2025-03-20', '2026-03-10');
  bench.setDay('2026-03-11');
  const early = await asked();
  expect(early).toMatchObject({ code: 'INSTITUTION_NOT_INACTIVE' });
  expect(JSON.stringify(early)).toMatch(/2025-03-10.*356 天.*2027-03-02/);
  bench.setDay('2027-03-01');
  expect(await asked()).toMatchObject({ code: 'INSTITUTION_NOT_INACTIVE' });
  bench.setDay('2027-03-02');
  expect(await asked()).toMatchObject({ kind: 'measure' });
});

test('while all is suspended nothing can be counted', async () => {
  await bench.suspend('2026-01-01', null);
  bench.setDay('2026-03-11');
  expect(await asked()).toMatchObject({
    code: 'INSTITUTION_NOT_INACTIVE',
    places: [{ message: { zh: expect.stringContaining('全部暂停') } }],
  });
});

test.each(['CHECKING', 'CITY_REVIEW', 'PROVINCE_REVIEW'])('a batch in %s keeps the filings', async (state) => {
  const id = await batchIn(state, null);
  bench.setDay('2026-06-01');
  expect(await asked()).toMatchObject({
    code: 'INSTITUTION_NOT_INACTIVE',
    existingId: id,
    places: [{ field: 'batches', message: { zh: expect.stringContaining(id) } }],
  });
});

test('a batch that was returned keeps nothing', async () => {
  await batchIn('RETURNED', '2026-05-01T00:00:00Z');
  bench.setDay('2026-06-01');
  expect(await asked()).toMatchObject({ kind: 'measure' });
});

test.each([
  ['filed within the months', 'APPROVED', '2025-06-01', '2025-06-20', true],
  ['filed and waiting for the office', 'FILED', '2025-06-01', '2025-06-20', true],
  ['of long ago, its exam too', 'APPROVED', '2025-05-01', '2025-05-31', false],
  ['of long ago, its exam within the months', 'APPROVED', '2025-05-01', '2025-06-01', true],
  ['of long ago, its exam ahead', 'APPROVED', '2025-05-31', '2026-06-01', true],
  ['returned to the institution', 'RETURNED', '2026-05-01', '2026-07-01', false],
  ['voided', 'VOIDED', '2026-05-01', '2026-07-01', false],
])('a plan %s', async (_title, status, filedOn, examTo, keeps) => {
  await planned(status, filedOn, examTo);
  bench.setDay('2026-06-01');
  const answer = await asked();
  expect(answer.kind).toBe(keeps ? 'refused' : 'measure');
  if (keeps) expect(answer).toMatchObject({ existingId: PLAN_1.planNo, places: [{ field: 'plans' }] });
});

test('a plan approved here within the months, however early it was filed', async () => {
  await planned('APPROVED', '2025-05-01', '2025-05-20');
  await bench.source.query(
    `INSERT INTO plan_case (plan_no, institution_code, region_code, state, revision, through_hub, audience, remarks, filed_by,
                            filed_at, decided_act, decided_by, decided_at)
     VALUES ($1, $2, '430100', 'APPROVED', 1, true, '{}', '[]', 'i', $3, 'APPROVED', 'o', $4)`,
    [PLAN_1.planNo, CODE, '2025-05-01T00:00:00Z', '2025-06-02T00:00:00Z'],
  );
  bench.setDay('2026-06-02');
  expect(await asked()).toMatchObject({ places: [{ field: 'plans' }] });
  bench.setDay('2026-06-03');
  expect(await asked()).toMatchObject({ kind: 'measure' });
});

test.each([
  ['SUBMITTED', true],
  ['ON_NOTICE', true],
  ['CLOSED', false],
  ['WITHDRAWN', false],
])('results in %s', async (state, keeps) => {
  bench.setDay('2026-06-01');
  const id = '00000000-0000-7000-8000-000000000001';
  await bench.source.query(
    `INSERT INTO results (id, plan_no, revision, institution_code, region_code, state, candidates, passed, content_key,
                          submitted_by, submitted_at)
     VALUES ($1, 'P', 1, $2, '430100', $3, 1, 1, '\\x00', 'i', $4)`,
    [id, CODE, state, '2025-05-01T00:00:00Z'],
  );
  const answer = await asked();
  expect(answer.kind).toBe(keeps ? 'refused' : 'measure');
  if (keeps) expect(answer).toMatchObject({ existingId: id, places: [{ field: 'results' }] });
});

test.each([
  ['a renewal with an office', 'RENEWAL', 'SUBMITTED', true],
  ['a change that waits for its publication', 'SCOPE_CHANGE', 'APPROVED', true],
  ['a change that was returned', 'SCOPE_CHANGE', 'RETURNED', false],
  ['its own exit', 'TERMINATION', 'SUBMITTED', false],
] as const)('%s', async (_title, kind, state, keeps) => {
  bench.setDay('2026-06-01');
  const id = '00000000-0000-7000-8000-000000000002';
  await bench.store(applicationOf(id, { kind, state, regionCode: '430100', content: { filingIds: ['F1'] } }));
  const answer = await asked();
  expect(answer.kind).toBe(keeps ? 'refused' : 'measure');
  if (keeps) expect(answer).toMatchObject({ existingId: id, places: [{ field: 'applications' }] });
});

test('another province knows of nothing', async () => {
  bench.setDay('2026-03-11');
  const stranger = officer('sc', 'PROVINCE', '510000');
  expect(await proposeMeasure(bench.hub, stranger, INACTIVE)).toMatchObject({ code: 'FILING_NOT_FOUND' });
  const measureId = await bench.proposed(INACTIVE, HUNAN);
  expect(await confirmMeasure(bench.hub, stranger, { measureId })).toMatchObject({ code: 'MEASURE_NOT_FOUND' });
});
