/** Objections to a notice, and the gate between results and certificates, on a real database. */
import type { Caller } from '../../src/app/caller';
import type { Refusal } from '../../src/app/refusal';
import { approveBatch } from '../../src/app/review-batch';
import { closeNotices } from '../../src/app/results/close-notices';
import { decideObjection, type GivenDecision } from '../../src/app/results/decide-objection';
import { noticeGate } from '../../src/app/results/notice-gate';
import { noticeOfHeader } from '../../src/app/results/notice-of-header';
import { raiseObjection, type GivenObjection } from '../../src/app/results/raise-objection';
import { OBJECTIONS_OF_NOTICE_MAX } from '../../src/app/results/results-limits';
import { withdrawResults } from '../../src/app/results/withdraw-results';
import { packsWith } from '../../src/domain/sample/rule-case';
import { territoryOf } from '../../src/domain/tenancy/territory';
import {
  digestOf,
  FOREIGN,
  HELD,
  OTHER_CITY,
  OWN,
  PLAN_NO,
  resultsDesk,
  SECOND_CITY,
  shownBatch,
  type ResultsDesk,
} from '../kit/results-desk';
import { samplePacks } from '../kit/sample-record';
import { CITY, NATION, PROVINCE } from '../kit/waiting-batch';

jest.setTimeout(60_000);

let desk: ResultsDesk;
let noticeId = '';
beforeEach(async () => {
  desk = await resultsDesk();
  noticeId = (await desk.submit()).id;
});
afterEach(() => desk.bench.close());

const raise = (caller: Caller, change: Partial<GivenObjection> = {}) =>
  raiseObjection(desk.hub, caller, { noticeId, entryNo: 1, text: '考试时不在场', channel: 'TELEPHONE', ...change });
const raised = async (caller: Caller, change: Partial<GivenObjection> = {}): Promise<string> => {
  const answer = await raise(caller, change);
  if (answer.kind === 'refused') throw new Error(answer.code);
  return answer.objection.id;
};
const decide = (id: string, caller: Caller, change: Partial<GivenDecision> = {}) =>
  decideObjection(desk.hub, caller, {
    id,
    decision: 'UPHELD',
    reason: '经调阅录像属实',
    basis: ['湘人社函〔2020〕47号 四(二)'],
    ...change,
  });
const ofCode = (answer: { readonly kind: string }): string => (answer as Refusal).code;

test('an objection is heard from the institution and from the office, once', async () => {
  expect(await raise(OWN)).toMatchObject({ kind: 'raised', repeated: false, objection: { state: 'OPEN', entryNo: 1 } });
  expect(await raise(OWN)).toMatchObject({ repeated: true });
  expect(await raise(CITY)).toMatchObject({ repeated: false });
  const page = { first: 50, after: null };
  const filter = { resultsId: noticeId, institutionCode: null, state: null };
  const totalOf = async (caller: Caller): Promise<number> =>
    (await desk.hub.views.objections(territoryOf(caller), filter, page)).total;
  expect([await totalOf(OWN), await totalOf(CITY), await totalOf(PROVINCE)]).toEqual([2, 2, 2]);
  expect([await totalOf(FOREIGN), await totalOf(OTHER_CITY)]).toEqual([0, 0]);
});

test.each<[string, Caller, Partial<GivenObjection>, string]>([
  ['another institution', FOREIGN, {}, 'RESULTS_NOT_FOUND'],
  ['another city', OTHER_CITY, {}, 'RESULTS_NOT_FOUND'],
  ['the nation', NATION, {}, 'FORBIDDEN'],
  ['no such notice', OWN, { noticeId: 'x' }, 'RESULTS_NOT_FOUND'],
  ['no such entry', OWN, { entryNo: 4 }, 'OBJECTION_INVALID'],
  ['entry 0', OWN, { entryNo: 0 }, 'OBJECTION_INVALID'],
  ['the number of a person', OWN, { text: '51010119900101123X 替考' }, 'OBJECTION_INVALID'],
  ['nothing said', OWN, { text: ' ' }, 'OBJECTION_INVALID'],
])('%s: refused', async (_title, caller, change, code) => {
  const answer = await raise(caller, change);
  expect(ofCode(answer)).toBe(code);
  expect(JSON.stringify(answer)).not.toContain('51010119900101123X');
});

test('the last day is in time, the day after is not, whether the clock has run or not', async () => {
  desk.setDay('2026-01-04');
  expect((await raise(OWN)).kind).toBe('raised');
  desk.setDay('2026-01-05');
  expect(ofCode(await raise(OWN, { text: '迟到的异议' }))).toBe('OBJECTION_TOO_LATE');
});

test('before the first day it is too early', async () => {
  await withdrawResults(desk.hub, OWN, { id: noticeId, reason: '改期', basis: [] });
  noticeId = (await desk.submit({ noticeFrom: '2025-12-31' })).id;
  expect(ofCode(await raise(OWN))).toBe('OBJECTION_TOO_EARLY');
  desk.setDay('2025-12-31');
  expect((await raise(OWN)).kind).toBe('raised');
  expect(await desk.stateOf(noticeId)).toBe('ON_NOTICE');
});

test('a notice keeps a named number of objections', async () => {
  await desk.bench.source.query(
    `INSERT INTO objection (id, results_id, institution_code, region_code, channel, text, state, raised_by, raised_role,
                            raised_at, basis)
     SELECT gen_random_uuid(), $1, '0001', '510100', 'LETTER', 'x', 'DISMISSED', 'city', 'CITY', now(), '{}'
       FROM generate_series(1, $2::int - 1)`,
    [noticeId, OBJECTIONS_OF_NOTICE_MAX],
  );
  expect((await raise(OWN)).kind).toBe('raised');
  expect(ofCode(await raise(OWN, { entryNo: 2 }))).toBe('OBJECTIONS_TOO_MANY');
});

test('an open objection keeps the notice open; its office is told once; the decision lets it close', async () => {
  const id = await raised(OWN);
  desk.setDay('2026-01-05');
  expect(await closeNotices(desk.hub)).toMatchObject({ closed: 0, told: 1 });
  expect(await closeNotices(desk.hub)).toMatchObject({ closed: 0, told: 0 });
  expect((await desk.hub.views.notice('2026-01-05', noticeId))?.openObjections).toBe(1);
  await decide(id, CITY, { decision: 'DISMISSED' });
  expect(await closeNotices(desk.hub)).toMatchObject({ closed: 1 });
  const acts = await desk.bench.source.query(`SELECT act, reason, decided_by FROM decision ORDER BY decided_at, id`);
  expect(acts).toContainEqual({ act: 'OBJECTION_DISMISSED', reason: '经调阅录像属实', decided_by: 'city' });
});

test('upheld against an entry it strikes the entry', async () => {
  expect(await decide(await raised(SECOND_CITY), CITY)).toMatchObject({
    kind: 'decided',
    objection: { state: 'UPHELD' },
  });
  const entries = await desk.hub.views.noticeEntries('2025-12-29', noticeId, { first: 9, after: null });
  expect(entries?.items.map(({ struck }) => struck)).toEqual([true, false, false]);
});

test('upheld against the whole notice it withdraws the results, and the other objections lapse', async () => {
  const other = await raised(OWN);
  const id = await raised(CITY, { entryNo: null });
  expect(await decide(id, PROVINCE)).toMatchObject({ objection: { state: 'UPHELD' } });
  expect(await desk.stateOf(noticeId)).toBe('WITHDRAWN');
  expect(ofCode(await decide(other, CITY))).toBe('OBJECTION_DECIDED');
  expect((await desk.submit()).revision).toBe(2);
});

test('who wrote it down does not decide it', async () => {
  const id = await raised(CITY);
  expect(ofCode(await decide(id, CITY))).toBe('FOUR_EYES');
  expect((await decide(id, SECOND_CITY)).kind).toBe('decided');
});

test('two offices at once: one decides, the other is told', async () => {
  const id = await raised(SECOND_CITY);
  const answers = await Promise.all([decide(id, CITY), decide(id, PROVINCE, { decision: 'DISMISSED' })]);
  expect(answers.map(({ kind }) => kind).sort()).toEqual(['decided', 'refused']);
  expect(answers.find(({ kind }) => kind === 'refused')).toMatchObject({ code: 'OBJECTION_DECIDED', existingId: id });
});

test('the same decision again is the same answer', async () => {
  const id = await raised(SECOND_CITY);
  expect(await decide(id, CITY)).toMatchObject({ repeated: false, proposalId: null });
  expect(await decide(id, CITY)).toMatchObject({ repeated: true, objection: { state: 'UPHELD' } });
  expect(ofCode(await decide(id, CITY, { decision: 'DISMISSED' }))).toBe('OBJECTION_DECIDED');
});

test('outside the wall there is no objection; a decision needs reason and basis', async () => {
  const id = await raised(OWN);
  expect(ofCode(await decide(id, OTHER_CITY))).toBe('OBJECTION_NOT_FOUND');
  expect(ofCode(await decide('x', CITY))).toBe('OBJECTION_NOT_FOUND');
  expect(ofCode(await decide(id, OWN))).toBe('FORBIDDEN');
  expect(await decide(id, CITY, { reason: '', basis: [] })).toMatchObject({
    code: 'OBJECTION_INVALID',
    places: [{ field: 'reason' }, { field: 'basis' }],
  });
});

describe('the gate before certificates', () => {
  const batchOf = (serials: readonly number[], header?: object): Promise<string> => shownBatch(desk, serials, header);
  const gate = (batchId: string): Promise<Refusal | undefined> =>
    desk.hub.transaction(async (stores) => {
      const batch = await stores.batches.byId(batchId);
      if (!batch) throw new Error('No batch.');
      return noticeGate(stores, batch, desk.hub.now());
    });
  const forgetResults = (): Promise<unknown> =>
    desk.bench.source.query('DELETE FROM results_entry; DELETE FROM results');
  const close = async (): Promise<void> => {
    desk.setDay('2026-01-05');
    await closeNotices(desk.hub);
  };

  test('nothing goes on while the notice lasts', async () => {
    const batchId = await batchOf([1, 2]);
    expect(await gate(batchId)).toMatchObject({
      code: 'NOTICE_NOT_CLOSED',
      existingId: noticeId,
      places: [{ field: 'noticeTo', message: { zh: '公示至 2026-01-04' } }],
    });
    expect(await approveBatch(desk.hub, CITY, { batchId })).toMatchObject({ code: 'NOTICE_NOT_CLOSED' });
    await close();
    expect(await gate(batchId)).toBeUndefined();
  });

  test('who was struck, failed or not shown gets no certificate, each by its line', async () => {
    await decide(await raised(SECOND_CITY, { entryNo: 2 }), CITY);
    await close();
    const answer = await gate(await batchOf([1, 2, 3, 4]));
    expect(answer).toMatchObject({ code: 'RESULTS_STRUCK', placesTotal: 3 });
    expect(answer?.places.map(({ record, message }) => [record, message.en])).toEqual([
      [2, 'Struck by an objection that was upheld'],
      [3, 'Shown as failed'],
      [4, 'Not in the results that were shown'],
    ]);
  });

  test('returned records of such persons stand in nobody’s way', async () => {
    await close();
    const batchId = await batchOf([1, 3]);
    await desk.bench.source.query(`UPDATE record SET verdict = 'RETURNED' WHERE batch_id = $1 AND line = 2`, [batchId]);
    expect(await gate(batchId)).toBeUndefined();
  });

  test('a header with other days is refused at the upload and at the gate', async () => {
    const other = { ...HELD, noticeTo: '2026-01-03' };
    const opened = await desk.hub.transaction((stores) => noticeOfHeader(stores, { planNo: PLAN_NO, ...other }));
    expect(opened).toMatchObject({
      code: 'HEADER_INVALID',
      places: [{ field: 'noticeTo', message: { zh: '实际公示日期为 2026-01-04' } }],
    });
    // Who voids the plan holds its results, too, and an upload on its way to the registry does not wait for them.
    await desk.bench.source.transaction(async (voiding) => {
      await voiding.query(`SELECT FROM results WHERE plan_no = $1 FOR UPDATE`, [PLAN_NO]);
      const header = { planNo: PLAN_NO, ...HELD };
      expect(await desk.hub.transaction((stores) => noticeOfHeader(stores, header))).toBeUndefined();
    });
    await close();
    expect(await gate(await batchOf([1], other))).toMatchObject({ code: 'NOTICE_DIFFERS' });
  });

  test('a plan that was filed here shows its results first, where the packs of the batch ask for a notice', async () => {
    await forgetResults();
    await desk.bench.source.query(
      `INSERT INTO plan_case (plan_no, institution_code, region_code, state, revision, through_hub, audience, remarks,
                              filed_by, filed_at)
       VALUES ($1, '0001', '510100', 'APPROVED', 1, true, '{}', '[]', 'institution', now())`,
      [PLAN_NO],
    );
    const judgedBy = async (noticeDays: number | null): Promise<string> => {
      const batchId = await batchOf([1]);
      const digest = digestOf(`${noticeDays}`).toString('hex');
      await desk.hub.transaction(({ packSets }) =>
        packSets.save(digest, packsWith(samplePacks(), { noticeDays }), desk.hub.now()),
      );
      await desk.bench.source.query(`UPDATE batch SET pack_set_digest = decode($2, 'hex') WHERE id = $1`, [
        batchId,
        digest,
      ]);
      return batchId;
    };
    expect(await gate(await judgedBy(7))).toMatchObject({ code: 'NOTICE_NOT_CLOSED', places: [{ field: 'planNo' }] });
    const unasked = await judgedBy(null);
    // Who voids the plan holds it and waits for its batches, and an approval holds one of those while it is here.
    await desk.bench.source.transaction(async (voiding) => {
      await voiding.query(`SELECT FROM plan WHERE plan_no = $1 FOR UPDATE`, [PLAN_NO]);
      expect(await gate(unasked)).toBeUndefined();
    });
  });

  test('withdrawn results are no way around a notice', async () => {
    await withdrawResults(desk.hub, OWN, { id: noticeId, reason: '改期', basis: [] });
    expect(await gate(await batchOf([1, 2]))).toMatchObject({
      code: 'NOTICE_NOT_CLOSED',
      places: [{ field: 'planNo' }],
    });
  });

  test('a plan whose results never came here goes by the header of its batch', async () => {
    await forgetResults();
    expect(await gate(await batchOf([1, 4], { noticeFrom: '2025-12-27', noticeTo: '2026-01-02' }))).toBeUndefined();
  });
});
