/** New parcels of exactly these versions: each version stands in one delivery, whatever it stood in before. */
import { randomUUID } from 'node:crypto';
import type { VersionRef } from '../../src/app/certificates/change-ports';
import type { ItemAnswer } from '../../src/app/forwarding-ports';
import { deliveryViews } from '../../src/store/views/deliveries';
import { approveBatch, certificateNoOf, FEED, forwardingBench, type ForwardingBench } from '../kit/approved-batch';

const AT = new Date('2026-08-01T01:00:00Z');
const LATER = new Date('2026-08-02T01:00:00Z');
const EVERYWHERE = { institutionCode: null, regionPrefix: '' };
const PROVINCE = { institutionCode: null, regionPrefix: '51' };
const SMALL = { ...FEED, parcelCertificates: 2 };

const versionsOf = (...serials: number[]): VersionRef[] =>
  serials.map((serial) => ({ certificateNo: certificateNoOf(serial), version: 1 }));
const answerOf = (serial: number, state: ItemAnswer['state'] = 'ACCEPTED'): ItemAnswer => ({
  certificateNo: certificateNoOf(serial),
  version: 1,
  state,
  code: state === 'REFUSED' ? 'R-PHOTO' : null,
  answeredAt: AT,
});

interface DeliveryRow {
  readonly id: string;
  readonly no: number;
  readonly state: string;
  readonly certificates: number;
  readonly moved: number;
  readonly items: readonly string[];
}

describe('redelivery', () => {
  let bench: ForwardingBench;
  let batchId: string;
  let firstId: string;
  beforeEach(async () => {
    bench = await forwardingBench();
    batchId = await approveBatch(bench, { records: 5 });
    const [id = ''] = await bench.transaction(({ deliveries }) =>
      deliveries.createForBatch(FEED, batchId, AT, randomUUID),
    );
    firstId = id;
  });
  afterEach(() => bench.close());

  const redeliver = (versions: readonly VersionRef[], feed = FEED): Promise<readonly string[]> =>
    bench.transaction(({ deliveries }) => deliveries.redeliver(feed, versions, LATER, randomUUID));
  const send = (id: string): Promise<boolean> =>
    bench.transaction(async ({ deliveries }) => {
      const claim = await deliveries.claim(id, LATER, new Date(LATER.getTime() + 60_000));
      if (!claim) throw new Error('The delivery was not due.');
      return deliveries.recordAttempt(claim, {
        answer: { kind: 'taken' },
        next: { state: 'SENT', dueAt: LATER },
        at: LATER,
        certificates: (await deliveries.parcel(id)).map((certificate) => ({ ...certificate, digest: 7n })),
      });
    });
  const answer = (id: string, ...answers: ItemAnswer[]): Promise<boolean> =>
    bench.transaction(async ({ deliveries }) => {
      await deliveries.applyAnswers(id, answers);
      return deliveries.closeIfAnswered(id, LATER);
    });
  const giveUp = (id: string): Promise<unknown> =>
    bench.source.query(`UPDATE delivery SET state = 'GIVEN_UP' WHERE id = $1`, [id]);
  const deliveries = (): Promise<DeliveryRow[]> =>
    bench.source.query(
      `SELECT id, parcel_no AS no, state, certificates, moved,
              ARRAY(SELECT substr(certificate_no, 17)::int || ' ' || state || coalesce(' ' || digest, '')
                      FROM delivery_item WHERE delivery_id = delivery.id ORDER BY certificate_no) AS items
         FROM delivery ORDER BY parcel_no`,
    );

  test('exactly these move, in parcels of the feed, numbered on, and wait for their answer again', async () => {
    await send(firstId);
    await answer(firstId, ...[1, 2, 3, 4].map((serial) => answerOf(serial)), answerOf(5, 'REFUSED'));
    const ids = await redeliver(versionsOf(5, 2, 4, 4), SMALL);
    expect(ids).toHaveLength(2);
    expect(await deliveries()).toEqual([
      {
        id: firstId,
        no: 1,
        state: 'ANSWERED',
        certificates: 5,
        moved: 3,
        items: ['1 ACCEPTED 7', '3 ACCEPTED 7'],
      },
      { id: ids[0], no: 2, state: 'DUE', certificates: 2, moved: 0, items: ['2 PENDING', '4 PENDING'] },
      { id: ids[1], no: 3, state: 'DUE', certificates: 1, moved: 0, items: ['5 PENDING'] },
    ]);
    const [moved] = await bench.source.query(
      `SELECT code, answered_at AS "answeredAt" FROM delivery_item WHERE certificate_no = $1`,
      [certificateNoOf(5)],
    );
    expect(moved).toEqual({ code: null, answeredAt: null });
    // The parcel goes its way as any other.
    await send(ids[1] ?? '');
    expect(await answer(ids[1] ?? '', answerOf(5))).toBe(true);
  });

  test('what may be under way stays where it is', async () => {
    expect(await redeliver(versionsOf(1, 2))).toEqual([]);
    expect(await deliveries()).toMatchObject([{ id: firstId, state: 'DUE', moved: 0, certificates: 5 }]);
  });

  test('versions that no parcel was made of get one', async () => {
    const other = await approveBatch(bench, { records: 2, firstSerial: 11 });
    const [id] = await redeliver(versionsOf(12, 11, 99));
    expect((await deliveries()).find((delivery) => delivery.id === id)).toEqual({
      id,
      no: 1,
      state: 'DUE',
      certificates: 2,
      moved: 0,
      items: ['11 PENDING', '12 PENDING'],
    });
    const parcel = await bench.transaction(({ deliveries: store }) => store.parcel(id ?? ''));
    expect(parcel.map(({ certificateNo }) => certificateNo)).toEqual([11, 12].map(certificateNoOf));
    expect(other).not.toBe(batchId);
  });

  test('a delivery ends when all of it moved on, given up or not, and when nothing left in it waits', async () => {
    await send(firstId);
    await answer(firstId, answerOf(1), answerOf(2));
    const [second = ''] = await redeliver(versionsOf(3, 4, 5));
    expect(await deliveries()).toMatchObject([
      { id: firstId, state: 'ANSWERED', moved: 3 },
      { id: second, state: 'DUE' },
    ]);
    await giveUp(second);
    const [third] = await redeliver(versionsOf(3));
    expect(await deliveries()).toMatchObject([
      { state: 'ANSWERED' },
      { id: second, state: 'GIVEN_UP', moved: 1 },
      { id: third, state: 'DUE' },
    ]);
    const [fourth] = await redeliver(versionsOf(3, 4, 5));
    expect(await deliveries()).toMatchObject([
      { state: 'ANSWERED' },
      { id: second, state: 'ANSWERED', moved: 3, items: [] },
      { id: third, state: 'DUE', items: ['3 PENDING'] },
      { id: fourth, state: 'DUE', items: ['4 PENDING', '5 PENDING'] },
    ]);
  });

  test('an answer to the former parcel that comes late says nothing of what moved on', async () => {
    await send(firstId);
    const [id = ''] = await redeliver(versionsOf(1));
    await answer(firstId, answerOf(1, 'REFUSED'), answerOf(2));
    expect(await deliveries()).toMatchObject([
      { items: ['2 ACCEPTED 7', '3 PENDING 7', '4 PENDING 7', '5 PENDING 7'] },
      { id, items: ['1 PENDING'] },
    ]);
  });

  test('of many at once each version goes into one parcel', async () => {
    await send(firstId);
    const made = await Promise.all([1, 2, 3, 4].map(() => redeliver(versionsOf(1, 2, 3))));
    expect(made.flat()).toHaveLength(1);
    expect(await deliveries()).toMatchObject([
      { moved: 3, items: ['4 PENDING 7', '5 PENDING 7'] },
      { certificates: 3, items: ['1 PENDING', '2 PENDING', '3 PENDING'] },
    ]);
  });

  test('lists show what moved on, and count each version once', async () => {
    await send(firstId);
    await answer(firstId, ...[1, 2, 3, 4, 5].map((serial) => answerOf(serial)));
    await redeliver(versionsOf(1, 2));
    const views = deliveryViews((sql, values = []) => bench.source.query(sql, [...values]));
    const page = await views.deliveries(PROVINCE, { batchId }, { first: 10, after: null });
    expect(
      page.items.map(({ parcelNo, certificates, moved, accepted, pending }) => [
        parcelNo,
        certificates,
        moved,
        accepted,
        pending,
      ]),
    ).toEqual([
      [2, 2, 0, 0, 2],
      [1, 5, 2, 3, 0],
    ]);
    for (const territory of [PROVINCE, EVERYWHERE]) {
      const total = async (filter: object): Promise<number> =>
        (await views.acknowledgements(territory, filter, { first: 1, after: null })).total;
      expect([await total({}), await total({ state: 'ACCEPTED' }), await total({ state: 'PENDING' })]).toEqual([
        5, 3, 2,
      ]);
    }
    expect(await views.feedsOfBatch(PROVINCE, batchId)).toEqual([
      { feed: FEED.name, certificates: 5, delivered: 3, accepted: 3, refused: 0, pending: 2 },
    ]);
  });
});
