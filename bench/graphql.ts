/**
 * A page of a hundred certificates with eight fields from PostgreSQL over HTTP, beside mercurius with graphql-jit, which answers
 * from the same view over a pool of the same size and checks the same tokens (`mercurius/serve.ts`).
 *
 * in    one plan with `--records` certificates, uploaded, checked and approved by both offices; the workers are stopped
 * out   requests a second of both, in turns
 */
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { apiClient, getToken, type Send } from '../bin/demo/api-client';
import { type Bench, type BenchOptions, type Measured, MS_PER_SECOND, median, roundRatio } from './bench';
import { type BenchHub, openBenchHub } from './bench-hub';
import { cleanLoad } from './load';
import { sealAndWait } from './pipeline';
import { upload } from './uploaded';

const CERTIFICATES = 500;
const PAGE_ROWS = 100;
const CONNECTIONS = 32;
const WARM_UP_SECONDS = 5;
/**
 * What else a machine does comes in seconds: both sides are asked in turns of one second, so that it comes to both, and the median
 * of the pairs leaves out those where it did not.
 */
const PAIRS_OF_ROUND = 12;
const TURN_SECONDS = 1;
/** What the side before was still asked is answered by then. */
const BETWEEN_TURNS_MS = 100;
const OK = 200;

const QUERY = `query Certificates($planNo: ID!, $first: Int!) {
  certificatesOfPlan(planNo: $planNo, first: $first) {
    items { certificateNo state version name level examDate issuedOn batchId }
  }
}`;

export const graphql: Bench = {
  summary: 'a page of 100 certificates with 8 fields over HTTP, beside mercurius with graphql-jit',
  records: CERTIFICATES,
  targets: { ratio: 1 },
  run: async (options) => {
    const bench = await openBenchHub(options);
    try {
      const worker = await bench.start(['worker']);
      const api = await bench.start(['api']);
      await certificates(bench, urlOf(api), options.records);
      await Promise.all([worker.stop(), api.stop()]);
      return await measure(bench, options);
    } finally {
      await bench.close();
    }
  },
};

function urlOf({ url }: { readonly url: string | null }): string {
  if (url === null) throw new Error('A server did not say where it listens.');
  return url;
}

/** By the hub's own way, so that rows, versions and keys are what they are. */
async function certificates(bench: BenchHub, url: string, records: number): Promise<void> {
  const { hub, caller, clients } = bench;
  const { header, body } = cleanLoad(bench, records, { startSerial: 1 });
  const sent = await upload(hub, caller, { header, body, records });
  await sealAndWait(bench, sent);
  await approve(apiClient(url, clients.city), sent.id);
  await approve(apiClient(url, clients.province), sent.id);
  await bench.database.query('VACUUM ANALYZE');
}

async function approve(send: Send, batchId: string): Promise<void> {
  const { approveBatch } = await send<{ approveBatch: { readonly __typename: string } }>(
    'mutation ($id: ID!) { approveBatch(batchId: $id) { __typename } }',
    { id: batchId },
  );
  if (approveBatch.__typename !== 'BatchReviewed') throw new Error('The batch was not approved.');
}

interface Sides {
  readonly hub: string;
  readonly mercurius: string;
}

async function measure(bench: BenchHub, { rounds, records, say }: BenchOptions): Promise<Measured> {
  const turns: Turns[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const taken = await freshRound(bench);
    turns.push(taken);
    say(
      `round ${round + 1}: hub ${perSecondOf(taken.hub)} requests/s, mercurius ${perSecondOf(taken.mercurius)} requests/s, ratio ${roundRatio(ratioOf(taken))}`,
    );
  }
  const ratios = turns.map(ratioOf);
  const [hub, mercurius] = [turns.flatMap((taken) => taken.hub), turns.flatMap((taken) => taken.mercurius)];
  return {
    postgres: bench.postgres,
    figures: {
      ratio: roundRatio(median(ratios)),
      ratioLeast: roundRatio(Math.min(...ratios)),
      ratioMost: roundRatio(Math.max(...ratios)),
      hubPerSecond: perSecondOf(hub),
      mercuriusPerSecond: perSecondOf(mercurius),
      hubP99Ms: median(hub.map(({ p99Ms }) => p99Ms)),
      mercuriusP99Ms: median(mercurius.map(({ p99Ms }) => p99Ms)),
      connections: CONNECTIONS,
      rows: PAGE_ROWS,
      records,
      pairs: PAIRS_OF_ROUND,
      rounds,
    },
  };
}

type Turns = Readonly<Record<keyof Sides, readonly Run[]>>;

/**
 * With new processes: one and the same server is up to a tenth faster or slower from start to start, as V8 happens to have
 * compiled and laid out what it met.
 */
async function freshRound(bench: BenchHub): Promise<Turns> {
  const api = await bench.start(['api']);
  const hub = urlOf(api);
  const beside = await bench.startBeside(join(__dirname, 'mercurius', 'serve.js'), { CERTHUB_PUBLIC_URL: hub });
  const urls: Sides = { hub, mercurius: urlOf(beside) };
  const request = await requestOf(bench, hub);
  const answers = await Promise.all([answerOf(urls.hub, request), answerOf(urls.mercurius, request)]);
  if (!isDeepStrictEqual(answers[0], answers[1])) throw new Error('The two servers answer differently.');
  await bench.database.query('CHECKPOINT');
  const run = (url: string, seconds: number): Promise<Run> => load(`${url}/graphql`, request, seconds);
  await run(urls.hub, WARM_UP_SECONDS);
  await run(urls.mercurius, WARM_UP_SECONDS);
  const taken = await inTurns(urls, run);
  await Promise.all([beside.stop(), api.stop()]);
  return taken;
}

async function requestOf({ clients, planNo }: BenchHub, url: string): Promise<Request> {
  const { access_token: token } = await getToken(url, clients.institution);
  return {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY, variables: { planNo, first: PAGE_ROWS } }),
  };
}

/** Whoever comes second meets a warmer database: they take turns at it. */
async function inTurns(urls: Sides, run: (url: string, seconds: number) => Promise<Run>): Promise<Turns> {
  const taken: Record<keyof Sides, Run[]> = { hub: [], mercurius: [] };
  for (let pair = 0; pair < PAIRS_OF_ROUND; pair += 1)
    for (const side of pair % 2 === 0 ? (['hub', 'mercurius'] as const) : (['mercurius', 'hub'] as const)) {
      taken[side].push(await run(urls[side], TURN_SECONDS));
      await sleep(BETWEEN_TURNS_MS);
    }
  return taken;
}

const perSecondOf = (runs: readonly Run[]): number => Math.round(median(runs.map(({ perSecond }) => perSecond)));

const ratioOf = ({ hub, mercurius }: Turns): number =>
  median(hub.map(({ perSecond }, pair) => perSecond / (mercurius[pair]?.perSecond ?? Number.NaN)));

interface Request {
  readonly method: 'POST';
  readonly headers: Record<string, string>;
  readonly body: string;
}

async function answerOf(url: string, request: Request): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, request);
  const text = await response.text();
  const answer: { data?: { certificatesOfPlan?: { items?: readonly object[] } } } = JSON.parse(text);
  if (answer.data?.certificatesOfPlan?.items?.length !== PAGE_ROWS)
    throw new Error(`Not the page: ${text.slice(0, 200)}`);
  return answer;
}

interface Run {
  readonly perSecond: number;
  readonly p99Ms: number;
}

async function load(url: string, request: Request, seconds: number): Promise<Run> {
  const answered = await autocannon({ url, ...request, connections: CONNECTIONS, duration: seconds });
  const { latency, errors, non2xx } = answered;
  if (errors > 0 || non2xx > 0) throw new Error(`Of the requests ${errors + non2xx} were not answered ${OK}.`);
  const ms = answered.finish.getTime() - answered.start.getTime();
  return { perSecond: (answered['2xx'] / ms) * MS_PER_SECOND, p99Ms: latency.p99 };
}
