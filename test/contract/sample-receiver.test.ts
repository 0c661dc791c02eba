import { FEED } from '../kit/approved-batch';
import { parcelWith } from '../kit/parcels';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { runReceiver } from '../../bin/receiver/run-receiver';
import { postgresExchange } from '../../src/connectors/postgres-exchange';
import type { ItemAnswer } from '../../src/app/forwarding-ports';
import { certificateNoOf } from '../kit/approved-batch';
import { emptyDatabase, silentLog } from '../kit/database';

const TIMEOUT_MS = 5_000;
const REFUSE_EVERY = 10;

test('the sample receiver answers every certificate once, also after a broken connection, and stops when told', async () => {
  const database = await emptyDatabase();
  const stop = new AbortController();
  const running = runReceiver({
    url: database.url,
    refuseEvery: REFUSE_EVERY,
    intervalMs: 20,
    log: silentLog,
    signal: stop.signal,
    onReady: () => undefined,
  });
  const client = await database.connect();
  const connector = postgresExchange({
    feed: FEED,
    address: { connector: 'postgres', url: database.url },
    log: silentLog,
  });
  const sendAndCollect = async (from: number, more: object = {}): Promise<readonly ItemAnswer[]> => {
    const deliveryId = randomUUID();
    const certificates = Array.from({ length: 20 }, (_, index) => ({
      certificateNo: certificateNoOf(from + index),
      version: 1,
      kind: 'ISSUED',
      institutionCode: '0001',
      regionCode: '510100',
      data: '{"level":"LEVEL_3"}',
      ...more,
    }));
    for (;;) {
      const answer = await connector.send(parcelWith(certificates, { deliveryId }), TIMEOUT_MS);
      if (answer.kind === 'taken') break;
      await sleep(20);
    }
    for (;;) {
      const asked = await connector.answers(deliveryId, TIMEOUT_MS);
      if (asked.kind === 'given' && asked.answers.length === certificates.length) return asked.answers;
      await sleep(20);
    }
  };
  const refusedOf = (answers: readonly ItemAnswer[]): unknown[] =>
    answers
      .filter(({ state }) => state === 'REFUSED')
      .map(({ certificateNo, code }) => [certificateNo, code])
      .sort();

  expect(refusedOf(await sendAndCollect(1))).toEqual([
    [certificateNoOf(7), 'R-PHOTO'],
    [certificateNoOf(17), 'R-PHOTO'],
  ]);
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'certhub-sample-receiver'`,
  );
  expect(refusedOf(await sendAndCollect(21))).toHaveLength(2);
  const { rows } = await client.query(
    `SELECT (SELECT count(*)::int FROM receiver_register) AS registered, (SELECT count(*)::int FROM certhub_answer) AS answers`,
  );
  expect(rows).toEqual([{ registered: 36, answers: 40 }]);
  // The newest version of a number is its truth, in whatever order they come.
  const revoked = { version: 3, kind: 'REVOKED' };
  expect(refusedOf(await sendAndCollect(1, revoked))).toEqual([]);
  expect(refusedOf(await sendAndCollect(1, { version: 2, kind: 'CORRECTED' }))).toEqual([]);
  const truth = await client.query(
    `SELECT kind, version, count(*)::int AS numbers FROM receiver_register GROUP BY kind, version ORDER BY version`,
  );
  expect(truth.rows).toEqual([
    { kind: 'ISSUED', version: 1, numbers: 18 },
    { ...revoked, numbers: 20 },
  ]);
  stop.abort();
  await running;
  await connector.close();
}, 30_000);
