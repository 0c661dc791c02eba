/** Views from a streaming replica of a real PostgreSQL: what a client sees, and what happens when the replica does not keep up. */
import { mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Pool } from 'pg';
import type { Log } from '../../src/app/ports';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/platform/embedded-postgres';
import { createLog } from '../../src/platform/log';
import { openReplicas, type Replicas } from '../../src/store/replicas/replicas';
import type { Query } from '../../src/store/views/query';
import { startReplica, type PostgresReplica } from '../kit/postgres-replica';

jest.setTimeout(120_000);

const LONG_LAG_MS = 60_000;
const SHORT_LAG_MS = 1_500;
const silent = createLog('silent', 'test');

let dataDir = '';
let server: EmbeddedPostgres;
let replica: PostgresReplica;
let primary: Pool;
const opened: Replicas[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'certhub-replicas-'));
  await chmod(dataDir, 0o711);
  server = await startEmbeddedPostgres({ dataDir, log: silent });
  primary = new Pool({ connectionString: server.url, max: 4 });
  primary.on('error', () => undefined);
  await primary.query('CREATE UNLOGGED TABLE client_position (client_id text PRIMARY KEY, position bigint NOT NULL)');
  await primary.query('CREATE TABLE told (what text)');
  replica = await startReplica(dataDir);
});
afterAll(async () => {
  await primary.end();
  await replica.stop();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

interface Told {
  readonly fields: object;
  readonly said: string;
}

/** What one API process has; two of them share nothing but the servers. */
async function apiProcess({
  lagLimitMs = LONG_LAG_MS,
  told = [] as Told[],
  urls = [replica.url],
} = {}): Promise<Replicas> {
  const note = (fields: object, said: string): void => void told.push({ fields, said });
  const query: Query = async <Row>(sql: string, parameters: readonly unknown[] = []) =>
    (await primary.query(sql, [...parameters])).rows as Row[];
  const log = { ...silent, info: note, warn: note } as unknown as Log;
  const made = openReplicas({ primaryUrl: server.url, urls, poolMax: 2, lagLimitMs, primary: query, log });
  opened.push(made);
  await until(() => made.count().used === urls.length);
  return made;
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const giveUpAt = Date.now() + 20_000; Date.now() < giveUpAt; await sleep(10)) if (await isSo()) return;
  throw new Error('It did not come so.');
}

/** Where it was read, and whether `what` was there. */
async function read(query: Query, what: string): Promise<{ readonly from: string; readonly seen: boolean }> {
  const [found] = await query<{ standby: boolean; seen: boolean }>(
    `SELECT pg_is_in_recovery() AS standby, EXISTS (SELECT FROM told WHERE what = $1) AS seen`,
    [what],
  );
  return { from: found?.standby === true ? 'replica' : 'primary', seen: found?.seen === true };
}

const write = (what: string): Promise<unknown> => primary.query('INSERT INTO told VALUES ($1)', [what]);

async function onReplica(sql: string): Promise<void> {
  const client = new Client({ connectionString: replica.url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
const standStill = (): Promise<void> => onReplica('SELECT pg_wal_replay_pause()');
const goOn = (): Promise<void> => onReplica('SELECT pg_wal_replay_resume()');

test('reads come from the replica, of clients and of the public', async () => {
  const api = await apiProcess();
  await expect(read(api.queryFor('institution'), 'nothing')).resolves.toEqual({ from: 'replica', seen: false });
  await expect(read(api.queryFor(null), 'nothing')).resolves.toEqual({ from: 'replica', seen: false });
  expect(api.count()).toEqual({ configured: 1, used: 1 });
});

test('a client sees what it wrote by one process through another, while the replica stands still', async () => {
  const [taking, answering] = [await apiProcess(), await apiProcess()];
  await standStill();
  try {
    await write('own');
    await taking.committed('writer');
    await expect(read(answering.queryFor('writer'), 'own')).resolves.toEqual({ from: 'primary', seen: true });
    await expect(read(taking.queryFor('writer'), 'own')).resolves.toEqual({ from: 'primary', seen: true });
    // Whoever wrote nothing waits for the replica, which is what it is for.
    await expect(read(answering.queryFor('reader'), 'own')).resolves.toEqual({ from: 'replica', seen: false });
  } finally {
    await goOn();
  }
  await until(async () => (await read(answering.queryFor('writer'), 'own')).from === 'replica');
  await expect(read(answering.queryFor('writer'), 'own')).resolves.toEqual({ from: 'replica', seen: true });
});

test('the replica answers a writer as soon as it has the write, not at the next look', async () => {
  const api = await apiProcess();
  let fromReplica = 0;
  for (let round = 0; round < 20; round += 1) {
    await write(`round ${round}`);
    await api.committed('busy');
    await sleep(20);
    const { from, seen } = await read(api.queryFor('busy'), `round ${round}`);
    expect(seen).toBe(true);
    if (from === 'replica') fromReplica += 1;
  }
  expect(fromReplica).toBeGreaterThan(0);
});

test('what a client has seen on the primary it sees again', async () => {
  const [one, other] = [await apiProcess(), await apiProcess()];
  await standStill();
  try {
    await write('mine');
    await one.committed('watcher');
    await write('of somebody else');
    await expect(read(one.queryFor('watcher'), 'of somebody else')).resolves.toEqual({ from: 'primary', seen: true });
  } finally {
    await goOn();
  }
  for (let round = 0; round < 10; round += 1) {
    expect((await read(other.queryFor('watcher'), 'of somebody else')).seen).toBe(true);
  }
});

test('a replica that lags beyond the limit is passed over, told in the log, and used again', async () => {
  const told: Told[] = [];
  const api = await apiProcess({ lagLimitMs: SHORT_LAG_MS, told });
  await standStill();
  try {
    await write('late');
    await until(() => told.some(({ fields }) => 'standing' in fields));
    await expect(read(api.queryFor('reader'), 'late')).resolves.toEqual({ from: 'primary', seen: true });
    await expect(read(api.queryFor(null), 'late')).resolves.toEqual({ from: 'primary', seen: true });
  } finally {
    await goOn();
  }
  await until(() => told.at(-1)?.said === 'A read replica is used.');
  await until(async () => (await read(api.queryFor('reader'), 'late')).from === 'replica');
  expect(told.slice(0, 2)).toEqual([
    { fields: { replica: 1 }, said: 'A read replica is used.' },
    { fields: { replica: 1, standing: 'behind' }, said: 'A read replica is passed over; the primary is read.' },
  ]);
  expect(JSON.stringify(told)).not.toContain(new URL(replica.url).password);
});

test('a replica that goes away in the middle of a question: the primary answers it', async () => {
  const told: Told[] = [];
  const api = await apiProcess({ told });
  const slow = api.queryFor('reader')<{ standby: boolean }>(
    'SELECT pg_is_in_recovery() AS standby FROM pg_sleep(CASE WHEN pg_is_in_recovery() THEN 5 ELSE 0 END)',
  );
  await sleep(200);
  await replica.stop();
  await expect(slow).resolves.toEqual([{ standby: false }]);
  await until(() => api.count().used === 0);
  await write('meanwhile');
  await expect(read(api.queryFor('reader'), 'meanwhile')).resolves.toEqual({ from: 'primary', seen: true });
  expect(told.at(-1)).toMatchObject({ fields: { replica: 1, standing: 'away' } });
  const { url } = replica;
  replica = await startReplica(dataDir);
  expect(replica.url).toBe(url);
  await until(() => api.count().used === 1);
  await expect(read(api.queryFor('reader'), 'meanwhile')).resolves.toEqual({ from: 'replica', seen: true });
});

test('a server that follows nobody is no replica, and one that is not there does no harm', async () => {
  const told: Told[] = [];
  const api = await apiProcess({ told });
  const own = openReplicas({
    primaryUrl: server.url,
    urls: [server.url, 'postgres://nobody@127.0.0.1:1/certhub'],
    poolMax: 1,
    lagLimitMs: LONG_LAG_MS,
    primary: api.queryFor(null),
    log: silent,
  });
  opened.push(own);
  await sleep(500);
  expect(own.count()).toEqual({ configured: 2, used: 0 });
});

test('a value that cannot be read is refused by the replica as by the primary, and not asked twice', async () => {
  const api = await apiProcess();
  await expect(api.queryFor('reader')(`SELECT $1::int`, ['x'])).rejects.toMatchObject({ code: '22P02' });
});

test('the primary falls: positions are lost, and no replica is used before it has all that was committed', async () => {
  const api = await apiProcess();
  await standStill();
  try {
    await write('before the fall');
    await api.committed('writer');
    // As a crash leaves it, which no unlogged table survives; every connection breaks with it.
    await primary.query('TRUNCATE client_position');
    await primary.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'certhub-replicas'`,
    );
    await until(() => api.count().used === 0);
    await expect(read(api.queryFor('writer'), 'before the fall')).resolves.toEqual({ from: 'primary', seen: true });
  } finally {
    await goOn();
  }
  await until(() => api.count().used === 1);
  await expect(read(api.queryFor('writer'), 'before the fall')).resolves.toEqual({ from: 'replica', seen: true });
});

test('a position that cannot be kept: the answer waits until every replica in use has the commit', async () => {
  const api = await apiProcess({ lagLimitMs: SHORT_LAG_MS });
  await primary.query('ALTER TABLE client_position RENAME TO client_position_away');
  try {
    const startedAt = performance.now();
    await api.committed('writer');
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(SHORT_LAG_MS);
  } finally {
    await primary.query('ALTER TABLE client_position_away RENAME TO client_position');
  }
});
