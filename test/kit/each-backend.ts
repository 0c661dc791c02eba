/** Runs a suite once on each backend of the queue, with one hub for the whole suite; where asked, also on several of each. */
import { startTestHub, type TestHub, type TestHubOptions } from './hub';
import { redisProgram } from './redis-server';
import { ALL_ON_TOPOLOGY } from './topology';

const START_LIMIT_MS = 180_000;

/** What a hub can stand on; `topology`: two APIs in turns, three workers, a Redis Cluster, a replica for views. */
const GROUNDS = {
  postgres: { queue: 'postgres' },
  redis: { queue: 'redis' },
  topology: { queue: 'redis', topology: true },
} as const satisfies Record<string, TestHubOptions>;
type Ground = keyof typeof GROUNDS;

const groundsOf = (topology: boolean): readonly Ground[] => {
  if (ALL_ON_TOPOLOGY) return ['topology'];
  return topology ? ['postgres', 'redis', 'topology'] : ['postgres', 'redis'];
};

/**
 * A machine with nothing but Node has no redis-server: there the Redis half is reported by a test of that name, which
 * passes, so that it is seen and does not stand in the way. With CI=true it fails: there Redis must be installed.
 */
export function onEachBackend(
  title: string,
  tests: (hub: () => TestHub) => void,
  { topology = false, ...options }: Omit<TestHubOptions, 'queue'> = {},
): void {
  for (const ground of groundsOf(topology)) {
    const { queue } = GROUNDS[ground];
    if (queue === 'redis' && redisProgram() === undefined) {
      withoutRedis(title, ground);
      continue;
    }
    describe(ground === 'topology' ? `${title} (on several of each)` : `${title} (queue on ${queue})`, () => {
      let hub: TestHub | undefined;
      beforeAll(async () => {
        hub = await startTestHub({ ...GROUNDS[ground], ...options });
      }, START_LIMIT_MS);
      afterAll(() => hub?.stop(), START_LIMIT_MS);
      tests(() => {
        if (!hub) throw new Error('The hub did not start.');
        return hub;
      });
    });
  }
}

/** On each backend, and on several of each. */
export const onEveryGround = (title: string, tests: (hub: () => TestHub) => void): void =>
  onEachBackend(title, tests, { topology: true });

/** The topology by itself, for a suite that takes parts of it away. */
export function onSeveral(title: string, suite: () => void): void {
  if (redisProgram() === undefined) withoutRedis(title, 'topology');
  else describe(title, suite);
}

function withoutRedis(title: string, ground: Ground): void {
  test(`${title}: ${ground}: not run, redis-server is not installed`, () => {
    process.stderr.write(`${title}: not run on ${ground}, because redis-server is not installed.\n`);
    expect(process.env['CI']).not.toBe('true');
  });
}
