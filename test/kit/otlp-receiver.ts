/** Takes traces as a collector does, by OTLP over HTTP in JSON, on a port of its own. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ReceivedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly isFailed: boolean;
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  /** Of the process: `api` or `worker`. */
  readonly component: unknown;
}

export interface OtlpReceiver {
  readonly url: string;
  spans(): readonly ReceivedSpan[];
  /** Every body, as it came. */
  text(): string;
  until(found: (spans: readonly ReceivedSpan[]) => boolean): Promise<void>;
  close(): Promise<void>;
}

interface Told {
  readonly key: string;
  readonly value: {
    readonly stringValue?: string;
    readonly intValue?: number;
    readonly boolValue?: boolean;
    readonly doubleValue?: number;
  };
}
interface ToldSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status?: { readonly code?: number };
  readonly attributes?: readonly Told[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
}
interface Exported {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Told[] };
    readonly scopeSpans: readonly { readonly spans: readonly ToldSpan[] }[];
  }[];
}

const FAILED = 2;
const NANOS_PER_MS = 1_000_000n;
const LIMIT_MS = 60_000;
const LOOK_MS = 50;

const valuesOf = (attributes: readonly Told[] = []): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

const spansIn = ({ resourceSpans }: Exported): ReceivedSpan[] =>
  resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        name: span.name,
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId === '' ? undefined : span.parentSpanId,
        isFailed: span.status?.code === FAILED,
        startMs: Number(BigInt(span.startTimeUnixNano) / NANOS_PER_MS),
        endMs: Number(BigInt(span.endTimeUnixNano) / NANOS_PER_MS),
        attributes: valuesOf(span.attributes),
        links: (span.links ?? []).map(({ traceId, spanId }) => ({ traceId, spanId })),
        component: valuesOf(resource.attributes)['certhub.component'],
      })),
    ),
  );

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const bodies: string[] = [];
  const found: ReceivedSpan[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString('utf8');
      bodies.push(body);
      if (request.url === '/v1/traces') found.push(...spansIn(JSON.parse(body) as Exported));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    spans: () => found,
    text: () => bodies.join('\n'),
    until: async (has) => {
      for (const giveUpAt = Date.now() + LIMIT_MS; !has(found);) {
        if (Date.now() > giveUpAt)
          throw new Error(`Such spans did not come: ${found.map(({ name }) => name).join(' ')}`);
        await sleep(LOOK_MS);
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
