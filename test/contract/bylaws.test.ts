/** Bylaws that institutions publish, over real tables and their two addresses without a token. */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fastify, type FastifyInstance } from 'fastify';
import { addBylawRoutes } from '../../schema/bylaw/routes';
import { withdrawBylaw } from '../../src/app/bylaws/withdraw-bylaw';
import type { Caller } from '../../src/app/caller';
import { territoryOf } from '../../src/domain/tenancy/territory';
import { bylawDesk, type BylawDesk, ONE, TWO, UNFILED } from '../kit/bylaw-desk';
import { type FilingBench, officer } from '../kit/filing-bench';
import { until } from '../kit/operations';

jest.setTimeout(30_000);

let bench: FilingBench;
let app: FastifyInstance;
let sent: BylawDesk['sent'];
let publish: BylawDesk['publish'];
let published: BylawDesk['published'];
beforeEach(async () => {
  ({ bench, sent, publish, published } = await bylawDesk());
  app = fastify({ trustProxy: true });
  addBylawRoutes(app, bench.hub);
}, 60_000);
afterEach(async () => {
  await app.close();
  await bench.close();
});

const list = (code = '0001') => app.inject(`/public/institutions/${code}/bylaws.json`);

test('one of a kind stands, anybody reads it as it was sent, and what it replaced nobody', async () => {
  const first = await sent(ONE, '%PDF-1');
  const old = await published(ONE, first);
  expect(await publish(ONE, first.toUpperCase())).toEqual({ kind: 'published', bylawId: old, repeated: true });
  const bylawId = await published(ONE, await sent(ONE, '%PDF-2'));
  await published(ONE, await sent(ONE, '%PDF-3'), 'EXAM_AFFAIRS');
  const { items } = (await list()).json<{ items: { id: string; kind: string; file: string; bytes: number }[] }>();
  expect(items.map(({ kind }) => kind)).toEqual(['EXAM_AFFAIRS', 'QUALITY']);
  expect(items[1]).toMatchObject({
    id: bylawId,
    file: `/public/bylaws/${bylawId}`,
    bytes: 6,
    mediaType: 'application/pdf',
  });
  expect(JSON.stringify(items)).not.toContain('client-');
  const file = await app.inject(`/public/bylaws/${bylawId}`);
  expect([file.statusCode, file.body]).toEqual([200, '%PDF-2']);
  expect(file.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename*=UTF-8''%E8%B4%A8%E9%87%8F%27%E7%AE%A1%E7%90%86.pdf`,
    'content-security-policy': `default-src 'none'; sandbox`,
    'x-content-type-options': 'nosniff',
  });
  for (const id of [old, first, 'x']) expect((await app.inject(`/public/bylaws/${id}`)).statusCode).toBe(404);
});

test('two at once: each takes the place of the one before, and one stands', async () => {
  const files = [await sent(ONE, '%PDF-1'), await sent(ONE, '%PDF-2'), await sent(ONE, '%PDF-3')];
  const answers = await Promise.all(files.map((file) => publish(ONE, file)));
  expect(answers.map(({ kind }) => kind)).toEqual(['published', 'published', 'published']);
  expect(await bench.hub.views.bylaws('0001')).toHaveLength(1);
});

test('the file of another is answered like one that is not there', async () => {
  const file = await sent(ONE, '%PDF-1');
  expect(await publish(TWO, file)).toEqual(await publish(TWO, randomUUID()));
  expect(await publish(TWO, 'x')).toMatchObject({ code: 'ATTACHMENT_NOT_FOUND' });
  expect(await publish(officer('city', 'CITY', '150700'), file)).toMatchObject({ code: 'FORBIDDEN' });
  expect((await list()).json()).toEqual({ items: [] });
});

const [CITY, PROVINCE] = [officer('city', 'CITY', '150700'), officer('province', 'PROVINCE', '150000')];
const NATION = officer('nation', 'NATION', null);
const withdraw = (by: Caller, bylawId: string) => withdrawBylaw(bench.hub, by, { bylawId });
const fileStatus = async (id: string): Promise<number> => (await app.inject(`/public/bylaws/${id}`)).statusCode;
const decided = (by: Caller) =>
  bench.hub.views.decisions(
    territoryOf(by),
    { subject: { kind: 'INSTITUTION', id: '0001' }, institutionCode: null },
    { first: 10, after: null },
  );

test('an institution takes its own down, without a word, and publishes another', async () => {
  const file = await sent(ONE, '%PDF-1');
  const bylawId = await published(ONE, file);
  expect(await withdraw(ONE, bylawId.toUpperCase())).toEqual({ kind: 'withdrawn', bylawId, repeated: false });
  expect(await withdraw(ONE, bylawId)).toEqual({ kind: 'withdrawn', bylawId, repeated: true });
  expect([await fileStatus(bylawId), (await list()).json()]).toEqual([404, { items: [] }]);
  expect((await decided(PROVINCE)).total).toBe(0);
  const again = await published(ONE, file);
  expect(await fileStatus(again)).toBe(200);
  // The first one is over; it does not take the next one down.
  expect(await withdraw(ONE, bylawId)).toMatchObject({ repeated: true });
  expect(await fileStatus(again)).toBe(200);
});

test('nobody else takes it down, and what was replaced is not taken down any more', async () => {
  const old = await published(ONE, await sent(ONE, '%PDF-1'));
  const bylawId = await published(ONE, await sent(ONE, '%PDF-2'));
  for (const [by, id] of [
    [TWO, bylawId],
    [ONE, old],
    [ONE, randomUUID()],
    [ONE, 'x'],
  ] as const) {
    expect(await withdraw(by, id)).toMatchObject({ code: 'BYLAW_NOT_FOUND' });
  }
  // An office proposes it (bylaw-withdrawal.test.ts).
  for (const by of [CITY, PROVINCE, NATION]) expect(await withdraw(by, bylawId)).toMatchObject({ code: 'FORBIDDEN' });
  expect(await fileStatus(bylawId)).toBe(200);
});

test('taken down and replaced at once: one of both holds, and what is shown is whole', async () => {
  const bylawId = await published(ONE, await sent(ONE, '%PDF-1'));
  const next = await sent(ONE, '%PDF-2');
  const [taken, put] = await Promise.all([withdraw(ONE, bylawId), publish(ONE, next)]);
  expect(put).toMatchObject({ kind: 'published', repeated: false });
  expect(['withdrawn', 'refused']).toContain(taken.kind);
  expect(await bench.hub.views.bylaws('0001')).toHaveLength(1);
});

test('whoever has the file, or asks only for its size, is answered without reading it', async () => {
  const body = jest.spyOn(bench.hub.views, 'bylawBody');
  const url = `/public/bylaws/${await published(ONE, await sent(ONE, '%PDF-1'))}`;
  const etag = String((await app.inject(url)).headers['etag']);
  expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
  for (const tags of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const same = await app.inject({ url, headers: { 'if-none-match': tags } });
    expect([same.statusCode, same.body, same.headers['etag']]).toEqual([304, '', etag]);
  }
  const head = await app.inject({ method: 'HEAD', url });
  expect([head.statusCode, head.body, head.headers['content-length'], head.headers['content-type']]).toEqual([
    200,
    '',
    '6',
    'application/pdf',
  ]);
  expect(body).toHaveBeenCalledTimes(1);
  expect((await app.inject({ url, headers: { 'if-none-match': '"other"' } })).body).toBe('%PDF-1');
  expect((await app.inject({ method: 'HEAD', url: `/public/bylaws/${randomUUID()}` })).statusCode).toBe(404);
});

test('an address that reads slowly keeps the files from itself and from nobody else', async () => {
  const large = 'a'.repeat(10 * 1024 * 1024);
  const path = `/public/bylaws/${await published(ONE, await sent(ONE, large))}`;
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const answered = (address: string, method = 'GET') =>
    new Promise<IncomingMessage>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path, method, headers: { 'x-forwarded-for': address }, agent: false }, resolve)
        .on('error', reject)
        .end();
    });
  const statusFrom = async (address: string, method?: string): Promise<number | undefined> => {
    const answer = await answered(address, method);
    answer.destroy();
    return answer.statusCode;
  };
  // Nobody reads what they are given.
  const slow = [await answered('198.51.100.1'), await answered('198.51.100.1')];
  expect([await statusFrom('198.51.100.1'), await statusFrom('198.51.100.1', 'HEAD')]).toEqual([503, 200]);
  expect(await statusFrom('198.51.100.2')).toBe(200);
  for (const one of slow) one.destroy();
  await until(
    () => statusFrom('198.51.100.1'),
    (status) => status === 200,
  );
});

test('what can run something, and who was never filed, publishes nothing', async () => {
  expect(await publish(ONE, await sent(ONE, 'PK', 'application/zip'))).toMatchObject({
    code: 'BYLAW_TYPE_UNSUPPORTED',
  });
  expect(await publish(UNFILED, await sent(UNFILED, '%PDF-1'))).toMatchObject({ code: 'BYLAW_BEFORE_FILING' });
});

test.each([
  ['/public/institutions/0404/bylaws.json', 404, 'NOT_FOUND'],
  ['/public/institutions/%00/bylaws.json', 404, 'NOT_FOUND'],
  ['/public/institutions/0001/bylaws.json?kind=QUALITY', 400, 'PARAMETER_UNKNOWN'],
  ['/public/bylaws/0190a000-0000-7000-8000-000000000001', 404, 'NOT_FOUND'],
])('%s is answered %i, typed', async (path, status, code) => {
  const answer = await app.inject(path);
  expect([answer.statusCode, answer.json<{ refusal: { code: string } }>().refusal.code]).toEqual([status, code]);
});
