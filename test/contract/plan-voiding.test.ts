/** What else ends with a plan that a recall voids whole: its results, its terms, its case; also beside what its batches do. */
import { declareOnBatch } from '../../src/app/declare-on-batch';
import type { Hub } from '../../src/app/ports';
import { reopenDataTerms } from '../../src/app/review/data-terms';
import { returnRecords } from '../../src/app/review/return-records';
import { approveBatch, returnBatch } from '../../src/app/review-batch';
import { settleBatch } from '../../src/app/settle-batch';
import type { Parameters } from '../../src/domain/packs/parameters';
import { activeSet } from '../../src/domain/publishing/active-set';
import { packsWith } from '../../src/domain/sample/rule-case';
import { AT, CITY, INSTITUTION_CALLER, SECOND_CITY, useCertificateDesk } from '../kit/certificate-desk';
import { recallRequests } from '../kit/certificate-requests';
import { pausedHub, type PausedHub, untilWaiting } from '../kit/paused-hub';
import { samplePacks } from '../kit/sample-record';
import { settlingDesk } from '../kit/settling-desk';
import { decisionHub, waitingBatch } from '../kit/waiting-batch';

jest.setTimeout(60_000);

describe('a plan that is voided', () => {
  const desk = useCertificateDesk();
  const { propose, confirm } = recallRequests(desk);

  test('with the plan its results are cancelled, and nobody waits for anything of it', async () => {
    await desk.plan('P2');
    await desk.query(
      `INSERT INTO results (id, plan_no, revision, institution_code, region_code, state, notice_from, notice_to, candidates,
                            passed, content_key, submitted_by, submitted_at)
       SELECT gen_random_uuid(), 'P2', 1, code, region_code, 'ON_NOTICE', '2026-06-30', '2026-07-06', 1, 1, '\\x00', 'i', $1
         FROM institution WHERE code = '0001'`,
      [AT],
    );
    await desk.query(
      `INSERT INTO deadline (id, term, subject_kind, subject_id, institution_code, region_code, responsible, starts_on, days,
                             warning_days, calendars, state, basis, opened_at)
       VALUES (gen_random_uuid(), 'RESULTS_UPLOAD', 'PLAN', 'P2', '0001', '510100', 'INSTITUTION', '2026-06-20', 20, 2, 0,
               'OPEN', '{}', $1)`,
      [AT],
    );
    expect(await confirm(await propose({ planNo: 'P2' }))).toMatchObject({ state: 'CONFIRMED' });
    expect(await desk.query(`SELECT state, withdraw_reason AS reason FROM results`)).toEqual([
      { state: 'WITHDRAWN', reason: '考试组织弄虚作假' },
    ]);
    expect(await desk.query(`SELECT state FROM deadline WHERE subject_kind = 'PLAN'`)).toEqual([
      { state: 'CANCELLED' },
    ]);
    expect(await desk.query(`SELECT state, decided_act AS act, decided_by AS by, reason FROM plan_case`)).toEqual([
      { state: 'VOIDED', act: 'VOIDED', by: SECOND_CITY.clientId, reason: '考试组织弄虚作假' },
    ]);
  });
});

describe('a plan that is voided beside a batch of it', () => {
  const desk = useCertificateDesk();
  const { propose, confirm } = recallRequests(desk);
  const { checked } = settlingDesk(() => desk.bench);

  /** P1 came through the hub, and its data are waited for from the exam on. */
  beforeEach(async () => {
    await desk.plan('P1');
    await desk.query(
      `INSERT INTO plan_case (plan_no, institution_code, region_code, state, revision, through_hub, audience, remarks,
                              content_key, filed_by, filed_at)
       VALUES ('P1', '0001', '510100', 'APPROVED', 1, true, '{}', '[]', '\\x00', 'institution', '2025-11-01')`,
    );
  });

  const hubWith = (pack: Partial<Parameters> = {}): Hub => {
    const set = activeSet(packsWith(samplePacks(), { resultsWorkingDays: 20, resubmitWorkingDays: null, ...pack }), []);
    return { ...decisionHub(desk.bench, undefined, () => AT).hub, activePacks: async () => set };
  };
  /** All of it is held, until somebody declares why it is so. */
  const heldBatch = async (): Promise<string> => {
    const id = await checked({ records: 1, firstSerial: 1 });
    await desk.query(
      `INSERT INTO finding (batch_id, line, code, severity, dimension, path, message_zh, message_en, basis, source)
       VALUES ($1, 1, 'AUT-006', 'confirm', 'authenticity', '/idNumber', '样例', 'sample', '{}', 'HUB')`,
      [id],
    );
    await desk.bench.transaction(({ records }) => records.redecide(id, [1]));
    return id;
  };
  /** The recall is confirmed while `work` stands still at its pause, and waits for it. */
  const voidBeside = async <T>(slow: PausedHub, work: (hub: Hub) => Promise<T>): Promise<T> => {
    const recall = await propose({ planNo: 'P1' });
    const working = work(slow.hub);
    await slow.reached;
    const voiding = confirm(recall);
    await untilWaiting(desk.bench.source, voiding);
    slow.goOn();
    const [answer, voided] = await Promise.all([working, voiding]);
    expect(voided).toMatchObject({ state: 'CONFIRMED' });
    expect(await desk.query(`SELECT status FROM plan`)).toEqual([{ status: 'VOIDED' }]);
    return answer;
  };
  const batches = () => desk.query(`SELECT state FROM batch`);
  const reviews = () => desk.query(`SELECT step, decision, decided_by AS by FROM review`);
  const terms = () =>
    desk.query(
      `SELECT term, state FROM deadline WHERE subject_kind = 'PLAN' OR term = 'BATCH_MENDING' ORDER BY opened_at, ended_at`,
    );

  test('the check returns it whole meanwhile: its data are not waited for', async () => {
    const batchId = await heldBatch();
    const slow = pausedHub(hubWith(), ({ batches: store }, pause) => ({
      batches: { ...store, settle: (...given) => pause().then(() => store.settle(...given)) },
    }));
    expect(await voidBeside(slow, (hub) => settleBatch(hub, { batchId }))).toEqual({ kind: 'settled' });
    expect(await terms()).toEqual([{ term: 'RESULTS_UPLOAD', state: 'CANCELLED' }]);
    expect(await batches()).toEqual([{ state: 'RETURNED' }]);
  });

  describe('a batch that an earlier release sealed after it', () => {
    const hub = (): Hub => hubWith({ resubmitWorkingDays: 5 });
    const voided = async (): Promise<void> =>
      expect(await confirm(await propose({ planNo: 'P1' }))).toMatchObject({ state: 'CONFIRMED' });
    const atCity = (): Promise<string> =>
      waitingBatch(desk.bench, { records: 2, firstSerial: 1, state: 'CITY_REVIEW' });

    test('is not approved any more, only returned, and nobody waits for what would mend it', async () => {
      await voided();
      const batchId = await atCity();
      expect(await approveBatch(hub(), CITY, { batchId })).toMatchObject({ kind: 'refused', code: 'PLAN_VOIDED' });
      expect(await batches()).toEqual([{ state: 'CITY_REVIEW' }]);
      expect(await returnBatch(hub(), CITY, { batchId, reason: '计划已作废' })).toMatchObject({ state: 'RETURNED' });
      expect(await terms()).toEqual([]);
    });

    test('comes back from the check, or in part: nobody waits for what would mend it', async () => {
      await voided();
      expect(await settleBatch(hub(), { batchId: await heldBatch() })).toEqual({ kind: 'settled' });
      expect(await batches()).toEqual([{ state: 'RETURNED' }]);
      const given = { batchId: await atCity(), records: [{ line: 1, reason: '照片与证件不符' }] };
      expect(await returnRecords(hub(), CITY, given)).toMatchObject({ state: 'CITY_REVIEW', counts: { returned: 1 } });
      expect(await terms()).toEqual([]);
    });

    test.each(['before', 'after'] as const)(
      'comes back %s the recall takes hold of the terms: none is left open',
      async (when) => {
        const hold = { kind: 'PLAN', id: 'P1' } as const;
        const slow = pausedHub(desk.hub, ({ results, deadlines }, pause) =>
          when === 'before'
            ? { results: { ...results, liveOf: (...asked) => pause().then(() => results.liveOf(...asked)) } }
            : { deadlines: { ...deadlines, hold: () => deadlines.hold(hold).then(pause) } },
        );
        const voiding = confirm(await propose({ planNo: 'P1' }), SECOND_CITY, slow.hub);
        await slow.reached;
        const returning = returnBatch(hub(), CITY, { batchId: await atCity(), reason: '材料不全' });
        if (when === 'before') {
          expect(await returning).toMatchObject({ state: 'RETURNED' });
          expect(await terms()).toEqual([{ term: 'BATCH_MENDING', state: 'OPEN' }]);
        } else await untilWaiting(desk.bench.source, returning);
        slow.goOn();
        expect(await Promise.all([voiding, returning])).toMatchObject([{ state: 'CONFIRMED' }, { state: 'RETURNED' }]);
        expect(await terms()).toEqual(when === 'before' ? [{ term: 'BATCH_MENDING', state: 'CANCELLED' }] : []);
      },
    );
  });

  test('terms that a batch opens of which the recall cannot know yet are waited for', async () => {
    const ofPlan = { planNo: 'P1', institutionCode: '0001', regionCode: '510100' };
    const slow = pausedHub(hubWith(), ({ deadlines }, pause) => ({
      deadlines: { ...deadlines, open: (...given) => deadlines.open(...given).then(pause) },
    }));
    await voidBeside(slow, (hub) => hub.transaction((stores) => reopenDataTerms(hub, stores, ofPlan)));
    expect(await terms()).toEqual([{ term: 'RESULTS_UPLOAD', state: 'CANCELLED' }]);
  });

  test.each([
    ['its data', { resubmitWorkingDays: null }, 'RESULTS_UPLOAD'],
    ['mended records', { resubmitWorkingDays: 5 }, 'BATCH_MENDING'],
  ])('the city returns it meanwhile: one return stands, and %s are not waited for', async (_what, pack, term) => {
    const batchId = await waitingBatch(desk.bench, { records: 1, firstSerial: 1, state: 'CITY_REVIEW' });
    const slow = pausedHub(hubWith(pack), ({ notifications }, pause) => ({
      notifications: { ...notifications, tell: (given) => notifications.tell(given).then(pause) },
    }));
    const answer = await voidBeside(slow, (hub) => returnBatch(hub, CITY, { batchId, reason: '材料不全' }));
    expect(answer).toMatchObject({ kind: 'reviewed', state: 'RETURNED' });
    expect(await reviews()).toEqual([{ step: 'CITY', decision: 'RETURNED', by: CITY.clientId }]);
    expect(await terms()).toEqual([{ term, state: 'CANCELLED' }]);
  });

  test('a declaration takes it to the city meanwhile: it returns, and neither waits for the other for ever', async () => {
    const batchId = await heldBatch();
    await settleBatch(hubWith(), { batchId });
    expect(await terms()).toEqual([{ term: 'RESULTS_UPLOAD', state: 'OPEN' }]);
    const slow = pausedHub(hubWith(), ({ declarations }, pause) => ({
      declarations: { ...declarations, lock: (...given) => pause().then(() => declarations.lock(...given)) },
    }));
    const given = { batchId, declarations: [{ line: 1, rule: 'AUT-006', reason: '证件信息经核对无误' }] };
    const answer = await voidBeside(slow, (hub) => declareOnBatch(hub, INSTITUTION_CALLER, given));
    expect(answer).toMatchObject({ kind: 'declared', state: 'CITY_REVIEW' });
    expect(await batches()).toEqual([{ state: 'RETURNED' }]);
    expect(await reviews()).toEqual([{ step: 'CITY', decision: 'RETURNED', by: SECOND_CITY.clientId }]);
    expect(await terms()).toEqual([{ term: 'RESULTS_UPLOAD', state: 'MET' }]);
  });
});
