/** Every operation of the schema, called by everybody who may not: no token, a bad one, the wrong role, the wrong place. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { expiredBearer, tamperedBearer } from '../kit/forged-token';
import { postGraphql, put, type GraphqlAnswer } from '../kit/graphql-client';
import { startTestHub, type TestHub } from '../kit/hub';
import { CALLER_NAMES, type CallerName } from '../kit/hub-clients';
import { WALKED, type Heard, type WalkedOperation, type WalkedWorld } from '../kit/root-operations';
import { tableDigests } from '../kit/table-digests';
import { openStream, PROGRESS_QUERY } from '../kit/sse-client';
import { walkedWorld } from '../kit/walked-world';

jest.setTimeout(120_000);

let hub: TestHub;
let world: WalkedWorld;
/** What the database held before the walk. */
let before = '';

beforeAll(async () => {
  hub = await startTestHub({ queue: 'postgres', workers: 1 });
  world = await walkedWorld(hub);
  before = await tableDigests(hub);
});
afterAll(() => hub.stop());

const OPERATIONS = [...Object.entries(WALKED.Query), ...Object.entries(WALKED.Mutation)];
const ask = (
  caller: CallerName,
  { query, variables }: WalkedOperation,
  asked: WalkedWorld = world,
): Promise<GraphqlAnswer> => hub.ask(caller, query, variables(asked));
const codesOf = ({ errors }: GraphqlAnswer): (string | undefined)[] => errors.map(({ extensions }) => extensions?.code);
const firstOf = ({ data }: GraphqlAnswer): Record<string, unknown> =>
  Object.values(data ?? {})[0] as Record<string, unknown>;

test('the walk knows every operation of the schema', () => {
  const schema = buildSchema(readFileSync(join(__dirname, '../../schema/schema.graphql'), 'utf8'));
  expect(Object.keys(WALKED.Query).sort()).toEqual(Object.keys(schema.getQueryType()?.getFields() ?? {}).sort());
  expect(Object.keys(WALKED.Mutation).sort()).toEqual(Object.keys(schema.getMutationType()?.getFields() ?? {}).sort());
  expect(Object.keys(schema.getSubscriptionType()?.getFields() ?? {})).toEqual(['batchProgress']);
});

describe.each(OPERATIONS)('%s', (_name, operation) => {
  test('without a good token: 401, typed', async () => {
    const good = await hub.bearer('institution');
    const tokens = { absent: undefined, expired: expiredBearer(hub.keysFile, good), invalid: tamperedBearer(good) };
    for (const [reason, bearer] of Object.entries(tokens)) {
      const answer = await postGraphql(hub.url, bearer, operation.query, operation.variables(world));
      expect([reason, answer.status, codesOf(answer)]).toEqual([reason, 401, ['UNAUTHENTICATED']]);
      expect(answer.errors[0]?.extensions?.reason).toBe(reason);
    }
  });

  test('by every role that may not', async () => {
    const wrong = CALLER_NAMES.filter((caller) => !operation.allowed.includes(caller));
    for (const caller of wrong)
      expect([caller, codesOf(await ask(caller, operation))]).toEqual([caller, ['FORBIDDEN']]);
  });

  test('by the right role in the wrong place', async () => {
    for (const caller of operation.outside?.callers ?? []) {
      expect([caller, heard(await ask(caller, operation))]).toEqual([caller, operation.outside?.hear]);
    }
  });
});

interface Placed {
  readonly message: { readonly en: string };
}
function heard(answer: GraphqlAnswer): Heard | GraphqlAnswer {
  const [error] = codesOf(answer);
  if (error !== undefined) return { error };
  const { code, total, places } = firstOf(answer);
  if (typeof code === 'string') return { refusal: code, places: (places as Placed[]).map(({ message }) => message.en) };
  return total === 0 ? { total } : answer;
}

test('what is somebody else’s is answered exactly like what is not there', async () => {
  const nowhere: WalkedWorld = {
    ...world,
    batchId: randomUUID(),
    openBatchId: randomUUID(),
    uploadId: randomUUID(),
    deliveryId: randomUUID(),
    certificateNo: 'S000051009001269999999',
    planNo: 'P-NONE',
    packId: randomUUID(),
    trialId: randomUUID(),
    header: { ...world.header, planNo: 'P-NONE' },
    work: Object.fromEntries(Object.keys(world.work).map((name) => [name, randomUUID()])),
  };
  const compared = OPERATIONS.filter(([name, { outside }]) => outside !== undefined && !name.startsWith('save'));
  expect(compared.length).toBeGreaterThan(15);
  for (const [name, operation] of compared) {
    for (const caller of operation.outside?.callers ?? []) {
      const [foreign, unknown] = [await ask(caller, operation), await ask(caller, operation, nowhere)];
      expect([name, caller, foreign.text]).toEqual([name, caller, unknown.text]);
    }
  }
});

test('the streamed door is walled the same', async () => {
  const line = `${JSON.stringify(world.record)}\n`;
  const good = await hub.bearer('institution');
  const statusOf = async (bearer: string | undefined): Promise<[number, unknown]> => {
    const { status, body } = await put(`${hub.url}/uploads/${world.uploadId}/chunks/2`, bearer, line);
    return [status, Reflect.get(Object(body['refusal']) as object, 'code')];
  };
  expect(await statusOf(undefined)).toEqual([401, 'UNAUTHENTICATED']);
  expect(await statusOf(expiredBearer(hub.keysFile, good))).toEqual([401, 'UNAUTHENTICATED']);
  expect(await statusOf(tamperedBearer(good))).toEqual([401, 'UNAUTHENTICATED']);
  expect(await statusOf(await hub.bearer('otherInstitution'))).toEqual([404, 'UPLOAD_NOT_FOUND']);
  for (const caller of CALLER_NAMES.filter((name) => !name.toLowerCase().includes('institution'))) {
    expect([caller, ...(await statusOf(await hub.bearer(caller)))]).toEqual([caller, 403, 'FORBIDDEN']);
  }
});

test('the subscription is walled the same', async () => {
  const read = async (bearer: string | undefined): Promise<string> =>
    (await openStream(hub.url, bearer, PROGRESS_QUERY, { id: world.batchId })).text();
  expect(await read(undefined)).toContain('"UNAUTHENTICATED"');
  expect(await read(tamperedBearer(await hub.bearer('city')))).toContain('"UNAUTHENTICATED"');
  for (const caller of ['otherInstitution', 'otherCity', 'otherProvince'] as const) {
    expect(await read(await hub.bearer(caller))).toContain('"NOT_FOUND"');
  }
  expect(await read(await hub.bearer('city'))).toContain('"APPROVED"');
});

test('nothing of all that changed anything', async () => {
  expect(await tableDigests(hub)).toBe(before);
});
