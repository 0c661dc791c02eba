/** A receiver as docs/receiver-https.md asks for it, behind a real HTTPS server; what it holds is in memory. */
import { createHash, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { faultsOf } from './http-signed';
import type { Issued } from './x509';

export interface ReceivedAnswer {
  readonly certificateNo: string;
  readonly version: number;
  readonly accepted: boolean;
  readonly code: string | null;
}
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** What is wrong with its signature. */
  readonly faults: readonly string[];
}
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text as it is; anything else as JSON. */
  readonly body?: unknown;
}
/** Instead of the usual reply: another one, or `none` where it answers on its own, or not at all. */
export type Interference = (
  seen: SeenRequest,
  raw: IncomingMessage,
  response: ServerResponse,
) => Reply | 'none' | undefined;

export interface HttpsReceiver {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  /** `certificateNo/version` of a parcel, in the order in which they came. */
  parcel(parcelId: string): readonly string[];
  answer(answers: readonly ReceivedAnswer[]): void;
  interfere(with_: Interference | undefined): void;
  /** Connections that were opened. */
  connections(): number;
  /** As a server does that was idle for long. */
  dropIdle(): void;
  close(): Promise<void>;
}

export interface ReceiverSettings {
  readonly issued: Issued;
  readonly hubKey: KeyObject;
  /** Decides on a certificate with its receipt; without it the receipt is 202 and answers come later. */
  readonly decide?: (certificateNo: string, version: number) => Omit<ReceivedAnswer, 'certificateNo' | 'version'>;
  readonly caFile?: string;
}

const parcelShape = z.object({
  parcelId: z.string(),
  digest: z.string(),
  certificates: z.array(
    z.object({
      certificateNo: z.string(),
      version: z.number(),
      kind: z.string(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});
type Sent = z.infer<typeof parcelShape>;
const question = z.object({ salt: z.string(), prefix: z.string(), length: z.number().nullable() });

const keyOf = ({ certificateNo, version }: { certificateNo: string; version: number }): string =>
  `${certificateNo}/${version}`;

export async function httpsReceiver({ issued, hubKey, decide, caFile }: ReceiverSettings): Promise<HttpsReceiver> {
  const parcels = new Map<string, { readonly sent: Sent; readonly texts: readonly string[] }>();
  const owners = new Map<string, string>();
  const answers = new Map<string, ReceivedAnswer>();
  const seen: SeenRequest[] = [];
  let interference: Interference | undefined;
  let connections = 0;

  const receipt = (parcelId: string): object => ({
    parcelId,
    answers: (parcels.get(parcelId)?.sent.certificates ?? []).flatMap((certificate) => {
      const answer = answers.get(keyOf(certificate));
      return answer ? [{ ...answer, answeredAt: new Date().toISOString() }] : [];
    }),
  });
  const take = (sent: Sent, texts: readonly string[]): Reply => {
    const known = parcels.get(sent.parcelId);
    if (known && known.sent.digest !== sent.digest) return { status: 409, body: { code: 'PARCEL_DIFFERS' } };
    const keys = sent.certificates.map(keyOf);
    if (keys.some((key) => (owners.get(key) ?? sent.parcelId) !== sent.parcelId)) {
      return { status: 409, body: { code: 'CERTIFICATE_TAKEN' } };
    }
    parcels.set(sent.parcelId, { sent, texts });
    for (const key of keys) owners.set(key, sent.parcelId);
    if (!decide) return { status: 202 };
    for (const { certificateNo, version } of sent.certificates) {
      answers.set(keyOf({ certificateNo, version }), { certificateNo, version, ...decide(certificateNo, version) });
    }
    return { status: 200, body: receipt(sent.parcelId) };
  };
  const held = (asked: z.infer<typeof question>): object => heldBy([...parcels.values()], asked);
  const usual = ({ method, path, body, faults }: SeenRequest): Reply => {
    if (faults.length > 0) return { status: 401 };
    const [, kind, id = '', rest] = path.split('/');
    if (method === 'PUT' && kind === 'parcels' && rest === undefined) {
      const text = body.toString();
      return take(parcelShape.parse(JSON.parse(text)), textsOf(text));
    }
    if (method === 'GET' && kind === 'parcels' && rest === 'answers') return { status: 200, body: receipt(id) };
    if (method === 'POST' && kind === 'held')
      return { status: 200, body: held(question.parse(JSON.parse(body.toString()))) };
    if (method === 'PUT' && kind === 'reports') return { status: 200, body: { accepted: true } };
    return { status: 404 };
  };

  const server = createServer({
    key: readFileSync(issued.keyFile),
    cert: readFileSync(issued.certificateFile),
    ...(caFile === undefined ? {} : { ca: readFileSync(caFile), requestCert: true, rejectUnauthorized: true }),
  });
  server.on('connection', () => (connections += 1));
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('error', () => undefined);
    request.on('end', () => {
      const { method = '', url: path = '' } = request;
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]),
      );
      const body = Buffer.concat(pieces);
      const faults = faultsOf({ method, host: headers['host'] ?? '', target: path, headers, body }, hubKey, Date.now());
      const told = { method, path, headers, body, faults };
      seen.push(told);
      const reply = interference?.(told, request, response) ?? usual(told);
      if (reply !== 'none') write(response, reply);
    });
  });
  const port = await listen(server);
  return {
    url: `https://127.0.0.1:${port}`,
    seen,
    parcel: (parcelId) => (parcels.get(parcelId)?.sent.certificates ?? []).map(keyOf),
    answer: (given) => {
      for (const answer of given) answers.set(keyOf(answer), answer);
    },
    interfere: (by) => {
      interference = by;
    },
    connections: () => connections,
    dropIdle: () => server.closeIdleConnections(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function write(response: ServerResponse, { status, headers = {}, body }: Reply): void {
  const text = body === undefined || typeof body === 'string' ? (body ?? '') : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address: AddressInfo | string | null = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });

/** The data of each certificate word for word: the rest of its object, flat as it is. */
const textsOf = (body: string): readonly string[] =>
  [...body.matchAll(/"data":(\{(?:[^"{}]|"(?:[^"\\]|\\.)*")*\})\}/g)].map(([, text = '']) => text);

/** By its own reading of what it keeps, with the digest of docs/reconciliation.md. */
function heldBy(
  parcels: readonly { readonly sent: Sent; readonly texts: readonly string[] }[],
  { salt, prefix, length }: z.infer<typeof question>,
): object {
  const items = parcels
    .flatMap(({ sent, texts }) =>
      sent.certificates.map(({ certificateNo, version, kind }, index) => {
        const text = [salt, certificateNo, version, kind, texts[index]].join('\n');
        return {
          certificateNo,
          version,
          digest: BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 15)}`),
        };
      }),
    )
    .filter(({ certificateNo }) => certificateNo.startsWith(prefix));
  if (length === null) return { items: items.map((item) => ({ ...item, digest: String(item.digest) })) };
  const ranges = new Map<string, { versions: number; sum: bigint }>();
  for (const { certificateNo, digest } of items) {
    const range = ranges.get(certificateNo.slice(0, length)) ?? { versions: 0, sum: 0n };
    ranges.set(certificateNo.slice(0, length), { versions: range.versions + 1, sum: range.sum + digest });
  }
  return { ranges: [...ranges].map(([start, { versions, sum }]) => ({ prefix: start, versions, sum: String(sum) })) };
}
