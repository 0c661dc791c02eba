import { FEED } from '../kit/approved-batch';
import { parcelWith } from '../kit/parcels';
import type { Connector } from '../../src/app/connector';
import { randomUUID } from 'node:crypto';
import { ensureExchangeSchema, postgresExchange } from '../../src/connectors/postgres-exchange';
import { emptyDatabase, silentLog } from '../kit/database';
import { connectorContract, type TestReceiver } from './connector-contract';
import { heldContract } from './held-contract';

const openAt = (url: string): Connector =>
  postgresExchange({ feed: FEED, address: { connector: 'postgres', url }, log: silentLog });

async function openReceiver(): Promise<TestReceiver> {
  const database = await emptyDatabase();
  const { url } = database;
  await Promise.all([ensureExchangeSchema(url), ensureExchangeSchema(url)]);
  const client = await database.connect();
  const nowhere = new URL(url);
  nowhere.port = '1';
  const trigger = async (body: string): Promise<void> => {
    await client.query(`CREATE FUNCTION interfere() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} END $$;
      CREATE TRIGGER interfere AFTER INSERT ON certhub_certificate FOR EACH STATEMENT EXECUTE FUNCTION interfere()`);
  };
  return {
    connector: openAt(url),
    unreachable: openAt(nowhere.href),
    held: async (deliveryId) => {
      const { rows } = await client.query<{ key: string }>(
        `SELECT certificate_no || '/' || version AS key FROM certhub_certificate WHERE parcel_id = $1 ORDER BY 1`,
        [deliveryId],
      );
      return rows.map(({ key }) => key);
    },
    answer: async (answers) => {
      for (const { certificateNo, version, accepted, code } of answers) {
        await client.query(
          `INSERT INTO certhub_answer (certificate_no, version, accepted, code) VALUES ($1, $2, $3, $4)`,
          [certificateNo, version, accepted, code],
        );
      }
    },
    breakDuringNextSend: async () => {
      // A sequence is not rolled back, so it remembers that the break has happened.
      await client.query('CREATE SEQUENCE breaks');
      await trigger(
        `IF nextval('breaks') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN NULL;`,
      );
    },
    hang: async () => {
      await client.query('BEGIN');
      await client.query('LOCK TABLE certhub_certificate');
      return {
        goOn: async () => {
          await client.query('ROLLBACK');
        },
      };
    },
    refuseContent: () => trigger(`RAISE EXCEPTION 'The record of 张三 is wrong.';`),
  };
}

connectorContract('the PostgreSQL exchange database', openReceiver);
heldContract('the PostgreSQL exchange database', openReceiver);

describe('the PostgreSQL exchange database', () => {
  test.each([
    ['without its tables waits for the receiver to put it right', 'DROP TABLE certhub_certificate', 'SETUP'],
    [
      'that may only be read is tried again',
      'ALTER DATABASE CURRENT SET default_transaction_read_only = on',
      'READ_ONLY',
    ],
  ])('%s', async (_, sql, reason) => {
    const { url, connect } = await emptyDatabase();
    await ensureExchangeSchema(url);
    const client = await connect();
    await client.query(sql.replace('CURRENT', new URL(url).pathname.slice(1)));
    const connector = openAt(url);
    const parcel = parcelWith([]);
    expect(await connector.send(parcel, 5_000)).toEqual({ kind: 'unreachable', reason });
    await connector.close();
  });

  test('with a wrong password or name says LOGIN', async () => {
    const { url } = await emptyDatabase();
    const missing = new URL(url);
    missing.pathname = '/no_such_database';
    const connector = openAt(missing.href);
    const parcel = parcelWith([]);
    expect(await connector.send(parcel, 5_000)).toEqual({ kind: 'unreachable', reason: 'LOGIN' });
    await connector.close();
  });

  test('an answer dated infinity or without a code still counts', async () => {
    const { url, connect } = await emptyDatabase();
    await ensureExchangeSchema(url);
    const connector = openAt(url);
    const certificateNo = 'Y000051000123263000001';
    const certificate = {
      certificateNo,
      version: 1,
      kind: 'ISSUED',
      institutionCode: '0000',
      regionCode: '510100',
      data: '{}',
    };
    const deliveryId = randomUUID();
    await connector.send(parcelWith([certificate], { deliveryId }), 5_000);
    const client = await connect();
    await client.query(`INSERT INTO certhub_answer VALUES ($1, 1, false, NULL, 'infinity')`, [certificateNo]);
    expect(await connector.answers(deliveryId, 5_000)).toEqual({
      kind: 'given',
      answers: [{ certificateNo, version: 1, state: 'REFUSED', code: null, answeredAt: expect.any(Date) }],
      oddities: [],
    });
    await connector.close();
  });
});
