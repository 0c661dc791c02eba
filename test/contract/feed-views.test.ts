/** How the feeds stand, by their rows: figures, walls, and what it costs beside a million answered certificates. */
import { randomUUID } from 'node:crypto';
import { feedStandings } from '../../src/app/forwarding/feed-standings';
import type { FeedRowView } from '../../src/app/forwarding/feed-views';
import type { Hub } from '../../src/app/ports';
import type { Territory } from '../../src/domain/tenancy/territory';
import { poolOf } from '../../src/store/data-source';
import { poolQuery } from '../../src/store/pool-query';
import { feedStateViews } from '../../src/store/views/feeds';
import { approveBatch, certificateNoOf, FEED, forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { rowsVisited } from '../kit/rows-visited';

jest.setTimeout(240_000);

const NATION: Territory = { institutionCode: null, regionPrefix: '' };
const PROVINCE: Territory = { institutionCode: null, regionPrefix: '51' };
const NOW = new Date('2026-08-03T02:00:00Z');
const at = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

let bench: ForwardingBench;
let batchId: string;
const rowsOf = (territory: Territory = NATION): Promise<readonly FeedRowView[]> =>
  feedStateViews(poolQuery(poolOf(bench.source))).feedRows(territory);
const theFeed = async (): Promise<FeedRowView> => {
  const found = (await rowsOf()).find(({ name }) => name === FEED.name);
  if (!found) throw new Error('The feed is gone.');
  return found;
};

interface Made {
  readonly state: string;
  readonly certificates: number;
  readonly moved?: number;
  readonly createdAt?: Date;
  readonly sentAt?: Date | null;
  readonly resentAt?: Date | null;
}
let parcelNo = 0;
async function makeDelivery(made: Made): Promise<string> {
  const id = randomUUID();
  const { state, certificates, moved = 0, createdAt = at(-60), sentAt = null, resentAt = null } = made;
  await bench.source.query(
    `INSERT INTO delivery (id, feed, batch_id, parcel_no, state, certificates, moved, attempts_made, due_at, created_at, sent_at, resent_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $8, $9, $10)`,
    [id, FEED.name, batchId, (parcelNo += 1), state, certificates, moved, createdAt, sentAt, resentAt],
  );
  return id;
}
const makeItem = (deliveryId: string, serial: number, state: string, version = 1): Promise<unknown> =>
  bench.source.query(
    `INSERT INTO delivery_item (feed, certificate_no, version, delivery_id, state) VALUES ($1, $2, $3, $4, $5)`,
    [FEED.name, certificateNoOf(serial), version, deliveryId, state],
  );

beforeEach(async () => {
  bench = await forwardingBench();
  batchId = await approveBatch(bench, { records: 3 });
  parcelNo = 0;
});
afterEach(() => bench.close());

test('a feed of which nothing was ever said: closed, free, empty', async () => {
  expect(await theFeed()).toMatchObject({
    name: FEED.name,
    title: FEED.title,
    cargo: 'certificates',
    enabled: true,
    window: null,
    pause: null,
    breaker: { state: 'CLOSED', failures: 0, openedAt: null, probeAt: null },
    due: { deliveries: 0, certificates: 0, since: null },
    refusalsOpen: 0,
    oddities: 0,
    reports: { due: 0, unanswered: 0, refused: 0, givenUp: 0 },
    lastReconciliation: null,
    alarms: [],
  });
});

test('depth by state, without what moved on; the oldest by its own moment', async () => {
  await makeDelivery({ state: 'DUE', certificates: 100, moved: 40, createdAt: at(-90) });
  await makeDelivery({ state: 'DUE', certificates: 7, createdAt: at(-300), resentAt: at(-10) });
  await makeDelivery({ state: 'SENT', certificates: 5, createdAt: at(-500), sentAt: at(-120) });
  await makeDelivery({ state: 'GIVEN_UP', certificates: 3, createdAt: at(-30) });
  const answered = await makeDelivery({
    state: 'ANSWERED',
    certificates: 3,
    createdAt: at(-9_000),
    sentAt: at(-9_000),
  });
  await makeItem(answered, 1, 'REFUSED');
  await makeItem(answered, 2, 'REFUSED');
  await makeItem(answered, 3, 'ACCEPTED');
  const later = await makeDelivery({ state: 'SENT', certificates: 1, sentAt: at(-1) });
  await makeItem(later, 2, 'PENDING', 2);
  expect(await theFeed()).toMatchObject({
    due: { deliveries: 2, certificates: 67, since: at(-90) },
    unanswered: { deliveries: 2, certificates: 6, since: at(-120) },
    givenUp: { deliveries: 1, certificates: 3, since: at(-30) },
    // Of the two refused numbers the second has a later version.
    refusalsOpen: 1,
  });
});

test('pause, breaker, oddities, alarms and the last reconciliation', async () => {
  await bench.source.query(
    `INSERT INTO feed_state (feed, paused_at, paused_by, pause_reason, breaker, failures, opened_at, probe_at, failed_at, failure)
     VALUES ($1, $2, 'op', '检修', 'OPEN', 4, $3, $4, $3, 'CONNECTION')`,
    [FEED.name, at(-5), at(-20), at(1)],
  );
  await bench.source.query(
    `INSERT INTO feed_oddity (feed, code, count, first_at, last_at) VALUES ($1, 'NOT_JSON', 2, $2, $2), ($1, 'UNKNOWN_CODE', 3, $2, $2)`,
    [FEED.name, NOW],
  );
  await bench.source.query(
    `INSERT INTO feed_alarm (id, feed, kind, since, raised_at, ended_at, facts)
     VALUES ($1, $4, 'BREAKER_OPEN', $5, $6, NULL, '{"failures": 4}'), ($2, $4, 'SILENT', $5, $5, $6, '{}'),
            ($3, $4, 'GIVEN_UP', $5, $6, NULL, '{}')`,
    [randomUUID(), randomUUID(), randomUUID(), FEED.name, at(-20), at(-2)],
  );
  for (const [state, startedAt, missing] of [
    ['HEALED', at(-2_000), 9],
    ['EQUAL', at(-500), 0],
  ] as const) {
    await bench.source.query(
      `INSERT INTO reconciliation (id, feed, state, asked_by, heal, due_at, started_at, ended_at, missing)
       VALUES ($1, $2, $3, 'clock', true, $4, $4, $4, $5)`,
      [randomUUID(), FEED.name, state, startedAt, missing],
    );
  }
  expect(await theFeed()).toMatchObject({
    pause: { since: at(-5), by: 'op', reason: '检修' },
    breaker: { state: 'OPEN', failures: 4, openedAt: at(-20), probeAt: at(1) },
    failure: 'CONNECTION',
    oddities: 5,
    alarms: [
      { kind: 'BREAKER_OPEN', since: at(-20) },
      { kind: 'GIVEN_UP', since: at(-20) },
    ],
    lastReconciliation: { state: 'EQUAL', startedAt: at(-500), missing: 0 },
  });
  const views = feedStateViews(poolQuery(poolOf(bench.source)));
  const page = { first: 10, after: null };
  expect((await views.feedAlarms(PROVINCE, { open: true }, page)).items.map(({ kind }) => kind).sort()).toEqual([
    'BREAKER_OPEN',
    'GIVEN_UP',
  ]);
  expect(await views.feedAlarms(PROVINCE, { kind: 'SILENT' }, page)).toMatchObject({
    total: 1,
    items: [{ feed: FEED.name, kind: 'SILENT', endedAt: at(-2), facts: {} }],
  });
  const elsewhere = await views.feedAlarms({ institutionCode: null, regionPrefix: '43' }, {}, page);
  expect(elsewhere).toMatchObject({ items: [], total: 0 });
});

test('a feed is seen by whoever’s territory covers its region', async () => {
  await bench.source.query(
    `INSERT INTO feed (name, connector, region_code, title_zh, title_en, enabled) VALUES ('nation', 'hub', '000000', '国家', 'Nation', true)`,
  );
  const names = async (territory: Territory): Promise<readonly string[]> =>
    (await rowsOf(territory)).map(({ name }) => name);
  expect(await names(NATION)).toEqual(['nation', FEED.name]);
  expect(await names(PROVINCE)).toEqual([FEED.name]);
  expect(await names({ institutionCode: null, regionPrefix: '5101' })).toEqual([]);
  expect(await names({ institutionCode: null, regionPrefix: '43' })).toEqual([]);
  expect(await names({ institutionCode: '0001', regionPrefix: '' })).toEqual([]);
});

test('what depends on the hour: hours and lag', async () => {
  // 10:00 of a Monday in China.
  const hubAt = (now: Date): Hub =>
    ({
      views: feedStateViews(poolQuery(poolOf(bench.source))),
      transaction: bench.transaction,
      now: () => now,
    }) as unknown as Hub;
  const described = (window: object | null): Promise<unknown> =>
    bench.source.query(`UPDATE feed SET description = $2 WHERE name = $1`, [
      FEED.name,
      JSON.stringify({ ...FEED, window }),
    ]);
  await makeDelivery({ state: 'DUE', certificates: 1, createdAt: at(-2) });
  await makeDelivery({ state: 'SENT', certificates: 1, sentAt: at(-3) });
  await described(null);
  const [always] = await feedStandings(hubAt(NOW), NATION);
  expect(always).toMatchObject({ isOpen: true, opensAt: null, lagSeconds: 180 });
  await described({ days: 'all', fromMinute: 20 * 60, untilMinute: 22 * 60 });
  const [tonight] = await feedStandings(hubAt(NOW), NATION);
  expect(tonight).toMatchObject({ isOpen: false, opensAt: new Date('2026-08-03T12:00:00Z') });
  // A clock that was set back makes no lag below nothing.
  const [earlier] = await feedStandings(hubAt(at(-60)), NATION);
  expect(earlier).toMatchObject({ lagSeconds: 0 });
});

const ANSWERED = 1_000_000;
const PARCEL = 2_000;

test('beside a million certificates that were answered it looks at what is open only', async () => {
  await bench.source.query(
    `INSERT INTO delivery (id, feed, batch_id, parcel_no, state, certificates, attempts_made, due_at, created_at, sent_at)
     SELECT gen_random_uuid(), $1, $2, no, 'ANSWERED', ${PARCEL}, 1, $3, $3, $3 FROM generate_series(1, ${ANSWERED / PARCEL}) AS no`,
    [FEED.name, batchId, at(-100)],
  );
  // Rows that refer to what is there; the keys are looked up one by one otherwise.
  await bench.source.transaction(async (manager) => {
    await manager.query(`SET LOCAL session_replication_role = replica`);
    await manager.query(
      `INSERT INTO delivery_item (feed, certificate_no, version, delivery_id, state)
       SELECT $1, 'S' || lpad((parcel_no * ${PARCEL} + no)::text, 21, '0'), 1, delivery.id,
              CASE WHEN parcel_no % 100 = 0 AND no = 1 THEN 'REFUSED' ELSE 'ACCEPTED' END
         FROM delivery CROSS JOIN generate_series(1, ${PARCEL}) AS no WHERE delivery.feed = $1`,
      [FEED.name],
    );
  });
  for (let no = 0; no < 20; no += 1) {
    parcelNo = 100_000 + no;
    await makeDelivery({ state: no % 2 === 0 ? 'DUE' : 'SENT', certificates: 50, sentAt: no % 2 === 0 ? null : NOW });
  }
  await bench.source.query(`ANALYZE delivery, delivery_item`);
  const visited = await rowsVisited(bench.source, (query) => feedStateViews(query).feedRows(NATION));
  // Twenty deliveries and five refusals, each seen in a few parts of the plan; the rest is a handful of rows a feed.
  expect(visited).toBeLessThan(500);
  expect(await theFeed()).toMatchObject({
    due: { deliveries: 10, certificates: 500 },
    unanswered: { deliveries: 10, certificates: 500 },
    refusalsOpen: 5,
  });
});
