import { turnstile } from '../../../schema/turnstile';

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('lets as many in as it says, and the rest in their order', async () => {
  const enter = turnstile(2);
  const done: number[] = [];
  const finish: (() => void)[] = [];
  let inside = 0;
  let most = 0;
  const work = (number: number) => async (): Promise<void> => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise<void>((resolve) => finish.push(resolve));
    inside -= 1;
    done.push(number);
  };
  const all = Promise.all([1, 2, 3, 4].map((number) => enter(work(number))));
  for (let round = 0; round < 4; round += 1) {
    await tick();
    finish.shift()?.();
  }
  await all;
  expect([most, done]).toEqual([2, [1, 2, 3, 4]]);
});

test('a piece of work that fails gives its place back', async () => {
  const enter = turnstile(1);
  await expect(enter(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(enter(async () => 'next')).resolves.toBe('next');
});
