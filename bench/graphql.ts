/**
 * A page of a hundred certificates with eight fields from PostgreSQL over HTTP, beside mercurius with graphql-jit, which answers
 * from the same view over a pool of the same size and checks the same tokens (`mercurius/serve.ts`).
 *
 * in    one plan with `--records` certificates, uploaded, checked and approved by both offices; the workers are stopped
 * out   requests a second of both, in turns
 */
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { apiClient, getToken, type Send } from '../bin/demo/api-client';
import { sampleLines } from '../src/domain/sample/sample-batch';
import { SAMPLE_MAIN_INSTITUTION } from '../src/domain/sample/institutions';
import { type Bench, type BenchOptions, type Measured, median, roundRatio } from './bench';
import { BENCH_SEED, type BenchHub, openBenchHub } from './bench-hub';
import { sealAndWait } from './pipeline';
import { upload } from './uploaded';

const CERTIFICATES = 500;
const PAGE_ROWS = 100;
const CONNECTIONS = 32;
const WARM_UP_SECONDS = 3;
const SECONDS = 6;
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
      const hubUrl = urlOf(await bench.start(['api']));
      await certificates(bench, hubUrl, options.records);
      await worker.stop();
      const beside = join(__dirname, 'mercurius', 'serve.js');
      const mercuriusUrl = urlOf(await bench.startBeside(beside, { CERTHUB_PUBLIC_URL: hubUrl }));
      return await measure(bench, { hub: hubUrl, mercurius: mercuriusUrl }, options);
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
  const { registry, planNo, hub, caller, clients } = bench;
  const { header, lines } = sampleLines({
    registry,
    seed: BENCH_SEED,
    institutionCode: SAMPLE_MAIN_INSTITUTION,
    planNo,
    records,
    faultShare: 0,
    startSerial: 1,
  });
  const body = Buffer.from([...lines].map(({ record }) => `${JSON.stringify(record)}\n`).join(''));
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

async function measure(
  { clients, planNo, postgres, database }: BenchHub,
  urls: Sides,
  { rounds, records, say }: BenchOptions,
): Promise<Measured> {
  const { access_token: token } = await getToken(urls.hub, clients.institution);
  const request = {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY, variables: { planNo, first: PAGE_ROWS } }),
  } as const;
  const answers = await Promise.all([answerOf(urls.hub, request), answerOf(urls.mercurius, request)]);
  if (!isDeepStrictEqual(answers[0], answers[1])) throw new Error('The two servers answer differently.');
  await database.query('CHECKPOINT');
  const run = (url: string, duration: number): Promise<Run> => load(`${url}/graphql`, request, duration);
  await run(urls.hub, WARM_UP_SECONDS);
  await run(urls.mercurius, WARM_UP_SECONDS);
  const hub: Run[] = [];
  const mercurius: Run[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // Whoever comes second meets a warmer database: they take turns at it.
    for (const side of round % 2 === 0 ? ([hub, mercurius] as const) : ([mercurius, hub] as const))
      side.push(await run(side === hub ? urls.hub : urls.mercurius, SECONDS));
    const [ours, theirs] = [hub.at(-1), mercurius.at(-1)];
    say(`round ${round + 1}: hub ${ours?.perSecond} requests/s, mercurius ${theirs?.perSecond} requests/s`);
  }
  const ratios = hub.map(({ perSecond }, round) => perSecond / (mercurius[round]?.perSecond ?? Number.NaN));
  return {
    postgres,
    figures: {
      ratio: roundRatio(median(ratios)),
      ratioLeast: roundRatio(Math.min(...ratios)),
      ratioMost: roundRatio(Math.max(...ratios)),
      hubPerSecond: Math.round(median(hub.map(({ perSecond }) => perSecond))),
      mercuriusPerSecond: Math.round(median(mercurius.map(({ perSecond }) => perSecond))),
      hubP99Ms: median(hub.map(({ p99Ms }) => p99Ms)),
      mercuriusP99Ms: median(mercurius.map(({ p99Ms }) => p99Ms)),
      connections: CONNECTIONS,
      rows: PAGE_ROWS,
      records,
      rounds,
    },
  };
}

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

async function load(url: string, request: Request, duration: number): Promise<Run> {
  const { requests, latency, errors, non2xx } = await autocannon({
    url,
    ...request,
    connections: CONNECTIONS,
    duration,
  });
  if (errors > 0 || non2xx > 0) throw new Error(`Of the requests ${errors + non2xx} were not answered ${OK}.`);
  return { perSecond: Math.round(requests.average), p99Ms: latency.p99 };
}
