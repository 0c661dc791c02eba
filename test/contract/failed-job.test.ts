/** What the worker process tells of a job that failed, and how long the queue trusts it. */
import { startWorkers } from '../../jobs/main';
import { JOBS } from '../../jobs';
import type { Hub } from '../../src/app/ports';
import type { JobName } from '../../src/app/reminders';
import type { JobWorker, Queues, WorkerSettings } from '../../src/platform/queue';

type Failed = (job: { readonly data: unknown } | undefined, error: Error) => void;

describe('a worker process', () => {
  const failed = new Map<JobName, Failed>();
  const settings = new Map<JobName, WorkerSettings>();
  const errors: object[] = [];
  let swept = 0;
  const queues: Pick<Queues, 'worker'> = {
    worker: (name, _processor, given) => {
      settings.set(name, given);
      const worker: Pick<JobWorker, 'close' | 'on'> = {
        on: (event: string, listener: unknown) => event === 'failed' && failed.set(name, listener as Failed),
        close: async () => undefined,
      };
      return worker;
    },
  };
  const hub = {
    now: () => new Date(0),
    views: {
      dueWork: async () => {
        swept += 1;
        return { chunks: [], largeSettlements: [], deliveries: [], answers: [], tallies: [] };
      },
      batchOfDelivery: async (deliveryId: string) => {
        if (deliveryId === 'away') throw new Error('The database is away.');
        return deliveryId === 'd' ? 'b' : undefined;
      },
    },
    reminders: { remind: async () => undefined, close: async () => undefined },
    log: { error: (fields: object) => errors.push(fields), warn: () => undefined, debug: () => undefined },
  };
  beforeAll(() => startWorkers(hub as unknown as Hub, queues as Queues, { sweepMs: 60_000, jobs: 'all' }).close());
  beforeEach(() => {
    errors.length = 0;
  });
  const error = new Error('The line broke.');
  const told = async (lines: number): Promise<void> => {
    while (errors.length < lines) await new Promise(setImmediate);
  };

  test('names the subject of a job that failed by its ids, and repeats nothing else of the payload', async () => {
    failed.get('check-chunk')?.({ data: { batchId: 'b', chunkNo: 3, name: '张三' } }, error);
    failed.get('deliver')?.({ data: { deliveryId: 'd' } }, error);
    failed.get('deliver')?.({ data: { deliveryId: 'unknown' } }, error);
    failed.get('deliver')?.({ data: { deliveryId: 'away' } }, error);
    await told(4);
    // That of a parcel by its batch too, where the database says which it is.
    expect(errors).toEqual(
      expect.arrayContaining([
        { job: 'check-chunk', batchId: 'b', chunkNo: 3, err: error },
        { job: 'deliver', deliveryId: 'd', batchId: 'b', err: error },
        { job: 'deliver', deliveryId: 'unknown', err: error },
        { job: 'deliver', deliveryId: 'away', err: error },
      ]),
    );
  });

  test.each([undefined, { data: undefined }, { data: '张三' }, { data: { batchId: 7 } }])(
    'says at least the job when the payload is %j',
    async (job) => {
      failed.get('settle-batch')?.(job, error);
      await told(1);
      expect(errors).toEqual([{ job: 'settle-batch', err: error }]);
    },
  );

  test('takes all jobs, the long ones or the short ones; one for short jobs leaves the sweep to the others', async () => {
    const namesOf = async (jobs: 'all' | 'long' | 'short'): Promise<readonly string[]> => {
      settings.clear();
      swept = 0;
      await startWorkers(hub as unknown as Hub, queues as Queues, { sweepMs: 60_000, jobs }).close();
      expect(swept).toBe(jobs === 'short' ? 0 : 1);
      return [...settings.keys()];
    };
    const long = await namesOf('long');
    const short = await namesOf('short');
    expect(long).toEqual(expect.arrayContaining(['check-chunk', 'settle-batch']));
    expect(short).toEqual(expect.arrayContaining(['check-small-batch', 'deliver']));
    expect([...long, ...short].sort()).toEqual([...(await namesOf('all'))].sort());
  });

  test('is trusted for longer with the job that may be long', () => {
    expect(settings.get('settle-large-batch')).toEqual({
      concurrency: JOBS['settle-large-batch'].concurrency,
      lockMs: 60_000,
    });
    expect(settings.get('deliver')?.lockMs).toBeUndefined();
  });
});
