/** A worker that is told to stop while it settles a batch: it waits as long as it was told, and another one begins anew. */
import { Client } from 'pg';
import { startTestHub, type TestHub } from '../kit/hub';
import { batchStatus, idOf, pushBatch, until, untilChecked } from '../kit/operations';
import { startRole, type RoleProcess } from '../kit/role-process';
import { sampleDesk } from '../kit/sample-desk';

jest.setTimeout(120_000);

const desk = sampleDesk();
let hub: TestHub;
/** Holds what a settlement writes at its end. */
let holder: Client;
beforeAll(async () => {
  hub = await startTestHub({ queue: 'postgres', topology: false, workers: 0, receivers: false });
  holder = new Client({ connectionString: hub.databaseUrl });
  await holder.connect();
});
afterAll(async () => {
  await holder.end();
  await hub.stop();
});

const startWorker = (stopSeconds: number): Promise<RoleProcess> =>
  startRole(['worker', '--stop-seconds', String(stopSeconds)], {
    DATABASE_URL: hub.databaseUrl,
    CERTHUB_DATA_DIR: hub.dataDir,
    CERTHUB_SWEEP_SECONDS: '1',
  });

/** A batch whose settlement stands still, and the worker that is at it. */
async function held(stopSeconds: number): Promise<{ readonly batchId: string; readonly worker: RoleProcess }> {
  const { header, records } = desk.batch({ records: 20 });
  const batchId = idOf(await pushBatch(hub, header, records));
  await holder.query('BEGIN');
  await holder.query('LOCK TABLE notification IN SHARE ROW EXCLUSIVE MODE');
  const worker = await startWorker(stopSeconds);
  await until(
    async () =>
      (await hub.query(`SELECT FROM pg_locks WHERE NOT granted AND relation = 'notification'::regclass`)).length,
    (waiting) => waiting > 0,
  );
  return { batchId, worker };
}

const told = (batchId: string): Promise<object[]> =>
  hub.query(`SELECT audience_code FROM notification WHERE subject_id = $1`, [batchId]);

test('beyond its limit the process ends, nothing of the settlement stays, and another worker makes it once', async () => {
  const { batchId, worker } = await held(1);
  expect(await worker.end('SIGTERM')).toBe(1);
  expect(worker.log()).toContain('"limitMs":1000');
  await holder.query('ROLLBACK');
  expect(await batchStatus(hub, batchId)).toMatchObject({ state: 'CHECKING' });
  const another = await startWorker(1);
  expect(await untilChecked(hub, batchId)).toMatchObject({ state: 'CITY_REVIEW', counts: { passed: 20 } });
  expect(await told(batchId)).toHaveLength(1);
  await another.end('SIGTERM');
});

test('within its limit the settlement ends first', async () => {
  const { batchId, worker } = await held(30);
  const ended = worker.end('SIGTERM');
  await until(
    async () => worker.log(),
    (log) => log.includes('"msg":"stopping"'),
  );
  await holder.query('ROLLBACK');
  expect(await ended).toBe(0);
  expect(await batchStatus(hub, batchId)).toMatchObject({ state: 'CITY_REVIEW', counts: { passed: 20 } });
});
