/**
 * Configuration is read once, here, and fails whole: every problem is named in one message, and no value is repeated
 * (several of them are secrets). The only file that may know an environment; `bin/` passes `process.env` in.
 * What each setting means for an operator: docs/configuration.md.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { errorCode } from './error-code';
import { feedsFile, type FeedConfig } from './feeds-file';
import { LOG_LEVELS, type LogLevel } from './log';
import { redisAddress } from './redis-address';

export type Mode = 'development' | 'production';

export interface Config {
  /** Development adds the GraphQL explorer and introspection, and sample credentials on the screen. */
  readonly mode: Mode;
  readonly dataDir: string;
  readonly keysFile: string;
  /** `null`: the hub starts its own PostgreSQL under `dataDir`. */
  readonly databaseUrl: string | null;
  /** Chunks whose batch was decided more than so many months ago move to `coldDir`; `null`: they stay in the database. */
  readonly coldAfterMonths: number | null;
  /** One for all hosts of a hub: a mounted share, where there are several. */
  readonly coldDir: string;
  /** Most connections of this process; where none are set, as many as it needs. */
  readonly databaseConnections: number;
  /** Read replicas of the database, for views of the API. */
  readonly databaseReplicaUrls: readonly string[];
  /** A replica that is further behind is passed over. */
  readonly replicaLagMs: number;
  /** `null`: BullMQ runs on PostgreSQL. */
  readonly redisUrl: string | null;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Origin without a slash at the end; `null`: ask `publicUrlAt` once the server listens. */
  readonly publicUrl: string | null;
  readonly workers: number;
  /** Of memory for keys of persons and photos in each process that checks chunks. */
  readonly knownKeysMiB: number;
  /** Checks of one institution that stand in the queue at a time. */
  readonly checkWindow: number;
  readonly sweepMs: number;
  readonly logLevel: LogLevel;
  /** Where figures and health are told; `null`: nowhere. 0: any free port. */
  readonly metricsPort: number | null;
  readonly metricsHost: string;
  /** Collector of traces; `null`: none are made. */
  readonly otlpEndpoint: string | null;
  readonly tokenSeconds: number;
  readonly feeds: readonly FeedConfig[];
  /** A clock that was set, in development only (`clockFromFile`); `null`: the machine's. */
  readonly clockFile: string | null;
}

const SECOND_MS = 1_000;
const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '::1']);

function wholeNumberFrom(min: number, max: number) {
  const mend = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, mend)
    .transform(Number)
    .refine((value) => value >= min && value <= max, mend);
}

const wholeNumber = (min: number, max: number, fallback: number) => wholeNumberFrom(min, max).default(fallback);

const isUrlWith = (protocols: readonly string[], text: string): boolean =>
  protocols.includes(URL.parse(text)?.protocol ?? '');

function urlWith(protocols: readonly string[], example: string) {
  const mend = `must be a URL like ${example}`;
  return z.string().refine((text) => isUrlWith(protocols, text), mend);
}

function urlsWith(protocols: readonly string[], max: number, example: string) {
  const mend = `must be at most ${max} URLs like ${example}, each once, with commas between`;
  return z
    .string()
    .transform((text) => text.split(',').map((url) => url.trim()))
    .refine((urls) => urls.length <= max && new Set(urls).size === urls.length, mend)
    .refine((urls) => urls.every((url) => isUrlWith(protocols, url)), mend);
}

const WORKERS_MAX = 64;
/** The connections of more would not fit into the embedded database as this release sets it up. */
export const EMBEDDED_WORKERS = 3;
/** Two that a worker process is at, and two that wait for it. */
const CHECKS_PER_WORKER = 4;
const CHECK_WINDOW_MIN = 8;
const CHECK_WINDOW_MAX = 1_000;

const CONNECTIONS_MIN = 2;
const CONNECTIONS_MAX = 200;
const CONNECTIONS = 10;

/** What the process that is to be configured cannot do without. */
export interface Needs {
  /** Database connections that its jobs hold at a time. */
  readonly connections?: number;
}

/** Why a process does not start: everything that is wrong with its settings. */
export class BadConfiguration extends Error {
  override readonly name = 'BadConfiguration';

  constructor(readonly problems: readonly string[]) {
    super(
      `配置有误 Bad configuration:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\nSee docs/configuration.md.`,
    );
  }
}

/** Jobs that hold one connection and wait for another would, with fewer than all of them hold, wait for each other. */
const connectionsFrom = (least: number) =>
  wholeNumberFrom(CONNECTIONS_MIN, CONNECTIONS_MAX)
    .refine(
      (connections) => connections >= least,
      `对本进程不得小于 ${least}(其任务同时占用的连接数) · must be at least ${least} for this process, what its jobs hold at a time`,
    )
    .default(Math.max(CONNECTIONS, least));

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

const POSTGRES = ['postgres:', 'postgresql:'];
const POSTGRES_EXAMPLE = 'postgres://user:password@host:5432/database';
/** A hundred years: never. */
const COLD_MONTHS_MAX = 1_200;
const REPLICAS_MAX = 16;

const PORT_MAX = 65_535;
const LOOPBACK = '127.0.0.1';
const host = z.string().regex(/^[A-Za-z0-9.:_-]+$/, 'must be an address or a host name');

const settings = z.object({
  DATABASE_URL: urlWith(POSTGRES, POSTGRES_EXAMPLE).optional(),
  DATABASE_REPLICA_URLS: urlsWith(POSTGRES, REPLICAS_MAX, POSTGRES_EXAMPLE).optional(),
  REDIS_URL: z
    .string()
    .refine(
      (text) => redisAddress(text) !== undefined,
      'must be a URL like redis://host:6379 or redis-cluster://host:6379,host:6379',
    )
    .optional(),
  CERTHUB_MODE: oneOf(['development', 'production']).optional(),
  CERTHUB_DATA_DIR: z.string().default('.certhub'),
  CERTHUB_KEYS_FILE: z.string().optional(),
  CERTHUB_FEEDS_FILE: z.string().optional(),
  CERTHUB_COLD_AFTER_MONTHS: wholeNumberFrom(1, COLD_MONTHS_MAX).optional(),
  CERTHUB_COLD_DIR: z.string().optional(),
  CERTHUB_DATABASE_CONNECTIONS: connectionsFrom(CONNECTIONS_MIN),
  CERTHUB_REPLICA_LAG_MS: wholeNumber(500, 60_000, 2_000),
  CERTHUB_HOST: host.default(LOOPBACK),
  CERTHUB_PORT: wholeNumber(0, PORT_MAX, 4_000),
  CERTHUB_PUBLIC_URL: urlWith(['http:', 'https:'], 'https://hub.example.cn')
    .refine(
      (text) => URL.parse(text)?.pathname === '/' && !/[?#]/.test(text),
      'must be an origin, without path, query or fragment',
    )
    .transform((text) => new URL(text).origin)
    .optional(),
  CERTHUB_WORKERS: wholeNumberFrom(1, WORKERS_MAX).optional(),
  CERTHUB_KNOWN_KEYS_MIB: wholeNumber(0, 65_536, 128),
  CERTHUB_CHECK_WINDOW: wholeNumberFrom(1, CHECK_WINDOW_MAX).optional(),
  CERTHUB_SWEEP_SECONDS: wholeNumber(1, 3_600, 60),
  CERTHUB_LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
  CERTHUB_METRICS_PORT: wholeNumberFrom(0, PORT_MAX).optional(),
  CERTHUB_METRICS_HOST: host.default(LOOPBACK),
  OTEL_EXPORTER_OTLP_ENDPOINT: urlWith(['http:', 'https:'], 'http://collector:4318').optional(),
  CERTHUB_TOKEN_SECONDS: wholeNumber(60, 600, 600),
  CERTHUB_CLOCK_FILE: z.string().optional(),
});

type Settings = z.infer<typeof settings>;

/** @throws BadConfiguration naming every problem at once. Reads the feeds file; touches nothing else. */
export function loadConfig(env: NodeJS.ProcessEnv, { connections = CONNECTIONS_MIN }: Needs = {}): Config {
  const given = Object.fromEntries(
    Object.keys(settings.shape).flatMap((name) => {
      const value = env[name]?.trim();
      // Compose files pass `${NAME:-}`: empty means absent.
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const parsed = settings.extend({ CERTHUB_DATABASE_CONNECTIONS: connectionsFrom(connections) }).safeParse(given);
  const problems = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  const { feeds, problems: feedProblems } = readFeeds(given['CERTHUB_FEEDS_FILE']);
  problems.push(...feedProblems);
  if (parsed.success) problems.push(...conflicts(parsed.data, modeOf(parsed.data, env['NODE_ENV'])));
  if (!parsed.success || problems.length > 0) throw new BadConfiguration(problems);
  return configOf(parsed.data, env['NODE_ENV'], feeds);
}

/** The address that callers use, known for sure only when the server listens on a port. No slash at the end. */
export function publicUrlAt({ publicUrl, host }: Pick<Config, 'publicUrl' | 'host'>, listeningPort: number): string {
  if (publicUrl !== null) return publicUrl;
  return `http://${host.includes(':') ? `[${host}]` : host}:${listeningPort}`;
}

function configOf(given: Settings, nodeEnv: string | undefined, feeds: readonly FeedConfig[]): Config {
  const dataDir = resolve(given.CERTHUB_DATA_DIR);
  const workers = given.CERTHUB_WORKERS ?? workersFor(given);
  return Object.freeze({
    mode: modeOf(given, nodeEnv),
    dataDir,
    keysFile: resolve(given.CERTHUB_KEYS_FILE ?? join(dataDir, 'keys.json')),
    databaseUrl: given.DATABASE_URL ?? null,
    coldAfterMonths: given.CERTHUB_COLD_AFTER_MONTHS ?? null,
    coldDir: resolve(given.CERTHUB_COLD_DIR ?? join(dataDir, 'cold')),
    databaseConnections: given.CERTHUB_DATABASE_CONNECTIONS,
    databaseReplicaUrls: Object.freeze(given.DATABASE_REPLICA_URLS ?? []),
    replicaLagMs: given.CERTHUB_REPLICA_LAG_MS,
    redisUrl: given.REDIS_URL ?? null,
    host: given.CERTHUB_HOST,
    port: given.CERTHUB_PORT,
    publicUrl: given.CERTHUB_PUBLIC_URL ?? null,
    workers,
    knownKeysMiB: given.CERTHUB_KNOWN_KEYS_MIB,
    checkWindow: given.CERTHUB_CHECK_WINDOW ?? Math.max(CHECK_WINDOW_MIN, CHECKS_PER_WORKER * workers),
    sweepMs: given.CERTHUB_SWEEP_SECONDS * SECOND_MS,
    logLevel: given.CERTHUB_LOG_LEVEL,
    metricsPort: given.CERTHUB_METRICS_PORT ?? null,
    metricsHost: given.CERTHUB_METRICS_HOST,
    otlpEndpoint: given.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    tokenSeconds: given.CERTHUB_TOKEN_SECONDS,
    feeds,
    clockFile: given.CERTHUB_CLOCK_FILE === undefined ? null : resolve(given.CERTHUB_CLOCK_FILE),
  });
}

/** One for each core. */
const workersFor = ({ DATABASE_URL }: Settings): number =>
  Math.min(availableParallelism(), DATABASE_URL === undefined ? EMBEDDED_WORKERS : WORKERS_MAX);

/** Said outright, else by NODE_ENV, else: who brings a database means it, who does not is trying the hub out. */
function modeOf(given: Settings, nodeEnv: string | undefined): Mode {
  if (given.CERTHUB_MODE !== undefined) return given.CERTHUB_MODE;
  if (nodeEnv === 'production' || nodeEnv === 'development') return nodeEnv;
  return given.DATABASE_URL === undefined ? 'development' : 'production';
}

function conflicts(given: Settings, mode: Mode): string[] {
  const problems: string[] = [];
  // Terms, evidence and signatures rest on the time.
  if (given.CERTHUB_CLOCK_FILE !== undefined && mode !== 'development') {
    problems.push('CERTHUB_CLOCK_FILE is for development only');
  }
  if (given.DATABASE_REPLICA_URLS !== undefined && given.DATABASE_URL === undefined) {
    problems.push('DATABASE_REPLICA_URLS needs DATABASE_URL, the primary that they follow');
  }
  problems.push(...metricsConflicts(given));
  if (given.CERTHUB_PUBLIC_URL === undefined && !LOOPBACK_HOSTS.has(given.CERTHUB_HOST)) {
    // Tokens name their issuer by this address, so guessing it from a request would let the caller choose it.
    problems.push('CERTHUB_PUBLIC_URL must be set when CERTHUB_HOST is not a loopback address');
  }
  return problems;
}

/** `certhub start` gives the API this port, and each worker the next one. */
function metricsConflicts(given: Settings): string[] {
  const { CERTHUB_METRICS_PORT: first = 0, CERTHUB_PORT: port } = given;
  const last = first + (given.CERTHUB_WORKERS ?? workersFor(given)) + 1;
  if (first === 0) return [];
  if (last > PORT_MAX)
    return [`CERTHUB_METRICS_PORT leaves no ports for the workers: ${last - PORT_MAX} lower would do`];
  return port >= first && port <= last
    ? ['CERTHUB_METRICS_PORT, or a port of a worker behind it, is CERTHUB_PORT']
    : [];
}

function readFeeds(file: string | undefined): { feeds: readonly FeedConfig[]; problems: string[] } {
  if (file === undefined) return { feeds: Object.freeze([]), problems: [] };
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(resolve(file), 'utf8'));
  } catch (error) {
    // The parser's own message quotes the file, and the file holds passwords.
    const reason =
      errorCode(error) === undefined ? 'must name a file that is valid JSON' : 'must name a file that can be read';
    return { feeds: [], problems: [`CERTHUB_FEEDS_FILE ${reason}`] };
  }
  const parsed = feedsFile.safeParse(content);
  if (parsed.success) return { feeds: deepFrozen(parsed.data), problems: [] };
  const problems = parsed.error.issues.map(({ path, message }) => {
    const place = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
    return `CERTHUB_FEEDS_FILE: feeds${place} ${message}`;
  });
  return { feeds: [], problems };
}

function deepFrozen<Part>(part: Part): Part {
  if (typeof part === 'object' && part !== null && !Object.isFrozen(part)) {
    Object.freeze(part);
    Object.values(part).forEach((inner) => deepFrozen(inner));
  }
  return part;
}
