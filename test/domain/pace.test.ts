/** Inside one process long work gives way to what somebody waits for, and is not stopped by it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createPace } from '../../src/platform/pace';

const GIVE_WAY_MS = 25;
/** Timers of a busy machine come late, and never much too early. */
const EARLY_MS = 2;

test('with nothing before it, long work goes on in the next turn', async () => {
  const pace = createPace();
  let turns = 0;
  setImmediate(() => (turns += 1));
  await pace.breathe();
  expect(turns).toBe(1);
});

test('long work waits while something goes first, and goes on when all of it has ended, or failed', async () => {
  const pace = createPace();
  const order: string[] = [];
  let end = (): void => undefined;
  const first = pace.first(() => new Promise<void>((resolve) => (end = resolve)));
  const failing = pace.first(async () => {
    await sleep(1);
    throw new Error('failed');
  });
  const breath = pace.breathe().then(() => order.push('long'));
  await expect(failing).rejects.toThrow('failed');
  expect(order).toEqual([]);
  order.push('short');
  end();
  await first;
  await breath;
  expect(order).toEqual(['short', 'long']);
});

test('however much goes first, long work goes on after a while', async () => {
  const pace = createPace();
  let end = (): void => undefined;
  const first = pace.first(() => new Promise<void>((resolve) => (end = resolve)));
  const startedAt = performance.now();
  await pace.breathe();
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(GIVE_WAY_MS - EARLY_MS);
  end();
  await first;
});
