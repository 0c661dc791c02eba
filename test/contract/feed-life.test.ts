/** How deliveries of a feed live: pauses, hours, pace, order, and feeds beside each other. */
import { randomUUID } from 'node:crypto';
import { deliver } from '../../src/app/deliver';
import { FEED_SLOTS } from '../../src/app/forwarding/feed-slots';
import { pauseFeed } from '../../src/app/forwarding/pause-feed';
import { redriveFeed } from '../../src/app/forwarding/redrive-feed';
import { resumeFeed } from '../../src/app/forwarding/resume-feed';
import { remindOfDeliveries } from '../../src/app/forwarding/remind-feed';
import { DELIVERY_WINDOW } from '../../src/app/limits';
import { FEED } from '../kit/approved-batch';
import type { DrivenForwarding } from '../kit/driven-forwarding';
import { comesTrue, feedBench, type FeedBench } from '../kit/feed-bench';
import { PlayedReceiver } from '../kit/played-receiver';
import { NATION, OPERATOR, PROVINCE } from '../kit/waiting-batch';

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

  describe('that is paused', () => {
    test('is handed nothing until it is resumed, and its answers are asked for', async () => {
      const feed = await bench.withFeed();
      await driven.approve(1, [feed]);
      receiver.verdict = () => undefined;
      await driven.pass(SECOND_MS);
      expect(await bench.states()).toEqual({ SENT: 1 });
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
      expect(await bench.states()).toEqual({ ANSWERED: 1, DUE: 1 });
      expect(receiver.tried).toBe(1);
      expect(await resumeFeed(driven.hub, OPERATOR, { feed: FEED.name })).toEqual({
        kind: 'resumed',
        feed: FEED.name,
        wasPaused: true,
      });
      await driven.pass(SECOND_MS);
      expect(await bench.states()).toEqual({ ANSWERED: 2 });
    });

    test('stays as it was first paused; only an operator may, with a reason, and of a feed that is there', async () => {
      await bench.withFeed();
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
      const feed = await bench.withFeed({ window: { days: 'working', fromMinute: 510, untilMinute: 1_080 } });
      driven.sweepEvery(undefined);
      await driven.approve(1, [feed]);
      await driven.pass(47 * HOUR_MS + 29 * MINUTE_MS);
      expect(receiver.tried).toBe(0);
      expect(driven.outcomes).toEqual([{ job: 'deliver', kind: 'held' }]);
      await driven.pass(2 * MINUTE_MS);
      expect(driven.now()).toEqual(new Date('2026-08-03T08:31:00+08:00'));
      expect(await bench.states()).toEqual({ ANSWERED: 1 });
    });
  });

  describe('with a rate', () => {
    test('takes one parcel after the other, as fast as it said and no faster, and the queue does not spin', async () => {
      const feed = await bench.withFeed({ certificatesPerMinute: 60, parcelCertificates: 30 });
      await driven.approve(30 * 10, [feed]);
      await driven.pass(SECOND_MS);
      expect(receiver.taken).toHaveLength(1);
      await driven.pass(4 * 30 * SECOND_MS);
      expect(receiver.taken).toHaveLength(5);
      await driven.pass(5 * 30 * SECOND_MS);
      expect(await bench.states()).toEqual({ ANSWERED: 10 });
      expect(driven.ran.get('deliver')).toBeLessThan(60);
    });
  });

  describe('with an order', () => {
    test('gets a later version once the earlier one was taken, and of other certificates what is due', async () => {
      const feed = await bench.withFeed({ order: 'certificate' });
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
      expect(await bench.states()).toEqual({ GIVEN_UP: 1, DUE: 1, ANSWERED: 1 });
      expect(await redriveFeed(driven.hub, OPERATOR, { feed: FEED.name, what: 'GIVEN_UP', code: null })).toMatchObject({
        deliveries: 1,
        certificates: 1,
      });
      await driven.pass(6 * MINUTE_MS);
      expect(await bench.states()).toEqual({ ANSWERED: 3 });
      expect(receiver.taken.map(({ deliveryId }) => deliveryId).slice(1)).toEqual([first, later]);
    });
  });

  describe('that hangs', () => {
    test('holds its places in a process and no more; others are served meanwhile, and it goes on when it can', async () => {
      const slow = await bench.withFeed({ parcelCertificates: 1 });
      const quick = { ...FEED, name: 'quick', parcelCertificates: 1 };
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
      expect(await comesTrue(async () => other.taken.length > 0 && receiver.tried === FEED_SLOTS)).toBe(true);
      goOn();
      await Promise.all(attempts);
      await driven.pass(10 * SECOND_MS);
      expect(receiver.tried).toBe(6);
      expect(await bench.states()).toEqual({ ANSWERED: 12 });
    });
  });

  test('of a large batch only a window of each feed stands in the queue, and all arrive', async () => {
    const one = await bench.withFeed({ parcelCertificates: 1 });
    const two = { ...FEED, name: 'second', parcelCertificates: 1 };
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
    expect(await bench.states()).toEqual({ ANSWERED: 80 });
    expect(driven.ran.get('deliver')).toBeLessThan(4 * 80);
  });
});
