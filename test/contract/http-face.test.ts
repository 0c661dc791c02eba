import { GRAPHQL_BYTES_MAX } from '../../src/app/limits';
import type { BatchView } from '../../src/app/views';
import { ROOT_FIELDS_MAX } from '../../schema/root-fields';
import { openFace, type Face } from '../kit/face';
import { postGraphql } from '../kit/graphql-client';

const BATCH: BatchView = {
  id: '0190a000-0000-7000-8000-000000000001',
  origin: 'INSTITUTION',
  state: 'CHECKING',
  planNo: 'P1',
  clientBatchNo: 'B1',
  institution: { code: '0001', name: '示例学院' },
  regionCode: '510100',
  resubmissionOf: null,
  records: 2,
  chunks: 1,
  sealedAt: new Date(0),
  checkedAt: null,
  decidedAt: null,
  counts: null,
  digest: 'd',
  algorithm: 'SHA256',
  progress: { recordsChecked: 0, chunksChecked: 0 },
  reviews: [],
  packs: [],
  packDigest: null,
  snapshotDigest: 's',
  verdictDigest: null,
  engineVersion: null,
  preflight: null,
  acceptance: 'PARTIAL',
  recheck: null,
};
const SECRET = '51010119900101123X';

let face: Face;
let asked: BatchView = BATCH;
beforeAll(async () => {
  face = await openFace({
    views: {
      batch: async (_territory, id) => (id === BATCH.id ? asked : undefined),
      rulesOfBatch: async () => [{ code: 'CMP-001', severity: 'error', findings: 2, records: 2 }],
      feedsOfBatch: async () => [],
      upload: async () => Promise.reject(new Error(`duplicate key value (${SECRET})`)),
      batches: async () => ({ items: [], total: 0, endCursor: null, hasNext: false }),
    },
  });
});
beforeEach(() => {
  asked = BATCH;
});
afterAll(() => face.close());

const ask = (token: string | undefined, query: string, variables?: object) =>
  postGraphql(face.url, token === undefined ? undefined : `Bearer ${token}`, query, variables);

describe('callers', () => {
  test.each([
    [undefined, 'absent'],
    ['expired', 'expired'],
    ['nonsense', 'invalid'],
  ])('token %s is %s: 401, typed and bilingual', async (token, reason) => {
    const { status, errors } = await ask(token, '{ me { clientId } }');
    expect(status).toBe(401);
    expect(errors[0]?.extensions).toMatchObject({
      code: 'UNAUTHENTICATED',
      reason,
      message: { zh: expect.any(String), en: expect.any(String) },
      remedy: { zh: expect.any(String) },
    });
  });

  test('a role without access is refused by name', async () => {
    const { errors } = await ask('operator', '{ findings(batchId: "x") { total } }');
    expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  test('an id that is not there and one that is no id are answered alike', async () => {
    const foreign = await ask('city', `{ batch(id: "0190a000-0000-7000-8000-0000000000ff") { id } }`);
    const noId = await ask('city', '{ batch(id: "x") { id } }');
    expect(foreign.errors[0]?.extensions?.code).toBe('NOT_FOUND');
    expect(noId.errors[0]?.message).toBe(foreign.errors[0]?.message);
  });

  test('production asks for a token before anything else, the schema included', async () => {
    const closed = await openFace({ development: false });
    try {
      const { status } = await postGraphql(closed.url, undefined, '{ __typename }');
      const introspection = await postGraphql(closed.url, 'Bearer city', '{ __schema { types { name } } }');
      const page = await fetch(`${closed.url}/explorer/`, { headers: { accept: 'text/html' } });
      expect(status).toBe(401);
      expect(introspection.errors).toHaveLength(1);
      expect(page.status).toBe(404);
    } finally {
      await closed.close();
    }
  });
});

describe('errors say nothing of what was sent', () => {
  test('a variable that does not fit names the variable, the place and the type', async () => {
    const query = 'mutation ($header: BatchHeaderInput!) { openUpload(header: $header) { __typename } }';
    const header = { planNo: { no: SECRET }, clientBatchNo: 'B', noticeFrom: '2026-01-01', noticeTo: '2026-01-02' };
    const { status, text, errors } = await ask('institution', query, { header });
    expect(status).toBe(400);
    expect(text).not.toContain(SECRET);
    expect(errors[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      variable: '$header',
      path: 'header.planNo',
      expectedType: 'String',
    });
  });

  test.each([
    ['a literal of another type', `{ batches(first: "${SECRET}") { total } }`],
    ['an unknown enum value', `{ batches(filter: {state: "${SECRET}"}) { total } }`],
    ['a syntax error', `{ batches(filter: ] "${SECRET}") }`],
    [
      'records in the text',
      `mutation { appendRecords(uploadId: "x", chunkNo: 1, records: [{idNumber: "${SECRET}"}]) { __typename } }`,
    ],
  ])('%s', async (_name, query) => {
    const { text, errors } = await ask('institution', query);
    expect(errors.length).toBeGreaterThan(0);
    expect(text).not.toContain(SECRET);
  });

  test('a failure inside is an id in the answer and in the log', async () => {
    const { text, errors } = await ask('city', '{ upload(id: "x") { id } }');
    expect(text).not.toContain(SECRET);
    const extensions = errors[0]?.extensions;
    expect(extensions).toMatchObject({ code: 'INTERNAL', id: expect.any(String) });
    expect(
      face.logged.some(
        ({ level, fields }) => level === 'error' && Reflect.get(fields, 'id') === Reflect.get(extensions ?? {}, 'id'),
      ),
    ).toBe(true);
  });

  test('names of the query may stand in an answer', async () => {
    const { errors } = await ask('city', '{ nothing }');
    expect(errors[0]?.message).toContain('Cannot query field "nothing"');
  });
});

describe('limits', () => {
  test.each([0, 501])('a page of %i rows is refused, not capped', async (first) => {
    const { errors } = await ask('city', 'query ($first: Int!) { batches(first: $first) { total } }', { first });
    expect(errors[0]?.extensions?.code).toBe('PAGE_INVALID');
  });

  test('a body over the limit is told', async () => {
    const { status, errors } = await ask('institution', '{ me { clientId } }', { fill: 'x'.repeat(GRAPHQL_BYTES_MAX) });
    expect([status, errors[0]?.extensions?.code]).toEqual([413, 'BODY_TOO_LARGE']);
  });

  test('a document of too many tokens is refused', async () => {
    const { errors } = await ask('city', `{ ${'me { clientId } '.repeat(400)} }`);
    expect(errors[0]?.extensions?.code).toBe('GRAPHQL_PARSE_FAILED');
  });

  const fields = (count: number): string =>
    Array.from({ length: count }, (_, at) => `f${at}: me { clientId }`).join(' ');
  test.each([
    ['in the operation', `{ ${fields(ROOT_FIELDS_MAX + 1)} }`],
    [
      'in fragments',
      `{ ...A ... on Query { last: me { role } } } fragment A on Query { ...B } fragment B on Query { ${fields(ROOT_FIELDS_MAX)} }`,
    ],
    ['in one fragment spread often', `{ ${'...A '.repeat(6)} } fragment A on Query { a: me { role } b: me { role } }`],
  ])('more root fields than allowed %s are refused, typed', async (_where, query) => {
    for (const answer of [await ask('city', query), (await events(query, {}, 'city'))[0]]) {
      expect(answer?.errors?.[0]?.extensions).toMatchObject({
        code: 'TOO_MANY_ROOT_FIELDS',
        message: { zh: expect.any(String), en: expect.any(String) },
        remedy: { zh: expect.any(String), en: expect.any(String) },
      });
    }
  });

  test('as many root fields as allowed are answered, and a fragment that holds itself is refused', async () => {
    const { data } = await ask('city', `{ ${fields(ROOT_FIELDS_MAX)} }`);
    const { status } = await ask('city', '{ ...A } fragment A on Query { me { role } ...A }');
    expect([Object.keys(data ?? {}).length, status]).toEqual([ROOT_FIELDS_MAX, 400]);
  });

  test('records of another shape are a typed refusal with their places', async () => {
    const query = `mutation ($records: CertificateRecords!) { appendRecords(uploadId: "x", chunkNo: 1, records: $records) {
      ... on Refusal { code placesTotal places { record field } } } }`;
    const records = [{ name: '甲' }, { name: [SECRET] }, SECRET];
    const { data, text } = await ask('institution', query, { records });
    expect(data).toEqual({
      appendRecords: {
        code: 'CHUNK_MALFORMED',
        placesTotal: 2,
        places: [
          { record: 2, field: 'name' },
          { record: 3, field: null },
        ],
      },
    });
    expect(text).not.toContain(SECRET);
  });

  test('a simple request from a foreign page is refused', async () => {
    const response = await fetch(`${face.url}/graphql?query={__typename}`, {
      headers: { authorization: 'Bearer city' },
    });
    expect(response.status).toBe(400);
  });
});

describe('a batch', () => {
  test('is one answer with its rules', async () => {
    const { data } = await ask(
      'institution',
      `query ($id: ID!) { batch(id: $id) { id state counts { passed } institution { name } byRule { code records } } }`,
      { id: BATCH.id },
    );
    expect(data).toEqual({
      batch: {
        id: BATCH.id,
        state: 'CHECKING',
        counts: null,
        institution: { name: '示例学院' },
        byRule: [{ code: 'CMP-001', records: 2 }],
      },
    });
  });

  test('tells its progress by server-sent events until it is checked', async () => {
    setTimeout(() => {
      asked = { ...BATCH, state: 'CITY_REVIEW', counts: { passed: 2, held: 0, returned: 0 } };
    }, 200);
    const states = (
      await events(`subscription ($id: ID!) { batchProgress(id: $id) { state } }`, { id: BATCH.id }, 'institution')
    ).map(({ data }) => data?.batchProgress.state);
    expect(states).toEqual(['CHECKING', 'CITY_REVIEW']);
  });

  test('tells nobody of a foreign batch, and takes no mutation by the stream', async () => {
    const [foreign] = await events('subscription { batchProgress(id: "x") { state } }', {}, 'city');
    const [mutation] = await events('mutation { approveBatch(batchId: "x") { __typename } }', {}, 'city');
    const [broken] = await events(
      `subscription ($id: ID!) { batchProgress(id: $id) { state } }`,
      { id: [SECRET] },
      'city',
    );
    expect(foreign?.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
    expect(mutation?.errors?.[0]?.extensions?.code).toBe('NOT_A_SUBSCRIPTION');
    expect(JSON.stringify(broken)).toContain('BAD_USER_INPUT');
    expect(JSON.stringify(broken)).not.toContain(SECRET);
  });
});

interface Told {
  readonly data?: { readonly batchProgress: { readonly state: string } };
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}
async function events(query: string, variables: object, token: string): Promise<Told[]> {
  const response = await fetch(`${face.url}/graphql/stream`, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.text())
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice('data: '.length)) as Told);
}

describe('the rest of the house', () => {
  test('health, readiness, tokens and unknown addresses', async () => {
    expect((await fetch(`${face.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${face.url}/readyz`)).status).toBe(200);
    const token = await fetch(`${face.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'x' }),
    });
    expect(await token.json()).toEqual({ path: '/oauth/token' });
    expect((await fetch(`${face.url}/nowhere`)).status).toBe(404);
  });

  test('the explorer comes from this server alone', async () => {
    const page = await (await fetch(`${face.url}/graphql`, { headers: { accept: 'text/html' } })).text();
    expect(page).toContain('<base href="/explorer/"');
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
    const scripts = [...page.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, file]) => file ?? '');
    expect(scripts.length).toBeGreaterThan(2);
    for (const script of scripts) expect((await fetch(`${face.url}/explorer/${script}`)).status).toBe(200);
    expect((await fetch(`${face.url}/explorer/..%2f..%2fpackage.json`)).status).toBe(404);
  });
});
