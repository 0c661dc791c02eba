/** Files over HTTP on a real database: types, limits, quota, names, and who may read them. */
import { createHash, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer } from '../../schema/server';
import { ATTACHMENT_BYTES_MAX, ATTACHMENTS_OF_CLIENT_BYTES_MAX } from '../../src/app/attachments/attachment-limits';
import type { Caller } from '../../src/app/caller';
import type { Hub } from '../../src/app/ports';
import { territoryOf } from '../../src/domain/tenancy/territory';
import { HTTP_LIMITS } from '../../src/platform/http-limits';
import { createViews } from '../../src/store/views';
import { forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { silentLog } from '../kit/database';
import { zipOf } from '../kit/zip-of';
import { testSealer } from '../kit/test-sealer';

const caller = (role: Caller['role'], institutionCode: string | null, regionCode: string | null): Caller => ({
  clientId: `${role}-${institutionCode ?? regionCode ?? 'all'}`,
  role,
  institutionCode,
  regionCode,
});
const APPLICANT = '91510300MA0000000X';
const CALLERS: Readonly<Record<string, Caller>> = {
  own: caller('INSTITUTION', '0001', null),
  foreign: caller('INSTITUTION', '0002', null),
  applicant: caller('INSTITUTION', APPLICANT, null),
  city: caller('CITY', null, '510100'),
  otherCity: caller('CITY', null, '510300'),
  province: caller('PROVINCE', null, '510000'),
  nation: caller('NATION', null, null),
  operator: caller('OPERATOR', null, null),
  hub: caller('HUB', null, '510300'),
};
const PDF = Buffer.from('%PDF-1.7\n样例材料');
const SENT_AT = new Date('2026-06-30T01:00:00Z');

let bench: ForwardingBench;
let hub: Hub;
let url = '';
let close: () => Promise<unknown>;

beforeEach(async () => {
  bench = await forwardingBench();
  const parts: Partial<Hub> = {
    transaction: bench.transaction,
    views: createViews((sql, parameters = []) => bench.source.query(sql, [...parameters]), testSealer),
    now: () => SENT_AT,
    newId: () => randomUUID(),
    log: silentLog,
  };
  hub = parts as Hub;
  const app = await createServer(hub, {
    development: false,
    identify: async (authorization) => CALLERS[authorization?.replace('Bearer ', '') ?? ''] ?? 'absent',
    issueToken: () => undefined,
    limits: HTTP_LIMITS,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  close = () => app.close();
}, 60_000);
afterEach(async () => {
  await close();
  await bench.close();
});

interface Sent {
  readonly as?: string;
  readonly type?: string;
  readonly name?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
async function send(body: Buffer, { as = 'own', type = 'application/pdf', name, headers = {} }: Sent = {}) {
  const query = name === undefined ? '' : `?name=${encodeURIComponent(name)}`;
  const answer = await fetch(`${url}/attachments${query}`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { authorization: `Bearer ${as}`, 'content-type': type, ...headers },
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const get = (id: unknown, as: string) =>
  fetch(`${url}/attachments/${String(id)}`, { headers: { authorization: `Bearer ${as}` } });

test('what is sent comes back byte for byte, as a file and never as a page', async () => {
  const { status, body } = await send(PDF, { name: '备案 申请表.exe' });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    digest: createHash('sha256').update(PDF).digest('hex'),
    bytes: PDF.length,
    fileName: '备案 申请表.pdf',
    repeated: false,
  });
  const answer = await get(body['id'], 'own');
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(PDF);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename*=UTF-8''${encodeURIComponent('备案 申请表.pdf')}`,
  );
});

test('the name of the header counts where the address gives none', async () => {
  const named = await send(PDF, { headers: { 'content-disposition': `attachment; filename*=UTF-8''%E7%94%B2.pdf` } });
  expect(named.body['fileName']).toBe('甲.pdf');
});

test('the same content of the same client is one file, also when it is sent twice at once', async () => {
  const answers = await Promise.all([send(PDF), send(PDF)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
  expect(answers[0]?.body['id']).toBe(answers[1]?.body['id']);
  const other = await send(PDF, { as: 'city' });
  expect(other.status).toBe(201);
  expect(other.body['id']).not.toBe(answers[0]?.body['id']);
});

test.each<[string, Buffer, Sent, number, string]>([
  ['a type that is not taken', PDF, { type: 'text/html' }, 415, 'ATTACHMENT_TYPE_UNSUPPORTED'],
  ['a program called a document', Buffer.from('MZ\0\0'), {}, 422, 'ATTACHMENT_TYPE_DIFFERS'],
  ['a table called a letter', zipOf('xl/workbook.xml'), { type: wordType() }, 422, 'ATTACHMENT_TYPE_DIFFERS'],
  ['nothing', Buffer.alloc(0), {}, 422, 'ATTACHMENT_EMPTY'],
  ['a number of a person in its name', PDF, { name: '51010119900101123X.pdf' }, 422, 'ATTACHMENT_NAME_PERSONAL'],
  ['the operator', PDF, { as: 'operator' }, 403, 'FORBIDDEN'],
  ['another hub', PDF, { as: 'hub' }, 403, 'FORBIDDEN'],
  ['nobody', PDF, { as: 'x' }, 401, 'UNAUTHENTICATED'],
])('%s is refused', async (_title, body, sent, status, code) => {
  const answer = await send(body, sent);
  expect([answer.status, answer.body]).toMatchObject([status, { refusal: { code } }]);
  expect(JSON.stringify(answer.body)).not.toContain('51010119900101123X');
  expect(await bench.source.query('SELECT FROM attachment')).toEqual([]);
});

function wordType(): string {
  return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
}

test('the largest file is taken, one byte more is not', async () => {
  const largest = Buffer.concat([PDF, Buffer.alloc(ATTACHMENT_BYTES_MAX - PDF.length)]);
  expect((await send(largest)).status).toBe(201);
  const over = await send(Buffer.concat([largest, Buffer.alloc(1)]));
  expect([over.status, over.body]).toMatchObject([413, { refusal: { code: 'ATTACHMENT_TOO_LARGE' } }]);
});

test('the quota of a client holds to the byte', async () => {
  const insert = (bytes: number) =>
    bench.source.query(
      `INSERT INTO attachment (id, file_name, media_type, bytes, digest, body, sent_by, role, sent_at)
       VALUES ($1, 'a.pdf', 'application/pdf', $2, decode(md5($2::int::text), 'hex'), '', $3, 'INSTITUTION', now())`,
      [randomUUID(), bytes, CALLERS['own']?.clientId],
    );
  await insert(ATTACHMENTS_OF_CLIENT_BYTES_MAX - PDF.length);
  expect((await send(PDF)).status).toBe(201);
  const over = await send(Buffer.from('%PDF-'));
  expect([over.status, over.body]).toMatchObject([409, { refusal: { code: 'ATTACHMENT_QUOTA_REACHED' } }]);
  expect((await send(PDF)).status).toBe(200);
  expect((await send(PDF, { as: 'foreign' })).status).toBe(201);
});

const readersOf = async (id: unknown): Promise<readonly string[]> => {
  const seen: string[] = [];
  for (const name of Object.keys(CALLERS)) if ((await get(id, name)).status === 200) seen.push(name);
  return seen;
};

test('an institution’s file is its own and its regulators’', async () => {
  const { body } = await send(PDF);
  expect(await readersOf(body['id'])).toEqual(['own', 'city', 'province', 'nation']);
  const [foreign, missing] = [await get(body['id'], 'foreign'), await get(randomUUID(), 'foreign')];
  expect([foreign.status, await foreign.text()]).toEqual([404, await missing.text()]);
  expect((await get('x', 'own')).status).toBe(404);
});

test('an applicant’s file is its own until its application places it', async () => {
  const { body } = await send(PDF, { as: 'applicant' });
  const id = String(body['id']);
  expect(await readersOf(id)).toEqual(['applicant', 'nation']);
  const placeAs = (owner: string) =>
    hub.transaction(({ attachments }) => attachments.place([id, 'no id'], owner, '510300'));
  await placeAs('0001');
  expect(await readersOf(id)).toEqual(['applicant', 'nation']);
  await placeAs(APPLICANT);
  expect(await readersOf(id)).toEqual(['applicant', 'otherCity', 'province', 'nation']);
});

test('what an office attached to a recall its institution reads once it is confirmed, and nobody else newly may', async () => {
  const byOffice = (await send(PDF, { as: 'city' })).body['id'];
  const beside = (await send(Buffer.from('%PDF-1.7\n其他'), { as: 'city' })).body['id'];
  const byOther = (await send(PDF, { as: 'foreign' })).body['id'];
  const id = randomUUID();
  await bench.source.query(
    `INSERT INTO recall (id, state, ground, scope, institution_code, region_code, reason, basis, evidence, content_key, live,
                         revoked, replaced, feeds, digest, proposed_by, proposed_role, proposed_at)
     VALUES ($1, 'PROPOSED', 'VIOLATION', '{}', '0001', '510100', '样例', '{}', $2, 'x', 1, 0, 0, 0, 'x', 'c', 'CITY', $3)`,
    [id, [byOffice, byOther], SENT_AT],
  );
  const offices = ['city', 'province', 'nation'];
  const move = (state: string) => bench.source.query('UPDATE recall SET state = $2 WHERE id = $1', [id, state]);
  for (const state of ['PROPOSED', 'WITHDRAWN']) {
    await move(state);
    expect(await readersOf(byOffice)).toEqual(offices);
  }
  await move('CONFIRMED');
  expect(await readersOf(byOffice)).toEqual(['own', ...offices]);
  expect(Buffer.from(await (await get(byOffice, 'own')).arrayBuffer())).toEqual(PDF);
  expect(await readersOf(beside)).toEqual(offices);
  // What another institution sent stays its own, whoever names it.
  expect(await readersOf(byOther)).toEqual(['foreign', 'nation']);
  const [refused, missing] = [await get(byOffice, 'foreign'), await get(randomUUID(), 'foreign')];
  expect([refused.status, await refused.text()]).toEqual([404, await missing.text()]);
  // To read is not to use: as evidence of its own it names its own files.
  const territory = { institutionCode: '0001', regionPrefix: '' };
  expect(await hub.transaction(({ attachments }) => attachments.find(territory, [String(byOffice)]))).toEqual([]);
});

test('a verb finds the attachments of its caller only', async () => {
  const mine = (await send(PDF)).body['id'];
  const theirs = (await send(PDF, { as: 'foreign' })).body['id'];
  const { own } = CALLERS;
  const found = await hub.transaction(({ attachments }) =>
    attachments.find(
      own ? territoryOf(own) : { institutionCode: '', regionPrefix: '' },
      [mine, theirs, 'x'].map(String),
    ),
  );
  expect(found).toMatchObject([{ id: mine, institutionCode: '0001', regionCode: '510100', sentAt: SENT_AT }]);
});

test('who is told of a file hears what is known of it, and nothing of what it holds', async () => {
  const { body } = await send(PDF, { name: '甲.pdf' });
  const ask = async (as: string) => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        query: 'query ($id: ID!) { attachment(id: $id) { fileName bytes institutionCode } }',
        variables: { id: body['id'] },
      }),
    });
    return (await answer.json()) as object;
  };
  expect(await ask('city')).toEqual({
    data: { attachment: { fileName: '甲.pdf', bytes: PDF.length, institutionCode: '0001' } },
  });
  expect(await ask('otherCity')).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
});
