/** Bulk approval: what was read is what is approved, batch by batch. */
import type { Caller } from '../../src/app/caller';
import type { Refusal } from '../../src/app/refusal';
import { approveBatch, returnBatch } from '../../src/app/review-batch';
import { approveBatches, type BatchesApproved } from '../../src/app/review/approve-batches';
import { BULK_APPROVAL_MS_MAX, REVIEW_BATCHES_MAX } from '../../src/app/review/review-limits';
import { returnRecords } from '../../src/app/review/return-records';
import { reviewSummary } from '../../src/app/review/review-summary';
import { forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { batchRow, INSTITUTION_CALLER, officeHub, OTHER_CITY, SECOND_CITY } from '../kit/review-office';
import { CITY, PROVINCE, SECOND_PROVINCE, waitingBatch, type DecisionHub } from '../kit/waiting-batch';

const NOW = new Date('2026-10-12T02:00:00Z');

describe('bulk approval', () => {
  let bench: ForwardingBench;
  let desk: DecisionHub;
  let now = NOW;
  beforeEach(async () => {
    bench = await forwardingBench();
    now = NOW;
    desk = officeHub(bench, () => now);
  });
  afterEach(() => bench.close());

  let nextSerial = 1;
  const waiting = async (
    state: 'CITY_REVIEW' | 'PROVINCE_REVIEW' = 'PROVINCE_REVIEW',
    records = 3,
  ): Promise<string> => {
    const firstSerial = nextSerial;
    nextSerial += records;
    return waitingBatch(bench, { records, firstSerial, state });
  };
  const digestOf = async (batchIds: readonly string[], caller: Caller = PROVINCE): Promise<string> => {
    const summary = await reviewSummary(desk.hub, caller, { batchIds });
    return 'digest' in summary ? summary.digest : summary.code;
  };
  const approve = (batchIds: readonly string[], digest: string, caller: Caller = PROVINCE) =>
    approveBatches(desk.hub, caller, { batchIds, digest });
  const told = (outcome: BatchesApproved | Refusal): readonly unknown[] =>
    outcome.kind === 'approved'
      ? outcome.answers.map(({ batchId, reviewed, refusal }) => [batchId, reviewed?.state ?? refusal?.code])
      : [outcome.code];

  test('the summary says what comes of it, and its digest confirms it', async () => {
    const batchIds = [await waiting(), await waiting('PROVINCE_REVIEW', 5)];
    await bench.source.query(
      `INSERT INTO finding (batch_id, line, code, severity, dimension, path, message_zh, message_en, basis, source)
       VALUES ($1, 1, 'AUT-016', 'signal', 'authenticity', '', '样例', 'sample', '{}', 'CHECK')`,
      [batchIds[0]],
    );
    const summary = await reviewSummary(desk.hub, PROVINCE, { batchIds });
    expect(summary).toMatchObject({
      kind: 'summary',
      totals: {
        batches: 2,
        records: 8,
        passed: 8,
        held: 0,
        returned: 0,
        openDeclarations: 0,
        signals: [{ code: 'AUT-016', records: 1 }],
        overdue: 0,
        certificates: 8,
      },
    });
    const byFilter = await reviewSummary(desk.hub, PROVINCE, { filter: { planNo: 'P1' } });
    expect(byFilter).toEqual(summary);
    const digest = await digestOf(batchIds);
    expect(told(await approve(batchIds, digest.toUpperCase()))).toEqual(batchIds.map((id) => [id, 'APPROVED']));
    const [issued] = await bench.source.query(`SELECT count(*)::int AS certificates FROM certificate`);
    expect(issued).toEqual({ certificates: 8 });
    expect(await reviewSummary(desk.hub, PROVINCE, { batchIds })).toMatchObject({
      totals: { batches: 2, passed: 8, certificates: 0 },
    });
  });

  test('the same again, because the answer was lost, is the same answer', async () => {
    const batchIds = [await waiting(), await waiting()];
    const digest = await digestOf(batchIds);
    const first = await approve(batchIds, digest);
    expect(await approve(batchIds, digest)).toEqual(first);
    expect(await approve(batchIds, digest, SECOND_PROVINCE)).toMatchObject({ code: 'SUMMARY_CHANGED' });
  });

  test.each<[string, (id: string) => Promise<unknown>]>([
    [
      'a record was returned',
      (id) => returnRecords(desk.hub, PROVINCE, { batchId: id, records: [{ line: 1, reason: '照片不符' }] }),
    ],
    ['it was decided', (id) => approveBatch(desk.hub, SECOND_PROVINCE, { batchId: id })],
    ['it was returned', (id) => returnBatch(desk.hub, SECOND_PROVINCE, { batchId: id, reason: '材料不全' })],
    ['its counts changed', (id) => bench.source.query(`UPDATE batch SET passed = 2, held = 1 WHERE id = $1`, [id])],
  ])('refused whole when something changed since it was read: %s', async (_title, change) => {
    const batchIds = [await waiting(), await waiting()];
    const digest = await digestOf(batchIds);
    await change(batchIds[1] ?? '');
    expect(await approve(batchIds, digest)).toMatchObject({ code: 'SUMMARY_CHANGED' });
    expect(await batchRow(bench, batchIds[0] ?? '')).toMatchObject({ state: 'PROVINCE_REVIEW' });
    expect(await approve(batchIds, 'no digest')).toMatchObject({ code: 'SUMMARY_CHANGED' });
  });

  test('a batch that changes while the others are approved is not; they are', async () => {
    const batchIds = [await waiting(), await waiting(), await waiting()];
    const [, second = ''] = batchIds;
    const digest = await digestOf(batchIds);
    const { hub } = desk;
    // Between the first approval and the second another reviewer returns a record.
    let transactions = 0;
    const transaction: typeof hub.transaction = async (work) => {
      const outcome = await hub.transaction(work);
      transactions += 1;
      if (transactions === 1) {
        await returnRecords(hub, SECOND_PROVINCE, { batchId: second, records: [{ line: 2, reason: '照片不符' }] });
      }
      return outcome;
    };
    const outcome = await approveBatches({ ...hub, transaction }, PROVINCE, { batchIds, digest });
    expect(told(outcome)).toEqual([
      [batchIds[0], 'APPROVED'],
      [second, 'SUMMARY_CHANGED'],
      [batchIds[2], 'APPROVED'],
    ]);
    expect(await batchRow(bench, second)).toMatchObject({ state: 'PROVINCE_REVIEW', passed: 2, returned: 1 });
  });

  test('each batch has its own refusal, in the order given', async () => {
    const [own, good] = [await waiting('CITY_REVIEW'), await waiting('CITY_REVIEW')];
    await bench.source.query(`UPDATE batch SET sealed_by = $2 WHERE id = $1`, [own, CITY.clientId]);
    const batchIds = [own, good];
    expect(told(await approve(batchIds, await digestOf(batchIds, CITY), CITY))).toEqual([
      [own, 'FOUR_EYES'],
      [good, 'PROVINCE_REVIEW'],
    ]);
  });

  test('of two reviewers who confirm the same summary at once each batch is decided once', async () => {
    const batchIds = await Promise.all([1, 2, 3, 4].map(() => waiting('CITY_REVIEW')));
    const digest = await digestOf(batchIds, CITY);
    const outcomes = await Promise.all([approve(batchIds, digest, CITY), approve(batchIds, digest, SECOND_CITY)]);
    const answers = outcomes.flatMap((outcome) => (outcome.kind === 'approved' ? outcome.answers : []));
    expect(answers.filter(({ reviewed }) => reviewed !== null)).toHaveLength(4);
    const reviews = await bench.source.query(`SELECT count(*)::int AS reviews FROM review`);
    expect(reviews).toEqual([{ reviews: 4 }]);
    // Each asks again, because the answer was lost: it hears of its own once more, and decides nothing new.
    for (const [index, caller] of [CITY, SECOND_CITY].entries()) {
      const before = outcomes[index]?.kind === 'approved' ? outcomes[index].answers : [];
      if (!before.some(({ reviewed }) => reviewed !== null)) continue;
      const again = await approve(batchIds, digest, caller);
      expect(again.kind === 'approved' ? again.answers.map(({ reviewed }) => reviewed) : again.code).toEqual(
        before.map(({ reviewed }) => reviewed),
      );
    }
    expect(await bench.source.query(`SELECT count(*)::int AS reviews FROM review`)).toEqual(reviews);
  });

  test('what the time does not reach hears so', async () => {
    const batchIds = [await waiting(), await waiting()];
    const digest = await digestOf(batchIds);
    const { hub } = desk;
    let asked = 0;
    // The clock jumps with the first approval.
    const slow = { ...hub, now: () => new Date(NOW.getTime() + ((asked += 1) > 4 ? 2 * BULK_APPROVAL_MS_MAX : 0)) };
    const outcome = await approveBatches(slow, PROVINCE, { batchIds, digest });
    expect(told(outcome)).toEqual([
      [batchIds[0], 'APPROVED'],
      [batchIds[1], 'REVIEW_NOT_REACHED'],
    ]);
  });

  test('walls and limits', async () => {
    const id = await waiting('CITY_REVIEW');
    expect(await digestOf([id], OTHER_CITY)).toBe('BATCH_NOT_FOUND');
    expect(await digestOf([id, 'no-id'], CITY)).toBe('BATCH_NOT_FOUND');
    expect(await digestOf([], CITY)).toBe('REVIEW_BATCHES_INVALID');
    expect(await digestOf([id], INSTITUTION_CALLER)).toBe('FORBIDDEN');
    expect(await reviewSummary(desk.hub, CITY, { filter: { planNo: 'none' } })).toMatchObject({
      code: 'REVIEW_BATCHES_INVALID',
      places: [{ field: 'filter' }],
    });
    const many = Array.from({ length: REVIEW_BATCHES_MAX + 1 }, (_, index) => `${index}`);
    expect(await approve(many, 'd')).toMatchObject({ code: 'REVIEW_BATCHES_INVALID', places: [{ field: 'batchIds' }] });
    expect(await approve([id], await digestOf([id], CITY), OTHER_CITY)).toMatchObject({ code: 'BATCH_NOT_FOUND' });
  });
});
