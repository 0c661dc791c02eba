/**
 * Spans as they leave a process: one trace a batch, whoever made them, and only where an address is set. How they travel is seen
 * between real processes, in test/flow/traced.test.ts.
 */
import { randomUUID } from 'node:crypto';
import { firstSpanIdOf, namedIn, traceIdOf } from '../../src/app/trace-ids';
import { NO_INSTRUMENTS, type Trace } from '../../src/app/instruments';
import { openInstruments } from '../../src/platform/instruments';
import { openTrace } from '../../src/platform/tracing';
import { createLog } from '../../src/platform/log';
import { openFace } from '../kit/face';
import { postGraphql } from '../kit/graphql-client';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';

jest.setTimeout(120_000);

const OUTSIDE = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

interface Sent {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly isFailed: boolean;
  readonly ms: readonly [number, number];
  readonly attributes: object;
  readonly links: readonly object[];
  readonly component: unknown;
}
const FAILED = 2;
const msOf = ([seconds, nanos]: readonly [number, number]): number => seconds * 1_000 + nanos / 1_000_000;
const sentOf = (span: ReadableSpan): Sent => ({
  name: span.name,
  traceId: span.spanContext().traceId,
  spanId: span.spanContext().spanId,
  parentSpanId: span.parentSpanContext?.spanId,
  isFailed: span.status.code === FAILED,
  ms: [msOf(span.startTime), msOf(span.endTime)],
  attributes: span.attributes,
  links: span.links.map(({ context: { traceId, spanId } }) => ({ traceId, spanId })),
  component: span.resource.attributes['certhub.component'],
});

/** A trace that is open, and what it sent once it is closed. */
async function opened(
  component: string,
): Promise<{ readonly trace: Trace; readonly sent: () => Promise<readonly Sent[]> }> {
  const kept: Sent[] = [];
  const exporter: SpanExporter = {
    export: (spans, done) => {
      kept.push(...spans.map(sentOf));
      done({ code: 0 });
    },
    shutdown: async () => undefined,
  };
  const { trace, close } = await openTrace({ endpoint: 'http://collector', component }, async () => exporter);
  return {
    trace,
    sent: async () => {
      await close();
      return kept;
    },
  };
}

/** What came of some work. */
async function spansOf(work: (trace: Trace) => Promise<unknown>): Promise<readonly Sent[]> {
  const { trace, sent } = await opened('worker');
  await work(trace);
  return sent();
}
const ofBatch = (batchId: string): string => traceIdOf(batchId) ?? 'no trace';

test('the trace of a batch is its id, and so is the span that it begins with', () => {
  expect(traceIdOf('0198F3A1-0000-7ABC-8123-0123456789ab')).toBe('0198f3a100007abc81230123456789ab');
  expect(firstSpanIdOf('0198f3a100007abc81230123456789ab')).toBe('81230123456789ab');
  for (const other of ['', 'P-1', '0198f3a100007abc81230123456789ab', '0198f3a1-0000-7abc-8123-0123456789zz'])
    expect(traceIdOf(other)).toBeUndefined();
  expect(namedIn(OUTSIDE)).toEqual({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) });
  for (const other of [undefined, '', 'x', `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`, `${OUTSIDE}-more`])
    expect(namedIn(other)).toBeUndefined();
});

test('spans inside each other, of processes that know nothing of each other, make one tree', async () => {
  const batchId = randomUUID();
  const spans = await spansOf(async (trace) => {
    await trace.span(
      { name: 'openUpload', linkedTo: OUTSIDE },
      async () => ({ id: batchId }),
      ({ id }) => ({
        batchId: id,
        isFirst: true,
        attributes: { outcome: 'ok' },
      }),
    );
    // The job knows its delivery; whose batch that is it learns when it is done.
    await trace.span({ name: 'deliver', findBatch: async () => batchId, attributes: { deliveryId: 'd1' } }, () =>
      trace.span({ name: 'send', batchId }, async () => 'taken'),
    );
  });
  const [first, send, deliver] = ['openUpload', 'send', 'deliver'].map((name) =>
    spans.find((span) => span.name === name),
  );
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([ofBatch(batchId)]));
  expect(first).toMatchObject({
    spanId: firstSpanIdOf(ofBatch(batchId)),
    parentSpanId: undefined,
    links: [{ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) }],
    attributes: { 'certhub.outcome': 'ok' },
    component: 'worker',
  });
  expect(deliver).toMatchObject({ parentSpanId: first?.spanId, attributes: { 'certhub.deliveryId': 'd1' }, links: [] });
  expect(send).toMatchObject({ parentSpanId: deliver?.spanId });
  const [[begun = 0, ended = 0], [sendBegun = -1, sendEnded = -1]] = [deliver?.ms ?? [], send?.ms ?? []];
  expect(begun <= sendBegun && sendEnded <= ended).toBe(true);
});

test('what belongs to no batch, and what found nothing to do, is not kept; a look that fails costs no more than a span', async () => {
  const batchId = randomUUID();
  const spans = await spansOf(async (trace) => {
    await trace.span({ name: 'watch' }, async () => 'done');
    await trace.span(
      { name: 'idle', batchId },
      async () => 'nothing',
      () => ({ isIdle: true }),
    );
    const findBatch = (): Promise<string> => Promise.reject(new Error('away'));
    expect(await trace.span({ name: 'deliver', findBatch }, async () => 'sent')).toBe('sent');
    await trace.span({ name: 'kept', batchId }, async () => 'done');
  });
  expect(spans.map(({ name }) => name)).toEqual(['kept']);
});

test('work that throws is told by its code, and throws what it threw', async () => {
  const batchId = randomUUID();
  const error = Object.assign(new Error('value of a person'), { code: '23505' });
  const spans = await spansOf(async (trace) => {
    const work = trace.span({ name: 'settle', batchId }, () => Promise.reject(error));
    await expect(work).rejects.toBe(error);
  });
  expect(spans).toMatchObject([{ name: 'settle', isFailed: true, attributes: { 'certhub.error': '23505' } }]);
  expect(JSON.stringify(spans)).not.toContain('value of a person');
});

test('nothing set: nothing is opened', async () => {
  const opened = await openInstruments(
    { metricsPort: null, metricsHost: '127.0.0.1', otlpEndpoint: null },
    'api',
    createLog('silent', 'test'),
  );
  expect(opened.instruments).toBe(NO_INSTRUMENTS);
});

test('mutations of the API: the batch from what was asked or answered; what is not the caller’s leaves nothing', async () => {
  const uploadId = randomUUID();
  const { trace, sent } = await opened('api');
  const face = await openFace({
    // Nothing is there for the verbs: they refuse, or fail.
    transaction: async () => ({ kind: 'refused', code: 'UPLOAD_SEALED', places: [], placesTotal: 0 }) as never,
    instruments: { ...NO_INSTRUMENTS, trace },
  });
  const seal = (id: string, bearer = 'Bearer institution'): Promise<unknown> =>
    postGraphql(
      face.url,
      bearer,
      `mutation { sealUpload(uploadId: "${id}", manifest: { chunks: 1, records: 1, digest: "${'0'.repeat(64)}" }) { __typename } }`,
    );
  try {
    await seal(uploadId);
    await seal(uploadId, 'Bearer city');
    await seal('no-upload');
    await postGraphql(face.url, 'Bearer institution', '{ me { clientId } }');
  } finally {
    await face.close();
  }
  expect(await sent()).toMatchObject([
    {
      name: 'sealUpload',
      traceId: ofBatch(uploadId),
      parentSpanId: firstSpanIdOf(ofBatch(uploadId)),
      attributes: { 'certhub.outcome': 'refused', 'certhub.code': 'UPLOAD_SEALED' },
    },
  ]);
});
