/** One receiver that is down for an hour, by a driven clock, costs the other one nothing; and it recovers by itself. */
import type { Connector } from '../../src/app/connector';
import { ensureExchangeSchema, postgresExchange } from '../../src/connectors/postgres-exchange';
import type { FeedDescription } from '../../src/domain/forwarding/feed';
import { PROBE_DELAYS_MS } from '../../src/domain/forwarding/breaker';
import { FEED, forwardingBench } from '../kit/approved-batch';
import { closableDoor, type ClosableDoor } from '../kit/closable-door';
import { emptyDatabase, silentLog } from '../kit/database';
import { drivenForwarding } from '../kit/driven-forwarding';

jest.setTimeout(180_000);

const MINUTE_MS = 60_000;
const START = new Date('2026-08-03T01:00:00Z');
/** A batch for both feeds every so often. */
const EVERY_MS = 5 * MINUTE_MS;
const BATCHES = 18;
const RECORDS = 20;
/** Batches that are approved before it goes down, and while it is. */
const BEFORE = 2;
const DOWN = 12;

const STEADY: FeedDescription = { ...FEED, name: 'steady', parcelCertificates: 10 };
const SHAKY: FeedDescription = { ...FEED, name: 'shaky', parcelCertificates: 10 };

/** The receiver answers each certificate as it comes, in the transaction that brings it. */
const ANSWERS_AT_ONCE = `
CREATE FUNCTION answer() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO certhub_answer (certificate_no, version, accepted) VALUES (NEW.certificate_no, NEW.version, true);
  RETURN NULL;
END $$;
CREATE TRIGGER answer AFTER INSERT ON certhub_certificate FOR EACH ROW EXECUTE FUNCTION answer();`;

interface Receiver {
  readonly door: ClosableDoor;
  readonly connector: Connector;
  readonly held: () => Promise<number>;
}

async function receiverOf(feed: FeedDescription): Promise<Receiver> {
  const database = await emptyDatabase();
  await ensureExchangeSchema(database.url);
  const client = await database.connect();
  await client.query(ANSWERS_AT_ONCE);
  const door = await closableDoor(database.url);
  return {
    door,
    connector: postgresExchange({ feed, address: { connector: 'postgres', url: door.url }, log: silentLog }),
    held: async () => {
      const { rows } = await client.query<{ held: number }>('SELECT count(*)::int AS held FROM certhub_certificate');
      return rows[0]?.held ?? 0;
    },
  };
}

interface Lived {
  /** Of each delivery of the steady feed: attempts, and ms from its making to its answer. */
  readonly steady: readonly { readonly attempts: number; readonly ms: number }[];
  readonly shaky: readonly { readonly state: string; readonly tries: number }[];
  readonly attemptsWhileDown: number;
  readonly breaker: readonly { readonly feed: string; readonly breaker: string; readonly failures: number }[];
  /** From the moment when it was up again to its last answer. */
  readonly recoveryMs: number;
  readonly held: readonly number[];
}

/** Ninety minutes; with the outage from the tenth to the seventieth. */
async function live(isDown: boolean): Promise<Lived> {
  const bench = await forwardingBench();
  const [steady, shaky] = [await receiverOf(STEADY), await receiverOf(SHAKY)];
  try {
    const driven = drivenForwarding(bench, START);
    await driven.addFeed(STEADY, steady.connector);
    await driven.addFeed(SHAKY, shaky.connector);
    let upAt = START;
    for (let batch = 0; batch < BATCHES; batch += 1) {
      if (isDown && batch === BEFORE) await shaky.door.shut();
      if (isDown && batch === BEFORE + DOWN) {
        await shaky.door.open();
        upAt = driven.now();
      }
      await driven.approve(RECORDS, [STEADY, SHAKY]);
      await driven.pass(EVERY_MS);
    }
    const query = (sql: string, values: readonly unknown[] = []) => bench.source.query(sql, [...values]);
    const [{ attemptsWhileDown }] = await query(
      `SELECT count(*)::int AS "attemptsWhileDown" FROM delivery_attempt WHERE outcome = 'unreachable'`,
    );
    const [{ lastAt }] = await query(
      `SELECT max(answered_at) AS "lastAt" FROM delivery WHERE feed = $1 AND created_at < $2`,
      [SHAKY.name, upAt],
    );
    return {
      steady: await query(
        `SELECT attempts_made AS attempts, (extract(epoch FROM answered_at - created_at) * 1000)::int AS ms
           FROM delivery WHERE feed = $1 ORDER BY created_at, parcel_no`,
        [STEADY.name],
      ),
      shaky: await query(
        `SELECT state, attempts_made - attempts_before AS tries FROM delivery WHERE feed = $1 ORDER BY created_at, parcel_no`,
        [SHAKY.name],
      ),
      attemptsWhileDown,
      breaker: await query(`SELECT feed, breaker, failures FROM feed_state ORDER BY feed`),
      recoveryMs: isDown ? lastAt.getTime() - upAt.getTime() : 0,
      held: [await steady.held(), await shaky.held()],
    };
  } finally {
    await Promise.all([steady, shaky].map(({ connector }) => connector.close()));
    await Promise.all([steady, shaky].map(({ door }) => door.shut()));
    await bench.close();
  }
}

test('an hour without one receiver changes nothing for the other, and it catches up by itself', async () => {
  const calm = await live(false);
  const lived = await live(true);
  const all = BATCHES * RECORDS;
  expect(calm.held).toEqual([all, all]);
  expect(calm.steady).toHaveLength(all / 10);
  expect(new Set(calm.steady.map(({ attempts }) => attempts))).toEqual(new Set([1]));

  expect(lived.steady).toEqual(calm.steady);
  expect(lived.held).toEqual([all, all]);
  expect(new Set(lived.shaky.map(({ state }) => state))).toEqual(new Set(['ANSWERED']));
  // Nobody used up the schedule of a delivery: the feed was probed instead.
  expect(Math.max(...lived.shaky.map(({ tries }) => tries))).toBeLessThanOrEqual(3);
  expect(lived.attemptsWhileDown).toBeLessThan(30);
  expect(lived.recoveryMs).toBeLessThanOrEqual(1.2 * Math.max(...PROBE_DELAYS_MS) + MINUTE_MS);
  expect(lived.breaker).toEqual([
    { feed: SHAKY.name, breaker: 'CLOSED', failures: 0 },
    { feed: STEADY.name, breaker: 'CLOSED', failures: 0 },
  ]);
});
