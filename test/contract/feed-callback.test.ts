/** Answers that a receiver sends by itself: over real HTTP, signed by hand, kept in a real database. */
import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { createServer } from '../../schema/server';
import { collectAnswers } from '../../src/app/collect-answers';
import { deliver } from '../../src/app/deliver';
import { GRAPHQL_BYTES_MAX } from '../../src/app/limits';
import type { Hub } from '../../src/app/ports';
import type { HttpsAddress } from '../../src/connectors/https-address';
import { feedSignatures } from '../../src/platform/feed-signatures';
import { HTTP_LIMITS } from '../../src/platform/http-limits';
import { isDigestOf, SIGNATURE_AGE_SECONDS_MAX } from '../../src/platform/http-signature';
import { certificateNoOf, FEED, useCertificateDesk } from '../kit/certificate-desk';
import { silentLog } from '../kit/database';
import { type Signing, signedBy } from '../kit/http-signed';
import { useHttpsBench } from '../kit/https-bench';
import { type HttpsReceiver, write } from '../kit/https-receiver';

jest.setTimeout(60_000);

const receiverKeys = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519').privateKey;
const publicText = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();

const addressWith = (receiverKey: string): HttpsAddress => ({
  connector: 'https',
  url: 'https://feeds.example.cn',
  signingKeyFile: 'hub.pem',
  answers: 'callback',
  receiverKey,
});

const desk = useCertificateDesk();
const bench = useHttpsBench();
let receiver: HttpsReceiver;
let hub: Hub;
let app: FastifyInstance;
let url: string;
let deliveryId: string;

beforeEach(async () => {
  receiver = await bench.receiverWith();
  const receiverKey = publicText(receiverKeys.publicKey);
  const connector = bench.connectorAt(receiver.url, { answers: 'callback', receiverKey });
  hub = {
    ...desk.hub,
    now: () => new Date(),
    jitter: () => 0.5,
    feeds: [FEED],
    connectors: new Map([[FEED.name, connector]]),
    log: silentLog,
  };
  app = await createServer(hub, {
    development: false,
    identify: async () => 'absent',
    issueToken: (_request, response) => void response.end(),
    limits: HTTP_LIMITS,
    receivers: { isSigned: feedSignatures([{ name: FEED.name, address: addressWith(receiverKey) }]), isDigestOf },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  await desk.issued({ records: 3 });
  const [delivery] = await desk.query(`SELECT id FROM delivery`);
  deliveryId = String(delivery?.['id']);
});
afterEach(async () => {
  await app.close();
});

interface Calling extends Partial<Signing> {
  readonly feed?: string;
  /** What is sent where it shall differ from what was signed. */
  readonly sent?: string;
  /** The address that is signed where it shall differ from the one that is asked. */
  readonly signedFor?: string;
  readonly headers?: Record<string, string>;
}

/** Status and body of the hub's answer. */
async function call(body: string, calling: Calling = {}): Promise<readonly [number, unknown]> {
  const { feed = FEED.name, sent = body, signedFor, headers = {}, ...signing } = calling;
  const target = `/feeds/${feed}/answers`;
  const request = { method: 'POST', host: new URL(url).host, target: signedFor ?? target, body: Buffer.from(body) };
  const signature = signedBy(request, { key: receiverKeys.privateKey, createdMs: Date.now(), ...signing });
  const all = { 'content-type': 'application/json', ...signature, ...headers };
  const answer = await fetch(url + target, { method: 'POST', headers: all, body: sent });
  return [answer.status, await answer.json()];
}

const yes = (serial: number, version = 1): object => ({
  certificateNo: certificateNoOf(serial),
  version,
  accepted: true,
});
const no = (serial: number, code: string): object => ({ ...yes(serial), accepted: false, code });
const about = (answers: readonly object[], parcelId = deliveryId): string => JSON.stringify({ parcelId, answers });

const states = async (): Promise<readonly unknown[]> => {
  const [delivery] = await desk.query(`SELECT state FROM delivery`);
  const items = await desk.query(
    `SELECT concat_ws(' ', state, code) AS item FROM delivery_item ORDER BY certificate_no, version`,
  );
  return [delivery?.['state'], ...items.map(({ item }) => item)];
};
const oddities = async (): Promise<readonly unknown[]> =>
  (
    await desk.query(`SELECT code || ' ' || count AS odd FROM feed_oddity WHERE feed = $1 ORDER BY code`, [FEED.name])
  ).map(({ odd }) => odd);
/** Later than any wait. */
const dueNow = (): Promise<unknown> => desk.query(`UPDATE delivery SET due_at = now() - interval '1 minute'`);

describe('answers that a receiver sends by itself', () => {
  test('end the delivery when all are there, whatever their order, and count once', async () => {
    expect(await deliver(hub, deliveryId)).toMatchObject({ kind: 'SENT' });
    expect(await call(about([no(3, 'R-PHOTO')]))).toEqual([202, { taken: 1, oddities: 0 }]);
    expect(await states()).toEqual(['SENT', 'PENDING', 'PENDING', 'REFUSED R-PHOTO']);
    expect(await call(about([no(3, 'R-PHOTO'), yes(1)]))).toEqual([202, { taken: 1, oddities: 0 }]);
    expect(await call(about([yes(2)]))).toEqual([202, { taken: 1, oddities: 0 }]);
    expect(await states()).toEqual(['ANSWERED', 'ACCEPTED', 'ACCEPTED', 'REFUSED R-PHOTO']);
    expect(await call(about([yes(1), yes(2), no(3, 'R-PHOTO')]))).toEqual([202, { taken: 0, oddities: 0 }]);
    expect(await desk.query(`SELECT code, line FROM finding WHERE code = 'FWD-001'`)).toEqual([
      { code: 'FWD-001', line: 3 },
    ]);
    expect(receiver.parcel(deliveryId)).toEqual([1, 2, 3].map((serial) => `${certificateNoOf(serial)}/1`));
  });

  test('may come before the receiver has said that it took the parcel', async () => {
    receiver.interfere((_seen, _request, response) => {
      void call(about([yes(1), yes(2), yes(3)])).then(() => write(response, { status: 202 }));
      return 'none';
    });
    expect(await deliver(hub, deliveryId)).toMatchObject({ kind: 'SENT' });
    expect(await states()).toEqual(['SENT', 'ACCEPTED', 'ACCEPTED', 'ACCEPTED']);
    await dueNow();
    expect(await collectAnswers(hub, deliveryId)).toMatchObject({ kind: 'answered' });
    expect((await states())[0]).toBe('ANSWERED');
  });

  test('count though the receiver died before it said so; the parcel comes once more and is one', async () => {
    await call(about([yes(1), yes(2), no(3, 'R-PHOTO')]));
    expect(await states()).toEqual(['DUE', 'ACCEPTED', 'ACCEPTED', 'REFUSED R-PHOTO']);
    expect(await deliver(hub, deliveryId)).toMatchObject({ kind: 'SENT' });
    await dueNow();
    expect(await collectAnswers(hub, deliveryId)).toMatchObject({ kind: 'answered' });
    expect(await states()).toEqual(['ANSWERED', 'ACCEPTED', 'ACCEPTED', 'REFUSED R-PHOTO']);
  });

  test('of a parcel or certificate that was never sent are told to the operator and change nothing', async () => {
    await deliver(hub, deliveryId);
    expect(await call(about([yes(1)], randomUUID()))).toEqual([202, { taken: 0, oddities: 1 }]);
    await desk.query(`INSERT INTO feed SELECT (jsonb_populate_record(feed, '{"name": "somebody-else"}')).* FROM feed`);
    await desk.query(`INSERT INTO delivery SELECT (jsonb_populate_record(delivery, $1)).* FROM delivery`, [
      JSON.stringify({ id: randomUUID(), feed: 'somebody-else' }),
    ]);
    const [other] = await desk.query(`SELECT id FROM delivery WHERE feed = 'somebody-else'`);
    expect(await call(about([yes(1), yes(2)], String(other?.['id'])))).toEqual([202, { taken: 0, oddities: 2 }]);
    await desk.query(`DELETE FROM delivery WHERE feed = 'somebody-else'`);
    expect(await call(about([yes(9), yes(1, 2), { certificateNo: 7 }]))).toEqual([202, { taken: 0, oddities: 1 }]);
    expect(await states()).toEqual(['SENT', 'PENDING', 'PENDING', 'PENDING']);
    expect(await oddities()).toEqual([
      'UNKNOWN_CERTIFICATE 1',
      'UNKNOWN_PARCEL 3',
      'UNKNOWN_VERSION 1',
      'UNREADABLE_ANSWER 1',
    ]);
  });

  test.each([
    ['a page', '<html>OK</html>', 'NOT_JSON 1'],
    ['half of its JSON', '{"parcelId": "', 'NOT_JSON 1'],
    ['something else', '{"ok": true}', 'MISSHAPEN 1'],
  ])('that are %s are told to the operator and change nothing', async (_, body, odd) => {
    await deliver(hub, deliveryId);
    const [status, told] = await call(body);
    expect(status).toBe(400);
    expect(told).toMatchObject({ refusal: { code: 'BODY_MALFORMED' } });
    expect(await states()).toEqual(['SENT', 'PENDING', 'PENDING', 'PENDING']);
    expect(await oddities()).toEqual([odd]);
  });
});

describe('a receiver that says something else', () => {
  const ATTEMPT = `SELECT outcome, reason FROM delivery_attempt`;

  test('with a page under 200 is tried again, and the operator is told', async () => {
    receiver.interfere(() => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>OK</html>' }));
    expect(await deliver(hub, deliveryId)).toMatchObject({ kind: 'DUE' });
    expect(await states()).toEqual(['DUE', 'PENDING', 'PENDING', 'PENDING']);
    expect(await desk.query(ATTEMPT)).toEqual([{ outcome: 'unreachable', reason: 'NOT_JSON' }]);
    expect(await oddities()).toEqual(['NOT_JSON 1']);
  });

  test('by a certificate that is over is not told anything, and the operator is', async () => {
    const over = await bench.receiverWith({ issued: await bench.ca.issue('over', { days: 0 }) });
    hub = { ...hub, connectors: new Map([[FEED.name, bench.connectorAt(over.url)]]) };
    expect(await deliver(hub, deliveryId)).toMatchObject({ kind: 'DUE' });
    expect(over.seen).toEqual([]);
    expect(await desk.query(ATTEMPT)).toEqual([{ outcome: 'unreachable', reason: 'TLS_EXPIRED' }]);
    expect(await oddities()).toEqual(['TLS_EXPIRED 1']);
  });

  test('when it is asked for answers: what is there stays as it is, and the operator is told', async () => {
    hub = { ...hub, connectors: new Map([[FEED.name, bench.connectorAt(receiver.url)]]) };
    await deliver(hub, deliveryId);
    receiver.interfere(() => ({ status: 200, body: '{"parcelId": "' }));
    await dueNow();
    expect(await collectAnswers(hub, deliveryId)).toEqual({ kind: 'unreachable' });
    expect(await states()).toEqual(['SENT', 'PENDING', 'PENDING', 'PENDING']);
    expect(await oddities()).toEqual(['NOT_JSON 1']);
  });
});

describe('whoever is not the receiver', () => {
  const SECOND_MS = 1_000;
  const CASES: readonly (readonly [string, () => Calling])[] = [
    ['signs nothing', () => ({ headers: { signature: '', 'signature-input': '' } })],
    ['signs nonsense', () => ({ headers: { signature: 'r=:AAAA:' } })],
    ['signs by another key', () => ({ key: stranger })],
    ['signs for another address', () => ({ signedFor: '/feeds/somebody-else/answers' })],
    ['speaks for a feed that there is none of', () => ({ feed: 'somebody-else' })],
    ['changes the body on its way', () => ({ sent: about([no(1, 'R-PHOTO')]) })],
    ['says another digest than it signed', () => ({ headers: { 'content-digest': 'sha-256=:AAAA:' } })],
    ['leaves the body out of what it signs', () => ({ covered: ['@method', '@path'] })],
    ['leaves the address out of what it signs', () => ({ covered: ['@method', 'content-digest'] })],
    ['repeats what is old', () => ({ createdMs: Date.now() - (SIGNATURE_AGE_SECONDS_MAX + 60) * SECOND_MS })],
    ['signs for the future', () => ({ createdMs: Date.now() + (SIGNATURE_AGE_SECONDS_MAX + 60) * SECOND_MS })],
  ];
  test.each(CASES)('%s: is told nothing and changes nothing', async (_, calling) => {
    await deliver(hub, deliveryId);
    const refused = await call(about([yes(1)]), calling());
    expect(refused).toEqual([401, { refusal: expect.objectContaining({ code: 'SIGNATURE_INVALID' }) }]);
    expect(await states()).toEqual(['SENT', 'PENDING', 'PENDING', 'PENDING']);
    expect(await oddities()).toEqual([]);
  });

  test('is refused before the body is read: a stranger cannot fill the memory', async () => {
    const [status] = await call(about([yes(1)]), { key: stranger, sent: 'x'.repeat(GRAPHQL_BYTES_MAX + 1) });
    expect(status).toBe(401);
  });
});

test('a signature within the window of clocks counts', async () => {
  await deliver(hub, deliveryId);
  const createdMs = Date.now() - (SIGNATURE_AGE_SECONDS_MAX - 60) * 1_000;
  const covered = ['@authority', 'content-digest', '@path', '@method'];
  expect(await call(about([yes(1)]), { createdMs, covered })).toEqual([202, { taken: 1, oddities: 0 }]);
});

test('another type of content than JSON, and too much of it, are refused', async () => {
  expect(await call('a', { headers: { 'content-type': 'text/csv' } })).toMatchObject([415, {}]);
  expect(await call(' '.repeat(GRAPHQL_BYTES_MAX + 1))).toMatchObject([413, {}]);
});
