/** What can stand in the place of another hub: other pages, other releases, faults, tokens that end. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connector } from '../../src/app/connector';
import { hubFeed } from '../../src/connectors/hub-feed';
import { FEED } from '../kit/approved-batch';
import { silentLog } from '../kit/database';
import { HANDED_BATCH, handed, handedNo, HUB } from '../kit/handed-up';
import { parcelWith } from '../kit/parcels';
import { authority } from '../kit/x509';

const TIMEOUT_MS = 20_000;
const FEED_UP = { ...FEED, name: 'province-hub', connector: 'hub' };

let folder: string;
const started: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certhub-below-'));
  await writeFile(join(folder, 'secret'), 'secret', { mode: 0o600 });
});
afterEach(async () => {
  for (const end of started.splice(0)) await end();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function connectorAt({ url, caFile }: { readonly url: string; readonly caFile?: string }): Connector {
  const address = {
    connector: 'hub',
    url,
    clientId: HUB.clientId,
    clientSecretFile: join(folder, 'secret'),
    caFile,
  } as const;
  const batches = { parcelBatch: async () => HANDED_BATCH };
  const connector = hubFeed({ feed: FEED_UP, address, log: silentLog, batches });
  started.push(() => connector.close());
  return connector;
}

/** What answers instead, with a count of the tokens that it gave. */
async function played(graphql: RequestListener, token = 600): Promise<{ url: string; tokens: () => number }> {
  let tokens = 0;
  const server: Server = createServer((request, response) => {
    request.resume();
    if (request.url !== '/oauth/token') return graphql(request, response);
    tokens += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ access_token: `token-${tokens}`, token_type: 'Bearer', expires_in: token }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  started.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, tokens: () => tokens };
}
const reply =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
const errors = (code: string): object => ({ data: null, errors: [{ message: '林晓溪', extensions: { code } }] });
const refusal = (code: string): object => ({ data: { receiveParcel: { __typename: 'Refusal', code } } });
const odd = (code: string): object => ({ reason: code, oddities: [{ code, count: 1 }] });

test.each<[string, RequestListener, object]>([
  ['a page of a proxy', reply(200, '<html>502</html>', { 'content-type': 'text/html' }), odd('NOT_JSON')],
  ['half an answer', reply(200, '{"data":{"receiveParcel"'), odd('NOT_JSON')],
  [
    'an answer about another parcel',
    reply(200, {
      data: {
        receiveParcel: {
          __typename: 'ParcelReceived',
          parcelId: '0190a000-0000-7000-8000-000000000001',
          answers: [],
        },
      },
    }),
    odd('MISSHAPEN'),
  ],
  ['an answer without what was asked', reply(200, { data: {} }), odd('MISSHAPEN')],
  ['an older release', reply(400, errors('GRAPHQL_VALIDATION_FAILED')), { reason: 'SETUP' }],
  ['a role that may not', reply(200, errors('FORBIDDEN')), { reason: 'LOGIN' }],
  ['a fault of the other hub', reply(200, errors('INTERNAL')), { reason: 'STATUS' }],
  [
    'a hub that is busy',
    reply(503, errors('HUB_BUSY'), { 'retry-after': '7' }),
    { reason: 'BUSY', retryAfterMs: 7_000 },
  ],
  [
    'a gateway without a hub behind it',
    reply(502, '<html>', { 'content-type': 'text/html' }),
    { reason: 'CONNECTION' },
  ],
  ['another address', reply(308, '', { location: 'https://elsewhere.example' }), { reason: 'REDIRECT' }],
  ['no room there', reply(200, refusal('STORAGE_FULL')), { reason: 'FULL' }],
])('%s', async (_name, graphql, expected) => {
  const { url } = await played(graphql);
  const answer = await connectorAt({ url }).send(parcelWith([handed(1)]), TIMEOUT_MS);
  expect(answer).toEqual({ kind: 'unreachable', ...expected });
});

test.each([
  ['PARCEL_DIFFERS', 'PARCEL_DIFFERS'],
  ['PARCEL_MALFORMED', 'CONTENT'],
  ['SOMETHING_OF_TOMORROW', 'CONTENT'],
])('the refusal %s is final', async (code, reason) => {
  const { url } = await played(reply(200, refusal(code)));
  expect(await connectorAt({ url }).send(parcelWith([handed(1)]), TIMEOUT_MS)).toEqual({ kind: 'refused', reason });
});

test('a body over its limit is refused, because it would be so again', async () => {
  const { url } = await played(reply(413, ''));
  expect(await connectorAt({ url }).send(parcelWith([handed(1)]), TIMEOUT_MS)).toEqual({
    kind: 'refused',
    reason: 'TOO_LARGE',
  });
});

test('an answer that is none is counted, and the others count all the same', async () => {
  const parcel = parcelWith([handed(1), handed(2)]);
  const good = {
    certificateNo: handedNo(1),
    version: 1,
    accepted: true,
    code: null,
    answeredAt: '2026-08-01T00:00:00Z',
  };
  const answers = [good, { certificateNo: handedNo(2) }, 'accepted'];
  const { url } = await played(
    reply(200, { data: { receiveParcel: { __typename: 'ParcelReceived', parcelId: parcel.deliveryId, answers } } }),
  );
  expect(await connectorAt({ url }).send(parcel, TIMEOUT_MS)).toMatchObject({
    kind: 'taken',
    given: {
      answers: [{ certificateNo: handedNo(1), state: 'ACCEPTED' }],
      oddities: [{ code: 'UNREADABLE_ANSWER', count: 2 }],
    },
  });
});

test('behind TLS it is known by its certificate', async () => {
  const ca = await authority();
  started.push(() => ca.remove());
  const { certificateFile, keyFile } = await ca.issue('hub');
  const server = createTlsServer(
    { cert: readFileSync(certificateFile), key: readFileSync(keyFile) },
    (request, response) => {
      request.resume();
      response.end(JSON.stringify({ access_token: 'token', expires_in: 600, data: { parcelAnswers: null } }));
    },
  );
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  started.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { deliveryId } = parcelWith([]);
  const unknown = connectorAt({ url }).answers(deliveryId, TIMEOUT_MS);
  expect(await unknown).toEqual({ kind: 'unreachable', ...odd('TLS_ISSUER') });
  const known = connectorAt({ url, caFile: ca.caFile }).answers(deliveryId, TIMEOUT_MS);
  expect(await known).toEqual({ kind: 'unreachable', ...odd('MISSHAPEN') });
});

test('one token serves many calls, also those that come together; it is renewed before its end', async () => {
  const parcel = parcelWith([handed(1)]);
  const receipt = {
    data: { receiveParcel: { __typename: 'ParcelReceived', parcelId: parcel.deliveryId, answers: [] } },
  };
  const long = await played(reply(200, receipt));
  const kept = connectorAt({ url: long.url });
  await Promise.all([1, 2, 3].map(() => kept.send(parcel, TIMEOUT_MS)));
  await kept.send(parcel, TIMEOUT_MS);
  expect(long.tokens()).toBe(1);
  const short = await played(reply(200, receipt), 0.001);
  const renewed = connectorAt({ url: short.url });
  for (const _ of [1, 2]) {
    expect(await renewed.send(parcel, TIMEOUT_MS)).toMatchObject({ kind: 'taken' });
    await new Promise((passed) => setTimeout(passed, 5));
  }
  expect(short.tokens()).toBe(2);
});

test('a token that is not taken any more is asked for anew, once', async () => {
  const parcel = parcelWith([handed(1)]);
  const receipt = {
    data: { receiveParcel: { __typename: 'ParcelReceived', parcelId: parcel.deliveryId, answers: [] } },
  };
  const once = await played((request, response) =>
    reply(request.headers.authorization === 'Bearer token-1' ? 401 : 200, receipt)(request, response),
  );
  expect(await connectorAt({ url: once.url }).send(parcel, TIMEOUT_MS)).toMatchObject({ kind: 'taken' });
  expect(once.tokens()).toBe(2);
  const never = await played(reply(401, errors('UNAUTHENTICATED')));
  expect(await connectorAt({ url: never.url }).send(parcel, TIMEOUT_MS)).toEqual({
    kind: 'unreachable',
    reason: 'LOGIN',
  });
  expect(never.tokens()).toBe(2);
});
