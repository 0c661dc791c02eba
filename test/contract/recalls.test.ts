/** Recalls on a real database: two people, exactly what was proposed, every feed that ever had it. */
import { unknownReference } from '../../src/app/open-upload';
import { confirmRecall, withdrawRecall } from '../../src/app/certificates/confirm-recall';
import { requestReissue } from '../../src/app/certificates/request-change';
import { settleSubsidies } from '../../src/app/certificates/settle-subsidies';
import type { RecallFeedView } from '../../src/app/certificates/recall-ports';
import { recomputeTallies } from '../../src/app/recompute-tallies';
import type { Caller } from '../../src/app/caller';
import { territoryOf } from '../../src/domain/tenancy/territory';
import {
  AT,
  certificateNoOf,
  CITY,
  FEED,
  INSTITUTION_CALLER,
  OTHER_INSTITUTION,
  PROVINCE,
  recordOf,
  SECOND_CITY,
  useCertificateDesk,
} from '../kit/certificate-desk';
import { idOf, RECALL_BASIS, recallRequests } from '../kit/certificate-requests';
import { OTHER_CITY } from '../kit/review-office';
import { OTHER_PROVINCE, SECOND_PROVINCE, waitingBatch } from '../kit/waiting-batch';

jest.setTimeout(180_000);

const PAGE = { first: 10, after: null };
const PARCELS_OF_LARGE = 50;
/** On two cores beside other tests; alone it takes some seconds. */
const LARGE_MS_MAX = 60_000;

describe('recalls', () => {
  const desk = useCertificateDesk();
  const { propose, confirm } = recallRequests(desk);
  let batchId: string;
  beforeEach(async () => {
    batchId = await desk.issued({ records: 4 });
  });

  const feedsOf = async (recallId: string): Promise<readonly RecallFeedView[]> =>
    (await desk.hub.views.feedsOfRecalls(territoryOf(CITY), [recallId])).get(recallId) ?? [];
  const states = async (): Promise<unknown[]> =>
    (await desk.query(`SELECT state FROM certificate ORDER BY certificate_no`)).map(({ state }) => state);

  test('a second person makes void exactly what was proposed, and everybody learns of it', async () => {
    const proposed = await propose({ batchId });
    expect(proposed).toMatchObject({
      kind: 'proposed',
      state: 'PROPOSED',
      live: 4,
      revoked: 0,
      feeds: 1,
      repeated: false,
    });
    expect(await propose({ batchId: batchId.toUpperCase() })).toEqual({ ...proposed, repeated: true });
    expect(await states()).toEqual(Array(4).fill('LIVE'));
    expect(await confirm(proposed, CITY)).toMatchObject({ code: 'FOUR_EYES' });
    desk.reminded.length = 0;
    const confirmed = await confirm(proposed);
    expect(confirmed).toEqual({ kind: 'ended', recallId: idOf(proposed), state: 'CONFIRMED', certificates: 4 });
    expect(desk.reminded).toEqual(['deliver 1', 'tally 1']);
    expect(await confirm(proposed)).toEqual(confirmed);
    expect(await confirm(proposed, PROVINCE)).toMatchObject({
      code: 'RECALL_STATE_CONFLICT',
      places: [{ field: 'state', message: { zh: '当前状态:已确认' } }],
    });
    expect(await states()).toEqual(Array(4).fill('REVOKED'));
    expect(await desk.versions(certificateNoOf(1))).toEqual(['1 ISSUED', '2 REVOKED']);
    expect(await desk.owed(certificateNoOf(1))).toEqual([`${FEED.name} 1 1`, `${FEED.name} 2 2`]);
    const view = await desk.hub.views.recall(territoryOf(INSTITUTION_CALLER), idOf(proposed));
    expect(view).toMatchObject({ state: 'CONFIRMED', scopeKind: 'BATCH', batchId, endedBy: SECOND_CITY.clientId });
    expect(await feedsOf(idOf(proposed))).toEqual([
      { feed: FEED.name, certificates: 4, told: 0, accepted: 0, refused: 0, pending: 4 },
    ]);
    expect(await desk.query(`SELECT act, decided_by AS by, basis FROM decision ORDER BY act`)).toEqual([
      { act: 'RECALL_CONFIRMED', by: SECOND_CITY.clientId, basis: [RECALL_BASIS] },
      { act: 'RECALL_PROPOSED', by: CITY.clientId, basis: [RECALL_BASIS] },
    ]);
    expect(await desk.query(`SELECT role FROM notification WHERE topic = 'RECALL_CONFIRMED' ORDER BY role`)).toEqual([
      { role: 'CITY' },
      { role: 'INSTITUTION' },
    ]);
    await recomputeTallies(desk.hub);
    expect(await desk.hub.views.tallyReconciliation(territoryOf(CITY))).toEqual({ tallied: 0, live: 0 });
    expect(await propose({ batchId })).toMatchObject({ code: 'RECALL_EMPTY' });
  });

  test('a revoked number is never given again, and a revoked holding is none', async () => {
    await desk.query(
      `UPDATE certificate SET holding_key = record.holding_key FROM record
        WHERE record.batch_id = certificate.batch_id AND record.line = certificate.line`,
    );
    await confirm(await propose({ certificateNos: [certificateNoOf(1)] }));
    const asked = { certificateNo: certificateNoOf(2), reason: '编号有误', evidence: [desk.files.institution] };
    const record = recordOf(2, { certificateNo: certificateNoOf(1) });
    expect(await requestReissue(desk.hub, INSTITUTION_CALLER, { ...asked, record })).toMatchObject({
      code: 'CERTIFICATE_NUMBER_USED',
    });
    expect(await desk.bench.transaction(({ reviewDesk }) => reviewDesk.holdingsTaken(batchId))).toEqual([]);
  });

  test('of two who confirm at once one does, and the other is told', async () => {
    const proposed = await propose({ batchId });
    const outcomes = await Promise.all([SECOND_CITY, PROVINCE].map((caller) => confirm(proposed, caller)));
    expect(outcomes.map((outcome) => Reflect.get(outcome, 'kind')).sort()).toEqual(['ended', 'refused']);
    expect(outcomes.find((outcome) => Reflect.get(outcome, 'kind') === 'refused')).toMatchObject({
      code: 'RECALL_STATE_CONFLICT',
    });
    expect(await desk.versions(certificateNoOf(3))).toEqual(['1 ISSUED', '2 REVOKED']);
    expect(await desk.owed(certificateNoOf(3))).toHaveLength(2);
  });

  test('two recalls that overlap: the later one covers other certificates by now', async () => {
    const [whole, part] = [await propose({ batchId }), await propose({ batchId, lines: [2, 3] }, PROVINCE)];
    expect(part).toMatchObject({ live: 2 });
    expect(await confirm(part, SECOND_PROVINCE)).toMatchObject({ certificates: 2 });
    expect(await states()).toEqual(['LIVE', 'REVOKED', 'REVOKED', 'LIVE']);
    expect(await confirm(whole)).toMatchObject({ code: 'RECALL_CHANGED', existingId: idOf(whole) });
    const withdrawn = await withdrawRecall(desk.hub, CITY, { id: idOf(whole), reason: '范围已变化' });
    expect(withdrawn).toMatchObject({ state: 'WITHDRAWN', certificates: 0 });
    expect(await withdrawRecall(desk.hub, CITY, { id: idOf(whole), reason: '范围已变化' })).toEqual(withdrawn);
    const again = await propose({ batchId });
    expect(again).toMatchObject({ live: 2, revoked: 2, repeated: false });
    expect(await confirm(again)).toMatchObject({ certificates: 2 });
  });

  test('another digest, another office, another territory', async () => {
    const proposed = await propose({ batchId }, PROVINCE);
    const id = idOf(proposed);
    expect(await confirmRecall(desk.hub, SECOND_PROVINCE, { id, digest: '00' })).toMatchObject({
      code: 'RECALL_CHANGED',
    });
    expect(await confirm(proposed, CITY)).toMatchObject({ code: 'FORBIDDEN' });
    for (const caller of [OTHER_CITY, OTHER_PROVINCE]) {
      expect(await confirm(proposed, caller)).toMatchObject({ code: 'RECALL_NOT_FOUND' });
      expect(await propose({ batchId }, caller, { evidence: [await desk.evidence(caller)] })).toMatchObject({
        code: expect.stringMatching(/^(RECALL_SCOPE_NOT_FOUND|ATTACHMENT_NOT_FOUND)$/),
      });
      expect(await desk.hub.views.recall(territoryOf(caller), id)).toBeUndefined();
    }
    expect(await propose({ batchId }, INSTITUTION_CALLER)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await desk.hub.views.recall(territoryOf(INSTITUTION_CALLER), id)).toBeUndefined();
    const waits = async (caller: Caller): Promise<number> =>
      (await desk.hub.views.recalls(territoryOf(caller), { mine: caller }, PAGE)).total;
    expect([await waits(PROVINCE), await waits(SECOND_PROVINCE), await waits(CITY)]).toEqual([0, 1, 0]);
    const covered = await desk.hub.views.recallCertificates(territoryOf(CITY), id, PAGE);
    expect(covered).toMatchObject({ total: 4, items: Array(4).fill({ state: 'LIVE', version: 1, batchId }) });
    expect(await desk.hub.views.recallCertificates(territoryOf(OTHER_CITY), id, PAGE)).toBeUndefined();
    expect(await states()).toEqual(Array(4).fill('LIVE'));
  });

  test.each([
    ['nothing', {}],
    ['two at once', { batchId: '00000000-0000-4000-8000-000000000000', planNo: 'P1' }],
    ['lines without a batch', { certificateNos: ['X'], lines: [1] }],
    ['no number', { certificateNos: [] }],
    ['too many numbers', { certificateNos: Array.from({ length: 5_001 }, (_, index) => String(index)) }],
    ['a line below 1', { batchId: '00000000-0000-4000-8000-000000000000', lines: [0] }],
  ])('a scope of %s is no scope', async (_, scope) => {
    expect(await propose(scope)).toMatchObject({ code: 'RECALL_INVALID' });
  });

  test('what is not there, of several institutions, or without a certificate', async () => {
    expect(await propose({ certificateNos: [certificateNoOf(1), 'X'] })).toMatchObject({
      code: 'RECALL_SCOPE_NOT_FOUND',
    });
    expect(await propose({ planNo: 'P404' })).toMatchObject({ code: 'RECALL_SCOPE_NOT_FOUND' });
    expect(await propose({ batchId, lines: [1, 77] })).toMatchObject({
      code: 'RECALL_INVALID',
      places: [{ field: 'scope/lines' }],
    });
    await desk.query(`UPDATE certificate SET institution_code = '0002' WHERE certificate_no = $1`, [
      certificateNoOf(4),
    ]);
    expect(await propose({ certificateNos: [certificateNoOf(1), certificateNoOf(4)] })).toMatchObject({
      code: 'RECALL_SEVERAL_INSTITUTIONS',
    });
    expect(await propose({ batchId }, CITY, { basis: [] })).toMatchObject({ code: 'RECALL_INVALID' });
    expect(await propose({ batchId }, CITY, { reason: '' })).toMatchObject({ code: 'RECALL_INVALID' });
  });

  test('a plan is voided with all that came of it; what was under way comes back', async () => {
    await desk.plan('P1');
    const waiting = await waitingBatch(desk.bench, { records: 2, firstSerial: 101 });
    const checking = await waitingBatch(desk.bench, { records: 2, firstSerial: 201, state: 'CHECKING' });
    const proposed = await propose({ planNo: 'P1' });
    expect(proposed).toMatchObject({ live: 4, institutionCode: '0001' });
    expect(await confirm(proposed)).toMatchObject({ certificates: 4 });
    expect(await desk.query(`SELECT status FROM plan WHERE plan_no = 'P1'`)).toEqual([{ status: 'VOIDED' }]);
    const returned = await desk.query(
      `SELECT batch.id, batch.state, review.step FROM batch JOIN review ON review.batch_id = batch.id ORDER BY step`,
    );
    expect(returned).toEqual([
      { id: checking, state: 'RETURNED', step: 'CITY' },
      { id: waiting, state: 'RETURNED', step: 'PROVINCE' },
    ]);
    const header = { planNo: 'P1', clientBatchNo: 'C1', noticeFrom: '2026-06-10', noticeTo: '2026-06-17' };
    expect(
      await desk.bench.transaction(async (stores) => (await unknownReference(stores, '0001', header)) ?? 'fine'),
    ).toMatchObject({
      code: 'PLAN_VOIDED',
    });
    const acts = await desk.query(`SELECT subject_kind AS kind, act FROM decision ORDER BY kind, act`);
    expect(acts).toEqual([
      { kind: 'BATCH', act: 'RETURNED' },
      { kind: 'BATCH', act: 'RETURNED' },
      { kind: 'PLAN', act: 'PLAN_VOIDED' },
      { kind: 'RECALL', act: 'RECALL_CONFIRMED' },
      { kind: 'RECALL', act: 'RECALL_PROPOSED' },
    ]);
  });

  test('a plan without certificates may be voided, too; one that grew meanwhile is looked at again', async () => {
    await desk.plan('P2');
    const proposed = await propose({ planNo: 'P2' });
    expect(proposed).toMatchObject({ live: 0 });
    expect(await confirm(proposed)).toMatchObject({ state: 'CONFIRMED', certificates: 0 });
    await desk.plan('P1');
    const grown = await propose({ planNo: 'P1' });
    await desk.issued({ records: 1, firstSerial: 50 });
    expect(await confirm(grown)).toMatchObject({ code: 'RECALL_CHANGED' });
    expect(await desk.query(`SELECT status FROM plan WHERE plan_no = 'P1'`)).toEqual([{ status: 'APPROVED' }]);
  });

  test('subsidies are listed, settled once and summed', async () => {
    const proposed = await propose({ batchId });
    const settle = (more: object, caller: Caller = CITY): Promise<object> =>
      settleSubsidies(desk.hub, caller, {
        recallId: idOf(proposed),
        certificateNos: null,
        outcome: 'NOT_PAID',
        amountYuan: null,
        reason: '财政局核实',
        ...more,
      });
    expect(await settle({})).toMatchObject({ code: 'RECALL_STATE_CONFLICT' });
    await confirm(proposed);
    const recovered = { certificateNos: [certificateNoOf(1)], outcome: 'RECOVERED', amountYuan: 1999.99 };
    expect(await settle({ ...recovered, amountYuan: null })).toMatchObject({ code: 'SUBSIDY_INVALID' });
    expect(await settle({ ...recovered, amountYuan: 0.001 })).toMatchObject({ code: 'SUBSIDY_INVALID' });
    expect(await settle({ ...recovered, certificateNos: ['X'] })).toMatchObject({ code: 'SUBSIDY_INVALID' });
    expect(await settle(recovered)).toMatchObject({ kind: 'settled', settled: 1, before: 0 });
    expect(await settle(recovered)).toMatchObject({ kind: 'settled', settled: 0, before: 1 });
    expect(await settle({ ...recovered, amountYuan: 1 })).toMatchObject({ code: 'SUBSIDY_SETTLED' });
    expect(await settle({}, OTHER_CITY)).toMatchObject({ code: 'RECALL_NOT_FOUND' });
    expect(await settle({})).toMatchObject({ settled: 3, before: 0 });
    const listed = await desk.hub.views.subsidyRecoveries(
      territoryOf(INSTITUTION_CALLER),
      { state: 'RECOVERED' },
      PAGE,
    );
    expect(listed).toMatchObject({
      total: 1,
      items: [{ certificateNo: certificateNoOf(1), amountYuan: 1999.99, state: 'RECOVERED' }],
      totals: { certificates: 1, open: 0, recovered: 1, notPaid: 0, recoveredYuan: 1999.99 },
    });
    const all = await desk.hub.views.subsidyRecoveries(
      territoryOf(CITY),
      { recallId: idOf(proposed) },
      { first: 1, after: null },
    );
    expect(all.totals).toEqual({ certificates: 4, open: 0, recovered: 1, notPaid: 3, recoveredYuan: 1999.99 });
    expect((await desk.hub.views.subsidyRecoveries(territoryOf(OTHER_INSTITUTION), {}, PAGE)).total).toBe(0);
  });

  test('100,000 certificates in one transaction', async () => {
    await desk.query(`DELETE FROM delivery_item`);
    await desk.query(`DELETE FROM delivery`);
    const large = await waitingBatch(desk.bench, { records: 100_000, firstSerial: 1_001, state: 'APPROVED' });
    await desk.bench.transaction(async ({ certificates, deliveries }) => {
      await certificates.promote(large, AT);
      await deliveries.createForBatch(FEED, large, AT, desk.hub.newId);
    });
    const begun = performance.now();
    const proposed = await propose({ batchId: large });
    const halfway = performance.now();
    expect(proposed).toMatchObject({ live: 100_000 });
    expect(await confirm(proposed)).toMatchObject({ certificates: 100_000 });
    const ms = { propose: halfway - begun, confirm: performance.now() - halfway };
    process.stderr.write(
      `recall of 100,000: propose ${Math.round(ms.propose)} ms, confirm ${Math.round(ms.confirm)} ms\n`,
    );
    expect(ms.propose + ms.confirm).toBeLessThan(LARGE_MS_MAX);
    const [parcels] = await desk.query(
      `SELECT count(*)::int AS parcels, min(parcel_no) AS first, max(certificates) AS largest FROM delivery WHERE parcel_no > $1`,
      [PARCELS_OF_LARGE],
    );
    expect(parcels).toEqual({ parcels: PARCELS_OF_LARGE, first: PARCELS_OF_LARGE + 1, largest: 2_000 });
    expect(await feedsOf(idOf(proposed))).toMatchObject([{ pending: 100_000 }]);
  });
});
