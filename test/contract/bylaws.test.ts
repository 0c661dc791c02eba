/** Bylaws that institutions publish, over real tables and their two addresses without a token. */
import 'reflect-metadata';
import { createHash, randomUUID } from 'node:crypto';
import { fastify, type FastifyInstance } from 'fastify';
import { addBylawRoutes } from '../../schema/bylaw/routes';
import { publishBylaw } from '../../src/app/bylaws/publish-bylaw';
import type { Caller } from '../../src/app/caller';
import type { BylawKind } from '../../src/domain/registry/bylaw';
import { applicantOf } from '../kit/filing-cases';
import { filingBench, type FilingBench, officer } from '../kit/filing-bench';

const own = (institutionCode: string): Caller => ({
  clientId: `client-${institutionCode}`,
  role: 'INSTITUTION',
  institutionCode,
  regionCode: null,
});
const [ONE, TWO, UNFILED] = [own('0001'), own('0002'), own('0009')] as const;

jest.setTimeout(30_000);

let bench: FilingBench;
let app: FastifyInstance;
beforeEach(async () => {
  bench = await filingBench();
  await bench.save({
    institutions: ['0001', '0002'].map((code) => ({
      ...applicantOf(Number(code), { regionCode: '150700' }),
      code,
      names: [],
    })),
  });
  app = fastify();
  addBylawRoutes(app, bench.hub);
}, 60_000);
afterEach(async () => {
  await app.close();
  await bench.close();
});

async function sent(by: Caller, text: string, mediaType = 'application/pdf'): Promise<string> {
  const id = randomUUID();
  const body = Buffer.from(text);
  const digest = createHash('sha256').update(body).digest('hex');
  const { institutionCode, clientId: sentBy, role } = by;
  const file = { id, institutionCode, regionCode: '150700', fileName: "质量'管理.pdf", mediaType, bytes: body.length };
  await bench.hub.transaction(({ attachments }) =>
    attachments.insert({ ...file, digest, sentBy, role, sentAt: bench.hub.now() }, body),
  );
  return id;
}
const publish = (by: Caller, attachmentId: string, kind: BylawKind = 'QUALITY') =>
  publishBylaw(bench.hub, by, { kind, attachmentId });
const published = async (by: Caller, attachmentId: string, kind?: BylawKind): Promise<string> => {
  const answer = await publish(by, attachmentId, kind);
  if (answer.kind === 'refused') throw new Error(answer.code);
  return answer.bylawId;
};
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
