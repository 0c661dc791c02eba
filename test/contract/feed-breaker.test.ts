/** A feed that nobody reaches is probed and recovers by itself; and what a person gets going again. */
import { collectAnswers } from '../../src/app/collect-answers';
import { deliver } from '../../src/app/deliver';
import { redriveFeed } from '../../src/app/forwarding/redrive-feed';
import { certificateNoOf, FEED } from '../kit/approved-batch';
import type { DrivenForwarding } from '../kit/driven-forwarding';
import { comesTrue, feedBench, type FeedBench } from '../kit/feed-bench';
import type { PlayedReceiver } from '../kit/played-receiver';
import { OPERATOR, PROVINCE } from '../kit/waiting-batch';

jest.setTimeout(60_000);

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** A Saturday, nine in the morning in China. */
const START = new Date('2026-08-01T01:00:00Z');

describe('a feed', () => {
  let bench: FeedBench;
  let driven: DrivenForwarding;
  let receiver: PlayedReceiver;
  beforeEach(async () => {
    bench = await feedBench(START);
    ({ driven, receiver } = bench);
  });
  afterEach(() => bench.close());

  describe('that nobody reaches', () => {
    test('is only probed, however long it takes, gives nothing up, and recovers by itself', async () => {
      const feed = await bench.withFeed({ parcelCertificates: 1 });
      receiver.isAway = true;
      await driven.approve(12, [feed]);
      await driven.pass(10 * SECOND_MS);
      expect(await bench.standing()).toMatchObject({ breaker: 'OPEN', failures: 3 });
      driven.sweepEvery(HOUR_MS);
      const triedBefore = receiver.tried;
      await driven.pass(24 * HOUR_MS);
      const probes = receiver.tried - triedBefore;
      // Each five minutes, give or take a fifth, and the first ones sooner.
      expect(probes).toBeGreaterThan(230);
      expect(probes).toBeLessThan(310);
      await bench.source.query(`UPDATE feed_state SET probes = 2000`);
      await driven.pass(2 * HOUR_MS);
      expect(await bench.states()).toEqual({ DUE: 12 });
      const [{ most }] = await bench.source.query(`SELECT max(attempts_made - attempts_before) AS most FROM delivery`);
      expect(most).toBe(1);
      receiver.isAway = false;
      await driven.pass(7 * MINUTE_MS);
      expect(await bench.states()).toEqual({ ANSWERED: 12 });
      expect(await bench.standing()).toMatchObject({ breaker: 'CLOSED', failures: 0, probes: 0 });
    });

    test('a parcel that alone is not taken keeps no other one back: each is a probe in its turn', async () => {
      const feed = await bench.withFeed({ parcelCertificates: 1 });
      const [poison] = await driven.approve(1, [feed]);
      receiver.answer = ({ deliveryId }) =>
        deliveryId === poison ? { kind: 'unreachable', reason: 'TIMEOUT' } : { kind: 'taken' };
      await driven.pass(3 * MINUTE_MS);
      expect(await bench.standing()).toMatchObject({ breaker: 'OPEN' });
      await driven.approve(3, [feed]);
      await driven.pass(10 * MINUTE_MS);
      expect(await bench.states()).toEqual({ DUE: 1, ANSWERED: 3 });
    });

    test('of many processes one sends the probe', async () => {
      const feed = await bench.withFeed({ parcelCertificates: 1 });
      const ids = await driven.approve(5, [feed]);
      await bench.source.query(
        `INSERT INTO feed_state (feed, breaker, failures, opened_at, probe_at) VALUES ($1, 'OPEN', 3, $2, $2)`,
        [FEED.name, START],
      );
      const processes = ids.map(() => ({ ...driven.hub, connectors: new Map([[FEED.name, receiver]]) }));
      let goOn = (): void => undefined;
      const gone = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      receiver.answer = async () => {
        await gone;
        return { kind: 'taken' };
      };
      const ended: string[] = [];
      const attempts = ids.map(async (id, place) => {
        const { kind } = await deliver(processes[place] ?? driven.hub, id);
        ended.push(kind);
      });
      expect(await comesTrue(async () => receiver.tried === 1 && ended.length === 4)).toBe(true);
      expect(await bench.standing()).toMatchObject({ breaker: 'HALF_OPEN' });
      goOn();
      await Promise.all(attempts);
      expect(ended).toEqual(['held', 'held', 'held', 'held', 'SENT']);
      expect(receiver.tried).toBe(1);
    });

    test('is not asked for answers either, and a question that reaches somebody lets parcels go on', async () => {
      const feed = await bench.withFeed();
      receiver.verdict = () => undefined;
      const [sent = ''] = await driven.approve(1, [feed]);
      await driven.pass(SECOND_MS);
      await bench.source.query(`UPDATE feed_state SET breaker = 'OPEN', failures = 3, opened_at = $1, probe_at = $2`, [
        driven.now(),
        new Date(driven.now().getTime() + 10 * MINUTE_MS),
      ]);
      const { asked } = receiver;
      await driven.pass(9 * MINUTE_MS);
      expect(receiver.asked).toBe(asked);
      receiver.verdict = () => ({ state: 'ACCEPTED', code: null });
      await driven.pass(3 * MINUTE_MS);
      expect(await bench.states()).toEqual({ ANSWERED: 1 });
      expect(await bench.standing()).toMatchObject({ breaker: 'CLOSED' });
      expect(await collectAnswers(driven.hub, sent)).toEqual({ kind: 'nothing-due' });
    });

    test('is not taken for reached by a question that asks nobody, because answers come by themselves', async () => {
      const feed = await bench.withFeed();
      receiver.answersCome = true;
      receiver.verdict = () => undefined;
      const [sent = ''] = await driven.approve(1, [feed]);
      await driven.pass(SECOND_MS);
      await bench.source.query(`UPDATE feed_state SET breaker = 'OPEN', failures = 3, opened_at = $1, probe_at = $1`, [
        driven.now(),
      ]);
      await bench.source.query(`UPDATE delivery SET due_at = $1`, [driven.now()]);
      expect(await collectAnswers(driven.hub, sent)).toEqual({ kind: 'held', by: 'BREAKER' });
      expect(await bench.standing()).toMatchObject({ breaker: 'OPEN', failures: 3 });
      const [next = ''] = await driven.approve(1, [feed]);
      expect(await deliver(driven.hub, next)).toMatchObject({ kind: 'SENT' });
      expect(await bench.standing()).toMatchObject({ breaker: 'CLOSED' });
    });

    test('is asked for answers no sooner than it says', async () => {
      const feed = await bench.withFeed();
      receiver.leaveAloneMs = HOUR_MS;
      await driven.approve(1, [feed]);
      await driven.pass(59 * MINUTE_MS);
      expect(receiver.asked).toBe(1);
      receiver.leaveAloneMs = 0;
      await driven.pass(2 * MINUTE_MS);
      expect([receiver.asked, await bench.states()]).toEqual([2, { ANSWERED: 1 }]);
    });

    test('keeps to the word of a receiver that asks for time', async () => {
      const feed = await bench.withFeed({ parcelCertificates: 1 });
      receiver.answer = () => ({ kind: 'unreachable', reason: 'BUSY', retryAfterMs: 20 * MINUTE_MS });
      await driven.approve(4, [feed]);
      await driven.pass(SECOND_MS);
      const { tried } = receiver;
      receiver.answer = () => ({ kind: 'taken' });
      await driven.pass(19 * MINUTE_MS);
      expect([tried, receiver.tried]).toEqual([1, 1]);
      await driven.pass(2 * MINUTE_MS);
      expect(await bench.states()).toEqual({ ANSWERED: 4 });
    });
  });

  describe('that is redriven', () => {
    const redrive = (what: 'GIVEN_UP' | 'REFUSED', code: string | null = null, caller = OPERATOR): Promise<object> =>
      redriveFeed(driven.hub, caller, { feed: FEED.name, what, code });

    test('gets all that was given up, or what ended by one reason', async () => {
      const feed = await bench.withFeed({ parcelCertificates: 1 });
      receiver.answer = ({ certificates: [certificate] }) => ({
        kind: 'refused',
        reason: certificate?.certificateNo.endsWith('1') === true ? 'CONTENT' : 'CERTIFICATE_TAKEN',
      });
      await driven.approve(3, [feed]);
      await driven.pass(SECOND_MS);
      expect(await bench.states()).toEqual({ GIVEN_UP: 3 });
      receiver.answer = () => ({ kind: 'taken' });
      expect(await redrive('GIVEN_UP', 'CONTENT')).toEqual({
        kind: 'redriven',
        feed: FEED.name,
        deliveries: 1,
        certificates: 1,
        remaining: 0,
      });
      await driven.pass(SECOND_MS);
      expect(await bench.states()).toEqual({ GIVEN_UP: 2, ANSWERED: 1 });
      expect(await redrive('GIVEN_UP')).toMatchObject({ deliveries: 2, certificates: 2 });
      await driven.pass(SECOND_MS);
      expect(await bench.states()).toEqual({ ANSWERED: 3 });
      expect(await redrive('GIVEN_UP')).toMatchObject({ deliveries: 0, certificates: 0 });
    });

    test('gets in smaller parcels what was too large for it, once its parcels are smaller', async () => {
      const feed = await bench.withFeed();
      receiver.answer = ({ certificates }) =>
        certificates.length > 2 ? { kind: 'refused', reason: 'TOO_LARGE' } : { kind: 'taken' };
      await driven.approve(5, [feed]);
      await driven.pass(SECOND_MS);
      expect(await redrive('GIVEN_UP')).toMatchObject({ deliveries: 1, certificates: 5 });
      await driven.pass(SECOND_MS);
      expect(await bench.states()).toEqual({ GIVEN_UP: 1 });
      Object.assign(driven.hub, { feeds: [{ ...feed, parcelCertificates: 2 }] });
      expect(await redrive('GIVEN_UP', 'CONTENT')).toMatchObject({ deliveries: 0, certificates: 0, remaining: 0 });
      expect(await redrive('GIVEN_UP', 'TOO_LARGE')).toMatchObject({ deliveries: 3, certificates: 5, remaining: 0 });
      await driven.pass(SECOND_MS);
      expect(await bench.states()).toEqual({ ANSWERED: 4 });
      expect([...receiver.takenNumbers].sort()).toEqual([1, 2, 3, 4, 5].map(certificateNoOf));
    });

    test('gets just what it refused, by its code, and nothing that it accepted', async () => {
      const feed = await bench.withFeed();
      receiver.verdict = (certificateNo) =>
        certificateNo.endsWith('2')
          ? { state: 'REFUSED', code: 'R-PHOTO' }
          : certificateNo.endsWith('3')
            ? { state: 'REFUSED', code: 'R-NAME' }
            : { state: 'ACCEPTED', code: null };
      await driven.approve(5, [feed]);
      await driven.pass(SECOND_MS);
      expect(await bench.states()).toEqual({ ANSWERED: 1 });
      receiver.verdict = () => ({ state: 'ACCEPTED', code: null });
      const before = receiver.takenNumbers.length;
      expect(await redrive('REFUSED', 'R-PHOTO')).toMatchObject({ deliveries: 1, certificates: 1, remaining: 0 });
      await driven.pass(SECOND_MS);
      expect(receiver.takenNumbers.slice(before).map((number) => number.slice(-1))).toEqual(['2']);
      expect(await redrive('REFUSED')).toMatchObject({ deliveries: 1, certificates: 1 });
      await driven.pass(SECOND_MS);
      expect(await bench.source.query(`SELECT DISTINCT state FROM delivery_item`)).toEqual([{ state: 'ACCEPTED' }]);
      expect(await redrive('REFUSED')).toMatchObject({ deliveries: 0, certificates: 0 });
    });

    test('only by an operator, and only a feed that there is', async () => {
      expect(await redrive('GIVEN_UP', null, PROVINCE)).toMatchObject({ kind: 'refused', code: 'FORBIDDEN' });
      expect(await redrive('REFUSED')).toMatchObject({ kind: 'refused', code: 'FEED_NOT_CONFIGURED' });
      const unknown = { feed: 'no-such', what: 'GIVEN_UP', code: null } as const;
      expect(await redriveFeed(driven.hub, OPERATOR, unknown)).toMatchObject({ code: 'FEED_NOT_FOUND' });
    });
  });
});
