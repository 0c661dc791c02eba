/**
 * Real PostgreSQL for tests: the embedded server of the hub, one for all test processes, and a migrated database of
 * its own for each caller, copied from a template in some 30 ms. Nothing in the environment is needed.
 *
 * jest runs `afterAll` in the order of definition, so those of this file come before those at the top of a test file:
 * close pools and data sources inside a `describe`, or in `afterEach`.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Log } from '../../src/app/ports';
import {
  createDatabaseIfMissing,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../src/platform/embedded-postgres';
import { createLog } from '../../src/platform/log';
import { migrate } from '../../src/platform/migrate';

const START_LIMIT_MS = 120_000;
/** Test processes wait for each other while one of them makes the template or copies it. */
const TEMPLATE_LOCK = 7_022_021;
const MIGRATIONS = join(__dirname, '../../src/store/migrations');

/** As the file is loaded, like the migrations themselves: what is changed on disk meanwhile names another template. */
const TEMPLATE = `template_${migrationsDigest()}`;

function migrationsDigest(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(MIGRATIONS).sort()) hash.update(readFileSync(join(MIGRATIONS, file)));
  return hash.digest('hex').slice(0, 16);
}

export interface FreshDatabase {
  readonly url: string;
  /** A connection that ends before the database is dropped. */
  connect(): Promise<Client>;
  drop(): Promise<void>;
}

export const silentLog: Log = createLog('silent', 'test');

let server: Promise<EmbeddedPostgres> | undefined;
const made: FreshDatabase[] = [];

// The server is slow to come up once, when its data are made, and once more when a migration is new.
beforeAll(async () => {
  const admin = await serverUrl();
  await asAdmin(admin, async (client) => {
    await lockedTemplate(client, admin);
    await spareTheDisk(client);
  });
}, START_LIMIT_MS);

afterAll(async () => {
  await Promise.all(made.map((database) => database.drop()));
  await (await server)?.stop();
}, START_LIMIT_MS);

/** A database with all migrations and nothing in it; dropped after the tests of the file at the latest. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const admin = await serverUrl();
  return make(admin, async (client, name) => {
    await lockedTemplate(client, admin);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  });
}

/** A database with nothing at all, for a receiver. */
export const emptyDatabase = async (): Promise<FreshDatabase> =>
  make(await serverUrl(), async (client, name) => {
    await client.query(`CREATE DATABASE ${name}`);
  });

async function serverUrl(): Promise<string> {
  server ??= startEmbeddedPostgres({
    dataDir: join(tmpdir(), `certhub-test-${process.getuid?.() ?? 'user'}`),
    log: createLog('silent', 'test'),
  });
  return (await server).url;
}

async function make(admin: string, create: (client: Client, name: string) => Promise<void>): Promise<FreshDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(admin, (client) => create(client, name));
  const url = urlOf(admin, name);
  const clients: Client[] = [];
  const database: FreshDatabase = {
    url,
    connect: async () => {
      const client = new Client({ connectionString: url });
      await client.connect();
      clients.push(client);
      return client;
    },
    drop: async () => {
      await Promise.all(clients.splice(0).map((client) => client.end()));
      await asAdmin(admin, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      });
    },
  };
  made.push(database);
  return database;
}

/** It is there, and this client alone may copy it until it ends. */
async function lockedTemplate(client: Client, admin: string): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [TEMPLATE]);
  if (rowCount === 0) await makeTemplate(client, admin, TEMPLATE);
}

/** Under a name of its own until it is whole, so that a run that was killed leaves no half template. */
async function makeTemplate(client: Client, admin: string, template: string): Promise<void> {
  const draft = `${template}_draft`;
  await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
  await createDatabaseIfMissing(admin, draft);
  await migrate({ databaseUrl: urlOf(admin, draft), redisUrl: null });
  await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
}

/** What these databases hold is needed until the end of a test, on a server that no test stops: it waits for no disk. */
async function spareTheDisk(client: Client): Promise<void> {
  const { rows } = await client.query<{ fsync: string }>('SHOW fsync');
  if (rows[0]?.fsync === 'off') return;
  await client.query('ALTER SYSTEM SET fsync = off');
  await client.query('SELECT pg_reload_conf()');
}

function urlOf(admin: string, name: string): string {
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return url.href;
}

async function asAdmin(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: urlOf(url, 'postgres') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
