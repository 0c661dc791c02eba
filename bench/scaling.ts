/**
 * The topology of docs/scaling.md on one host, and what each worker that is added brings.
 *
 * in    Redis Cluster of three masters (without redis-server: the queue on PostgreSQL), a streaming replica that two APIs
 *       read from; records uploaded before the clock starts
 * out   seal → all verdicts stored, with one worker process, two, three …; a gain is the rate by that of one worker
 *
 * The gain ends where the cores do: PostgreSQL, its replica and the workers share them here, and have hosts of their own there.
 */
import type { Child } from '../bin/stack/child';
import { startReplica } from '../test/kit/postgres-replica';
import { startRedisCluster } from '../test/kit/redis-cluster';
import { redisProgram } from '../test/kit/redis-server';
import { TOPOLOGY } from '../test/kit/topology';
import { type Bench, type BenchOptions, type Measured, median, perSecond, roundRatio, timed } from './bench';
import { type BenchHub, openBenchHub } from './bench-hub';
import { sealAndWait, uploaded } from './pipeline';

/** Each number of workers begins with one round that is not counted: the new process has cold code. */
const WARM_UP_ROUNDS = 1;

export const scaling: Bench = {
  summary: 'sealed upload to all verdicts stored, by number of workers, on several of each',
  records: 50_000,
  targets: {},
  run: async (options) => {
    const cluster = redisProgram() === undefined ? undefined : await startRedisCluster();
    try {
      const bench = await openBenchHub(
        cluster === undefined ? { queue: 'postgres' } : { queue: 'redis', redis: cluster.url },
      );
      try {
        return await measure(bench, options, cluster === undefined ? 'postgres' : 'redis cluster');
      } finally {
        await bench.close();
      }
    } finally {
      await cluster?.stop();
    }
  },
};

async function measure(bench: BenchHub, options: BenchOptions, queue: string): Promise<Measured> {
  const replica = await startReplica(bench.dataDir);
  const apis: Child[] = [];
  try {
    while (apis.length < TOPOLOGY.apis) apis.push(await bench.start(['api'], { DATABASE_REPLICA_URLS: replica.url }));
    const workers = Math.max(TOPOLOGY.workers, options.workers);
    const rates: number[] = [];
    for (let worker = 1; worker <= workers; worker += 1) {
      await bench.start(['worker']);
      rates.push(await rateOf(bench, options, worker));
    }
    const [alone = Number.NaN] = rates;
    return {
      postgres: bench.postgres,
      figures: {
        ...Object.fromEntries(rates.map((rate, index) => [`recordsPerSecond${index + 1}`, Math.round(rate)])),
        ...Object.fromEntries(rates.map((rate, index) => [`gain${index + 1}`, roundRatio(rate / alone)])),
        records: options.records,
        rounds: options.rounds,
        queue,
      },
    };
  } finally {
    await Promise.all(apis.map((api) => api.stop()));
    await replica.stop();
  }
}

async function rateOf(bench: BenchHub, { records, rounds, say }: BenchOptions, workers: number): Promise<number> {
  const ms: number[] = [];
  const all = WARM_UP_ROUNDS + rounds;
  for (let round = 0; round < all; round += 1) {
    // Other people and numbers than any round before.
    const sent = await uploaded(bench, records, (workers - 1) * all + round);
    await bench.database.query('CHECKPOINT');
    const checked = await timed(() => sealAndWait(bench, sent));
    if (round >= WARM_UP_ROUNDS) ms.push(checked);
    say(
      `${workers} worker${workers === 1 ? '' : 's'}, ${round < WARM_UP_ROUNDS ? 'warm-up' : `round ${round}`}: ${Math.round(perSecond(records, checked))} records/s`,
    );
  }
  return perSecond(records, median(ms));
}
