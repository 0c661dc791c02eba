/** A door of its own for who looks after the hub: `/metrics`, `/healthz`, `/readyz`. On loopback unless it is told otherwise. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const REQUEST_TIMEOUT_MS = 15_000;
const HEADER_BYTES = 8 * 1024;
const CONNECTIONS_MAX = 50;
const OK = 200;
const NOT_FOUND = 404;
const NOT_ALLOWED = 405;
const INTERNAL = 500;
const UNAVAILABLE = 503;

export interface WatchedProcess {
  /** Brings the figures that are read at each look up to date; answers them as text. */
  metrics(): Promise<{ readonly contentType: string; readonly text: string }>;
  readiness(): Promise<{ readonly isReady: boolean; readonly told: object }>;
}

export interface MetricsListener {
  readonly url: string;
  close(): Promise<void>;
}

interface Told {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

const json = (status: number, body: object): Told => ({
  status,
  contentType: 'application/json; charset=utf-8',
  text: JSON.stringify(body),
});

export async function listenForMetrics(
  { host, port }: { readonly host: string; readonly port: number },
  watched: WatchedProcess,
): Promise<MetricsListener> {
  const server = createServer(
    { maxHeaderSize: HEADER_BYTES, requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: REQUEST_TIMEOUT_MS },
    (request, response) => void answer(watched, request, response),
  );
  server.maxConnections = CONNECTIONS_MAX;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
  return {
    url: urlOf(host, server.address()),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function urlOf(host: string, address: string | AddressInfo | null): string {
  if (typeof address !== 'object' || address === null) throw new Error('The listener has no port.');
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

async function answer(watched: WatchedProcess, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, contentType, text } = await told(watched, request).catch(() => json(INTERNAL, { status: 'failed' }));
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' });
  response.end(request.method === 'HEAD' ? undefined : text);
  // Nothing is read of a body.
  request.resume();
}

async function told(watched: WatchedProcess, { method, url = '' }: IncomingMessage): Promise<Told> {
  if (method !== 'GET' && method !== 'HEAD') return json(NOT_ALLOWED, { status: 'method not allowed' });
  const [path] = url.split('?');
  if (path === '/metrics') return { status: OK, ...(await watched.metrics()) };
  if (path === '/healthz') return json(OK, { status: 'ok' });
  if (path !== '/readyz') return json(NOT_FOUND, { status: 'not found' });
  const { isReady, told: parts } = await watched.readiness();
  return json(isReady ? OK : UNAVAILABLE, { status: isReady ? 'ready' : 'not ready', ...parts });
}
