/** The producer neither hangs nor hoards while its queue is away. */
import type { Queues, ReminderQueue } from '../../src/platform/queue';
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
