/** The queue on a Redis Cluster of three masters: reminders arrive, and a master that goes away stops nobody who reminds. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { JobName, Reminders } from '../../src/app/reminders';
import { openQueues, type JobWorker, type Queues } from '../../src/platform/queue';
import { createReminders } from '../../src/platform/reminders';
import { silentLog } from '../kit/database';
import { until } from '../kit/operations';
import { startRedisCluster, type RedisCluster, type RedisClusterNode } from '../kit/redis-cluster';
import { redisProgram } from '../kit/redis-server';

jest.setTimeout(120_000);

const HUB = 'postgres://hub@database.invalid/certhub';
const JOBS = ['check-chunk', 'check-small-batch', 'settle-batch', 'deliver', 'tally'] as const satisfies JobName[];
/** A verb waits for the queue half a second at most; the rest is the machine's. */
const REMIND_LIMIT_MS = 1_500;
const OUTAGE_MS = 4_000;

const describeWithRedis = redisProgram() === undefined ? describe.skip : describe;

if (redisProgram() === undefined) {
  test('Redis Cluster: not run, redis-server is not installed', () => {
    process.stderr.write('The Redis Cluster was not tried, because redis-server is not installed.\n');
    expect(process.env['CI']).not.toBe('true');
  });
}

describeWithRedis('the queue on a Redis Cluster', () => {
  let cluster: RedisCluster;
  let producer: Queues;
  let consumer: Queues;
  let workers: JobWorker[];
  let reminders: Reminders;
  const done: string[] = [];
  beforeAll(async () => {
    cluster = await startRedisCluster();
    const settings = { databaseUrl: HUB, redisUrl: cluster.url };
    producer = openQueues(settings, 'producer');
    consumer = openQueues(settings, 'worker');
    reminders = createReminders(producer, silentLog);
    workers = JOBS.map((job) => {
      const worker = consumer.worker(job, async ({ data }) => void done.push(`${job} ${JSON.stringify(data)}`), {
        concurrency: 2,
      });
      worker.on('error', () => undefined);
      return worker;
    });
  });
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.close()));
    await reminders.close();
    await consumer.close();
    await producer.close();
    await cluster.stop();
  });
  beforeEach(() => {
    done.length = 0;
  });

  /** One reminder of each job, said with a round of its own. */
  const sayAll = async (round: string): Promise<void> => {
    const { remind } = reminders;
    await Promise.all([
      remind('check-chunk', [{ batchId: round, chunkNo: 1 }], { round }),
      remind('check-small-batch', [{ batchId: round }], { round }),
      remind('settle-batch', [{ batchId: round }], { round }),
      remind('deliver', [{ deliveryId: round }], { round }),
      remind('tally', [{ batchId: round }], { round }),
    ]);
  };
  const doneOf = (round: string): readonly string[] =>
    JOBS.filter((job) => done.some((each) => each.startsWith(`${job} `) && each.includes(`"${round}"`)));
  const allDone = (round: string): Promise<unknown> =>
    until(
      async () => doneOf(round),
      ({ length }) => length === JOBS.length,
    );

  test('each job arrives once, and the queues lie on more than one master', async () => {
    await sayAll('first');
    await allDone('first');
    await sayAll('first');
    await sleep(200);
    const keys = await Promise.all(cluster.nodes.map(keysOn));
    expect(keys.filter((count) => count > 0).length).toBeGreaterThan(1);
    expect(done.filter((each) => each.startsWith('deliver '))).toHaveLength(2);
  });

  test('a reminder that waits is not said twice', async () => {
    const { remind } = reminders;
    const later = { delayMs: 300 };
    await remind('deliver', [{ deliveryId: 'd' }], later);
    await remind('deliver', [{ deliveryId: 'd' }], later);
    await until(
      async () => done.length,
      (count) => count > 0,
    );
    await sleep(500);
    expect(done).toEqual(['deliver {"deliveryId":"d"}']);
  });

  test.each([0, 1, 2])(
    'master %i goes away: who reminds is not held up, and after it is back and asked again all is done',
    async (index) => {
      const node = cluster.nodes[index];
      if (!node) throw new Error('No such node.');
      await node.stop();
      for (const round of ['a', 'b', 'c']) {
        const startedAt = Date.now();
        await sayAll(`${round}${index}`);
        expect(Date.now() - startedAt).toBeLessThan(REMIND_LIMIT_MS);
      }
      // Long enough for the others to notice.
      await sleep(OUTAGE_MS);
      await node.start();
      // As the sweep does, which knows from the rows what is due.
      await until(
        async () => {
          await sayAll(`swept${index}`);
          return doneOf(`swept${index}`);
        },
        ({ length }) => length === JOBS.length,
        60_000,
      );
    },
  );
});

async function keysOn({ url }: RedisClusterNode): Promise<number> {
  const redis = new Redis(url);
  try {
    return await redis.dbsize();
  } finally {
    redis.disconnect();
  }
}
