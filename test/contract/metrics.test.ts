/** Figures for Prometheus: what is counted, what is read from the database at each look, and what a look costs when it is away. */
import { randomUUID } from 'node:crypto';
import { NO_INSTRUMENTS } from '../../src/app/instruments';
import { observedConnectors, observedTransaction } from '../../src/app/observed';
import type { Answer, Connector, Parcel } from '../../src/app/connector';
import type { Hub, Stores } from '../../src/app/ports';
import { readinessOf } from '../../src/app/readiness';
import { createDataSource, poolOf } from '../../src/store/data-source';
import { poolQuery } from '../../src/store/pool-query';
import { feedStateViews } from '../../src/store/views/feeds';
import { readiness } from '../../src/store/views/ready';
import { type Metrics, openMetrics } from '../../src/platform/metrics';
import { listenForMetrics } from '../../src/platform/metrics-listener';
import { scrapeFigures } from '../../src/platform/scrape-figures';
import { approveBatch, FEED, forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { emptyDatabase, silentLog } from '../kit/database';
import { INSTITUTION, openFace } from '../kit/face';
import { postGraphql } from '../kit/graphql-client';

jest.setTimeout(120_000);

const NOW = new Date('2026-08-03T02:00:00Z');

/** Values by `name{labels}`, without the figures of the process itself. */
async function figures(metrics: Metrics): Promise<Readonly<Record<string, number>>> {
  const lines = (await metrics.text()).split('\n').filter((line) => line.startsWith('certhub_'));
  return Object.fromEntries(
    lines.map((line): [string, number] => {
      const end = line.lastIndexOf(' ');
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
}

describe('what passes through the ports of feeds', () => {
  const parcel: Parcel = {
    deliveryId: randomUUID(),
    batchId: randomUUID(),
    feed: 'f1',
    salt: '',
    certificates: Array.from({ length: 3 }, (_, index) => ({
      certificateNo: `N${index}`,
      version: 1,
      kind: 'ISSUED',
      institutionCode: '0001',
      regionCode: '510100',
      data: '{}',
      digest: 0n,
    })),
  };

  test('attempts by outcome and reason, certificates that were taken, and how long it took', async () => {
    const metrics = await openMetrics();
    const answers: Answer[] = [
      { kind: 'taken' },
      { kind: 'unreachable', reason: 'CONNECTION' },
      { kind: 'refused', reason: 'what a receiver says in its own words' },
    ];
    const connector = { send: async () => answers.shift() ?? { kind: 'taken' } } as unknown as Connector;
    const observed = observedConnectors(new Map([['f1', connector]]), { ...NO_INSTRUMENTS, meters: metrics.meters });
    for (let sent = 0; sent < 3; sent += 1) await observed.get('f1')?.send(parcel, 1_000);
    expect(await figures(metrics)).toMatchObject({
      'certhub_feed_sendings_total{feed="f1",outcome="taken",reason=""}': 1,
      'certhub_feed_sendings_total{feed="f1",outcome="unreachable",reason="CONNECTION"}': 1,
      'certhub_feed_sendings_total{feed="f1",outcome="refused",reason="OTHER"}': 1,
      'certhub_feed_certificates_sent_total{feed="f1"}': 3,
      'certhub_feed_sending_seconds_count{feed="f1"}': 3,
    });
    expect(await metrics.text()).not.toContain('own words');
    expect(await metrics.text()).not.toContain(parcel.batchId);
  });

  test('answers count once they are committed, and not where they are rolled back', async () => {
    const metrics = await openMetrics();
    const stores = { feedStates: { noteAnswers: async () => undefined } } as unknown as Stores;
    const plain: Hub['transaction'] = (work) => work(stores);
    const transaction = observedTransaction(plain, { ...NO_INSTRUMENTS, meters: metrics.meters });
    const note = ({ feedStates }: Stores): Promise<void> =>
      feedStates.noteAnswers('f1', NOW, { accepted: 5, refused: 2 });
    await transaction(note);
    await expect(
      transaction(async (all) => {
        await note(all);
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    expect(await figures(metrics)).toMatchObject({
      'certhub_feed_certificates_answered_total{feed="f1",answer="accepted"}': 5,
      'certhub_feed_certificates_answered_total{feed="f1",answer="refused"}': 2,
    });
  });

  test('nobody looks: nothing is wrapped', () => {
    const connectors = new Map<string, Connector>();
    expect(observedConnectors(connectors, NO_INSTRUMENTS)).toBe(connectors);
    const transaction: Hub['transaction'] = () => Promise.reject(new Error('not called'));
    expect(observedTransaction(transaction, NO_INSTRUMENTS)).toBe(transaction);
  });

  test('reasons are bounded: what a receiver makes up without end is one', async () => {
    const metrics = await openMetrics();
    for (let no = 0; no < 300; no += 1) {
      metrics.meters.sendingEnded({ feed: 'f1', outcome: 'refused', reason: `R${no}`, certificates: 1, ms: 1 });
    }
    const lines = Object.keys(await figures(metrics)).filter((name) => name.startsWith('certhub_feed_sendings_total'));
    expect(lines).toHaveLength(101);
    expect(await figures(metrics)).toMatchObject({
      'certhub_feed_sendings_total{feed="f1",outcome="refused",reason="OTHER"}': 200,
    });
  });
});

describe('the HTTP face', () => {
  test('requests by route as it is written, root fields by outcome', async () => {
    const metrics = await openMetrics();
    const face = await openFace({
      views: { batch: async () => undefined },
      instruments: { ...NO_INSTRUMENTS, meters: metrics.meters },
    });
    try {
      const ask = (query: string): Promise<unknown> => postGraphql(face.url, 'Bearer institution', query);
      await ask('{ me { clientId } }');
      // The second and third time it is answered without Apollo, and counted the same.
      await ask('{ me { clientId } }');
      await ask('{ me { clientId } }');
      await ask(`{ batch(id: "${randomUUID()}") { id } }`);
      await ask('mutation { approveBatch(batchId: "x") { __typename } }');
      await fetch(`${face.url}/nowhere/${INSTITUTION.clientId}`);
      await fetch(`${face.url}/readyz`);
      expect(await figures(metrics)).toMatchObject({
        'certhub_graphql_fields_total{field="me",outcome="ok"}': 3,
        'certhub_graphql_fields_total{field="batch",outcome="told"}': 1,
        'certhub_graphql_fields_total{field="approveBatch",outcome="told"}': 1,
        'certhub_http_requests_total{method="POST",route="/graphql",status="200"}': 5,
        'certhub_http_requests_total{method="GET",route="none",status="404"}': 1,
        'certhub_http_requests_total{method="GET",route="/readyz",status="200"}': 1,
        'certhub_http_request_seconds_count{route="/graphql"}': 5,
      });
      expect(await metrics.text()).not.toContain('/nowhere');
    } finally {
      await face.close();
    }
  });
});

describe('figures of the database', () => {
  let bench: ForwardingBench;
  let hub: Hub;
  beforeEach(async () => {
    bench = await forwardingBench();
    const batchId = await approveBatch(bench, { records: 2 });
    await bench.source.query(`UPDATE batch SET state = 'CITY_REVIEW' WHERE id = $1`, [batchId]);
    await bench.source.query(
      `INSERT INTO delivery (id, feed, batch_id, parcel_no, state, certificates, attempts_made, due_at, created_at, sent_at)
       VALUES ($1, $3, $4, 1, 'DUE', 7, 0, $5, $5, NULL), ($2, $3, $4, 2, 'SENT', 5, 1, $5, $5, $6)`,
      [
        randomUUID(),
        randomUUID(),
        FEED.name,
        batchId,
        new Date(NOW.getTime() - 90_000),
        new Date(NOW.getTime() - 120_000),
      ],
    );
    await bench.source.query(
      `INSERT INTO feed_alarm (id, feed, kind, since, raised_at, facts) VALUES ($1, $2, 'SILENT', $3, $3, '{}')`,
      [randomUUID(), FEED.name, NOW],
    );
    hub = {
      views: feedStateViews(poolQuery(poolOf(bench.source))),
      transaction: bench.transaction,
      now: () => NOW,
      log: silentLog,
    } as unknown as Hub;
  });
  afterEach(() => bench.close());

  test('depth, age, lag, pause, breaker and alarms of each feed, and batches by state', async () => {
    const metrics = await openMetrics();
    const read = scrapeFigures(hub, metrics);
    await read();
    const of = `{feed="${FEED.name}"}`;
    expect(await figures(metrics)).toMatchObject({
      [`certhub_feed_certificates{feed="${FEED.name}",state="due"}`]: 7,
      [`certhub_feed_deliveries{feed="${FEED.name}",state="unanswered"}`]: 1,
      [`certhub_feed_certificates{feed="${FEED.name}",state="given_up"}`]: 0,
      [`certhub_feed_oldest_due_seconds${of}`]: 90,
      [`certhub_feed_lag_seconds${of}`]: 120,
      [`certhub_feed_paused${of}`]: 0,
      [`certhub_feed_breaker_open${of}`]: 0,
      [`certhub_feed_window_open${of}`]: 1,
      [`certhub_feed_alarm{feed="${FEED.name}",kind="SILENT"}`]: 1,
      'certhub_batches_open{state="CITY_REVIEW"}': 1,
      'certhub_scrape_readings_total{outcome="done"}': 1,
    });
    await bench.source.query(`UPDATE feed_alarm SET ended_at = $1`, [NOW]);
    await read();
    expect(Object.keys(await figures(metrics)).filter((name) => name.startsWith('certhub_feed_alarm'))).toEqual([]);
  });

  test('a database that does not answer: the figures are missing, the rest is told, in time', async () => {
    const metrics = await openMetrics();
    const waiting: (() => void)[] = [];
    let looks = 0;
    const slow = {
      ...hub,
      views: {
        ...hub.views,
        feedRows: async () => {
          looks += 1;
          await new Promise<void>((resolve) => waiting.push(resolve));
          return [];
        },
      },
    } as Hub;
    await scrapeFigures(hub, metrics)();
    const read = scrapeFigures(slow, metrics, 50);
    await Promise.all([read(), read()]);
    await read();
    // One look, however often somebody asks while it lasts.
    expect(looks).toBe(1);
    const told = await figures(metrics);
    expect(told['certhub_scrape_readings_total{outcome="failed"}']).toBe(3);
    expect(Object.keys(told).filter((name) => name.startsWith('certhub_feed_lag'))).toEqual([]);
    waiting.forEach((go) => go());
  });
});

describe('the listener', () => {
  test('tells figures and health, on GET and HEAD alone', async () => {
    const metrics = await openMetrics();
    metrics.meters.jobEnded('deliver', 'done', 12);
    let isReady = true;
    const listener = await listenForMetrics(
      { host: '127.0.0.1', port: 0 },
      {
        metrics: async () => ({ contentType: metrics.contentType, text: await metrics.text() }),
        readiness: async () => ({ isReady, told: { database: isReady ? 'ok' : 'away', migrations: 'unknown' } }),
      },
    );
    try {
      const told = await fetch(`${listener.url}/metrics`);
      expect(told.headers.get('content-type')).toContain('text/plain');
      const text = await told.text();
      expect(text).toContain('certhub_jobs_total{job="deliver",outcome="done"} 1');
      expect(text).toMatch(/nodejs_eventloop_lag_seconds \d/);
      expect((await fetch(`${listener.url}/healthz`)).status).toBe(200);
      expect(await (await fetch(`${listener.url}/readyz`)).json()).toMatchObject({ status: 'ready', database: 'ok' });
      isReady = false;
      const away = await fetch(`${listener.url}/readyz`);
      expect([away.status, await away.json()]).toEqual([
        503,
        { status: 'not ready', database: 'away', migrations: 'unknown' },
      ]);
      expect((await fetch(`${listener.url}/metrics`, { method: 'POST', body: 'x' })).status).toBe(405);
      expect((await fetch(`${listener.url}/`)).status).toBe(404);
      const head = await fetch(`${listener.url}/metrics`, { method: 'HEAD' });
      expect([head.status, await head.text()]).toEqual([200, '']);
    } finally {
      await listener.close();
    }
  });

  test('a port that is taken is said at once', async () => {
    const watched = {
      metrics: async () => ({ contentType: '', text: '' }),
      readiness: async () => ({ isReady: true, told: {} }),
    };
    const listener = await listenForMetrics({ host: '127.0.0.1', port: 0 }, watched);
    const port = Number(new URL(listener.url).port);
    await expect(listenForMetrics({ host: '127.0.0.1', port }, watched)).rejects.toThrow('EADDRINUSE');
    await listener.close();
  });
});

describe('readiness, part by part', () => {
  const hubOn = (query: ReturnType<typeof poolQuery>): Pick<Hub, 'views'> =>
    ({ views: { readiness: () => readiness(query) } }) as unknown as Pick<Hub, 'views'>;

  test('migrated; never migrated; not there', async () => {
    const bench = await forwardingBench();
    expect(await readinessOf(hubOn(poolQuery(poolOf(bench.source))))).toEqual({
      isReady: true,
      told: { database: 'ok', migrations: 'done', replicas: undefined },
    });
    await bench.close();

    const bare = await createDataSource({ url: (await emptyDatabase()).url, poolMax: 2 }).initialize();
    expect(await readinessOf(hubOn(poolQuery(poolOf(bare))), () => ({ configured: 1, used: 0 }))).toEqual({
      isReady: false,
      told: { database: 'ok', migrations: 'missing', replicas: { configured: 1, used: 0 } },
    });
    await bare.destroy();

    const away = async (): Promise<never> => {
      throw new Error('connect ECONNREFUSED');
    };
    expect(await readinessOf(hubOn(away))).toEqual({
      isReady: false,
      told: { database: 'away', migrations: 'unknown', replicas: undefined },
    });
  });
});
