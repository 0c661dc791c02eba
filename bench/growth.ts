/**
 * What a hub of 1,000,000 and then 10,000,000 certificates answers, and how fast it checks, beside one of 100,000 that is
 * asked and sent the same in turns with it.
 *
 * in    `--records` certificates at the top (`growth-rows.ts`), a tenth of that before; beside them a hub of a hundredth
 * A     status of a batch, certificate by number and person look-up over HTTP, each time of another batch, number or person
 * B     batches of 20,000 records through real workers, from the seal to all verdicts; the first ones of a step are not counted
 * out   each p99 and the rate of the large hub divided by those of the small one
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from '../bin/stack/child';
import {
  type Bench,
  type BenchOptions,
  type Measured,
  median,
  percentile,
  perSecond,
  roundRatio,
  timed,
} from './bench';
import { type BenchHub, openBenchHub } from './bench-hub';
import { grow } from './growth-fill';
import { approvedOriginal, ASKED_PERSONS, askedPersons, idNumberOf, personsOf } from './growth-original';
import { type AskedHub, type AskedTimes, askInTurns, growthQuestions, QUESTIONS } from './growth-questions';
import { keepOriginal, type Original, samplePlaces } from './growth-rows';
import { sealAndWait, uploaded } from './pipeline';

const CERTIFICATES = 10_000_000;
/** Of the certificates at the top. */
const LEAST = 100;
const STEPS = [10, 1] as const;
const PIPELINE_RECORDS_MAX = 20_000;
const BATCHES_PER_ROUND = 3;
/**
 * Of each hub: new processes have cold code, and a page that is touched for the first time after a checkpoint goes to the log
 * whole, which a hub at work pays spread over all that comes between two checkpoints.
 */
const WARM_UP_BATCHES = 5;
const PASSES_PER_ROUND = 3;
const CALLS_PER_PASS = 500;
const WARM_UP_CALLS = 200;
const HIGH_SHARE = 0.99;
/** Nothing is due, and nothing should look for it while tables have no indexes. */
const SWEEP_SECONDS = '3600';
const KEYS_POLL_MS = 500;

export const growth: Bench = {
  summary: 'look-ups and pipeline rate as the hub grows to ten million certificates',
  records: CERTIFICATES,
  targets: { rateKept: 0.8, p99Growth: { atMost: 1.5 } },
  run: async (options) => {
    const least = await openBenchHub(options);
    try {
      const grown = await openBenchHub(options);
      try {
        return await measure(least, grown, options);
      } finally {
        await grown.close();
      }
    } finally {
      await least.close();
    }
  },
};

interface Step {
  readonly certificates: number;
  readonly beside: number;
  /** Of each pair of batches; of each pass. */
  readonly rates: readonly Pair[];
  readonly p50Ms: Readonly<Record<Question, readonly Pair[]>>;
  readonly p99Ms: Readonly<Record<Question, readonly Pair[]>>;
}
interface Pair {
  readonly least: number;
  readonly grown: number;
}
type Question = (typeof QUESTIONS)[number];

async function measure(leastBench: BenchHub, grownBench: BenchHub, options: BenchOptions): Promise<Measured> {
  const { records: top, workers, rounds, say } = options;
  const least = await growingHub(leastBench, options, (inAll) => [Math.ceil(inAll / LEAST)]);
  const grown = await growingHub(grownBench, options, (inAll) => STEPS.map((share) => Math.ceil(inAll / share)));
  await least.growTo(least.copiesAt[0] ?? 1);
  const steps: Step[] = [];
  for (const copies of grown.copiesAt) {
    await grown.growTo(copies);
    const step = await measureStep(least, grown, options);
    steps.push(step);
    say(shown(step));
  }
  const figures = { ...figuresOf(steps), records: top, rounds, workers };
  return { postgres: leastBench.postgres, lines: steps, figures };
}

/** A hub with its processes. */
interface GrowingHub {
  readonly bench: BenchHub;
  readonly url: string;
  readonly original: Original;
  readonly copiesAt: readonly number[];
  growTo(copies: number): Promise<void>;
  copies(): number;
  /** From the seal to all verdicts of one more batch of new people and numbers; records/s. */
  rate(): Promise<number>;
}

async function growingHub(
  bench: BenchHub,
  { records: top, workers, say }: BenchOptions,
  stepsOf: (copiesInAll: number) => readonly number[],
): Promise<GrowingHub> {
  const working: Child[] = [];
  const startWorkers = async (): Promise<void> => {
    await Promise.all(working.splice(0).map((worker) => worker.stop()));
    while (working.length < workers) {
      working.push(await bench.start(['worker'], { CERTHUB_SWEEP_SECONDS: SWEEP_SECONDS }));
    }
  };
  await startWorkers();
  const { url } = await bench.start(['api']);
  if (url === null) throw new Error('The API did not say where it listens.');
  const original = await approvedOriginal(bench);
  const copiesAt = stepsOf(Math.ceil(top / original.certificates));
  await keepOriginal(bench.database, original, askedPersons(bench, original, copiesAt));
  const records = Math.min(PIPELINE_RECORDS_MAX, top);
  let copies = 0;
  // The first one is the batch that is copied.
  let round = 0;
  const rate = async (): Promise<number> => {
    round += 1;
    const upload = await uploaded(bench, records, round);
    return perSecond(records, await timed(() => sealAndWait(bench, upload)));
  };
  return {
    bench,
    url,
    original,
    copiesAt,
    copies: () => copies,
    growTo: async (before) => {
      await grow(bench, { from: copies, before, copiesInAll: Math.max(...copiesAt) }, say);
      copies = before;
      // What grew did not come through them, so that they do not know of it: they begin as after an update.
      await startWorkers();
      await rate();
      await untilKeysAreRead(bench);
    },
    rate,
  };
}

/** Workers read the keys of all persons and photos once, beside their first checks. */
async function untilKeysAreRead({ database }: BenchHub): Promise<void> {
  const pages = `SELECT FROM pg_stat_activity WHERE query LIKE '% AS page' AND now() - state_change < interval '2 s'`;
  do await sleep(KEYS_POLL_MS);
  while (((await database.query(pages)).rowCount ?? 0) > 0);
}

async function measureStep(least: GrowingHub, grown: GrowingHub, { rounds }: BenchOptions): Promise<Step> {
  const { p50Ms, p99Ms } = await passes(await Promise.all([least, grown].map(askedHub)), PASSES_PER_ROUND * rounds);
  for (let nth = 0; nth < WARM_UP_BATCHES; nth += 1) {
    await least.rate();
    await grown.rate();
  }
  const rates: Pair[] = [];
  while (rates.length < BATCHES_PER_ROUND * rounds) {
    const rate = await least.rate();
    rates.push({ least: Math.round(rate), grown: Math.round(await grown.rate()) });
  }
  const certificatesOf = (hub: GrowingHub): number => hub.copies() * hub.original.certificates;
  return { certificates: certificatesOf(grown), beside: certificatesOf(least), rates, p50Ms, p99Ms };
}

async function askedHub({ bench, url, original, copies }: GrowingHub): Promise<AskedHub> {
  const places = await samplePlaces(bench.database, ASKED_PERSONS);
  const idNumbers = personsOf(copies(), original).map(idNumberOf);
  return { url, client: bench.clients.province, questions: growthQuestions({ ...places, idNumbers }) };
}

async function passes(hubs: readonly AskedHub[], count: number): Promise<Pick<Step, 'p50Ms' | 'p99Ms'>> {
  await askInTurns(hubs, { from: 0, calls: WARM_UP_CALLS });
  const made: AskedTimes[][] = [];
  while (made.length < count) {
    const from = WARM_UP_CALLS + made.length * CALLS_PER_PASS;
    made.push([...(await askInTurns(hubs, { from, calls: CALLS_PER_PASS }))]);
  }
  const pairs = (question: Question, share: number): readonly Pair[] =>
    made.map(([least, grown]) => ({
      least: roundRatio(percentile(least?.[question] ?? [], share)),
      grown: roundRatio(percentile(grown?.[question] ?? [], share)),
    }));
  const ofEach = (share: number) => ({
    status: pairs('status', share),
    certificate: pairs('certificate', share),
    person: pairs('person', share),
  });
  return { p50Ms: ofEach(0.5), p99Ms: ofEach(HIGH_SHARE) };
}

/** Of each pair by itself: what slows the machine for a moment slows both. */
const ratioOf = (pairs: readonly Pair[]): number => median(pairs.map(({ least, grown }) => grown / least));
const medians = (pairs: readonly Pair[]): Pair => ({
  least: median(pairs.map(({ least }) => least)),
  grown: median(pairs.map(({ grown }) => grown)),
});

function shown({ certificates, beside, rates, p50Ms, p99Ms }: Step): string {
  const spread = (pairs: readonly Pair[]): string => {
    const ratios = pairs.map(({ least, grown }) => grown / least);
    return `${roundRatio(median(ratios))} (${roundRatio(Math.min(...ratios))}…${roundRatio(Math.max(...ratios))})`;
  };
  const rate = medians(rates);
  const asked = QUESTIONS.map((name) => {
    const [middle, high] = [medians(p50Ms[name]), medians(p99Ms[name])];
    return `${name} p50 ${middle.least} → ${middle.grown}, p99 ${high.least} → ${high.grown} ms, ${spread(p99Ms[name])}`;
  });
  return `${beside} → ${certificates} certificates: ${Math.round(rate.least)} → ${Math.round(rate.grown)} records/s, ${spread(rates)}; ${asked.join('; ')}`;
}

/** The worst of all steps; the rates and the growth of each question are told of the largest hub. */
function figuresOf(steps: readonly Step[]): Measured['figures'] {
  const most = steps.at(-1);
  if (most === undefined) throw new Error('Nothing was measured.');
  const growths = (step: Step): readonly number[] => QUESTIONS.map((name) => ratioOf(step.p99Ms[name]));
  const [status = Number.NaN, certificate = Number.NaN, person = Number.NaN] = growths(most).map(roundRatio);
  const rate = medians(most.rates);
  return {
    rateKept: roundRatio(Math.min(...steps.map(({ rates }) => ratioOf(rates)))),
    p99Growth: roundRatio(Math.max(...steps.flatMap(growths))),
    statusP99Growth: status,
    certificateP99Growth: certificate,
    personP99Growth: person,
    recordsPerSecondAtLeast: Math.round(rate.least),
    recordsPerSecondAtMost: Math.round(rate.grown),
    certificatesAtLeast: most.beside,
    certificatesAtMost: most.certificates,
  };
}
