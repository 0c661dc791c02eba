/** What is broken: each kind is one act on the stage, which answers once everything is up again or will be by itself. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { ARM, END_STANDING, FEED_GATE, HUB_GATES, STANDING } from './gates';
import type { ChaosFeed } from './feeds';
import type { Stage } from './stage';

const HOUR_MS = 3_600_000;
const STAND_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 50;
const SETTLE_MS = 500;
const TRUNCATE_TRIES = 20;

export interface Fault {
  readonly kind: string;
  /** On which queue it can happen; on both where nothing is said. */
  readonly queue?: 'postgres' | 'redis';
  /** Answers `false` where nobody came to the place. */
  act(stage: Stage): Promise<unknown>;
}

const databases = ({ feeds }: Stage): readonly ChaosFeed[] => feeds.filter(({ isDatabase }) => isDatabase);

/** Moves between these, hours ahead and back; at the end of all it stands ahead, so that nothing waits for its hour. */
const CLOCK_OFFSETS_MS = [5 * HOUR_MS, 2 * HOUR_MS, 9 * HOUR_MS];
let clockTurn = 0;

export const FAULTS: readonly Fault[] = [
  { kind: 'api-killed', act: async (stage) => stage.kill('api') },
  { kind: 'worker-killed', act: async (stage) => stage.killOne('worker') },
  { kind: 'workers-killed', act: async (stage) => stage.kill('worker') },
  { kind: 'receiver-killed', act: async (stage) => stage.kill('receiver') },
  { kind: 'postgres-crashed', act: (stage) => stage.restartPostgres('crash') },
  { kind: 'postgres-restarted', act: (stage) => stage.restartPostgres('stop') },
  { kind: 'queue-tables-emptied', queue: 'postgres', act: emptyQueueTables },
  { kind: 'redis-flushed', queue: 'redis', act: flushRedis },
  { kind: 'redis-restarted', queue: 'redis', act: (stage) => stage.restartRedis() },
  {
    kind: 'clock-jumped',
    act: (stage) => {
      clockTurn += 1;
      return stage.setClock(CLOCK_OFFSETS_MS[clockTurn % CLOCK_OFFSETS_MS.length] ?? 0);
    },
  },
  {
    kind: 'receiver-killed-before-commit',
    act: (stage) => atFeedGate(stage, async (feed) => void (await endStanding(stage, feed))),
  },
  {
    kind: 'receiver-killed-after-commit',
    act: (stage) => atHubGate(stage, 'delivery-recorded', async () => stage.kill('receiver')),
  },
  { kind: 'sender-killed-before-commit', act: (stage) => atFeedGate(stage, async () => stage.kill('worker')) },
  { kind: 'answers-lost', act: loseAnswers },
  { kind: 'answers-doubled', act: doubleAnswers },
  { kind: 'answers-late', act: (stage) => holdAnswers(stage) },
  { kind: 'answers-reordered', act: reorderAnswers },
];

async function emptyQueueTables({ query }: Stage): Promise<void> {
  const tables = await query<{ name: string }>(
    `SELECT format('bullmq.%I', tablename) AS name FROM pg_tables
      WHERE schemaname = 'bullmq' AND tablename NOT LIKE '%migration%' ORDER BY tablename`,
  );
  // Workers hold row locks all the time, and TRUNCATE can lose a deadlock against them.
  for (let tried = 1; ; tried += 1) {
    try {
      await query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')} CASCADE`);
      return;
    } catch (error) {
      if (tried === TRUNCATE_TRIES) throw error;
    }
  }
}

async function flushRedis({ redisUrl }: Stage): Promise<void> {
  const url = redisUrl();
  if (url === null) throw new Error('There is no Redis.');
  const redis = new Redis(url);
  await redis.flushall();
  redis.disconnect();
}

/** Answers that the receiver wrote and the hub has not read are gone; the receiver gives them again later. */
async function loseAnswers(stage: Stage): Promise<void> {
  for (const feed of databases(stage)) {
    await stage.queryFeed(
      feed,
      `CREATE TABLE IF NOT EXISTS chaos.lost (LIKE certhub_answer);
       WITH gone AS (DELETE FROM certhub_answer WHERE answered_at > now() - interval '2 seconds' RETURNING *)
       INSERT INTO chaos.lost SELECT * FROM gone`,
    );
  }
  await sleep(SETTLE_MS);
  for (const feed of databases(stage)) {
    await stage.queryFeed(
      feed,
      `INSERT INTO certhub_answer SELECT * FROM chaos.lost ON CONFLICT DO NOTHING; TRUNCATE chaos.lost`,
    );
  }
}

/** Said again with a new date, and once more with another mind: the first answer stands. */
async function doubleAnswers(stage: Stage): Promise<void> {
  for (const feed of databases(stage)) {
    await stage.queryFeed(feed, `UPDATE certhub_answer SET answered_at = now() + interval '1 minute'`);
  }
}

/** For a while the receiver takes parcels and says nothing. */
async function holdAnswers(stage: Stage): Promise<void> {
  for (const feed of databases(stage)) {
    await stage.queryFeed(
      feed,
      `CREATE TABLE IF NOT EXISTS chaos.held (LIKE certhub_answer);
       CREATE OR REPLACE FUNCTION chaos.hold() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN INSERT INTO chaos.held VALUES (new.*); RETURN NULL; END $$;
       CREATE OR REPLACE TRIGGER aa_hold BEFORE INSERT ON certhub_answer FOR EACH ROW EXECUTE FUNCTION chaos.hold()`,
    );
  }
  await sleep(4 * SETTLE_MS);
  await giveHeldAnswers(stage, 'certificate_no');
}

/** The last ones first. */
async function reorderAnswers(stage: Stage): Promise<void> {
  await holdAnswers(stage);
  await giveHeldAnswers(stage, 'certificate_no DESC, version DESC');
}

async function giveHeldAnswers(stage: Stage, order: string): Promise<void> {
  for (const feed of databases(stage)) {
    await stage.queryFeed(
      feed,
      `DROP TRIGGER IF EXISTS aa_hold ON certhub_answer;
       INSERT INTO certhub_answer SELECT * FROM chaos.held ORDER BY ${order} ON CONFLICT DO NOTHING; TRUNCATE chaos.held`,
    );
  }
}

/** Kills who stands at the boundary; answers whether anybody came. */
export async function killAt(stage: Stage, step: string): Promise<boolean> {
  const gate = HUB_GATES.find((each) => each.step === step);
  if (gate === undefined) throw new Error(`No boundary is called ${step}.`);
  return atHubGate(stage, step, async () => stage.kill(gate.role));
}

async function atHubGate(stage: Stage, step: string, act: () => Promise<void>): Promise<boolean> {
  const ask = (sql: string, parameters: readonly unknown[]): Promise<object[]> => stage.query(sql, parameters);
  return atGate(ask, step, act);
}

async function atFeedGate(stage: Stage, act: (feed: ChaosFeed) => Promise<void>): Promise<boolean> {
  const [feed] = databases(stage);
  if (feed === undefined) return false;
  return atGate(
    (sql, parameters) => stage.queryFeed(feed, sql, parameters),
    FEED_GATE,
    () => act(feed),
  );
}

const endStanding = (stage: Stage, feed: ChaosFeed): Promise<object[]> =>
  stage.queryFeed(feed, END_STANDING, [FEED_GATE]);

async function atGate(
  ask: (sql: string, parameters: readonly unknown[]) => Promise<object[]>,
  step: string,
  act: () => Promise<void>,
): Promise<boolean> {
  await ask(ARM, [step, true]);
  let hit = false;
  for (const giveUpAt = Date.now() + STAND_LIMIT_MS; !hit && Date.now() < giveUpAt; await sleep(LOOK_EVERY_MS)) {
    hit = (await ask(STANDING, [step])).length > 0;
  }
  if (hit) await act();
  await ask(END_STANDING, [step]);
  await ask(ARM, [step, false]);
  return hit;
}
