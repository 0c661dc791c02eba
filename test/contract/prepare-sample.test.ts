/** `certhub start` brings the sample to an empty trial and leaves every other hub as it is. */
import { plainFeed } from '../../src/domain/forwarding/feed';
import type { FeedConfig } from '../../src/platform/feeds-file';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareSample, type Sample } from '../../bin/sample/prepare-sample';
import { loadConfig, type Config } from '../../src/platform/config';
import { createLog } from '../../src/platform/log';
import { freshDatabase, type FreshDatabase } from '../kit/database';

jest.setTimeout(60_000);

/** Named, so that no receiver of the sample is made; never connected to. */
const OWN_FEED: FeedConfig = {
  ...plainFeed({
    name: 'own-receiver',
    connector: 'postgres',
    region: '000000',
    title: { zh: '样例', en: 'Sample' },
  }),
  address: { connector: 'postgres', url: 'postgres://nobody:nothing@127.0.0.1:1/none' },
};

describe('the sample at a start', () => {
  let dataDir: string;
  let config: Config;
  let database: FreshDatabase;
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'certhub-prepare-'));
    config = { ...loadConfig({ CERTHUB_DATA_DIR: dataDir }), feeds: [OWN_FEED] };
    database = await freshDatabase();
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  const start = (on: FreshDatabase = database, changes: Partial<Config> = {}): Promise<Sample | undefined> =>
    prepareSample({ ...config, ...changes }, on.url, createLog('silent', 'test'));
  const clientsFile = (): string => join(dataDir, 'sample-clients.json');
  const held = async (on: FreshDatabase = database): Promise<unknown> => {
    const client = await on.connect();
    const { rows } = await client.query(
      `SELECT (SELECT count(*)::int FROM institution) AS institutions,
              (SELECT json_agg(secret_hash ORDER BY client_id) FROM api_client) AS secrets`,
    );
    return rows[0];
  };

  test('comes into an empty hub once; the next start finds the same credentials', async () => {
    const first = await start();
    expect(first?.clients.institution.clientId).toBe('sample-institution');
    expect(first?.feeds).toBeUndefined();
    const before = await held();
    expect(await start()).toEqual(first);
    expect(await held()).toEqual(before);
  });

  test('comes again when the data were thrown away and the file stayed', async () => {
    const first = await start();
    const emptied = await freshDatabase();
    const again = await start(emptied);
    expect(again?.clients.operator.clientId).toBe('sample-operator');
    expect(again?.clients).not.toEqual(first?.clients);
    expect(await start(emptied)).toEqual(again);
  });

  test.each([
    ['lost', () => rmSync(clientsFile())],
    ['spoilt', () => writeFileSync(clientsFile(), '{}')],
  ])('resets no secret when the file is %s', async (_how, harm) => {
    await start();
    const before = await held();
    harm();
    expect(await start()).toBeUndefined();
    expect(await held()).toEqual(before);
  });

  test('stays out of a hub that holds something else', async () => {
    const other = await database.connect();
    await other.query(
      `INSERT INTO api_client (client_id, name, secret_hash, role, created_at, created_by)
       VALUES ('own', '样例', 'x', 'OPERATOR', now(), 'test')`,
    );
    const before = await held();
    expect(await start()).toBeUndefined();
    expect(await held()).toEqual(before);
    expect(existsSync(clientsFile())).toBe(false);
  });

  test.each<[string, (on: FreshDatabase) => Partial<Config>]>([
    ['in production', () => ({ mode: 'production' })],
    ['on a database of its own', ({ url }) => ({ databaseUrl: url })],
  ])('stays out of a hub %s', async (_where, changes) => {
    expect(await start(database, changes(database))).toBeUndefined();
    expect(await held()).toEqual({ institutions: 0, secrets: null });
    expect(existsSync(clientsFile())).toBe(false);
  });
});
