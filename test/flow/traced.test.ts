/** One batch from its upload to the last acknowledgement, through real processes: one id in every span and every log line. */
import { firstSpanIdOf, traceIdOf } from '../../src/app/trace-ids';
import { postGraphql } from '../kit/graphql-client';
import { startTestHub, type TestHub } from '../kit/hub';
import { approveBatch, idOf, openUpload, sealUpload, sha256, untilAnswered, untilChecked } from '../kit/operations';
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from '../kit/otlp-receiver';
import { startRole } from '../kit/role-process';
import { freePort } from '../kit/redis-server';
import { ndjson, sampleDesk } from '../kit/sample-desk';

jest.setTimeout(240_000);

const RECORDS = 60;
const OUTSIDE = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) };

let receiver: OtlpReceiver;
let hub: TestHub;
let batchId = '';
let records: readonly object[] = [];

beforeAll(async () => {
  receiver = await startOtlpReceiver();
  hub = await startTestHub({
    queue: 'postgres',
    workers: 1,
    topology: false,
    settings: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, CERTHUB_METRICS_PORT: '0' },
  });
  const batch = sampleDesk().batch({ records: RECORDS });
  records = batch.records;
  const content = ndjson(batch.records);
  const { uploadId = '' } = await openUpload(hub, batch.header);
  const put = await fetch(`${hub.url}/uploads/${uploadId}`, {
    method: 'PUT',
    headers: {
      authorization: await hub.bearer('institution'),
      'content-type': 'application/x-ndjson',
      traceparent: `00-${OUTSIDE.traceId}-${OUTSIDE.spanId}-01`,
    },
    body: content,
  });
  expect(put.status).toBe(201);
  const { receipts } = (await put.json()) as { receipts: readonly unknown[] };
  batchId = idOf(
    await sealUpload(hub, uploadId, { chunks: receipts.length, records: RECORDS, digest: sha256(content) }),
  );
  await untilChecked(hub, batchId);
  await approveBatch(hub, 'city', batchId);
  await approveBatch(hub, 'province', batchId);
  await untilAnswered(hub, batchId);
});
afterAll(async () => {
  await hub?.stop();
  await receiver?.close();
});

const named = (name: string): readonly ReceivedSpan[] => receiver.spans().filter((span) => span.name === name);

test('every span of the batch, of API and worker, stands in the trace of its id', async () => {
  await receiver.until((spans) =>
    ['openUpload', 'tally', 'send'].every((name) => spans.some((span) => span.name === name)),
  );
  await receiver.until(() => named('collect-answers').length > 0 && named('approveBatch').length > 1);
  const spans = receiver.spans();
  const traceId = traceIdOf(batchId) ?? '';
  expect([...new Set(spans.map((span) => span.traceId))]).toEqual([traceId]);
  const names = new Set(spans.map(({ component, name }) => `${String(component)} ${name}`));
  expect([...names].sort()).toEqual(
    expect.arrayContaining([
      'api appendStream',
      'api approveBatch',
      'api openUpload',
      'api sealUpload',
      'worker check-small-batch',
      'worker collect-answers',
      'worker deliver',
      'worker send',
      'worker tally',
    ]),
  );
  const [first] = named('openUpload');
  expect(first).toMatchObject({ spanId: firstSpanIdOf(traceId), parentSpanId: undefined });
  const known = new Set(spans.map(({ spanId }) => spanId));
  for (const span of spans.filter((each) => each !== first)) {
    expect([span.name, known.has(span.parentSpanId ?? '')]).toEqual([span.name, true]);
  }
  expect(named('appendStream')[0]?.links).toEqual([OUTSIDE]);
  expect(named('approveBatch').map(({ attributes }) => attributes['certhub.outcome'])).toEqual(['ok', 'ok']);
  const [sent] = named('send');
  expect(sent?.attributes).toMatchObject({ 'certhub.certificates': RECORDS, 'certhub.outcome': 'taken' });
  expect(named('deliver').map(({ spanId }) => spanId)).toContain(sent?.parentSpanId);
});

test('nothing of a person leaves with a span', () => {
  const text = receiver.text();
  for (const record of records) {
    for (const field of ['name', 'idNumber', 'certificateNo']) {
      expect(text).not.toContain(String(Reflect.get(record, field)));
    }
  }
});

test('every line of the log that names the batch, its upload or a delivery of it holds the same id', async () => {
  const deliveries = await hub.query<{ id: string }>('SELECT id FROM delivery WHERE batch_id = $1', [batchId]);
  const ids = [batchId, ...deliveries.map(({ id }) => id)];
  const lines = hub
    .logs()
    .split('\n')
    .filter((line) => line.startsWith('{') && ids.some((id) => line.includes(id)))
    .map((line) => JSON.parse(line) as { readonly msg: string; readonly traceId?: string });
  expect(lines.map(({ msg, traceId }) => [msg, traceId])).toEqual(lines.map(({ msg }) => [msg, traceIdOf(batchId)]));
  const told = new Set(lines.map(({ msg }) => msg));
  expect(told).toContain('The parcel was taken.');
  expect(told).toContain('Every certificate of the parcel is answered.');
});

test('each process tells its figures; the API those of the database', async () => {
  const urls = hub
    .logs()
    .split('\n')
    .filter((line) => line.includes('metrics are told'))
    .map((line) => JSON.parse(line) as { readonly component: string; readonly at: string });
  const textOf = async (component: string): Promise<string> => {
    const at = urls.find((url) => url.component === component)?.at ?? '';
    return (await fetch(`${at}/metrics`)).text();
  };
  const api = await textOf('api');
  expect(api).toContain('certhub_graphql_fields_total{field="approveBatch",outcome="ok"} 2');
  expect(api).toContain('certhub_http_requests_total{method="PUT",route="/uploads/:id",status="201"} 1');
  for (const name of Object.keys(hub.receivers)) {
    expect(api).toContain(`certhub_feed_certificates{feed="${name}",state="due"} 0`);
  }
  // A receiver that refuses a few refuses them to both.
  const worker = await textOf('worker');
  const [feed = ''] = Object.keys(hub.receivers);
  expect(worker).toContain(`certhub_feed_certificates_sent_total{feed="${feed}"} ${RECORDS}`);
  const answered = [
    ...worker.matchAll(/^certhub_feed_certificates_answered_total\{feed="([^"]+)",answer="\w+"\} (\d+)$/gm),
  ]
    .filter(([, name]) => name === feed)
    .reduce((sum, [, , count]) => sum + Number(count), 0);
  expect(answered).toBe(RECORDS);
  expect(worker).toContain('certhub_jobs_total{job="deliver",outcome="done"}');
  expect(worker).toContain('certhub_due_work{kind="deliveries"}');
  expect(worker).not.toContain('certhub_feed_lag_seconds');
  expect(`${api}${worker}`).not.toContain(batchId);
  const at = urls.find(({ component }) => component === 'worker')?.at ?? '';
  expect(await (await fetch(`${at}/readyz`)).json()).toEqual({ status: 'ready', database: 'ok', migrations: 'done' });
});

test('a collector that is away holds nobody up, neither at work nor at the end', async () => {
  const port = await freePort();
  const api = await startRole(['api'], {
    DATABASE_URL: hub.databaseUrl,
    CERTHUB_DATA_DIR: hub.dataDir,
    CERTHUB_MODE: 'development',
    CERTHUB_PORT: String(port),
    // Tokens of the hub are good here too.
    CERTHUB_PUBLIC_URL: hub.url,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await freePort()}`,
  });
  const approved = postGraphql(
    `http://127.0.0.1:${port}`,
    await hub.bearer('province'),
    'mutation ($id: ID!) { approveBatch(batchId: $id) { __typename } }',
    { id: batchId },
  );
  const [answer, code] = [await approved.catch(() => undefined), await api.end('SIGTERM')];
  expect([answer?.data, code]).toEqual([{ approveBatch: { __typename: 'BatchReviewed' } }, 0]);
});
