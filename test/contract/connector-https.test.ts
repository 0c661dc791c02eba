import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Connector, Parcel } from '../../src/app/connector';
import type { TallyReport } from '../../src/app/forwarding/tally-report-ports';
import type { HttpsAddress } from '../../src/connectors/https-address';
import { httpsFeed } from '../../src/connectors/https-feed';
import { REPLY_BYTES_MAX } from '../../src/connectors/https-line';
import { rangesOf } from '../../src/domain/forwarding/held';
import { FEED } from '../kit/approved-batch';
import { silentLog } from '../kit/database';
import { type HttpsReceiver, httpsReceiver, type ReceiverSettings, type Reply } from '../kit/https-receiver';
import { parcelWith, SALT } from '../kit/parcels';
import { type Authority, authority, type Issued, type IssuedFor } from '../kit/x509';
import { connectorContract, type TestReceiver } from './connector-contract';

const TIMEOUT_MS = 20_000;
const { privateKey, publicKey: hubKey } = generateKeyPairSync('ed25519');

let ca: Authority;
let issued: Issued;
let signingKeyFile: string;
const opened: { close(): Promise<void> }[] = [];
const keep = <Opened extends { close(): Promise<void> }>(one: Opened): Opened => {
  opened.push(one);
  return one;
};

beforeAll(async () => {
  ca = await authority();
  issued = await ca.issue('receiver');
  signingKeyFile = join(ca.folder, 'hub.pem');
  await writeFile(signingKeyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});
afterAll(() => ca.remove());

const receiverWith = async (more: Partial<ReceiverSettings> = {}): Promise<HttpsReceiver> =>
  keep(await httpsReceiver({ issued, hubKey, ...more }));

const connectorAt = (url: string, more: Partial<HttpsAddress> = {}, feed = FEED): Connector =>
  keep(
    httpsFeed({
      feed,
      address: { connector: 'https', url, signingKeyFile, answers: 'ask', caFile: ca.caFile, ...more },
      log: silentLog,
    }),
  );

const numberOf = (serial: number): string => `Y000051000123263${String(serial).padStart(6, '0')}`;
const parcelOf = (...serials: number[]): Parcel =>
  parcelWith(
    serials.map((serial) => ({
      certificateNo: numberOf(serial),
      version: 1,
      kind: 'ISSUED',
      institutionCode: '0001',
      regionCode: '510100',
      data: `{"name": "张三", "remark": null}`,
    })),
  );

async function openReceiver(): Promise<TestReceiver> {
  const receiver = await receiverWith();
  const nowhere = new URL(receiver.url);
  nowhere.port = '1';
  return {
    connector: connectorAt(`${receiver.url}/`),
    unreachable: connectorAt(nowhere.href),
    held: async (deliveryId) => [...receiver.parcel(deliveryId)].sort(),
    answer: async (answers) => receiver.answer(answers),
    breakDuringNextSend: async () => {
      receiver.interfere((_seen, request) => {
        receiver.interfere(undefined);
        request.socket.destroy();
        return 'none';
      });
    },
    hang: async () => {
      receiver.interfere(() => 'none');
      return { goOn: async () => receiver.interfere(undefined) };
    },
    refuseContent: async () => receiver.interfere(() => ({ status: 422, body: { message: '张三 is wrong' } })),
  };
}

connectorContract('a receiver over HTTPS', openReceiver);

describe('what is sent over HTTPS', () => {
  test('is signed, and says which parcel of which batch it is', async () => {
    const receiver = await receiverWith();
    const connector = connectorAt(receiver.url);
    const parcel = parcelOf(1, 2);
    expect(await connector.send(parcel, TIMEOUT_MS)).toEqual({ kind: 'taken' });
    await connector.answers(parcel.deliveryId, TIMEOUT_MS);
    const [sent, asked] = receiver.seen;
    expect(sent).toMatchObject({ method: 'PUT', path: `/parcels/${parcel.deliveryId}`, faults: [] });
    expect(sent?.headers).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key': `"${parcel.deliveryId}"`,
      traceparent: `00-${parcel.batchId.replaceAll('-', '')}-${parcel.deliveryId.replaceAll('-', '').slice(16)}-01`,
    });
    expect(sent?.headers['signature-input']).toContain(`;keyid="${FEED.name}";alg="ed25519";tag="certhub-feed"`);
    expect(asked).toMatchObject({ method: 'GET', path: `/parcels/${parcel.deliveryId}/answers`, faults: [] });
  });

  test('comes to a receiver with a path of its own, in the format of the feed, by a named key', async () => {
    const receiver = await receiverWith();
    receiver.interfere(() => ({ status: 202 }));
    const feed = { ...FEED, form: { ...FEED.form, format: 'csv' as const } };
    const connector = connectorAt(`${receiver.url}/a/b/`, { signingKeyId: 'hub-2026' }, feed);
    const parcel = parcelOf(1);
    expect(await connector.send(parcel, TIMEOUT_MS)).toEqual({ kind: 'taken' });
    expect(receiver.seen[0]).toMatchObject({ path: `/a/b/parcels/${parcel.deliveryId}`, faults: [] });
    expect(receiver.seen[0]?.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(receiver.seen[0]?.headers['signature-input']).toContain('keyid="hub-2026"');
  });

  test('goes over few connections that are kept, also when the receiver has closed them meanwhile', async () => {
    const receiver = await receiverWith();
    const connector = connectorAt(receiver.url);
    for (const serial of [1, 2, 3]) {
      expect(await connector.send(parcelOf(serial), TIMEOUT_MS)).toEqual({ kind: 'taken' });
    }
    expect(receiver.connections()).toBe(1);
    receiver.dropIdle();
    expect(await connector.send(parcelOf(4), TIMEOUT_MS)).toEqual({ kind: 'taken' });
    await Promise.all([5, 6, 7, 8, 9, 10, 11, 12].map((serial) => connector.send(parcelOf(serial), TIMEOUT_MS)));
    expect(receiver.connections()).toBeLessThanOrEqual(5);
  });

  test('is not sent at all without a key of the hub that only its owner can read', async () => {
    const receiver = await receiverWith();
    const open = join(ca.folder, 'open.pem');
    await writeFile(open, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o644 });
    const keyFile = { kind: 'unreachable', reason: 'KEY_FILE' };
    for (const wrong of [
      { signingKeyFile: open },
      { signingKeyFile: join(ca.folder, 'none.pem') },
      { signingKeyFile: issued.keyFile },
      { caFile: join(ca.folder, 'none.pem') },
      { clientCertificateFile: issued.certificateFile, clientKeyFile: join(ca.folder, 'none.key') },
    ]) {
      expect(await connectorAt(receiver.url, wrong).send(parcelOf(1), TIMEOUT_MS)).toEqual(keyFile);
    }
    expect(receiver.seen).toEqual([]);
  });

  test('is sent as soon as the key is there, without a new start', async () => {
    const receiver = await receiverWith();
    const late = join(ca.folder, `${randomUUID()}.pem`);
    const connector = connectorAt(receiver.url, { signingKeyFile: late });
    expect(await connector.send(parcelOf(1), TIMEOUT_MS)).toMatchObject({ reason: 'KEY_FILE' });
    await writeFile(late, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    expect(await connector.send(parcelOf(1), TIMEOUT_MS)).toEqual({ kind: 'taken' });
  });
});

describe('answers over HTTPS', () => {
  const accepted = { state: 'ACCEPTED', code: null, answeredAt: expect.any(Date) };

  test('come with the receipt', async () => {
    const receiver = await receiverWith({
      decide: (certificateNo) =>
        certificateNo.endsWith('2') ? { accepted: false, code: 'R-PHOTO' } : { accepted: true, code: null },
    });
    const parcel = parcelOf(1, 2);
    const given = {
      oddities: [],
      answers: [
        { certificateNo: numberOf(1), version: 1, ...accepted },
        { certificateNo: numberOf(2), version: 1, state: 'REFUSED', code: 'R-PHOTO', answeredAt: expect.any(Date) },
      ],
    };
    const connector = connectorAt(receiver.url);
    expect(await connector.send(parcel, TIMEOUT_MS)).toEqual({ kind: 'taken', given });
    // Lost on the way, they come once more, with the same parcel or when they are asked for.
    expect(await connector.send(parcel, TIMEOUT_MS)).toEqual({ kind: 'taken', given });
    expect(await connector.answers(parcel.deliveryId, TIMEOUT_MS)).toEqual({ kind: 'given', ...given });
  });

  test('are not asked for where they come by themselves', async () => {
    const receiver = await receiverWith();
    const connector = connectorAt(receiver.url, { answers: 'callback' });
    expect(await connector.answers(randomUUID(), TIMEOUT_MS)).toEqual({ kind: 'given', answers: [], oddities: [] });
    expect(receiver.seen).toEqual([]);
  });

  test('that nothing can be made of are counted, and the good ones count', async () => {
    const receiver = await receiverWith();
    const parcel = parcelOf(1);
    const answeredAt = '2026-07-15T08:00:00+08:00';
    const good = { certificateNo: numberOf(1), version: 1, accepted: true, answeredAt };
    receiver.interfere(() => ({
      status: 200,
      body: {
        parcelId: parcel.deliveryId.toUpperCase(),
        answers: [
          good,
          { ...good, version: '1' },
          { ...good, accepted: 'yes' },
          null,
          { ...good, version: 2, answeredAt: 'yesterday' },
        ],
      },
    }));
    expect(await connectorAt(receiver.url).send(parcel, TIMEOUT_MS)).toEqual({
      kind: 'taken',
      given: {
        oddities: [{ code: 'UNREADABLE_ANSWER', count: 3 }],
        answers: [
          { certificateNo: numberOf(1), version: 1, state: 'ACCEPTED', code: null, answeredAt: new Date(answeredAt) },
          { certificateNo: numberOf(1), version: 2, ...accepted },
        ],
      },
    });
  });

  test('that were lost after the receiver took the parcel leave one parcel there', async () => {
    const receiver = await receiverWith();
    const connector = connectorAt(receiver.url);
    const parcel = parcelOf(1, 2);
    await connector.send(parcel, TIMEOUT_MS);
    receiver.interfere((_seen, request) => {
      receiver.interfere(undefined);
      request.socket.destroy();
      return 'none';
    });
    // On a connection that was kept, it is tried at once once more.
    expect(await connector.send(parcel, TIMEOUT_MS)).toEqual({ kind: 'taken' });
    expect(receiver.seen.map(({ method }) => method)).toEqual(['PUT', 'PUT', 'PUT']);
    expect(receiver.parcel(parcel.deliveryId)).toEqual([`${numberOf(1)}/1`, `${numberOf(2)}/1`]);
  });
});

const unreachable = (reason: string, more: object = {}): object => ({ kind: 'unreachable', reason, ...more });
const odd = (code: string): object => unreachable(code, { oddities: [{ code, count: 1 }] });

/** What comes back, and what it means for a parcel. */
const REPLIES: readonly (readonly [string, Reply, object])[] = [
  ['202', { status: 202, body: '<html>' }, { kind: 'taken' }],
  ['204', { status: 204 }, { kind: 'taken' }],
  ['206', { status: 206, body: '{}' }, unreachable('STATUS')],
  ['a redirect', { status: 308, headers: { location: 'https://127.0.0.1:1/' } }, unreachable('REDIRECT')],
  ['400', { status: 400 }, unreachable('STATUS')],
  ['401', { status: 401 }, unreachable('LOGIN')],
  ['403', { status: 403, body: '<html>身份证</html>' }, unreachable('LOGIN')],
  ['404', { status: 404 }, unreachable('SETUP')],
  ['415', { status: 415 }, unreachable('SETUP')],
  ['408', { status: 408 }, unreachable('TIMEOUT')],
  [
    '409 that names why',
    { status: 409, body: { code: 'PARCEL_DIFFERS' } },
    { kind: 'refused', reason: 'PARCEL_DIFFERS' },
  ],
  ['409 that does not', { status: 409, body: { code: '张三' } }, odd('MISSHAPEN')],
  ['409 of somebody else', { status: 409, body: '<html>' }, odd('NOT_JSON')],
  ['413', { status: 413 }, { kind: 'refused', reason: 'TOO_LARGE' }],
  ['422', { status: 422 }, { kind: 'refused', reason: 'CONTENT' }],
  ['425', { status: 425 }, unreachable('BUSY')],
  [
    '429 with seconds',
    { status: 429, headers: { 'retry-after': '120' } },
    unreachable('BUSY', { retryAfterMs: 120_000 }),
  ],
  [
    '503 with a moment of its own clock',
    {
      status: 503,
      headers: { date: 'Wed, 15 Jul 2026 08:00:00 GMT', 'retry-after': 'Wed, 15 Jul 2026 08:05:00 GMT' },
    },
    unreachable('BUSY', { retryAfterMs: 300_000 }),
  ],
  ['503 with nonsense', { status: 503, headers: { 'retry-after': 'soon' } }, unreachable('BUSY')],
  ['500', { status: 500 }, unreachable('STATUS')],
  ['502', { status: 502 }, unreachable('CONNECTION')],
  ['504', { status: 504 }, unreachable('TIMEOUT')],
  ['507', { status: 507 }, unreachable('FULL')],
  [
    '200 with a page',
    { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>OK</html>' },
    odd('NOT_JSON'),
  ],
  ['200 with half of its JSON', { status: 200, body: '{"parcelId": "' }, odd('NOT_JSON')],
  ['200 with nothing', { status: 200, body: '' }, odd('NOT_JSON')],
  ['200 of another parcel', { status: 200, body: { parcelId: randomUUID(), answers: [] } }, odd('MISSHAPEN')],
  ['200 without answers', { status: 200, body: { ok: true } }, odd('MISSHAPEN')],
];

describe('a receiver that answers otherwise', () => {
  test.each(REPLIES)('%s', async (_, reply, meaning) => {
    const receiver = await receiverWith();
    receiver.interfere(() => reply);
    expect(await connectorAt(receiver.url).send(parcelOf(1), TIMEOUT_MS)).toEqual(meaning);
    expect(receiver.seen).toHaveLength(1);
  });

  test('is asked for answers in vain in the same words, and never refuses by them', async () => {
    const receiver = await receiverWith();
    const connector = connectorAt(receiver.url);
    const ask = (reply: Reply): Promise<unknown> => {
      receiver.interfere(() => reply);
      return connector.answers(randomUUID(), TIMEOUT_MS);
    };
    expect(await ask({ status: 200, body: '<html>OK</html>' })).toEqual(odd('NOT_JSON'));
    expect(await ask({ status: 202 })).toEqual({ kind: 'given', answers: [], oddities: [] });
    expect(await ask({ status: 404 })).toEqual(unreachable('SETUP'));
    expect(await ask({ status: 422 })).toEqual(unreachable('STATUS'));
    expect(await ask({ status: 503, headers: { 'retry-after': '7' } })).toEqual(
      unreachable('BUSY', { retryAfterMs: 7_000 }),
    );
  });

  test('with more than is read is not read to its end', async () => {
    const receiver = await receiverWith();
    let written = 0;
    receiver.interfere((_seen, _request, response) => {
      response.writeHead(200);
      const piece = Buffer.alloc(1024 * 1024, ' ');
      const more = (): void => {
        written += piece.length;
        if (!response.destroyed) response.write(piece, () => setImmediate(more));
      };
      more();
      return 'none';
    });
    expect(await connectorAt(receiver.url).send(parcelOf(1), TIMEOUT_MS)).toEqual(odd('TOO_LONG'));
    expect(written).toBeLessThan(REPLY_BYTES_MAX * 4);
  });

  test('that breaks off in the middle of its answer was not reached', async () => {
    const receiver = await receiverWith();
    receiver.interfere((_seen, request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"parcelId": "', () => request.socket.destroy());
      return 'none';
    });
    expect(await connectorAt(receiver.url).send(parcelOf(1), TIMEOUT_MS)).toEqual(unreachable('CONNECTION'));
  });

  test('that never ends its answer is given up in time', async () => {
    const receiver = await receiverWith();
    receiver.interfere((_seen, _request, response) => {
      response.writeHead(200).write('{');
      return 'none';
    });
    expect(await connectorAt(receiver.url).send(parcelOf(1), 500)).toEqual(unreachable('TIMEOUT'));
  });
});

describe('TLS', () => {
  const CASES: readonly (readonly [string, IssuedFor, string])[] = [
    ['is over', { days: 0 }, 'TLS_EXPIRED'],
    ['names somebody else', { name: 'DNS:other.example.cn' }, 'TLS_NAME'],
  ];
  test.each(CASES)('a certificate that %s', async (_, wanted, reason) => {
    const receiver = await receiverWith({ issued: await ca.issue(reason, wanted) });
    expect(await connectorAt(receiver.url).send(parcelOf(1), TIMEOUT_MS)).toEqual(unreachable(reason));
    expect(receiver.seen).toEqual([]);
  });

  test('a certificate of somebody unknown', async () => {
    const receiver = await receiverWith();
    const connector = connectorAt(receiver.url, { caFile: undefined });
    expect(await connector.send(parcelOf(1), TIMEOUT_MS)).toEqual(unreachable('TLS_ISSUER'));
    expect(receiver.seen).toEqual([]);
  });

  test('a receiver that wants to see the certificate of the hub', async () => {
    const receiver = await receiverWith({ caFile: ca.caFile });
    const login = { kind: 'unreachable', reason: 'LOGIN' };
    expect(await connectorAt(receiver.url).send(parcelOf(1), TIMEOUT_MS)).toEqual(login);
    const hub = await ca.issue('hub-client', { name: 'DNS:hub' });
    const own = { clientCertificateFile: hub.certificateFile, clientKeyFile: hub.keyFile };
    expect(await connectorAt(receiver.url, own).send(parcelOf(1), TIMEOUT_MS)).toEqual({ kind: 'taken' });
    expect(receiver.seen).toHaveLength(1);
  });

  test('a receiver that speaks no TLS', async () => {
    const plain = createServer((_request, response) => response.writeHead(202).end());
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const address = plain.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    keep({ close: () => new Promise<void>((resolve) => plain.close(() => resolve())) });
    expect(await connectorAt(`https://127.0.0.1:${port}`).send(parcelOf(1), TIMEOUT_MS)).toEqual(unreachable('TLS'));
    // Without TLS only on this machine, and then nobody's certificate is looked at.
    const loopback = connectorAt(`http://127.0.0.1:${port}`, { caFile: undefined });
    expect(await loopback.send(parcelOf(1), TIMEOUT_MS)).toEqual({ kind: 'taken' });
  });
});

describe('what a receiver holds', () => {
  test('is asked in ranges, and item by item', async () => {
    const receiver = await receiverWith();
    const connector = connectorAt(receiver.url);
    const parcel = parcelOf(1, 2, 150);
    await connector.send(parcel, TIMEOUT_MS);
    const items = parcel.certificates.map(({ certificateNo, version, digest }) => ({ certificateNo, version, digest }));
    const ask = (prefix: string, length: number | null): Promise<unknown> =>
      connector.held({ salt: SALT, prefix, length }, TIMEOUT_MS);
    expect(await ask('', null)).toEqual({ kind: 'items', items, rowsRead: 3 });
    expect(await ask(numberOf(1).slice(0, 20), null)).toEqual({ kind: 'items', items: items.slice(0, 2), rowsRead: 2 });
    expect(await ask('', 20)).toEqual({ kind: 'ranges', ranges: rangesOf(items, 20), rowsRead: 3 });
    expect(receiver.seen.every(({ faults }) => faults.length === 0)).toBe(true);
  });

  const RANGE = { prefix: 'Y0', versions: 1, sum: '1' };
  const ANSWERS: readonly (readonly [string, Reply, object])[] = [
    ['a receiver that cannot be asked', { status: 404 }, { kind: 'unsupported' }],
    ['one that does not know how', { status: 501 }, { kind: 'unsupported' }],
    ['one that is busy', { status: 503 }, unreachable('BUSY')],
    ['a page', { status: 200, body: '<html>' }, odd('NOT_JSON')],
    ['items where ranges were asked for', { status: 200, body: { items: [] } }, odd('MISSHAPEN')],
    ['a number that JSON may round', { status: 200, body: { ranges: [{ ...RANGE, sum: 1 }] } }, odd('MISSHAPEN')],
    ['a range beside what was asked', { status: 200, body: { ranges: [{ ...RANGE, prefix: 'X' }] } }, odd('MISSHAPEN')],
    ['a range that is too fine', { status: 200, body: { ranges: [{ ...RANGE, prefix: 'Y0000' }] } }, odd('MISSHAPEN')],
  ];
  test.each(ANSWERS)('%s', async (_, reply, meaning) => {
    const receiver = await receiverWith();
    receiver.interfere(() => reply);
    const connector = connectorAt(receiver.url);
    expect(await connector.held({ salt: SALT, prefix: 'Y', length: 3 }, TIMEOUT_MS)).toEqual(meaning);
  });
});

describe('a report of tallies', () => {
  const report: TallyReport = {
    id: randomUUID(),
    feed: FEED.name,
    period: '2026-07',
    regionCode: '510000',
    revision: 1,
    definition: 'tally@1',
    certificates: 0,
    rows: [],
    digest: 'd'.repeat(64),
  };
  const REPORTS: readonly (readonly [string, Reply, object])[] = [
    ['is accepted', { status: 200, body: { accepted: true } }, { kind: 'accepted' }],
    [
      'is refused by a code',
      { status: 200, body: { accepted: false, code: 'R-SUM' } },
      { kind: 'refused', reason: 'R-SUM' },
    ],
    [
      'is refused by words that are not repeated',
      { status: 200, body: { accepted: false, code: '张三' } },
      { kind: 'refused', reason: 'UNREADABLE' },
    ],
    ['is taken', { status: 202 }, { kind: 'taken' }],
    ['differs', { status: 409, body: { code: 'REPORT_DIFFERS' } }, { kind: 'refused', reason: 'REPORT_DIFFERS' }],
    ['finds nobody', { status: 503 }, unreachable('BUSY')],
    ['finds a page', { status: 200, body: 'OK' }, odd('NOT_JSON')],
  ];
  test.each(REPORTS)('%s', async (_, reply, meaning) => {
    const receiver = await receiverWith();
    receiver.interfere(() => reply);
    expect(await connectorAt(receiver.url).sendReport(report, TIMEOUT_MS)).toEqual(meaning);
    const { id: reportId, ...rest } = report;
    expect(receiver.seen[0]).toMatchObject({ method: 'PUT', path: `/reports/${reportId}`, faults: [] });
    expect(JSON.parse(receiver.seen[0]?.body.toString() ?? '')).toEqual({ reportId, ...rest });
  });
});
