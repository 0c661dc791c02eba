/**
 * Lists and details of a large registry over HTTP, as institutions, offices and the public ask for them, beside a question
 * that needs no database (`me`), asked in turn with them: what the machine costs everybody at that minute.
 *
 * in    institutions, filings and plans in proportion to `--records` plans, and the work around them
 * out   for each question and asker p50, p95 and p99 in ms, and the SQL statements of one call
 */
import { setTimeout } from 'node:timers/promises';
import { createClient } from '../src/app/create-client';
import { cstDate } from '../src/domain/calendar/cst';
import { HOST_OPERATOR } from '../bin/stack/local-hub';
import { type Bench, type BenchOptions, type Measured, percentile, roundRatio, timed } from './bench';
import { type BenchHub, openBenchHub } from './bench-hub';
import { type Case, casesOf, type Clients, trivialCall } from './registry-askers';
import { loadLargeRegistry } from './registry-load';
import { registryQuestions } from './registry-operations';
import { LARGE_CITY, LARGE_INSTITUTION } from './registry-rows';
import { countStatements, type StatementCounter } from './statement-counter';

const PLANS = 1_000_000;
const PLANS_PER_INSTITUTION = 33.3;
const PLANS_PER_FILING = 5;
const P95_LIMIT_MS = 20;
const CALLS_PER_ROUND = 20;
/** Not counted: they fill the caches of PostgreSQL and compile. */
const WARM_UP_CALLS = 3;
const BROKEN_OFF_MS = 100;

export const registry: Bench = {
  summary: 'lists and details of a large registry over HTTP, and their SQL statements',
  records: PLANS,
  targets: { headroom: 1 },
  run: async (options) => {
    const bench = await openBenchHub(options);
    try {
      return await measure(bench, options);
    } finally {
      await bench.close();
    }
  },
};

interface Line {
  readonly question: string;
  readonly asker: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly limitMs: number;
  readonly statements: number;
}

async function measure(bench: BenchHub, { records: plans, rounds, say }: BenchOptions): Promise<Measured> {
  const size = {
    institutions: Math.ceil(plans / PLANS_PER_INSTITUTION),
    filings: Math.ceil(plans / PLANS_PER_FILING),
    plans,
  };
  const today = cstDate(bench.hub.now());
  await loadLargeRegistry(bench.database, today, size, say);
  const clients = { ...bench.clients, institution: await institutionClient(bench) };
  const questions = registryQuestions(await publishedApplication(bench), today);
  const counter = await countStatements(bench.databaseUrl);
  try {
    const url = await apiUrl(bench);
    const cases = await casesOf(url, clients, questions);
    const statements = await statementsOf(await casesOf(await apiUrl(bench, counter.url), clients, questions), counter);
    const { ms, trivialMs } = await askInTurns(cases, trivialCall(url, clients), rounds * CALLS_PER_ROUND);
    const lines = cases.map((one, index) => lineOf(one, ms[index] ?? [], statements[index] ?? Number.NaN));
    for (const line of lines) say(shown(line));
    return { postgres: bench.postgres, lines, figures: { ...figuresOf(lines, trivialMs), ...size, rounds } };
  } finally {
    await counter.close();
  }
}

async function institutionClient({ hub }: BenchHub): Promise<Clients['institution']> {
  const clientId = 'bench-institution';
  const input = {
    name: clientId,
    clientId,
    role: 'INSTITUTION',
    institutionCode: LARGE_INSTITUTION,
    regionCode: null,
  } as const;
  const created = await createClient(hub, HOST_OPERATOR, input);
  if (created.kind === 'refused') throw new Error(`The client was refused: ${created.code}.`);
  return { clientId, clientSecret: created.clientSecret, role: 'INSTITUTION' };
}

async function apiUrl(bench: BenchHub, databaseUrl?: string): Promise<string> {
  const { url } = await bench.start(['api'], databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl });
  if (url === null) throw new Error('The API did not say where it listens.');
  return url;
}

async function publishedApplication({ database }: BenchHub): Promise<string> {
  const { rows } = await database.query<{ id: string }>(
    `SELECT id FROM application WHERE state = 'PUBLISHED' AND region_code = $1 ORDER BY id LIMIT 1`,
    [LARGE_CITY],
  );
  const [first] = rows;
  if (first === undefined) throw new Error('The large registry lacks a published application.');
  return first.id;
}

/** Of a second call: the first one may ask for what is kept afterwards. */
async function statementsOf(cases: readonly Case[], counter: StatementCounter): Promise<readonly number[]> {
  const counts: number[] = [];
  for (const { call } of cases) {
    await call();
    const before = counter.statements();
    await call();
    counts.push(counter.statements() - before);
  }
  return counts;
}

async function askInTurns(
  cases: readonly Case[],
  trivial: Case['call'],
  calls: number,
): Promise<{ readonly ms: readonly (readonly number[])[]; readonly trivialMs: readonly number[] }> {
  const ms = cases.map((): number[] => []);
  const trivialMs: number[] = [];
  for (let turn = 0; turn < WARM_UP_CALLS + calls; turn += 1) {
    for (const [index, { question, call }] of cases.entries()) {
      const spent = await timed(call);
      // What the hub still reads of an answer that was broken off is not charged to the next question.
      if (question.firstBytes === true) await setTimeout(BROKEN_OFF_MS);
      const beside = await timed(trivial);
      if (turn < WARM_UP_CALLS) continue;
      ms[index]?.push(spent);
      trivialMs.push(beside);
    }
  }
  return { ms, trivialMs };
}

const lineOf = ({ question, asker }: Case, ms: readonly number[], statements: number): Line => ({
  question: question.name,
  asker,
  p50Ms: tenths(percentile(ms, 0.5)),
  p95Ms: tenths(percentile(ms, 0.95)),
  p99Ms: tenths(percentile(ms, 0.99)),
  limitMs: question.limitMs ?? P95_LIMIT_MS,
  statements,
});

const tenths = (ms: number): number => Math.round(ms * 10) / 10;

const QUESTION_COLUMN = 24;
const ASKER_COLUMN = 13;
const NUMBER_COLUMN = 8;
const shown = ({ question, asker, p50Ms, p95Ms, p99Ms, limitMs, statements }: Line): string =>
  [
    question.padEnd(QUESTION_COLUMN),
    asker.padEnd(ASKER_COLUMN),
    ...[p50Ms, p95Ms, p99Ms].map((ms) => ms.toFixed(1).padStart(NUMBER_COLUMN)),
    `${statements}`.padStart(NUMBER_COLUMN),
    p95Ms > limitMs ? `  p95 over ${limitMs} ms` : '',
  ].join('');

function figuresOf(lines: readonly Line[], trivialMs: readonly number[]): Measured['figures'] {
  const tightest = lines.toSorted((one, other) => one.limitMs / one.p95Ms - other.limitMs / other.p95Ms).at(0);
  if (tightest === undefined) throw new Error('Nothing was asked.');
  const trivialP95Ms = tenths(percentile(trivialMs, 0.95));
  return {
    headroom: roundRatio(tightest.limitMs / tightest.p95Ms),
    tightest: `${tightest.question} (${tightest.asker})`,
    overLimit: lines.filter(({ p95Ms, limitMs }) => p95Ms > limitMs).length,
    questions: lines.length,
    medianP95Ms: tenths(
      percentile(
        lines.map(({ p95Ms }) => p95Ms),
        0.5,
      ),
    ),
    trivialP50Ms: tenths(percentile(trivialMs, 0.5)),
    trivialP95Ms,
    statementsMax: Math.max(...lines.map(({ statements }) => statements)),
    calls: trivialMs.length,
  };
}
