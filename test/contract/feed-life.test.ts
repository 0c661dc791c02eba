/** How deliveries of a feed live: pace, hours, order, breaker, recovery, and what a person does about them. */
import { randomUUID } from 'node:crypto';
import { collectAnswers } from '../../src/app/collect-answers';
import { deliver } from '../../src/app/deliver';
import { FEED_SLOTS } from '../../src/app/forwarding/feed-slots';
import { pauseFeed } from '../../src/app/forwarding/pause-feed';
import { redriveFeed } from '../../src/app/forwarding/redrive-feed';
import { resumeFeed } from '../../src/app/forwarding/resume-feed';
import { remindOfDeliveries } from '../../src/app/forwarding/remind-feed';
import { DELIVERY_WINDOW } from '../../src/app/limits';
import type { FeedDescription } from '../../src/domain/forwarding/feed';
import { FEED, forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { type DrivenForwarding, drivenForwarding } from '../kit/driven-forwarding';
import { PlayedReceiver } from '../kit/played-receiver';
import { NATION, OPERATOR, PROVINCE } from '../kit/waiting-batch';

jest.setTimeout(60_000);

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** A Saturday, nine in the morning in China. */
const START = new Date('2026-08-01T01:00:00Z');

describe('a feed', () => {
  let bench: ForwardingBench;
  let driven: DrivenForwarding;
  let receiver: PlayedReceiver;
  beforeEach(async () => {
    bench = await forwardingBench();
    driven = drivenForwarding(bench, START);
    receiver = new PlayedReceiver(driven.now);
  });
  afterEach(() => bench.close());

  const feedOf = (more: Partial<FeedDescription> = {}): FeedDescription => ({ ...FEED, ...more });
  const withFeed = async (more: Partial<FeedDescription> = {}): Promise<FeedDescription> => {
    const feed = feedOf(more);
    await driven.addFeed(feed, receiver);
    return feed;
  };
  const states = async (): Promise<Record<string, number>> => {
    const found: { state: string; count: number }[] = await bench.source.query(
      `SELECT state, count(*)::int AS count FROM delivery GROUP BY state`,
    );
    return Object.fromEntries(found.map(({ state, count }) => [state, count]));
  };
  const standing = async (): Promise<Record<string, unknown>> => {
    const [found] = await bench.source.query(`SELECT breaker, failures, probes, paused_at AS paused FROM feed_state`);
    return found;
  };

  describe('that is paused', () => {
    test('is handed nothing until it is resumed, and its answers are asked for', async () => {
      const feed = await withFeed();
      await driven.approve(1, [feed]);
      receiver.verdict = () => undefined;
      await driven.pass(SECOND_MS);
      expect(await states()).toEqual({ SENT: 1 });
      expect(await pauseFeed(driven.hub, OPERATOR, { feed: FEED.name, reason: ' works on site ' })).toEqual({
        kind: 'paused',
        feed: FEED.name,
        pausedAt: driven.now(),
        pausedBy: 'operator',
        reason: 'works on site',
      });
      receiver.verdict = () => ({ state: 'ACCEPTED', code: null });
      await driven.approve(2, [feed]);
      await driven.pass(HOUR_MS);
      expect(await states()).toEqual({ ANSWERED: 1, DUE: 1 });
      expect(receiver.tried).toBe(1);
      expect(await resumeFeed(driven.hub, OPERATOR, { feed: FEED.name })).toEqual({
        kind: 'resumed',
        feed: FEED.name,
        wasPaused: true,
      });
      await driven.pass(SECOND_MS);
      expect(await states()).toEqual({ ANSWERED: 2 });
    });

    test('stays as it was first paused; only an operator may, with a reason, and of a feed that is there', async () => {
      await withFeed();
      const pause = (caller = OPERATOR, reason = 'first', feed = FEED.name): Promise<object> =>
        pauseFeed(driven.hub, caller, { feed, reason });
      expect(await pause()).toMatchObject({ kind: 'paused', reason: 'first' });
      expect(await pause(OPERATOR, 'second')).toMatchObject({ kind: 'paused', reason: 'first' });
      for (const caller of [PROVINCE, NATION]) {
        expect(await pause(caller)).toMatchObject({ kind: 'refused', code: 'FORBIDDEN' });
        expect(await resumeFeed(driven.hub, caller, { feed: FEED.name })).toMatchObject({ code: 'FORBIDDEN' });
      }
      for (const reason of ['', ' ', 'x'.repeat(501), '电话 13800138000']) {
        expect(await pause(OPERATOR, reason)).toMatchObject({ kind: 'refused', code: 'FEED_REASON_MISSING' });
      }
      expect(await pause(OPERATOR, 'x', 'no-such')).toMatchObject({ code: 'FEED_NOT_FOUND' });
      expect(await resumeFeed(driven.hub, OPERATOR, { feed: 'no-such' })).toMatchObject({ code: 'FEED_NOT_FOUND' });
      expect(await resumeFeed(driven.hub, OPERATOR, { feed: FEED.name })).toMatchObject({ wasPaused: true });
      expect(await resumeFeed(driven.hub, OPERATOR, { feed: FEED.name })).toMatchObject({ wasPaused: false });
    });
  });

  describe('with hours', () => {
    test('takes parcels from the opening on, on working days, without a sweep in between', async () => {
      const feed = await withFeed({ window: { days: 'working', fromMinute: 510, untilMinute: 1_080 } });
      driven.sweepEvery(undefined);
      await driven.approve(1, [feed]);
      await driven.pass(47 * HOUR_MS + 29 * MINUTE_MS);
      expect(receiver.tried).toBe(0);
      expect(driven.outcomes).toEqual([{ job: 'deliver', kind: 'held' }]);
      await driven.pass(2 * MINUTE_MS);
      expect(driven.now()).toEqual(new Date('2026-08-03T08:31:00+08:00'));
      expect(await states()).toEqual({ ANSWERED: 1 });
    });
  });

  describe('with a rate', () => {
    test('takes one parcel after the other, as fast as it said and no faster, and the queue does not spin', async () => {
      const feed = await withFeed({ certificatesPerMinute: 60, parcelCertificates: 30 });
      await driven.approve(30 * 10, [feed]);
      await driven.pass(SECOND_MS);
      expect(receiver.taken).toHaveLength(1);
      await driven.pass(4 * 30 * SECOND_MS);
      expect(receiver.taken).toHaveLength(5);
      await driven.pass(5 * 30 * SECOND_MS);
      expect(await states()).toEqual({ ANSWERED: 10 });
      expect(driven.ran.get('deliver')).toBeLessThan(60);
    });
  });

  describe('with an order', () => {
    test('gets a later version once the earlier one was taken, and of other certificates what is due', async () => {
      const feed = await withFeed({ order: 'certificate' });
      const [first = ''] = await driven.approve(1, [feed]);
      receiver.answer = () => ({ kind: 'refused', reason: 'CONTENT' });
      await driven.pass(SECOND_MS);
      receiver.answer = () => ({ kind: 'taken' });
      await bench.source.query(
        `INSERT INTO certificate_version (certificate_no, version, kind, batch_id, line, data, sealed, created_at)
         SELECT certificate_no, 2, 'CORRECTED', batch_id, line, data, sealed, created_at FROM certificate_version`,
      );
      const [{ certificateNo }] = await bench.source.query(
        `SELECT certificate_no AS "certificateNo" FROM certificate_version WHERE version = 2`,
      );
      const [later = ''] = await bench.transaction(({ deliveries }) =>
        deliveries.redeliver(feed, [{ certificateNo, version: 2 }], driven.now(), randomUUID),
      );
      await driven.approve(1, [feed]);
      expect(await deliver(driven.hub, later)).toEqual({ kind: 'held', by: 'ORDER' });
      await driven.pass(HOUR_MS);
      expect(await states()).toEqual({ GIVEN_UP: 1, DUE: 1, ANSWERED: 1 });
      expect(await redriveFeed(driven.hub, OPERATOR, { feed: FEED.name, what: 'GIVEN_UP', code: null })).toMatchObject({
        deliveries: 1,
        certificates: 1,
      });
      await driven.pass(6 * MINUTE_MS);
      expect(await states()).toEqual({ ANSWERED: 3 });
      expect(receiver.taken.map(({ deliveryId }) => deliveryId).slice(1)).toEqual([first, later]);
    });
  });

  describe('that nobody reaches', () => {
    test('is only probed, however long it takes, gives nothing up, and recovers by itself', async () => {
      const feed = await withFeed({ parcelCertificates: 1 });
      receiver.isAway = true;
      await driven.approve(12, [feed]);
      await driven.pass(10 * SECOND_MS);
      expect(await standing()).toMatchObject({ breaker: 'OPEN', failures: 3 });
      driven.sweepEvery(HOUR_MS);
      const triedBefore = receiver.tried;
      await driven.pass(24 * HOUR_MS);
      const probes = receiver.tried - triedBefore;
      // Each five minutes, give or take a fifth, and the first ones sooner.
      expect(probes).toBeGreaterThan(230);
      expect(probes).toBeLessThan(310);
      await bench.source.query(`UPDATE feed_state SET probes = 2000`);
      await driven.pass(2 * HOUR_MS);
      expect(await states()).toEqual({ DUE: 12 });
      const [{ most }] = await bench.source.query(`SELECT max(attempts_made - attempts_before) AS most FROM delivery`);
      expect(most).toBe(1);
      receiver.isAway = false;
      await driven.pass(7 * MINUTE_MS);
      expect(await states()).toEqual({ ANSWERED: 12 });
      expect(await standing()).toMatchObject({ breaker: 'CLOSED', failures: 0, probes: 0 });
    });

    test('a parcel that alone is not taken keeps no other one back: each is a probe in its turn', async () => {
      const feed = await withFeed({ parcelCertificates: 1 });
      const [poison] = await driven.approve(1, [feed]);
      receiver.answer = ({ deliveryId }) =>
        deliveryId === poison ? { kind: 'unreachable', reason: 'TIMEOUT' } : { kind: 'taken' };
      await driven.pass(3 * MINUTE_MS);
      expect(await standing()).toMatchObject({ breaker: 'OPEN' });
      await driven.approve(3, [feed]);
      await driven.pass(10 * MINUTE_MS);
      expect(await states()).toEqual({ DUE: 1, ANSWERED: 3 });
    });

    test('of many processes one sends the probe', async () => {
      const feed = await withFeed({ parcelCertificates: 1 });
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
      expect(await waitFor(async () => receiver.tried === 1 && ended.length === 4)).toBe('so it is');
      expect(await standing()).toMatchObject({ breaker: 'HALF_OPEN' });
      goOn();
      await Promise.all(attempts);
      expect(ended).toEqual(['held', 'held', 'held', 'held', 'SENT']);
      expect(receiver.tried).toBe(1);
    });

    test('is not asked for answers either, and a question that reaches somebody lets parcels go on', async () => {
      const feed = await withFeed();
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
      expect(await states()).toEqual({ ANSWERED: 1 });
      expect(await standing()).toMatchObject({ breaker: 'CLOSED' });
      expect(await collectAnswers(driven.hub, sent)).toEqual({ kind: 'nothing-due' });
    });

    test('keeps to the word of a receiver that asks for time', async () => {
      const feed = await withFeed({ parcelCertificates: 1 });
      receiver.answer = () => ({ kind: 'unreachable', reason: 'BUSY', retryAfterMs: 20 * MINUTE_MS });
      await driven.approve(4, [feed]);
      await driven.pass(SECOND_MS);
      const { tried } = receiver;
      receiver.answer = () => ({ kind: 'taken' });
      await driven.pass(19 * MINUTE_MS);
      expect([tried, receiver.tried]).toEqual([1, 1]);
      await driven.pass(2 * MINUTE_MS);
      expect(await states()).toEqual({ ANSWERED: 4 });
    });
  });

  describe('that hangs', () => {
    test('holds its places in a process and no more; others are served meanwhile, and it goes on when it can', async () => {
      const slow = await withFeed({ parcelCertificates: 1 });
      const quick = feedOf({ name: 'quick', parcelCertificates: 1 });
      const other = new PlayedReceiver(driven.now);
      await driven.addFeed(quick, other);
      let goOn = (): void => undefined;
      const gone = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      receiver.answer = async () => {
        await gone;
        return { kind: 'taken' };
      };
      const ids = await driven.approve(6, [slow, quick]);
      driven.forget();
      const attempts = ids.map((id) => deliver(driven.hub, id));
      expect(await waitFor(async () => other.taken.length > 0 && receiver.tried === FEED_SLOTS)).toBe('so it is');
      goOn();
      await Promise.all(attempts);
      await driven.pass(10 * SECOND_MS);
      expect(receiver.tried).toBe(6);
      expect(await states()).toEqual({ ANSWERED: 12 });
    });
  });

  test('of a large batch only a window of each feed stands in the queue, and all arrive', async () => {
    const one = await withFeed({ parcelCertificates: 1 });
    const two = feedOf({ name: 'second', parcelCertificates: 1 });
    await driven.addFeed(two, receiver);
    const ids = await driven.approve(40, [one, two]);
    driven.forget();
    const said: number[] = [];
    const counted = {
      ...driven.hub,
      reminders: {
        ...driven.hub.reminders,
        remind: async (...given: Parameters<typeof driven.hub.reminders.remind>) => {
          said.push(given[1].length);
          await driven.hub.reminders.remind(...given);
        },
      },
    };
    await remindOfDeliveries(counted, ids);
    expect(said).toEqual([2 * DELIVERY_WINDOW]);
    await driven.pass(30 * SECOND_MS);
    expect(await states()).toEqual({ ANSWERED: 80 });
    expect(driven.ran.get('deliver')).toBeLessThan(4 * 80);
  });

  describe('that is redriven', () => {
    const redrive = (what: 'GIVEN_UP' | 'REFUSED', code: string | null = null, caller = OPERATOR): Promise<object> =>
      redriveFeed(driven.hub, caller, { feed: FEED.name, what, code });

    test('gets all that was given up, or what ended by one reason', async () => {
      const feed = await withFeed({ parcelCertificates: 1 });
      receiver.answer = ({ certificates: [certificate] }) => ({
        kind: 'refused',
        reason: certificate?.certificateNo.endsWith('1') === true ? 'CONTENT' : 'CERTIFICATE_TAKEN',
      });
      await driven.approve(3, [feed]);
      await driven.pass(SECOND_MS);
      expect(await states()).toEqual({ GIVEN_UP: 3 });
      receiver.answer = () => ({ kind: 'taken' });
      expect(await redrive('GIVEN_UP', 'CONTENT')).toEqual({
        kind: 'redriven',
        feed: FEED.name,
        deliveries: 1,
        certificates: 1,
        remaining: 0,
      });
      await driven.pass(SECOND_MS);
      expect(await states()).toEqual({ GIVEN_UP: 2, ANSWERED: 1 });
      expect(await redrive('GIVEN_UP')).toMatchObject({ deliveries: 2, certificates: 2 });
      await driven.pass(SECOND_MS);
      expect(await states()).toEqual({ ANSWERED: 3 });
      expect(await redrive('GIVEN_UP')).toMatchObject({ deliveries: 0, certificates: 0 });
    });

    test('gets just what it refused, by its code, and nothing that it accepted', async () => {
      const feed = await withFeed();
      receiver.verdict = (certificateNo) =>
        certificateNo.endsWith('2')
          ? { state: 'REFUSED', code: 'R-PHOTO' }
          : certificateNo.endsWith('3')
            ? { state: 'REFUSED', code: 'R-NAME' }
            : { state: 'ACCEPTED', code: null };
      await driven.approve(5, [feed]);
      await driven.pass(SECOND_MS);
      expect(await states()).toEqual({ ANSWERED: 1 });
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

  const waitFor = async (isSo: () => Promise<boolean>): Promise<string> => {
    for (let tries = 0; tries < 500; tries += 1) {
      if (await isSo()) return 'so it is';
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return 'never';
  };
});
