/** What a receiver over HTTPS may say instead, and what the hub makes of it: statuses, pages, halves, TLS, questions and reports. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { TallyReport } from '../../src/app/forwarding/tally-report-ports';
import { REPLY_BYTES_MAX } from '../../src/connectors/https-line';
import { rangesOf } from '../../src/domain/forwarding/held';
import { FEED } from '../kit/approved-batch';
import { numberOf, parcelOf, useHttpsBench } from '../kit/https-bench';
import type { Reply } from '../kit/https-receiver';
import { SALT } from '../kit/parcels';
import type { IssuedFor } from '../kit/x509';

const TIMEOUT_MS = 20_000;
const bench = useHttpsBench();
const { receiverWith, connectorAt, keep } = bench;

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
    const receiver = await receiverWith({ issued: await bench.ca.issue(reason, wanted) });
    expect(await connectorAt(receiver.url).send(parcelOf(1), TIMEOUT_MS)).toEqual(odd(reason));
    expect(receiver.seen).toEqual([]);
  });

  test('a certificate of somebody unknown', async () => {
    const receiver = await receiverWith();
    const connector = connectorAt(receiver.url, { caFile: undefined });
    expect(await connector.send(parcelOf(1), TIMEOUT_MS)).toEqual(odd('TLS_ISSUER'));
    expect(receiver.seen).toEqual([]);
  });

  test('a receiver that wants to see the certificate of the hub', async () => {
    const receiver = await receiverWith({ caFile: bench.ca.caFile });
    const login = { kind: 'unreachable', reason: 'LOGIN' };
    expect(await connectorAt(receiver.url).send(parcelOf(1), TIMEOUT_MS)).toEqual(login);
    const hub = await bench.ca.issue('hub-client', { name: 'DNS:hub' });
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
