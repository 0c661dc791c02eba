/** The watch over feeds: each alarm is raised by the rows, told once, and ends by itself. */
import type { Log } from '../../src/app/ports';
import { watchFeeds } from '../../src/app/forwarding/watch-feeds';
import { REFUSED_ALL_ANSWERS } from '../../src/domain/forwarding/alarms';
import type { FeedDescription } from '../../src/domain/forwarding/feed';
import { dueFeedWatch } from '../../src/store/views/due-feed-watch';
import { certificateNoOf, FEED, forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { type DrivenForwarding, drivenForwarding } from '../kit/driven-forwarding';
import { PlayedReceiver } from '../kit/played-receiver';

jest.setTimeout(60_000);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const START = new Date('2026-08-03T01:00:00Z');

describe('the watch over feeds', () => {
  let bench: ForwardingBench;
  let driven: DrivenForwarding;
  let receiver: PlayedReceiver;
  let told: Record<string, unknown>[];
  beforeEach(async () => {
    bench = await forwardingBench();
    driven = drivenForwarding(bench, START);
    driven.sweepEvery(10 * MINUTE_MS);
    receiver = new PlayedReceiver(driven.now);
    told = [];
    const tell = (level: string) => (fields: object, message: string) => void told.push({ level, message, ...fields });
    const log: Log = { error: tell('error'), warn: () => undefined, info: tell('info'), debug: () => undefined };
    Object.assign(driven.hub, { log });
  });
  afterEach(() => bench.close());

  const withFeed = async (more: Partial<FeedDescription> = {}): Promise<FeedDescription> => {
    const feed = { ...FEED, ...more };
    await driven.addFeed(feed, receiver);
    return feed;
  };
  const alarms = async (): Promise<readonly string[]> => {
    const open: { kind: string }[] = await bench.source.query(
      `SELECT kind FROM feed_alarm WHERE ended_at IS NULL ORDER BY kind`,
    );
    return open.map(({ kind }) => kind);
  };
  const said = (level: string): readonly unknown[] =>
    told.filter((line) => line['level'] === level && 'alarm' in line).map(({ alarm }) => alarm);

  test('a receiver that is away: silent after its time, the breaker open; told once, ended as it is back', async () => {
    const feed = await withFeed({ alarm: { dueMinutes: 60, answerMinutes: 120 } });
    receiver.isAway = true;
    await driven.approve(3, [feed]);
    await driven.pass(10 * MINUTE_MS);
    expect(await alarms()).toEqual([]);
    await driven.pass(20 * MINUTE_MS);
    expect(await alarms()).toEqual(['BREAKER_OPEN']);
    await driven.pass(3 * HOUR_MS);
    expect(await alarms()).toEqual(['BREAKER_OPEN', 'SILENT']);
    expect(said('error')).toEqual(['BREAKER_OPEN', 'SILENT']);
    receiver.isAway = false;
    await driven.pass(20 * MINUTE_MS);
    expect(await alarms()).toEqual([]);
    expect([...said('info')].sort()).toEqual(['BREAKER_OPEN', 'SILENT']);
    const [{ facts }] = await bench.source.query(`SELECT facts FROM feed_alarm WHERE kind = 'SILENT'`);
    expect(facts).toEqual({ deliveries: 1, certificates: 3, failure: 'CONNECTION' });
    expect(JSON.stringify(told)).not.toContain(certificateNoOf(1));
    expect(
      await bench.source.query(
        `SELECT role, topic, subject_kind AS kind, subject_id AS id, count(*)::int AS told FROM notification GROUP BY 1, 2, 3, 4`,
      ),
    ).toEqual([{ role: 'OPERATOR', topic: 'FEED_ALARM', kind: 'FEED', id: FEED.name, told: 2 }]);
  });

  test('a receiver that takes and never answers', async () => {
    const feed = await withFeed({ alarm: { dueMinutes: 60, answerMinutes: 120 } });
    receiver.verdict = () => undefined;
    await driven.approve(2, [feed]);
    await driven.pass(2 * HOUR_MS);
    expect(await alarms()).toEqual([]);
    await driven.pass(20 * MINUTE_MS);
    expect(await alarms()).toEqual(['UNANSWERED']);
    receiver.verdict = () => ({ state: 'ACCEPTED', code: null });
    await driven.pass(20 * MINUTE_MS);
    expect(await alarms()).toEqual([]);
  });

  test('parcels given up, until a person has seen to them', async () => {
    const feed = await withFeed();
    receiver.answer = () => ({ kind: 'refused', reason: 'CONTENT' });
    await driven.approve(2, [feed]);
    await driven.pass(11 * MINUTE_MS);
    const [alarm] = await bench.source.query(`SELECT kind, since, facts FROM feed_alarm WHERE ended_at IS NULL`);
    expect(alarm).toEqual({
      kind: 'GIVEN_UP',
      since: START,
      facts: { deliveries: 1, certificates: 2, failure: 'CONTENT' },
    });
  });

  test('a pause that was forgotten', async () => {
    await withFeed();
    await bench.transaction(({ feedStates }) =>
      feedStates.pause(FEED.name, { pausedAt: driven.now(), pausedBy: 'operator', reason: 'works' }),
    );
    await driven.pass(DAY_MS - MINUTE_MS);
    expect(await alarms()).toEqual([]);
    await driven.pass(20 * MINUTE_MS);
    expect(await alarms()).toEqual(['PAUSED']);
    await bench.transaction(({ feedStates }) => feedStates.resume(FEED.name, driven.now()));
    await watchFeeds(driven.hub, '');
    expect(await alarms()).toEqual([]);
  });

  test('a feed that has left the feeds file with parcels due', async () => {
    const feed = await withFeed();
    await driven.approve(1, [feed]);
    driven.forget();
    expect(await watchFeeds({ ...driven.hub, feeds: [] }, '')).toEqual({ feeds: 1, raised: 1, ended: 0 });
    expect(await alarms()).toEqual(['NOT_CONFIGURED']);
    expect(await watchFeeds({ ...driven.hub, feeds: [] }, '')).toEqual({ feeds: 1, raised: 0, ended: 0 });
    expect(await watchFeeds(driven.hub, '')).toEqual({ feeds: 1, raised: 0, ended: 1 });
  });

  test('a receiver that refuses whatever comes, until it accepts one', async () => {
    const feed = await withFeed();
    receiver.verdict = () => ({ state: 'REFUSED', code: 'R-ALL' });
    await driven.approve(REFUSED_ALL_ANSWERS, [feed]);
    await driven.pass(11 * MINUTE_MS);
    expect(await alarms()).toEqual(['REFUSED_ALL']);
    receiver.verdict = (certificateNo) =>
      certificateNo.endsWith('9') ? { state: 'ACCEPTED', code: null } : { state: 'REFUSED', code: 'R-ALL' };
    await driven.approve(10, [feed]);
    await driven.pass(11 * MINUTE_MS);
    expect(await alarms()).toEqual([]);
  });

  test('outside its hours a feed is silent by right', async () => {
    const feed = await withFeed({ window: { days: 'all', fromMinute: 600, untilMinute: 660 } });
    await driven.pass(3 * HOUR_MS);
    await driven.approve(1, [feed]);
    await driven.pass(20 * HOUR_MS);
    expect([await alarms(), receiver.tried]).toEqual([[], 0]);
    await driven.pass(3 * HOUR_MS);
    expect(receiver.tried).toBe(1);
  });

  test('alarms of other kinds are left to who raised them', async () => {
    await withFeed();
    const own = { feed: FEED.name, kind: 'CERTIFICATE_EXPIRED', since: START, facts: {} };
    const raise = () => bench.transaction(({ feedStates }) => feedStates.raise([own], START, driven.hub.newId));
    expect(await raise()).toEqual([expect.objectContaining({ kind: own.kind })]);
    expect(await raise()).toEqual([]);
    await watchFeeds(driven.hub, '');
    expect(await alarms()).toEqual([own.kind]);
  });

  test('a minute is watched once in the queue, where there are feeds, and its id holds no colon', async () => {
    const due = (): Promise<object> =>
      dueFeedWatch((sql, values = []) => bench.source.query(sql, [...values]), START, 1);
    expect(await due()).toEqual({ feedWatch: [{ minute: '2026-08-03T0100' }] });
    await bench.source.query(`DELETE FROM feed`);
    expect(await due()).toEqual({ feedWatch: [] });
  });
});
