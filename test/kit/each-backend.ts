/** Runs a suite once on each backend of the queue, with one hub for the whole suite. */
import { startTestHub, type QueueBackend, type TestHub, type TestHubOptions } from './hub';
import { redisProgram } from './redis-server';

const START_LIMIT_MS = 120_000;

/**
 * A machine with nothing but Node has no redis-server: there the Redis half is reported by a test of that name, which
 * passes, so that it is seen and does not stand in the way. With CI=true it fails: there Redis must be installed.
 */
export function onEachBackend(
  title: string,
  tests: (hub: () => TestHub) => void,
  options: Omit<TestHubOptions, 'queue'> = {},
): void {
  for (const queue of ['postgres', 'redis'] as const satisfies readonly QueueBackend[]) {
    if (queue === 'redis' && redisProgram() === undefined) {
      withoutRedis(title);
      continue;
    }
    describe(`${title} (queue on ${queue})`, () => {
      let hub: TestHub | undefined;
      beforeAll(async () => {
        hub = await startTestHub({ queue, ...options });
      }, START_LIMIT_MS);
      afterAll(() => hub?.stop(), START_LIMIT_MS);
      tests(() => {
        if (!hub) throw new Error('The hub did not start.');
        return hub;
      });
    });
  }
}

function withoutRedis(title: string): void {
  test(`${title}: Redis backend: not run, redis-server is not installed`, () => {
    process.stderr.write(`${title}: the Redis backend was not run, because redis-server is not installed.\n`);
    expect(process.env['CI']).not.toBe('true');
  });
}
