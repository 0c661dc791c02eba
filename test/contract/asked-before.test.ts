/** A query that was asked before goes another way than the first time; nobody can tell from the answer. */
import type { PlanCertificateView } from '../../src/app/plans/plan-views';
import { openFace, type Face } from '../kit/face';

const CERTIFICATE: PlanCertificateView = {
  certificateNo: 'S000051009001263000001',
  state: 'LIVE',
  version: 1,
  name: '张*',
  idNumber: '5101**********123X',
  level: 'LEVEL_3',
  examDate: '2026-05-09',
  issuedOn: '2026-06-01',
  batchId: '0190a000-0000-7000-8000-000000000001',
};
const QUERY = `query Certificates($planNo: ID!, $first: Int! = 100) {
  certificatesOfPlan(planNo: $planNo, first: $first) { total items { certificateNo state version name level examDate batchId } } }`;

let face: Face;
/** What the view was asked for, and how often. */
let calls: string[] = [];
let given: readonly unknown[] = [];
beforeAll(async () => {
  face = await openFace({
    views: {
      certificatesOfPlan: async (_territory, planNo, { first }) => {
        calls.push(`${planNo} ${first}`);
        if (planNo === 'broken') throw new Error('of the view');
        const items = given as readonly PlanCertificateView[];
        return planNo === 'unknown' ? undefined : { items, total: items.length, endCursor: null, hasNext: false };
      },
      institution: async () => undefined,
    },
  });
});
beforeEach(() => {
  calls = [];
  given = [CERTIFICATE, { ...CERTIFICATE, name: null }];
});
afterAll(() => face.close());

interface Sent {
  readonly body: unknown;
  readonly caller?: string;
  readonly accept?: string;
}

async function send({ body, caller = 'institution', accept }: Sent): Promise<unknown> {
  const response = await fetch(`${face.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${caller}`,
      ...(accept === undefined ? {} : { accept }),
    },
    body: JSON.stringify(body),
  });
  const headers = Object.fromEntries(response.headers);
  delete headers['date'];
  // Each error of the hub's own has a number of its own.
  return { status: response.status, headers, text: (await response.text()).replace(/"id-\d+"/g, '"an id"') };
}

/** A text that was never sent answers by the first way; its third sending by the other. */
let texts = 0;
async function bothWays({ body, ...sent }: Sent): Promise<readonly [first: unknown, later: unknown, calls: string[]]> {
  const marked = typeof body === 'object' && body !== null && 'query' in body ? body : { query: QUERY };
  texts += 1;
  const asked = { ...sent, body: { ...marked, query: `${String(marked.query)} # ${texts}` } };
  const first = await send(asked);
  await send(asked);
  calls = [];
  return [first, await send(asked), calls];
}

const MEANT = { query: QUERY, variables: { planNo: 'P1' } };

test.each([
  ['none', undefined],
  ['anything', '*/*'],
  ['JSON', 'application/json'],
  ['the form of GraphQL over HTTP', 'application/graphql-response+json, application/json'],
  ['as a browser says it', 'application/json, text/plain, */*'],
])('Accept: %s', async (_title, accept) => {
  const [first, later, asked] = await bothWays({ body: MEANT, ...(accept === undefined ? {} : { accept }) });
  expect(later).toEqual(first);
  expect(later).toMatchObject({ status: 200, text: expect.stringContaining('"S000051009001263000001"') });
  expect(asked).toEqual(['P1 100']);
});

test.each([
  ['an accepted form that the hub does not have', { accept: 'text/html' }],
  ['what is not there', { body: { ...MEANT, variables: { planNo: 'unknown' } } }],
  ['a view that fails', { body: { ...MEANT, variables: { planNo: 'broken' } } }],
  ['a role that may not', { caller: 'operator' }],
  ['no good token', { caller: 'nonsense' }],
  ['a variable that does not fit', { body: { ...MEANT, variables: { planNo: { no: 1 } } } }],
  ['a variable that is missing', { body: { query: QUERY } }],
  ['variables null', { body: { ...MEANT, variables: null } }],
  ['variables as text', { body: { ...MEANT, variables: '{}' } }],
  ['its operation by name', { body: { ...MEANT, operationName: 'Certificates' } }],
  ['an operation that is not there', { body: { ...MEANT, operationName: 'Others' } }],
  ['an empty operation name', { body: { ...MEANT, operationName: '' } }],
  ['extensions', { body: { ...MEANT, extensions: {} } }],
  ['extensions of another kind', { body: { ...MEANT, extensions: 'x' } }],
  ['something else beside the query', { body: { ...MEANT, more: 1 } }],
  ['a syntax error', { body: { query: '{ me { clientId ' } }],
  ['an unknown field', { body: { query: '{ nothing }' } }],
  ['a page that is too long', { body: { ...MEANT, variables: { planNo: 'P1', first: 100_000 } } }],
  [
    'two of one field',
    { body: { query: '{ a: institution(code: "x") { code } b: institution(code: "y") { code } }' } },
  ],
  [
    'a directive',
    { body: { query: 'query ($on: Boolean!) { me { clientId @include(if: $on) } }', variables: { on: false } } },
  ],
  ['who one is', { body: { query: '{ me { clientId role } }' } }],
])('%s', async (_title, sent) => {
  const [first, later] = await bothWays({ body: MEANT, ...sent });
  expect(later).toEqual(first);
});

test('a row that breaks the schema is told alike, and nothing is asked twice for it', async () => {
  given = [CERTIFICATE, { ...CERTIFICATE, state: null }];
  const [first, later, asked] = await bothWays({ body: MEANT });
  expect(later).toEqual(first);
  expect(later).toMatchObject({
    text: expect.stringMatching(/"path":\["certificatesOfPlan","items",1,"state"\].*"an id"/),
  });
  expect(asked).toEqual(['P1 100']);
});

test('an error is resolved once, whichever way it goes', async () => {
  const [, , asked] = await bothWays({ body: { ...MEANT, variables: { planNo: 'unknown' } } });
  expect(asked).toEqual(['unknown 100']);
});

test('each caller gets its own answer to the same text', async () => {
  const body = { query: '{ me { clientId } } # whoever' };
  for (const [caller, clientId] of [
    ['institution', 'i1'],
    ['city', 'c1'],
    ['institution', 'i1'],
    ['operator', 'o1'],
  ] as const)
    expect(await send({ body, caller })).toMatchObject({ text: `{"data":{"me":{"clientId":"${clientId}"}}}\n` });
});
