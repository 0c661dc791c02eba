/** A list of fifty asks the database as often as a list of one, whatever is asked of its rows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSchema, isListType, isNonNullType, isObjectType, isUnionType, type GraphQLOutputType } from 'graphql';
import { countStatements, type StatementCounter } from '../../bench/statement-counter';
import { fullSelection } from '../kit/full-selection';
import { postGraphql } from '../kit/graphql-client';
import { growLists, seedLists } from '../kit/grown-world';
import { startTestHub, type TestHub } from '../kit/hub';
import { LISTED } from '../kit/listed-operations';
import { freePort } from '../kit/redis-server';
import { startRole, type RoleProcess } from '../kit/role-process';
import type { WalkedWorld } from '../kit/root-operations';
import { walkedWorld } from '../kit/walked-world';

jest.setTimeout(300_000);

const ROWS = 50;
/** The counter sees a statement a moment after it was sent. */
const SETTLE_MS = 20;
const schema = buildSchema(readFileSync(join(__dirname, '../../schema/schema.graphql'), 'utf8'));
const QUERIES = schema.getQueryType()?.getFields() ?? {};

/** Answers a page, a list, or a union with a page. */
function isListed(type: GraphQLOutputType): boolean {
  if (isNonNullType(type)) return isListed(type.ofType);
  if (isListType(type)) return true;
  if (isUnionType(type)) return type.getTypes().some(isListed);
  return isObjectType(type) && isListType(nullable(type.getFields()['items']?.type));
}
const nullable = (type: GraphQLOutputType | undefined): GraphQLOutputType | undefined =>
  isNonNullType(type) ? type.ofType : type;

interface Heard {
  readonly rows: number;
  readonly statements: number;
}

let hub: TestHub;
let world: WalkedWorld;
let counter: StatementCounter;
let api: RoleProcess;
let countedUrl = '';
const small = new Map<string, Heard>();

beforeAll(async () => {
  // What is counted is what one API asks of one database, wherever the other suites run.
  hub = await startTestHub({ queue: 'postgres', workers: 1, topology: false });
  world = await walkedWorld(hub);
  await hub.killWorkers();
  await seedLists(hub, world);
  counter = await countStatements(hub.databaseUrl);
  const port = await freePort();
  countedUrl = `http://127.0.0.1:${port}`;
  // By its public address tokens of the hub are good here too. Nothing but the questions goes over the counter.
  api = await startRole(['api'], {
    DATABASE_URL: counter.url,
    CERTHUB_DATA_DIR: hub.dataDir,
    CERTHUB_PUBLIC_URL: hub.url,
    CERTHUB_MODE: 'development',
    CERTHUB_PORT: String(port),
  });
  for (const name of Object.keys(LISTED)) small.set(name, await ask(name, 1));
  await growLists(hub, world, ROWS);
});
afterAll(async () => {
  await api?.end('SIGTERM');
  await counter?.close();
  await hub?.stop();
});

test('the table knows every list of the schema', () => {
  const lists = Object.values(QUERIES).filter(({ type }) => isListed(type));
  expect(Object.keys(LISTED).sort()).toEqual(lists.map(({ name }) => name).sort());
});

test('all but what is kept in memory ask the database', () => {
  const silent = [...small].filter(([, { statements }]) => statements === 0).map(([name]) => name);
  expect(silent).toEqual(['packKeys', 'rules']);
});

test.each(Object.entries(LISTED))('%s', async (name, { short }) => {
  const many = await ask(name, ROWS);
  const least = short?.least ?? ROWS;
  expect({ rows: Math.min(many.rows, least), statements: many.statements }).toEqual({
    rows: least,
    statements: small.get(name)?.statements,
  });
  if (short === undefined) expect(small.get(name)?.rows).toBeGreaterThan(0);
});

/** Everything of its rows, of a second call: the first one asks for what a process keeps. */
async function ask(name: string, first: number): Promise<Heard> {
  const field = QUERIES[name];
  const listed = LISTED[name];
  if (!field || !listed) throw new Error(`No such list: ${name}.`);
  const paged = field.args.some((arg) => arg.name === 'first') ? `first: ${first}` : '';
  const args = [paged, listed.args?.(world, first) ?? ''].filter((part) => part !== '').join(', ');
  const query = `{ list: ${name} ${args === '' ? '' : `(${args})`} ${fullSelection(schema, field.type)} }`;
  const bearer = await hub.bearer(listed.caller);
  const call = async (): Promise<unknown> => {
    const { data, errors } = await postGraphql(countedUrl, bearer, query);
    if (errors.length > 0) throw new Error(`${name}: ${JSON.stringify(errors)}`);
    return data?.['list'];
  };
  await call();
  await sleep(SETTLE_MS);
  const before = counter.statements();
  const list = await call();
  await sleep(SETTLE_MS);
  const items: unknown = Array.isArray(list) ? list : Reflect.get(Object(list), 'items');
  return { rows: Array.isArray(items) ? items.length : Number.NaN, statements: counter.statements() - before };
}
