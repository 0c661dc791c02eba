/** The producer neither hangs nor hoards while its queue is away. */
import type { Queues, ReminderQueue } from '../../src/platform/queue';
import { createLog } from '../../src/platform/log';
import { createReminders } from '../../src/platform/reminders';

const UNANSWERED_MAX = 8;

test('a queue that does not answer is asked a few times and no more, until it answers again', async () => {
  const waiting: (() => void)[] = [];
  const queue: ReminderQueue = {
    addBulk: () => new Promise((resolve) => waiting.push(() => resolve([]))),
    close: async () => undefined,
    on: () => undefined,
  };
  const queues: Pick<Queues, 'queue'> = { queue: () => queue };
  const warned: object[] = [];
  const log = {
    warn: (fields: object) => void warned.push(fields),
    error: () => undefined,
    info: () => undefined,
    debug: () => undefined,
  };
  const { remind, close } = createReminders(queues as Queues, log);
  const say = (deliveryId: string): Promise<void> => remind('deliver', [{ deliveryId }]);
  await Promise.all(Array.from({ length: UNANSWERED_MAX + 3 }, (_, index) => say(`d${index}`)));
  expect(waiting).toHaveLength(UNANSWERED_MAX);
  expect(warned.filter((fields) => Reflect.get(fields, 'said') === 'failed')).toHaveLength(3);
  expect(warned.filter((fields) => Reflect.get(fields, 'said') === 'late')).toHaveLength(UNANSWERED_MAX);
  for (const answer of waiting.splice(0)) answer();
  await new Promise(setImmediate);
  const said = say('again');
  expect(waiting).toHaveLength(1);
  for (const answer of waiting.splice(0)) answer();
  await said;
  expect(warned).toHaveLength(UNANSWERED_MAX + 3);
  await close();
});

test('what was said a moment ago is not said again, unless the queue did not take it', async () => {
  let said: (string | undefined)[] = [];
  let refuses = true;
  const queue: ReminderQueue = {
    addBulk: async (jobs) => {
      if (refuses) throw new Error('The queue is away.');
      said.push(...jobs.map(({ opts }) => opts?.jobId));
      return [];
    },
    close: async () => undefined,
    on: () => undefined,
  };
  const queues: Pick<Queues, 'queue'> = { queue: () => queue };
  const { remind } = createReminders(queues as Queues, createLog('silent', 'test'));
  const say = (chunkNos: readonly number[], againAfterMs?: number): Promise<void> =>
    remind(
      'check-chunk',
      chunkNos.map((chunkNo) => ({ batchId: 'b', chunkNo })),
      againAfterMs === undefined ? {} : { againAfterMs },
    );
  const heard = (): readonly (string | undefined)[] => {
    const now = said;
    said = [];
    return now;
  };
  await say([1, 2], 60_000);
  refuses = false;
  await say([1, 2], 60_000);
  expect(heard()).toEqual(['check-chunk_b_1', 'check-chunk_b_2']);
  await say([1, 2, 3], 60_000);
  expect(heard()).toEqual(['check-chunk_b_3']);
  await say([4], 1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await say([4], 1);
  expect(heard()).toEqual(['check-chunk_b_4', 'check-chunk_b_4']);
  await say([5]);
  await say([5]);
  expect(heard()).toEqual(['check-chunk_b_5', 'check-chunk_b_5']);
});
