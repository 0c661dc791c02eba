/** A delivery that was given up goes on by a person's word. */
import { randomUUID } from 'node:crypto';
import { collectAnswers } from '../../src/app/collect-answers';
import type { Answer, Connector } from '../../src/app/connector';
import { deliver } from '../../src/app/deliver';
import type { ItemAnswer } from '../../src/app/forwarding-ports';
import type { Hub } from '../../src/app/ports';
import { resendDelivery } from '../../src/app/resend-delivery';
import { ATTEMPTS_MAX, RETRY_DELAYS_MS } from '../../src/domain/forwarding/retry';
import { approveBatch, certificateNoOf, FEED, forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { CITY, decisionHub, NATION, OPERATOR, OTHER_PROVINCE, PROVINCE } from '../kit/waiting-batch';

const START = new Date('2026-08-01T01:00:00Z');
const AWAY: Answer = { kind: 'unreachable', reason: 'CONNECTION' };

describe('resendDelivery', () => {
  let bench: ForwardingBench;
  let hub: Hub;
  let reminded: string[];
  let now: Date;
  let answer: Answer;
  let answers: readonly ItemAnswer[];
  let deliveryId: string;
  beforeEach(async () => {
    bench = await forwardingBench();
    now = START;
    answer = AWAY;
    answers = [];
    const connector: Connector = {
      send: async () => answer,
      answers: async () => ({ kind: 'given', answers, oddities: [] }),
      held: async () => ({ kind: 'unsupported' }),
      sendReport: async () => ({ kind: 'accepted' }),
      close: async () => undefined,
    };
    const desk = decisionHub(bench, undefined, () => now);
    hub = { ...desk.hub, connectors: new Map([[FEED.name, connector]]) };
    reminded = desk.reminded;
    const batchId = await approveBatch(bench, { records: 2 });
    const [id = ''] = await bench.transaction(({ deliveries }) =>
      deliveries.createForBatch(FEED, batchId, now, randomUUID),
    );
    deliveryId = id;
  });
  afterEach(() => bench.close());

  const giveUp = async (): Promise<void> => {
    answer = { kind: 'refused', reason: 'CONTENT' };
    expect(await deliver(hub, deliveryId)).toMatchObject({ kind: 'GIVEN_UP' });
  };
  const resend = (caller = PROVINCE, id = deliveryId): Promise<object> =>
    resendDelivery(hub, caller, { deliveryId: id });
  const resent = (attemptsMade: number): object => ({ kind: 'resent', deliveryId, state: 'DUE', attemptsMade });

  test('given up, resent, taken, answered: one delivery all along', async () => {
    await giveUp();
    expect(await deliver(hub, deliveryId)).toEqual({ kind: 'nothing-due' });
    reminded.length = 0;
    expect(await resend()).toEqual(resent(1));
    expect(reminded).toEqual(['deliver 1']);
    answer = { kind: 'taken' };
    expect(await deliver(hub, deliveryId)).toEqual({ kind: 'SENT', attemptNo: 2, certificates: 2 });
    now = new Date(now.getTime() + 1_000);
    answers = [1, 2].map((serial) => ({
      certificateNo: certificateNoOf(serial),
      version: 1,
      state: 'ACCEPTED',
      code: null,
      answeredAt: now,
    }));
    expect(await collectAnswers(hub, deliveryId)).toMatchObject({ kind: 'answered', accepted: 2 });
    expect(await resend()).toMatchObject({ kind: 'refused', code: 'DELIVERY_NOT_GIVEN_UP' });
  });

  test('the waits begin anew, the numbers of the attempts go on', async () => {
    const untilGivenUp = async (first: number): Promise<void> => {
      for (const [index, delayMs] of RETRY_DELAYS_MS.entries()) {
        expect(await deliver(hub, deliveryId)).toMatchObject({ kind: 'DUE', attemptNo: first + index });
        // Other parcels are taken meanwhile, so that the feed is not the one at fault.
        await bench.source.query(`UPDATE feed_state SET failures = 0`);
        now = new Date(now.getTime() + delayMs);
      }
      expect(await deliver(hub, deliveryId)).toMatchObject({
        kind: 'GIVEN_UP',
        attemptNo: first + RETRY_DELAYS_MS.length,
      });
    };
    await untilGivenUp(1);
    expect(await resend(OPERATOR)).toEqual(resent(ATTEMPTS_MAX));
    await untilGivenUp(ATTEMPTS_MAX + 1);
    expect(await resend()).toEqual(resent(2 * ATTEMPTS_MAX));
    const [{ attempts }] = await bench.source.query(`SELECT count(*)::int AS attempts FROM delivery_attempt`);
    expect(attempts).toBe(2 * ATTEMPTS_MAX);
  });

  test('only what was given up is sent again, and once', async () => {
    const refused = { kind: 'refused', code: 'DELIVERY_NOT_GIVEN_UP' };
    expect(await resend()).toMatchObject(refused);
    await giveUp();
    const outcomes = await Promise.all([1, 2, 3].map(() => resend()));
    expect(outcomes.filter((outcome) => Reflect.get(outcome, 'kind') === 'resent')).toEqual([resent(1)]);
    expect(await resend()).toMatchObject(refused);
  });

  test('a foreign delivery is answered like one that does not exist; who may not resend hears so', async () => {
    await giveUp();
    const unknown = await resend(PROVINCE, randomUUID());
    expect(unknown).toMatchObject({ kind: 'refused', code: 'DELIVERY_NOT_FOUND' });
    expect(await resend(OTHER_PROVINCE)).toEqual(unknown);
    expect(await resend(PROVINCE, 'no-id')).toEqual(unknown);
    for (const caller of [CITY, NATION]) {
      expect(await resend(caller)).toMatchObject({ kind: 'refused', code: 'FORBIDDEN' });
    }
    expect(await deliver(hub, deliveryId)).toEqual({ kind: 'nothing-due' });
  });
});
