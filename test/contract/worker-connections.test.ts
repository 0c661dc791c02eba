/** A worker is at all its jobs at once with the connections that it is given, and never waits for itself. */
import { setTimeout } from 'node:timers/promises';
import { JOBS } from '../../jobs';
import type { JobDefinition } from '../../jobs/define-job';
import { connectionsOf } from '../../jobs/jobs-of-process';
import { LINES_PER_LOOK } from '../../src/app/judge-known';
import type { Hub } from '../../src/app/ports';
import type { JobName } from '../../src/app/reminders';
import { mergeFacts } from '../../src/domain/rules/batch-facts';
import { createDataSource, poolOf } from '../../src/store/data-source';
import { transactionOf } from '../../src/store/transaction';
import { workViews } from '../../src/store/views/work';
import { forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { checksDesk, type ChecksDesk, LARGE, LARGEST } from '../kit/checks-desk';
import { testSealer } from '../kit/test-sealer';

jest.setTimeout(60_000);

const WAIT_MS = 700;
/** More than are looked up at one go. */
const MIDDLE = LINES_PER_LOOK + 1;
const jobOf = (name: JobName): JobDefinition => JOBS[name] as JobDefinition;
const NESTED: readonly JobName[] = ['check-small-batch', 'settle-middle-batch', 'settle-large-batch'];

function urlOf({ source: { options } }: ForwardingBench): string {
  const url = 'url' in options ? options.url : undefined;
  if (url === undefined) throw new Error('The database has no address.');
  return url;
}

describe('a worker process', () => {
  let bench: ForwardingBench;
  beforeEach(async () => {
    bench = await forwardingBench();
  });
  afterEach(() => bench.close());

  /** The hub of a process with so many connections. */
  async function withPool<T>(
    poolMax: number,
    work: (parts: Partial<Hub>, opened: () => number) => Promise<T>,
  ): Promise<T> {
    const source = await createDataSource({ url: urlOf(bench), poolMax, waitMs: WAIT_MS }).initialize();
    try {
      const parts = {
        transaction: transactionOf(source, testSealer),
        views: workViews((sql, parameters = []) => source.query(sql, [...parameters])) as Hub['views'],
      };
      return await work(parts, () => poolOf(source).totalCount);
    } finally {
      await source.destroy();
    }
  }

  /** Whose chunks are checked already. */
  async function ready(desk: ChecksDesk, name: string, records: number): Promise<string> {
    const id = await desk.seal(name, '0001', { chunks: 1, records });
    await bench.source.query(`UPDATE chunk SET checked_at = now(), packs = 'p', facts = $1`, [
      JSON.stringify(mergeFacts([])),
    ]);
    return id;
  }
  const recordsOf = (name: JobName): number =>
    name === 'settle-large-batch' ? LARGEST : name === 'settle-middle-batch' ? MIDDLE : 1;

  test.each([...NESTED, 'check-chunk'] as const)(
    '%s holds as many connections as it says, and no more',
    async (name) => {
      const job = jobOf(name);
      const connections = job.connections ?? 1;
      const run = (batchId: string, poolMax: number): Promise<{ readonly done: object; readonly opened: number }> =>
        withPool(poolMax, async (parts, opened) => {
          const done = await job.run(checksDesk(bench, parts).hub, job.parse({ batchId, chunkNo: 1 }));
          return { done, opened: opened() };
        });
      const desk = checksDesk(bench);
      const batchId =
        name === 'check-chunk'
          ? await desk.seal('A', '0001', { chunks: 2, records: LARGE })
          : await ready(desk, 'A', recordsOf(name));
      if (connections > 1) await expect(run(batchId, 1)).rejects.toThrow(/timeout/);
      const kind = name === 'check-chunk' ? 'checked' : 'settled';
      expect(await run(batchId, connections + 1)).toEqual({ done: { kind }, opened: connections });
    },
  );

  /** Every job that holds several has its first before any of them asks for another. */
  async function settledTogether(poolMax: number, others: number): Promise<readonly string[]> {
    return withPool(poolMax, async (parts) => {
      const jobs = NESTED.flatMap((name) => Array.from({ length: jobOf(name).concurrency }, () => name));
      let begun = 0;
      const transaction: Hub['transaction'] = (work) =>
        parts.transaction?.((stores) =>
          work({
            ...stores,
            batches: {
              ...stores.batches,
              claimIn: async (id, state) => {
                const claimed = await stores.batches.claimIn(id, state);
                begun += 1;
                while (begun < jobs.length) await setTimeout(1);
                return claimed;
              },
            },
          }),
        ) ?? Promise.reject(new Error('The pool is gone.'));
      const desk = checksDesk(bench, { ...parts, transaction });
      const batches: string[] = [];
      for (const [place, name] of jobs.entries())
        batches.push(await ready(desk, String.fromCharCode(65 + place), recordsOf(name)));
      let areOver = false;
      const beside = Array.from({ length: others }, () =>
        parts.transaction?.(async () => {
          while (!areOver) await setTimeout(1);
        }),
      );
      const ended = await Promise.allSettled(
        jobs.map((name, place) => jobOf(name).run(desk.hub, jobOf(name).parse({ batchId: batches[place] }))),
      );
      areOver = true;
      await Promise.allSettled(beside);
      return ended.map(({ status }) => status);
    });
  }

  test('settles all that it may at once while all its other jobs and the sweep are at work too', async () => {
    const held = NESTED.reduce((sum, name) => sum + jobOf(name).concurrency * (jobOf(name).connections ?? 1), 0);
    const poolMax = connectionsOf('all');
    const ended = await settledTogether(poolMax, poolMax - held);
    expect(ended).toEqual(ended.map(() => 'fulfilled'));
    expect(await bench.source.query(`SELECT FROM batch WHERE state = 'CHECKING'`)).toEqual([]);
  });

  test('with as many as wait for each other nobody waits for ever: it fails, and what is held is free again', async () => {
    const ended = await settledTogether(
      NESTED.reduce((sum, name) => sum + jobOf(name).concurrency, 0),
      0,
    );
    expect(ended).toContain('rejected');
  });
});
