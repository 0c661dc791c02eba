/**
 * Traces by OpenTelemetry, one a batch. Its packages are loaded only where an address to send them to is set. A span is made when its
 * work is done, with the ids that were given out before: whose batch it is may be known only then.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { Link, TimeInput, Tracer } from '@opentelemetry/api';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { Attributes, Span, SpanTold, Trace } from '../app/instruments';
import { firstSpanIdOf, namedIn, traceIdOf } from '../app/trace-ids';
import { errorCode } from './error-code';

const SPAN_ID_BYTES = 8;
/** A collector that is away must not hold up a process that stops. */
const EXPORT_LIMIT_MS = 2_000;
/** Spans that wait to be sent; more are dropped. */
const SPANS_KEPT_MAX = 8_192;
const SENT_EVERY_MS = 1_000;
const TRACES_PATH = 'v1/traces';

export interface TraceSettings {
  /** Of the collector: `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly endpoint: string;
  /** `api` or `worker`. */
  readonly component: string;
}

export interface OpenTrace {
  readonly trace: Trace;
  /** Sends what is kept. */
  close(): Promise<void>;
}

/** The span that runs, for those inside it. */
interface Running {
  readonly spanId: string;
  readonly traceId: string | undefined;
}

interface Ended {
  readonly span: Span;
  readonly spanId: string;
  readonly within: Running | undefined;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly told: SpanTold;
}

/** The ids of the next span; OpenTelemetry asks for them as it makes it. */
interface NextIds {
  traceId: string;
  spanId: string;
}

const newSpanId = (): string => randomBytes(SPAN_ID_BYTES).toString('hex');
const batchTrace = (batchId: string | undefined): string | undefined =>
  batchId === undefined ? undefined : traceIdOf(batchId);

/** Sends spans to the collector at the address; what else it is to know (headers, certificates) it takes from its own settings. */
async function otlpExporter(endpoint: string): Promise<SpanExporter> {
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const url = new URL(TRACES_PATH, endpoint.endsWith('/') ? endpoint : `${endpoint}/`).href;
  return new OTLPTraceExporter({ url, timeoutMillis: EXPORT_LIMIT_MS });
}

export async function openTrace(
  { endpoint, component }: TraceSettings,
  exporterTo: (endpoint: string) => Promise<SpanExporter> = otlpExporter,
): Promise<OpenTrace> {
  const [api, base, { resourceFromAttributes }, exporter] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/resources'),
    exporterTo(endpoint),
  ]);
  const next: NextIds = { traceId: '', spanId: '' };
  const provider = new base.BasicTracerProvider({
    resource: resourceFromAttributes({
      'service.name': 'certhub',
      'service.instance.id': `${component}-${process.pid}`,
      'certhub.component': component,
    }),
    idGenerator: { generateTraceId: () => next.traceId, generateSpanId: () => next.spanId },
    spanProcessors: [
      new base.BatchSpanProcessor(exporter, {
        exportTimeoutMillis: EXPORT_LIMIT_MS,
        scheduledDelayMillis: SENT_EVERY_MS,
        maxQueueSize: SPANS_KEPT_MAX,
      }),
    ],
  });
  const keep = keeperOf(api, provider.getTracer('certhub'), next);
  // Spans that nobody takes are lost, and nothing else is.
  return { trace: { span: spanBy(keep) }, close: () => provider.shutdown().catch(() => undefined) };
}

function spanBy(keep: (traceId: string, ended: Ended) => void): Trace['span'] {
  const running = new AsyncLocalStorage<Running>();
  const end = async (ended: Ended): Promise<void> => {
    const { span, told, within } = ended;
    if (told.isIdle === true) return;
    const known = batchTrace(span.batchId ?? told.batchId) ?? within?.traceId;
    // A look that fails costs a span and no more.
    const traceId = known ?? batchTrace(await span.findBatch?.().catch(() => undefined));
    if (traceId !== undefined) keep(traceId, ended);
  };
  return async (span, work, tell) => {
    const within = running.getStore();
    const spanId = newSpanId();
    const begun = { span, spanId, within, startedAt: Date.now() };
    let outcome;
    try {
      outcome = await running.run({ spanId, traceId: batchTrace(span.batchId) ?? within?.traceId }, work);
    } catch (error) {
      const code = errorCode(error);
      const told: SpanTold = { isFailed: true, ...(code === undefined ? {} : { attributes: { error: code } }) };
      await end({ ...begun, endedAt: Date.now(), told });
      throw error;
    }
    await end({ ...begun, endedAt: Date.now(), told: tell?.(outcome) ?? {} });
    return outcome;
  };
}

type Api = typeof import('@opentelemetry/api');

function keeperOf(api: Api, tracer: Tracer, next: NextIds): (traceId: string, ended: Ended) => void {
  return (traceId, { span, spanId, within, startedAt, endedAt, told }) => {
    const firstId = firstSpanIdOf(traceId);
    next.traceId = traceId;
    next.spanId = told.isFirst === true ? firstId : spanId;
    // Inside a span of the same trace, or of one that did not know yet whose it is.
    const isInside = within !== undefined && (within.traceId ?? traceId) === traceId;
    const parent = {
      traceId,
      spanId: isInside ? within.spanId : firstId,
      traceFlags: api.TraceFlags.SAMPLED,
      isRemote: true,
    };
    const context = told.isFirst === true ? api.ROOT_CONTEXT : api.trace.setSpanContext(api.ROOT_CONTEXT, parent);
    const made = tracer.startSpan(
      span.name,
      {
        startTime: moment(startedAt),
        attributes: named({ ...span.attributes, ...told.attributes }),
        links: linksOf(api, span.linkedTo),
      },
      context,
    );
    if (told.isFailed === true) made.setStatus({ code: api.SpanStatusCode.ERROR });
    made.end(moment(endedAt));
  };
}

const moment = (ms: number): TimeInput => ms;

function linksOf(api: Api, traceparent: string | undefined): Link[] {
  const named = namedIn(traceparent);
  return named === undefined ? [] : [{ context: { ...named, traceFlags: api.TraceFlags.SAMPLED, isRemote: true } }];
}

const named = (attributes: Attributes): Record<string, string | number | boolean> =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`certhub.${name}`, value]));
