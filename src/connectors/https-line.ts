/**
 * A line to one receiver over HTTPS: few connections that are kept for a while, one limit of time for a whole call, one of bytes for an
 * answer. Redirects are not followed. Plain HTTP is for receivers on this machine (`https-address.ts`).
 */
import { readFile } from 'node:fs/promises';
import * as http from 'node:http';
import * as https from 'node:https';
import { createSecureContext } from 'node:tls';
import type { Unreachable } from '../app/connector';
import { errorCode } from '../platform/error-code';
import { readSecretFile } from '../platform/secret-file';
import { HttpsTimeout, KeyFileProblem, unreachableBy } from './https-failure';

/** Of one process to one receiver: two parcels, and questions for answers beside them. */
export const CONNECTIONS_MAX = 4;
const IDLE_MS = 30_000;
/** Two thousand answers are some 300 KiB, a thousand ranges 100. */
export const REPLY_BYTES_MAX = 8 * 1024 * 1024;

export interface LinePlace {
  readonly url: string;
  readonly caFile?: string | undefined;
  readonly clientCertificateFile?: string | undefined;
  readonly clientKeyFile?: string | undefined;
}

/** All of them may be sent twice: a connection that the receiver has just closed is found out by using it. */
export interface LineRequest {
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where there is none. */
  readonly body: Buffer;
  readonly timeoutMs: number;
}

export interface LineReply {
  readonly kind: 'reply';
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** `undefined`: longer than the limit. */
  readonly body: Buffer | undefined;
}

export interface HttpsLine {
  /** Never throws for what the receiver does. */
  ask(request: LineRequest): Promise<LineReply | Unreachable>;
  close(): void;
}

export function openLine(place: LinePlace): HttpsLine {
  let agent: Promise<http.Agent> | undefined;
  const ready = (): Promise<http.Agent> => {
    agent ??= agentFor(place).catch((error: unknown) => {
      // Put right on this side, it is read anew; until then nothing is sent.
      agent = undefined;
      throw error;
    });
    return agent;
  };
  return {
    ask: async (request) => {
      try {
        return await untilFresh(await ready(), request);
      } catch (error) {
        return unreachableBy(error);
      }
    },
    close: () => {
      agent?.then(
        (opened) => opened.destroy(),
        () => undefined,
      );
    },
  };
}

async function agentFor({ url, caFile, clientCertificateFile, clientKeyFile }: LinePlace): Promise<http.Agent> {
  const kept = { keepAlive: true, maxSockets: CONNECTIONS_MAX, timeout: IDLE_MS };
  if (url.startsWith('http:')) return new http.Agent(kept);
  try {
    const [ca, cert, key] = await Promise.all([
      caFile === undefined ? undefined : readFile(caFile),
      clientCertificateFile === undefined ? undefined : readFile(clientCertificateFile),
      clientKeyFile === undefined ? undefined : readSecretFile(clientKeyFile),
    ]);
    const tls = { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }), minVersion: 'TLSv1.2' as const };
    createSecureContext(tls);
    return new https.Agent({ ...kept, ...tls });
  } catch (error) {
    throw new KeyFileProblem('A key or certificate of the way to a receiver cannot be used.', { cause: error });
  }
}

interface Tried {
  readonly reply?: LineReply;
  /** It was lost before anything came back, on a connection that had been idle: the receiver had closed it. */
  readonly isStale: boolean;
  readonly error?: unknown;
}

async function untilFresh(agent: http.Agent, request: LineRequest): Promise<LineReply> {
  const endAt = performance.now() + request.timeoutMs;
  for (;;) {
    const { reply, isStale, error } = await tryOnce(agent, request, endAt - performance.now());
    if (reply) return reply;
    if (!isStale) throw error;
  }
}

function tryOnce(agent: http.Agent, { method, url, headers, body }: LineRequest, timeoutMs: number): Promise<Tried> {
  return new Promise<Tried>((resolve) => {
    const { request: open } = url.startsWith('http:') ? http : https;
    const length = method === 'GET' ? {} : { 'content-length': String(body.length) };
    const call = open(url, { method, agent, headers: { ...headers, ...length, 'accept-encoding': 'identity' } });
    const timer = setTimeout(() => call.destroy(new HttpsTimeout('No end in time.')), Math.max(timeoutMs, 0));
    const end = (tried: Tried): void => {
      clearTimeout(timer);
      resolve(tried);
    };
    call.on('error', (error) => {
      const isLost = ['ECONNRESET', 'EPIPE'].includes(errorCode(error) ?? '');
      end({ isStale: isLost && call.reusedSocket, error });
    });
    call.on('response', (response) => {
      readBody(response).then(
        (read) =>
          end({
            reply: { kind: 'reply', status: response.statusCode ?? 0, headers: response.headers, body: read },
            isStale: false,
          }),
        // What was said first, as that an answer took too long, is said already.
        (error: unknown) => end({ isStale: false, error: call.errored ?? error }),
      );
    });
    call.end(body);
  });
}

/** `undefined`: longer than the limit. @throws when it ends before its end. */
async function readBody(response: http.IncomingMessage): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of response) {
    const read = Buffer.from(piece);
    bytes += read.length;
    if (bytes > REPLY_BYTES_MAX) {
      response.destroy();
      return undefined;
    }
    pieces.push(read);
  }
  return Buffer.concat(pieces);
}
