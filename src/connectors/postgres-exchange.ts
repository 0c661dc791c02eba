/**
 * 前置库: a PostgreSQL database on the receiver's side. The hub writes parcels there and reads the answers that the
 * receiver writes beside them (docs/forwarding.md). One exchange database serves one feed.
 */
import { Client, Pool, type PoolClient } from 'pg';
import type { AnswersAsked, Connector } from '../app/connector';
import type { ItemAnswer } from '../app/forwarding-ports';
import { ExchangeTimeout, failureOf } from './exchange-failure';
import { EXCHANGE_SCHEMA, REPORT_SCHEMA } from './exchange-schema';
import type { Opening } from './index';
import type { PostgresAddress } from './postgres-address';
import { keepReport } from './postgres-report';
import { heldBy } from './postgres-held';
import { sendParcel } from './postgres-send';

/** Of one process to one receiver. */
export const CONNECTIONS_MAX = 4;
const CONNECT_TIMEOUT_MS = 5_000;
const IDLE_TIMEOUT_MS = 30_000;
/** More than a code may have, so that a longer one is seen to be none. */
const CODE_CHARS_READ = 100;
/** Any number that nothing else in the receiver's database uses. */
const SCHEMA_LOCK = 7_022_020;

/** The receiver writes the answers, so the moment may be missing or infinite. */
const ANSWERS = `
SELECT answer.certificate_no AS "certificateNo", answer.version, answer.accepted, left(answer.code, ${CODE_CHARS_READ}) AS code,
       CASE WHEN isfinite(answer.answered_at) THEN answer.answered_at ELSE now() END AS "answeredAt"
  FROM certhub_certificate AS sent
  JOIN certhub_answer AS answer ON answer.certificate_no = sent.certificate_no AND answer.version = sent.version
 WHERE sent.parcel_id = $1 AND answer.accepted IS NOT NULL`;

export function postgresExchange({ feed: { name }, address: { url }, log }: Opening<PostgresAddress>): Connector {
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    application_name: 'certhub',
  });
  // A connection that breaks while idle is replaced; the call that needs it reports its own error.
  pool.on('error', () => undefined);
  return {
    send: async (parcel, timeoutMs) => {
      const endsAt = performance.now() + timeoutMs;
      try {
        return await sendParcel((work) => inTransaction(pool, endsAt - performance.now(), work), parcel);
      } catch (error) {
        return failureOf(error);
      }
    },
    answers: async (deliveryId, timeoutMs) => {
      try {
        return await inTransaction(pool, timeoutMs, (client) => answersOf(client, deliveryId));
      } catch (error) {
        const { reason } = failureOf(error);
        log.warn({ feed: name, deliveryId, reason }, 'The feed could not be asked for answers.');
        return { kind: 'unreachable', reason };
      }
    },
    held: async (question, timeoutMs) => {
      try {
        return await inTransaction(pool, timeoutMs, (client) => heldBy(client, question));
      } catch (error) {
        return { kind: 'unreachable', reason: failureOf(error).reason };
      }
    },
    sendReport: async (report, timeoutMs) => {
      try {
        return await inTransaction(pool, timeoutMs, (client) => keepReport(client, report));
      } catch (error) {
        return failureOf(error);
      }
    },
    close: () => pool.end(),
  };
}

/** Makes the tables on the receiver's side, where they are not there yet. Safe to run twice and side by side. */
export async function ensureExchangeSchema(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
    await client.query(EXCHANGE_SCHEMA);
    await client.query(REPORT_SCHEMA);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

async function answersOf(client: PoolClient, deliveryId: string): Promise<AnswersAsked> {
  const { rows } = await client.query<Omit<ItemAnswer, 'state'> & { accepted: boolean }>(ANSWERS, [deliveryId]);
  const answers = rows.map(({ accepted, ...answer }): ItemAnswer => ({
    ...answer,
    state: accepted ? 'ACCEPTED' : 'REFUSED',
  }));
  return { kind: 'given', answers, oddities: [] };
}

/**
 * Commits what was taken and read, rolls back the rest. The server ends a slow statement; a network that says nothing
 * at all is ended here, by dropping the connection.
 */
async function inTransaction<T extends object>(
  pool: Pool,
  timeoutMs: number,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  // A connection that breaks fails the call through its query; without a listener it would end the process as well.
  const onError = (): void => undefined;
  client.on('error', onError);
  let broken = true;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ExchangeTimeout()), timeoutMs);
  });
  const run = async (): Promise<T> => {
    await client.query(`BEGIN; SET LOCAL statement_timeout = ${Math.max(1, Math.trunc(timeoutMs))}`);
    const outcome = await work(client);
    await client.query('kind' in outcome && outcome.kind === 'refused' ? 'ROLLBACK' : 'COMMIT');
    broken = false;
    return outcome;
  };
  try {
    return await Promise.race([run(), timeout]);
  } finally {
    clearTimeout(timer);
    // A dropped connection reports its end after it left the pool: the listener stays with it.
    if (!broken) client.off('error', onError);
    client.release(broken);
  }
}
