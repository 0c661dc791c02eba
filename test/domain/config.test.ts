import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { plainFeed } from '../../src/domain/forwarding/feed';
import { BadConfiguration, loadConfig, publicUrlAt } from '../../src/platform/config';

const folder = mkdtempSync(join(tmpdir(), 'certhub-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function feedsFileWith(content: unknown): string {
  const file = join(folder, `feeds-${Math.random().toString(36).slice(2)}.json`);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

function problemsOf(env: NodeJS.ProcessEnv): string {
  try {
    loadConfig(env);
  } catch (error) {
    return error instanceof Error ? error.message : 'not an error';
  }
  return 'no problem';
}

const feed = {
  name: 'province',
  connector: 'postgres',
  region: '510000',
  title: { zh: '省级', en: 'Province' },
  url: 'postgres://u:p@127.0.0.1/f',
};

test('nothing set: everything embedded, on loopback, for a first try', () => {
  const config = loadConfig({});
  expect(config).toMatchObject({
    mode: 'development',
    databaseUrl: null,
    redisUrl: null,
    host: '127.0.0.1',
    port: 4_000,
    publicUrl: null,
    workers: Math.min(availableParallelism(), 3),
    checkWindow: expect.any(Number),
    sweepMs: 60_000,
    logLevel: 'info',
    tokenSeconds: 600,
    feeds: [],
    clockFile: null,
  });
  expect(isAbsolute(config.dataDir)).toBe(true);
  expect(config.keysFile).toBe(join(config.dataDir, 'keys.json'));
  expect(publicUrlAt(config, 4_321)).toBe('http://127.0.0.1:4321');
});

test('an empty value is an absent value', () => {
  expect(loadConfig({ DATABASE_URL: '', CERTHUB_PORT: ' ', CERTHUB_FEEDS_FILE: '' })).toMatchObject({
    databaseUrl: null,
    port: 4_000,
  });
});

test('all problems stand in one message, and no value does', () => {
  const message = problemsOf({
    DATABASE_URL: 'mysql://root:hunter2@host/x',
    REDIS_URL: 'not-a-url-hunter2',
    CERTHUB_PORT: '70000',
    CERTHUB_WORKERS: '0',
    CERTHUB_SWEEP_SECONDS: 'hunter2',
    CERTHUB_LOG_LEVEL: 'loud',
    CERTHUB_MODE: 'staging',
    CERTHUB_PUBLIC_URL: 'https://hub.example/path-hunter2',
    CERTHUB_TOKEN_SECONDS: '86400',
    CERTHUB_FEEDS_FILE: feedsFileWith([{ ...feed, url: 'hunter2' }]),
  });
  for (const name of [
    'DATABASE_URL',
    'REDIS_URL',
    'CERTHUB_PORT',
    'CERTHUB_WORKERS',
    'CERTHUB_SWEEP_SECONDS',
    'CERTHUB_LOG_LEVEL',
    'CERTHUB_MODE',
    'CERTHUB_PUBLIC_URL',
    'CERTHUB_TOKEN_SECONDS',
    'CERTHUB_FEEDS_FILE: feeds[0].url',
  ]) {
    expect(message).toContain(`- ${name} must `);
  }
  expect(message).not.toMatch(/hunter2|70000|86400|loud|staging|mysql/);
});

test('the feeds file: unknown fields, doubled names, bad JSON and a missing file are named', () => {
  expect(problemsOf({ CERTHUB_FEEDS_FILE: feedsFileWith([feed, { ...feed, regoin: '1' }]) })).toContain(
    'feeds[1] has an unknown field: regoin',
  );
  expect(problemsOf({ CERTHUB_FEEDS_FILE: feedsFileWith([feed, feed]) })).toContain('feeds[1].name must be different');
  expect(problemsOf({ CERTHUB_FEEDS_FILE: feedsFileWith([{ ...feed, title: '省级' }]) })).toContain(
    'feeds[0].title must be an object',
  );
  expect(problemsOf({ CERTHUB_FEEDS_FILE: feedsFileWith(feed) })).toContain('feeds must be a list');
  const broken = problemsOf({ CERTHUB_FEEDS_FILE: feedsFileWith('[{"url":"hunter2"') });
  expect(broken).toContain('CERTHUB_FEEDS_FILE must name a file that is valid JSON');
  expect(broken).not.toContain('hunter2');
  expect(problemsOf({ CERTHUB_FEEDS_FILE: join(folder, 'absent.json') })).toContain(
    'CERTHUB_FEEDS_FILE must name a file that can be read',
  );
});

test('a process is refused fewer connections than its jobs hold, in both languages; where none are set it takes as many', () => {
  const needs = { connections: 12 };
  const few = (connections: string) => () => loadConfig({ CERTHUB_DATABASE_CONNECTIONS: connections }, needs);
  expect(few('11')).toThrow(BadConfiguration);
  expect(few('11')).toThrow(
    /- CERTHUB_DATABASE_CONNECTIONS 对本进程不得小于 12.* must be at least 12 for this process/,
  );
  expect(few('1')).toThrow(/must be a whole number from 2 to 200/);
  expect(few('12')().databaseConnections).toBe(12);
  expect(loadConfig({}, needs).databaseConnections).toBe(12);
  // Others may do with few, and take ten.
  expect(loadConfig({ CERTHUB_DATABASE_CONNECTIONS: '2' }).databaseConnections).toBe(2);
  expect(loadConfig({}).databaseConnections).toBe(10);
});

test('a problem of the connections stands beside the others', () => {
  const env = { CERTHUB_DATABASE_CONNECTIONS: '4', CERTHUB_PORT: '70000' };
  const problems = (() => {
    try {
      loadConfig(env, { connections: 12 });
    } catch (error) {
      return error instanceof BadConfiguration ? error.problems : [];
    }
    return [];
  })();
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual(['CERTHUB_DATABASE_CONNECTIONS', 'CERTHUB_PORT']);
});

test('the result is frozen, feeds included', () => {
  const config = loadConfig({ CERTHUB_FEEDS_FILE: feedsFileWith([feed]) });
  const { url, ...said } = feed;
  expect(config.feeds).toEqual([{ ...plainFeed(said), address: { connector: 'postgres', url } }]);
  const [first] = config.feeds;
  for (const part of [config, config.feeds, first, first?.title, first?.wants, first?.wants.levels, first?.address])
    expect(Object.isFrozen(part)).toBe(true);
});

test('who brings a database is in production unless told otherwise', () => {
  const DATABASE_URL = 'postgres://hub:p@db/hub';
  expect(loadConfig({ DATABASE_URL }).mode).toBe('production');
  expect(loadConfig({ DATABASE_URL, NODE_ENV: 'development' }).mode).toBe('development');
  expect(loadConfig({ DATABASE_URL, NODE_ENV: 'test' }).mode).toBe('production');
  expect(loadConfig({ NODE_ENV: 'production' }).mode).toBe('production');
  expect(loadConfig({ NODE_ENV: 'production', CERTHUB_MODE: 'development' }).mode).toBe('development');
});

test('an open address needs a public one', () => {
  expect(problemsOf({ CERTHUB_HOST: '0.0.0.0' })).toContain('CERTHUB_PUBLIC_URL must be set');
  const config = loadConfig({ CERTHUB_HOST: '0.0.0.0', CERTHUB_PUBLIC_URL: 'https://hub.example.cn/' });
  expect(publicUrlAt(config, 4_000)).toBe('https://hub.example.cn');
});

test('replicas are a list, each once, beside the primary that they follow', () => {
  const DATABASE_URL = 'postgres://hub:p@db/hub';
  const replicas = (text: string) => ({ DATABASE_URL, DATABASE_REPLICA_URLS: text });
  expect(loadConfig({ DATABASE_URL })).toMatchObject({ databaseReplicaUrls: [], replicaLagMs: 2_000 });
  expect(loadConfig(replicas('postgres://hub:p@one/hub, postgresql://hub:p@two/hub')).databaseReplicaUrls).toEqual([
    'postgres://hub:p@one/hub',
    'postgresql://hub:p@two/hub',
  ]);
  for (const text of ['postgres://hub:hunter2@one/hub,', 'mysql://hunter2', 'postgres://a/h,postgres://a/h']) {
    const message = problemsOf(replicas(text));
    expect(message).toContain('DATABASE_REPLICA_URLS must be at most 16 URLs');
    expect(message).not.toContain('hunter2');
  }
  expect(problemsOf({ DATABASE_REPLICA_URLS: 'postgres://hub:p@one/hub' })).toContain(
    'DATABASE_REPLICA_URLS needs DATABASE_URL',
  );
});

test('a worker for each core, and a window of checks that keeps them busy', () => {
  const own = loadConfig({ DATABASE_URL: 'postgres://hub:p@db/hub' });
  expect(own.workers).toBe(Math.min(availableParallelism(), 64));
  expect(own.checkWindow).toBe(Math.max(8, 4 * own.workers));
  expect(loadConfig({ CERTHUB_WORKERS: '1' }).checkWindow).toBe(8);
  expect(loadConfig({ CERTHUB_WORKERS: '5' }).checkWindow).toBe(20);
  expect(loadConfig({ CERTHUB_WORKERS: '5', CERTHUB_CHECK_WINDOW: '3' })).toMatchObject({ workers: 5, checkWindow: 3 });
  for (const window of ['0', '1001', 'x'])
    expect(problemsOf({ CERTHUB_CHECK_WINDOW: window })).toContain('CERTHUB_CHECK_WINDOW');
});

test('Redis is one server or a cluster', () => {
  for (const REDIS_URL of ['redis://h', 'redis-cluster://:p@one:7000,two:7001', 'rediss-cluster://one'])
    expect(loadConfig({ REDIS_URL }).redisUrl).toBe(REDIS_URL);
  const message = problemsOf({ REDIS_URL: 'redis-cluster://:hunter2@one:x' });
  expect(message).toContain('REDIS_URL must be a URL like redis://host:6379 or redis-cluster://');
  expect(message).not.toContain('hunter2');
});

test('a clock that was set is for development only', () => {
  expect(loadConfig({ CERTHUB_CLOCK_FILE: 'clock' }).clockFile).toMatch(/clock$/);
  expect(problemsOf({ CERTHUB_CLOCK_FILE: 'clock', CERTHUB_MODE: 'production' })).toContain(
    'CERTHUB_CLOCK_FILE is for development only',
  );
});

describe('figures and traces', () => {
  test('are off unless they are asked for', () => {
    expect(loadConfig({})).toMatchObject({ metricsPort: null, metricsHost: '127.0.0.1', otlpEndpoint: null });
    const set = { CERTHUB_METRICS_PORT: '9464', CERTHUB_METRICS_HOST: '10.0.0.5' };
    expect(loadConfig({ ...set, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' })).toMatchObject({
      metricsPort: 9_464,
      metricsHost: '10.0.0.5',
      otlpEndpoint: 'http://collector:4318',
    });
  });

  test('each worker needs a port of its own behind that of the API', () => {
    expect(problemsOf({ CERTHUB_METRICS_PORT: '65534', CERTHUB_WORKERS: '3' })).toContain('3 lower would do');
    expect(problemsOf({ CERTHUB_METRICS_PORT: '3998', CERTHUB_WORKERS: '3' })).toContain('is CERTHUB_PORT');
    expect(problemsOf({ CERTHUB_METRICS_PORT: '3995', CERTHUB_WORKERS: '3' })).toBe('no problem');
    expect(problemsOf({ CERTHUB_METRICS_PORT: '0', CERTHUB_PORT: '0' })).toBe('no problem');
  });

  test('what is no port and no address is named', () => {
    const message = problemsOf({ CERTHUB_METRICS_PORT: '99999', OTEL_EXPORTER_OTLP_ENDPOINT: 'hunter2' });
    expect(message).toContain('CERTHUB_METRICS_PORT must be a whole number from 0 to 65535');
    expect(message).toContain('OTEL_EXPORTER_OTLP_ENDPOINT must be a URL like');
    expect(message).not.toContain('hunter2');
  });
});
