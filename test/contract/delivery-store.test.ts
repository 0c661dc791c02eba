import { WHOLE_RECORD } from '../../src/domain/forwarding/form';
import { randomUUID } from 'node:crypto';
import { PARCEL_CERTIFICATES_MAX } from '../../src/domain/forwarding/feed';
import type { ClaimedDelivery, ItemAnswer } from '../../src/app/forwarding-ports';
import { CLOSED } from '../../src/domain/forwarding/breaker';
import { CLAIM_EARLY_MS } from '../../src/domain/forwarding/retry';
import { dueForwarding } from '../../src/store/views/due-forwarding';
import { approveBatch, certificateNoOf, FEED, forwardingBench, type ForwardingBench } from '../kit/approved-batch';

const AT = new Date('2026-08-01T01:00:00Z');
const later = (ms: number): Date => new Date(AT.getTime() + ms);
const LEASE_MS = 120_000;

const answerOf = (serial: number, more: Partial<ItemAnswer> = {}): ItemAnswer => ({
  certificateNo: certificateNoOf(serial),
  version: 1,
  state: 'ACCEPTED',
  code: null,
  answeredAt: AT,
  ...more,
});

describe('the delivery store', () => {
  let bench: ForwardingBench;
  beforeEach(async () => {
    bench = await forwardingBench();
  });
  afterEach(() => bench.close());

  const create = (batchId: string): Promise<readonly string[]> =>
    bench.transaction(({ deliveries }) => deliveries.createForBatch(FEED, batchId, AT, randomUUID));
  const claim = (id: string, now = AT): Promise<ClaimedDelivery | undefined> =>
    bench.transaction(({ deliveries }) => deliveries.claim(id, now, new Date(now.getTime() + LEASE_MS)));
  const oneDelivery = async (records: number): Promise<string> => {
    const [id] = await create(await approveBatch(bench, { records }));
    if (id === undefined) throw new Error('No delivery was made.');
    return id;
  };
  const claimed = async (id: string, now = AT): Promise<ClaimedDelivery> => {
    const found = await claim(id, now);
    if (!found) throw new Error('The delivery was not due.');
    return found;
  };
  const send = async (id: string): Promise<void> => {
    const attempt = await claimed(id);
    await bench.transaction(({ deliveries }) =>
      deliveries.recordAttempt(attempt, {
        answer: { kind: 'taken' },
        next: { state: 'SENT', dueAt: later(1_000) },
        at: AT,
        certificates: [],
      }),
    );
  };
  const stateOf = async (id: string): Promise<Record<string, unknown>> => {
    const [delivery] = await bench.source.query(
      `SELECT state, attempts_made AS attempts, due_at AS due, sent_at AS sent, answered_at AS answered FROM delivery WHERE id = $1`,
      [id],
    );
    return delivery;
  };

  test('parcels follow the lines of the batch, each full but the last, and are made once', async () => {
    const batchId = await approveBatch(bench, { records: PARCEL_CERTIFICATES_MAX + 3 });
    const ids = await create(batchId);
    expect(ids).toHaveLength(2);
    const parcelOf = (id: string) => bench.transaction(({ deliveries }) => deliveries.parcel(id));
    const parcels = await Promise.all(ids.map(parcelOf));
    expect(parcels.map((parcel) => parcel.length)).toEqual([PARCEL_CERTIFICATES_MAX, 3]);
    expect(parcels.flat().map(({ certificateNo }) => certificateNo)).toEqual(
      Array.from({ length: PARCEL_CERTIFICATES_MAX + 3 }, (_, index) => certificateNoOf(index + 1)),
    );
    expect(parcels[1]?.[0]).toMatchObject({
      version: 1,
      kind: 'ISSUED',
      institutionCode: '0001',
      regionCode: '510100',
    });
    expect(await create(batchId)).toEqual([]);
    const [counts] = await bench.source.query(
      `SELECT (SELECT count(*)::int FROM delivery) AS deliveries, (SELECT count(*)::int FROM delivery_item) AS items,
              (SELECT sum(certificates)::int FROM delivery) AS certificates`,
    );
    expect(counts).toEqual({
      deliveries: 2,
      items: PARCEL_CERTIFICATES_MAX + 3,
      certificates: PARCEL_CERTIFICATES_MAX + 3,
    });
  });

  test('a batch without certificates makes no delivery', async () => {
    expect(await create(randomUUID())).toEqual([]);
  });

  test('of many claims at once one wins, and none much before the time', async () => {
    const id = await oneDelivery(1);
    expect(await claim(id, later(-CLAIM_EARLY_MS - 1))).toBeUndefined();
    const claims = await Promise.all(Array.from({ length: 4 }, () => claim(id)));
    expect(claims.filter((found) => found !== undefined)).toEqual([
      { id, feed: FEED.name, batchId: expect.any(String), attemptNo: 1, tryNo: 1, form: WHOLE_RECORD },
    ]);
  });

  test('the claim of a sender that died runs out, and the next attempt has the next number', async () => {
    const id = await oneDelivery(1);
    await claimed(id);
    expect(await claim(id, later(LEASE_MS - CLAIM_EARLY_MS - 1))).toBeUndefined();
    expect(await claim(id, later(LEASE_MS))).toMatchObject({ attemptNo: 2 });
  });

  test('an attempt that ends after its lease does not overrule the later one', async () => {
    const id = await oneDelivery(1);
    const first = await claimed(id);
    const second = await claimed(id, later(LEASE_MS));
    const record = (attempt: ClaimedDelivery, state: 'SENT' | 'GIVEN_UP'): Promise<boolean> =>
      bench.transaction(({ deliveries }) =>
        state === 'SENT'
          ? deliveries.recordAttempt(attempt, {
              answer: { kind: 'taken' },
              next: { state, dueAt: AT },
              at: AT,
              certificates: [],
            })
          : deliveries.recordAttempt(attempt, {
              answer: { kind: 'unreachable', reason: 'TIMEOUT' },
              next: { state },
              at: AT,
              certificates: [],
            }),
      );
    expect(await record(first, 'GIVEN_UP')).toBe(false);
    expect(await record(second, 'SENT')).toBe(true);
    expect(await record(second, 'GIVEN_UP')).toBe(false);
    expect(await stateOf(id)).toMatchObject({ state: 'SENT', attempts: 2 });
    const attempts = await bench.source.query(
      `SELECT attempt_no AS no, outcome, reason FROM delivery_attempt ORDER BY attempt_no`,
    );
    expect(attempts[0]).toEqual({ no: 1, outcome: 'unreachable', reason: 'TIMEOUT' });
  });

  test('an attempt that reached nobody makes the delivery due again', async () => {
    const id = await oneDelivery(1);
    const attempt = await claimed(id);
    await bench.transaction(({ deliveries }) =>
      deliveries.recordAttempt(attempt, {
        answer: { kind: 'unreachable', reason: 'CONNECTION' },
        next: { state: 'DUE', dueAt: later(5_000) },
        at: AT,
        certificates: [],
      }),
    );
    expect(await claim(id, later(5_000 - CLAIM_EARLY_MS - 1))).toBeUndefined();
    expect(await claim(id, later(5_000 - CLAIM_EARLY_MS))).toMatchObject({ attemptNo: 2 });
  });

  test('one asker at a time holds what was taken, with how its feed stands', async () => {
    const id = await oneDelivery(1);
    const hold = (whileHeld: () => Promise<void> = async () => undefined): Promise<unknown> =>
      bench.transaction(async ({ deliveries }) => {
        const held = await deliveries.lockSent(id);
        await whileHeld();
        return held;
      });
    expect(await hold()).toBeUndefined();
    await send(id);
    let meanwhile: unknown = 'nothing asked';
    const held = await hold(async () => {
      meanwhile = await hold();
    });
    expect(meanwhile).toBeUndefined();
    const standing = { ...CLOSED, pausedAt: null, freeAt: null };
    expect(held).toEqual({
      id,
      feed: FEED.name,
      batchId: expect.any(String),
      sentAt: AT,
      dueAt: later(1_000),
      standing,
    });
    await bench.transaction(({ deliveries }) => deliveries.askAt(id, later(2_000)));
    expect(await stateOf(id)).toMatchObject({ due: later(2_000) });
  });

  test('answers come in parts; the first answer of a certificate stands; the last one ends the delivery', async () => {
    const id = await oneDelivery(3);
    await send(id);
    const apply = (...answers: ItemAnswer[]): Promise<unknown> =>
      bench.transaction(({ deliveries }) => deliveries.applyAnswers(id, answers));
    const close = (): Promise<boolean> => bench.transaction(({ deliveries }) => deliveries.closeIfAnswered(id, AT));
    expect(await apply(answerOf(1), answerOf(99))).toMatchObject({ accepted: 1, refused: [] });
    expect(await close()).toBe(false);
    const refusal = answerOf(2, { state: 'REFUSED', code: 'R-PHOTO' });
    expect(await apply(refusal, answerOf(1, { state: 'REFUSED', code: 'X' }))).toMatchObject({
      accepted: 0,
      refused: [{ certificateNo: certificateNoOf(2), batchId: expect.any(String), line: 2, code: 'R-PHOTO' }],
    });
    expect(await apply(refusal)).toMatchObject({ accepted: 0, refused: [] });
    await apply(answerOf(3));
    expect(await close()).toBe(true);
    expect(await close()).toBe(false);
    expect(await stateOf(id)).toMatchObject({ state: 'ANSWERED', answered: AT });
  });

  test('what is due is found by its time, sent or not', async () => {
    const id = await oneDelivery(1);
    const due = (now: Date): Promise<unknown> =>
      dueForwarding((sql, values = []) => bench.source.query(sql, [...values]), now, { limit: 10, closedFeeds: [] });
    expect(await due(later(-1))).toEqual({ deliveries: [], answers: [], tallies: [] });
    expect(await due(AT)).toEqual({ deliveries: [{ deliveryId: id }], answers: [], tallies: [] });
    await send(id);
    expect(await due(AT)).toEqual({ deliveries: [], answers: [], tallies: [] });
    expect(await due(later(1_000))).toEqual({ deliveries: [], answers: [{ deliveryId: id }], tallies: [] });
  });
});
