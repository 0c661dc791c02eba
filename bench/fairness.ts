/**
 * How long a small batch of one institution takes while another institution floods the hub, beside how long it takes when
 * nothing else goes on: from the call of the seal until the verdicts are stored.
 *
 * in      small batches uploaded before the clock starts, and one flood of `--records`; worker processes waiting
 * quiet   small batches one after the other
 * flood   the flood is sealed, and once it is being checked small batches go on as before until it has settled
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import type { Caller } from '../src/app/caller';
import { workerCommands } from '../bin/stack/stack';
import { SAMPLE_MAIN_INSTITUTION } from '../src/domain/sample/institutions';
import { roomOf } from '../src/domain/sample/plans';
import { sampleBatch } from '../src/domain/sample/sample-batch';
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
import { BENCH_SEED, type BenchHub, openBenchHub } from './bench-hub';
import { loadOf } from './load';
import { seal, upload, type Uploaded } from './uploaded';

const SMALL_RECORDS = 50;
/** Of each phase of a round; the warm-up is as long as a round. Those of the flood are enough to go on until it has settled. */
const SMALL_BATCHES = { quiet: 20, flood: 80 } as const;
/** Between two small batches, so that they meet the flood at different moments. */
const PAUSE_MS = 100;
const POLL_MS = 4;
/** The flood and the small batch are watched at a time. */
const WATCHES = 2;
const LIMIT_MS = 600_000;
const HIGH_SHARE = 0.95;
const WARM_UP_ROUNDS = 1;

export const fairness: Bench = {
  summary: 'a batch of 50 while another institution floods, beside the same when nothing else goes on',
  records: 200_000,
  targets: { ratio: { atMost: 2 } },
  run: async (options) => {
    const bench = await openBenchHub(options);
    const watch = new Pool({ connectionString: bench.databaseUrl, max: WATCHES });
    try {
      for (const command of workerCommands(options.workers)) await bench.start(command);
      return await measure({ ...bench, watch }, options);
    } finally {
      await watch.end();
      await bench.close();
    }
  },
};

interface Watched extends BenchHub {
  readonly watch: Pool;
}

interface Round {
  readonly quietMs: readonly number[];
  readonly floodMs: readonly number[];
  /** From the seal of the flood until it had settled. */
  readonly wholeMs: number;
}

async function measure(bench: Watched, { records, rounds, workers, queue, say }: BenchOptions): Promise<Measured> {
  const nextSmall = smallSender(bench);
  const counted: Round[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + rounds; round += 1) {
    const measured = await oneRound(bench, nextSmall, { records, round });
    const isCounted = round >= WARM_UP_ROUNDS;
    if (isCounted) counted.push(measured);
    const { quietMs, floodMs } = measured;
    say(
      `${isCounted ? `round ${round + 1 - WARM_UP_ROUNDS}` : 'warm-up'}: quiet ${Math.round(median(quietMs))} ms, flood ${Math.round(median(floodMs))} ms (${floodMs.length} batches), ratio ${roundRatio(ratioOf(measured))}`,
    );
  }
  const quiet = counted.flatMap(({ quietMs }) => quietMs);
  const flood = counted.flatMap(({ floodMs }) => floodMs);
  return {
    postgres: bench.postgres,
    figures: {
      ratio: roundRatio(median(counted.map(ratioOf))),
      quietMs: Math.round(median(quiet)),
      floodMs: Math.round(median(flood)),
      quietP95Ms: Math.round(percentile(quiet, HIGH_SHARE)),
      floodP95Ms: Math.round(percentile(flood, HIGH_SHARE)),
      floodRecordsPerSecond: Math.round(perSecond(records, median(counted.map(({ wholeMs }) => wholeMs)))),
      smallBatches: flood.length,
      records,
      rounds,
      workers,
      queue,
    },
    lines: counted,
  };
}

const ratioOf = ({ quietMs, floodMs }: Round): number => median(floodMs) / median(quietMs);

async function oneRound(
  bench: Watched,
  nextSmall: () => Promise<SmallBatch>,
  { records, round }: { readonly records: number; readonly round: number },
): Promise<Round> {
  const { header, body } = loadOf(bench, records, round);
  const flood = await upload(bench.hub, bench.caller, { header, body, records });
  const small: SmallBatch[] = [];
  while (small.length < SMALL_BATCHES.quiet + SMALL_BATCHES.flood) small.push(await nextSmall());
  await bench.database.query('CHECKPOINT');
  const quietMs = await latencies(bench, small.splice(0, SMALL_BATCHES.quiet));
  const startedAt = performance.now();
  await seal(bench.hub, bench.caller, flood);
  let isOver = false;
  const settled = untilSettled(bench, flood.id).then(() => {
    isOver = true;
    return performance.now() - startedAt;
  });
  await untilChecking(bench, flood.id);
  const floodMs = await latencies(bench, small, () => isOver);
  if (floodMs.length === 0) throw new Error('The flood was over before a small batch was sent; send more --records.');
  return { quietMs, floodMs, wholeMs: await settled };
}

/** Of those that had settled before `isOver`, from seal to verdicts. */
async function latencies(
  bench: Watched,
  batches: readonly SmallBatch[],
  isOver: () => boolean = () => false,
): Promise<readonly number[]> {
  const found: number[] = [];
  for (const batch of batches) {
    await sleep(PAUSE_MS);
    const ms = await timed(async () => {
      await seal(bench.hub, batch.caller, batch);
      await untilSettled(bench, batch.id);
    });
    if (isOver()) break;
    found.push(ms);
  }
  return found;
}

interface SmallBatch extends Uploaded {
  readonly caller: Caller;
}

/** Uploads one small batch after the other, each of other people and numbers, of institutions that do not flood. */
function smallSender({ hub, registry }: BenchHub): () => Promise<SmallBatch> {
  const plans = registry.plans
    .filter(({ institutionCode }) => institutionCode !== SAMPLE_MAIN_INSTITUTION)
    .sort((one, other) => roomOf(other) - roomOf(one));
  let place = 0;
  let startSerial = 1;
  return async () => {
    const plan = plans[place];
    if (!plan) throw new Error('The plans of the sample province are full.');
    const { institutionCode, planNo } = plan;
    const { header, records } = sampleBatch({
      registry,
      seed: BENCH_SEED,
      institutionCode,
      planNo,
      records: SMALL_RECORDS,
      faultShare: 0,
      startSerial,
    });
    startSerial += SMALL_RECORDS;
    if (startSerial + SMALL_RECORDS > roomOf(plan)) {
      place += 1;
      startSerial = 1;
    }
    const body = Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    const caller = { clientId: 'bench-small', role: 'INSTITUTION', institutionCode, regionCode: null } as const;
    return { ...(await upload(hub, caller, { header, body, records: SMALL_RECORDS })), caller };
  };
}

const untilSettled = (bench: Watched, id: string): Promise<void> =>
  until(bench, 'SELECT FROM batch WHERE id = $1 AND checked_at IS NOT NULL', id);

const untilChecking = (bench: Watched, id: string): Promise<void> =>
  until(bench, 'SELECT FROM chunk WHERE upload_id = $1 AND checked_at IS NOT NULL LIMIT 1', id);

async function until({ watch }: Watched, sql: string, id: string): Promise<void> {
  const giveUpAt = Date.now() + LIMIT_MS;
  while (Date.now() < giveUpAt) {
    const { rowCount } = await watch.query(sql, [id]);
    if (rowCount !== null && rowCount > 0) return;
    await sleep(POLL_MS);
  }
  throw new Error(`The batch was not checked within ${LIMIT_MS} ms.`);
}
