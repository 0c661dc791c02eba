/**
 * What a hub of 100,000, 1,000,000 and 10,000,000 certificates answers, and how fast it checks, in one run on one database that
 * grows from step to step (`growth-rows.ts`).
 *
 * in    `--records` certificates at the top; a hundredth and a tenth of that before
 * A     status of a batch, certificate by number and person look-up over HTTP, each time of another batch, number or person
 * B     batches of 50,000 records through real workers, from the seal to all verdicts; the first ones of a step are not counted,
 *       because they follow upon a checkpoint that a hub at work has rarely
 * out   each p99 and the rate at the top divided by those of the smallest hub
 */
import { Client } from 'pg';
import { type Bench, type BenchOptions, type Measured, median, perSecond, roundRatio, timed } from './bench';
import { type BenchHub, openBenchHub } from './bench-hub';
import { approvedOriginal, ASKED_PERSONS, askedPersons, idNumberOf, personsOf } from './growth-original';
import { askAll, growthQuestions, p50, p99 } from './growth-questions';
import { fillHalf, keepOriginal, makeCopies, type Original, samplePlaces } from './growth-rows';
import { sealAndWait, uploaded } from './pipeline';

const CERTIFICATES = 10_000_000;
const STEPS = [100, 10, 1] as const;
const PIPELINE_RECORDS_MAX = 50_000;
const WARM_UP_BATCHES = 2;
const CALLS_PER_ROUND = 1_000;
const WARM_UP_CALLS = 200;
/** Committed at a time. */
const COPIES_PER_PIECE = 1_000;

export const growth: Bench = {
  summary: 'look-ups and pipeline rate as the hub grows to ten million certificates',
  records: CERTIFICATES,
  targets: { rateKept: 0.8, p99Growth: { atMost: 1.5 } },
  run: async (options) => {
    const bench = await openBenchHub(options);
    try {
      return await measure(bench, options);
    } finally {
      await bench.close();
    }
  },
};

interface Step {
  readonly certificates: number;
  readonly recordsPerSecond: number;
  readonly afterCheckpoint: number;
  readonly p50Ms: Readonly<Record<string, number>>;
  readonly p99Ms: Readonly<Record<string, number>>;
}

async function measure(bench: BenchHub, options: BenchOptions): Promise<Measured> {
  const { records: top, workers, say } = options;
  for (let worker = 0; worker < workers; worker += 1) await bench.start(['worker']);
  const { url } = await bench.start(['api']);
  if (url === null) throw new Error('The API did not say where it listens.');
  const original = await approvedOriginal(bench);
  const copiesInAll = Math.ceil(top / original.certificates);
  const copiesAt = STEPS.map((share) => Math.ceil(copiesInAll / share));
  await keepOriginal(bench.database, original, askedPersons(bench, original, copiesAt));
  const steps: Step[] = [];
  let copies = 0;
  let round = 1;
  for (const before of copiesAt) {
    await grow(bench, { from: copies, before, copiesInAll }, say);
    copies = before;
    const step = await measureStep(bench, url, { options, copies, original, round });
    round += WARM_UP_BATCHES + options.rounds;
    steps.push(step);
    say(shown(step));
  }
  return { postgres: bench.postgres, lines: steps, figures: { ...figuresOf(steps), rounds: options.rounds, workers } };
}

interface Span {
  readonly from: number;
  readonly before: number;
  readonly copiesInAll: number;
}

async function grow(bench: BenchHub, span: Span, say: (line: string) => void): Promise<void> {
  await makeCopies(bench.database, span);
  const beside = new Client({ connectionString: bench.databaseUrl });
  await beside.connect();
  try {
    const ms = await timed(() => Promise.all([fillPieces(bench.database, 0, span), fillPieces(beside, 1, span)]));
    say(`loaded ${span.before - span.from} batches in ${Math.round(ms / 1_000)} s`);
    // As autovacuum leaves it after a while: visibility known, statistics taken.
    const tidied = await timed(() =>
      Promise.all([
        vacuum(bench.database, ['record', 'finding', 'chunk', 'batch', 'upload']),
        vacuum(beside, [
          'certificate',
          'certificate_version',
          'delivery_item',
          'delivery',
          'review',
          'decision',
          'institution',
        ]),
      ]),
    );
    await bench.database.query('CHECKPOINT');
    say(`vacuumed in ${Math.round(tidied / 1_000)} s`);
  } finally {
    await beside.end();
  }
}

async function fillPieces(database: Client, half: 0 | 1, { from, before }: Span): Promise<void> {
  for (let piece = from; piece < before; piece += COPIES_PER_PIECE) {
    await fillHalf(database, half, { from: piece, before: Math.min(before, piece + COPIES_PER_PIECE) });
  }
}

const vacuum = (database: Client, tables: readonly string[]): Promise<unknown> =>
  database.query(`VACUUM (ANALYZE) ${tables.join(', ')}`);

interface StepAsked {
  readonly options: BenchOptions;
  readonly copies: number;
  readonly original: Original;
  /** The next batch of people and numbers that the sample has not given yet. */
  readonly round: number;
}

async function measureStep(bench: BenchHub, url: string, step: StepAsked): Promise<Step> {
  const { options, copies, original, round } = step;
  const rates: number[] = [];
  for (let nth = 0; nth < WARM_UP_BATCHES + options.rounds; nth += 1) {
    const records = Math.min(PIPELINE_RECORDS_MAX, options.records);
    const upload = await uploaded(bench, records, round + nth);
    rates.push(perSecond(records, await timed(() => sealAndWait(bench, upload))));
  }
  const places = await samplePlaces(bench.database, ASKED_PERSONS);
  const questions = growthQuestions({ ...places, idNumbers: personsOf(copies, original).map(idNumberOf) });
  await askAll(url, bench.clients.province, questions, { from: 0, calls: WARM_UP_CALLS });
  const times: Record<string, { p50: number[]; p99: number[] }> = {};
  for (let nth = 0; nth < options.rounds; nth += 1) {
    const from = WARM_UP_CALLS + nth * CALLS_PER_ROUND;
    for (const { name, ms } of await askAll(url, bench.clients.province, questions, { from, calls: CALLS_PER_ROUND })) {
      const kept = (times[name] ??= { p50: [], p99: [] });
      kept.p50.push(p50(ms));
      kept.p99.push(p99(ms));
    }
  }
  const medians = (which: 'p50' | 'p99'): Record<string, number> =>
    Object.fromEntries(Object.entries(times).map(([name, kept]) => [name, roundRatio(median(kept[which]))]));
  return {
    certificates: copies * original.certificates,
    recordsPerSecond: Math.round(median(rates.slice(WARM_UP_BATCHES))),
    afterCheckpoint: Math.round(rates[0] ?? Number.NaN),
    p50Ms: medians('p50'),
    p99Ms: medians('p99'),
  };
}

const shown = ({ certificates, recordsPerSecond, afterCheckpoint, p50Ms, p99Ms }: Step): string =>
  `${certificates} certificates: ${recordsPerSecond} records/s (${afterCheckpoint} right after a checkpoint); p50/p99 in ms: ${Object.keys(
    p99Ms,
  )
    .map((name) => `${name} ${p50Ms[name]}/${p99Ms[name]}`)
    .join(', ')}`;

function figuresOf(steps: readonly Step[]): Measured['figures'] {
  const [least] = steps;
  const most = steps.at(-1);
  if (least === undefined || most === undefined) throw new Error('Nothing was measured.');
  const growths = Object.keys(least.p99Ms).map(
    (name) => (most.p99Ms[name] ?? Number.NaN) / (least.p99Ms[name] ?? Number.NaN),
  );
  return {
    rateKept: roundRatio(most.recordsPerSecond / least.recordsPerSecond),
    p99Growth: roundRatio(Math.max(...growths)),
    ...Object.fromEntries(
      Object.keys(least.p99Ms).map((name, index) => [`${name}P99Growth`, roundRatio(growths[index] ?? Number.NaN)]),
    ),
    recordsPerSecondAtLeast: least.recordsPerSecond,
    recordsPerSecondAtMost: most.recordsPerSecond,
    certificates: most.certificates,
  };
}
