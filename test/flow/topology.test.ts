/** Several of each, and some of them taken away in the middle: docs/scaling.md is about this, and the sets must come out right. */
import { setTimeout as sleep } from 'node:timers/promises';
import { numbersHeld } from '../../bin/receiver/numbers-held';
import type { CertificateRecord } from '../../src/domain/certificate/record';
import { onSeveral } from '../kit/each-backend';
import { startTestHub, type TestHub, type TestTopology } from '../kit/hub';
import {
  appendRecords,
  approveBatch,
  batchStatus,
  idOf,
  openUpload,
  pushBatch,
  streamBatch,
  until,
  untilAnswered,
  untilChecked,
} from '../kit/operations';
import { reconciliation } from '../kit/reconciliation';
import { sampleDesk } from '../kit/sample-desk';

jest.setTimeout(240_000);
const START_LIMIT_MS = 180_000;
const OUTAGE_MS = 4_000;

onSeveral('several of each', () => {
  const desk = sampleDesk();
  const approved = new Set<string>();
  let hub: TestHub;
  let topology: TestTopology;

  beforeAll(async () => {
    hub = await startTestHub({ queue: 'redis', topology: true });
    if (hub.topology === null) throw new Error('There is one of each.');
    topology = hub.topology;
  }, START_LIMIT_MS);
  afterAll(() => hub.stop(), START_LIMIT_MS);

  const approve = async (batchId: string, records: readonly Partial<CertificateRecord>[]): Promise<void> => {
    expect(await approveBatch(hub, 'city', batchId)).toMatchObject({ state: 'PROVINCE_REVIEW' });
    expect(await approveBatch(hub, 'province', batchId)).toMatchObject({ state: 'APPROVED', returnedLines: 0 });
    for (const { certificateNo } of records) approved.add(String(certificateNo));
  };
  const readiness = async (): Promise<unknown> => (await fetch(`${hub.url}/readyz`)).json();

  test('both APIs are ready, and both read from the replica', async () => {
    for (let api = 0; api < 2; api += 1) {
      await until(readiness, (told) => JSON.stringify(told).includes('"used":1'));
    }
    expect(await readiness()).toEqual({
      status: 'ready',
      database: 'ok',
      migrations: 'done',
      replicas: { configured: 1, used: 1 },
    });
  });

  test('while the replica stands still, whoever wrote sees it through the other API, and nobody else does', async () => {
    const { header, records } = desk.batch({ records: 30 });
    await topology.replica.standStill();
    try {
      const { uploadId = '' } = await openUpload(hub, header);
      for (let chunkNo = 1; chunkNo <= 3; chunkNo += 1) {
        await appendRecords(hub, uploadId, chunkNo, records.slice((chunkNo - 1) * 10, chunkNo * 10));
        // Each call is the other API's turn.
        for (let look = 0; look < 2; look += 1) expect(await chunksOf(uploadId)).toBe(chunkNo);
      }
      const batchId = idOf(await pushBatch(hub, { ...header, clientBatchNo: `${header.clientBatchNo}-P` }, records));
      for (let look = 0; look < 4; look += 1) expect(await batchStatus(hub, batchId)).toMatchObject({ id: batchId });
      const asCity = await hub.ask('city', `query ($id: ID!) { batch(id: $id) { id } }`, { id: batchId });
      expect(asCity.errors[0]?.extensions?.code).toBe('NOT_FOUND');
    } finally {
      await topology.replica.goOn();
    }
  });

  async function chunksOf(uploadId: string): Promise<number> {
    const { upload } = await hub.run<{ upload: { receipts: readonly unknown[] } }>(
      'institution',
      `query ($id: ID!) { upload(id: $id) { receipts { chunkNo } } }`,
      { id: uploadId },
    );
    return upload.receipts.length;
  }

  test('an API is killed while it takes a batch: sent again to the other one, it is one batch', async () => {
    const { header, records } = desk.batch({ records: 1_000 });
    const sent = pushBatch(hub, header, records).catch(() => undefined);
    await topology.apis.killOne();
    const first = await sent;
    const again = idOf(await pushBatch(hub, header, records));
    if (first !== undefined) expect(idOf(first)).toBe(again);
    const [counted] = await hub.query('SELECT count(*)::int AS batches FROM batch WHERE client_batch_no = $1', [
      header.clientBatchNo,
    ]);
    expect(counted).toEqual({ batches: 1 });
    await untilChecked(hub, again);
    await approve(again, records);
    await topology.apis.startOne();
  });

  test('a worker, a Redis master and the replica go away while 30,000 records are checked: each has one verdict', async () => {
    const { header, records } = desk.batch({ records: 30_000 });
    const batchId = await streamBatch(hub, header, records);
    const [master] = topology.redis.nodes;
    await Promise.all([hub.killWorker(), master?.stop(), topology.replica.stop()]);
    expect(await batchStatus(hub, batchId)).toMatchObject({ state: 'CHECKING' });
    // Its queues stand until it is back, and which ones they are depends on the keys of the hub: by then reminders were lost.
    await sleep(OUTAGE_MS);
    await master?.start();
    const status = await untilChecked(hub, batchId, 180_000);
    expect(status).toMatchObject({ state: 'CITY_REVIEW', counts: { passed: 30_000, held: 0, returned: 0 } });
    const [counted] = await hub.query(
      'SELECT count(*)::int AS records, count(DISTINCT line)::int AS lines FROM record WHERE batch_id = $1',
      [batchId],
    );
    expect(counted).toEqual({ records: 30_000, lines: 30_000 });
    expect(await readiness()).toMatchObject({ status: 'ready', replicas: { configured: 1, used: 0 } });
    await approve(batchId, records);
    await Promise.all([hub.startWorker(), topology.replica.start()]);
  });

  test('each master in its turn goes away and comes back empty: work goes on', async () => {
    for (const master of topology.redis.nodes) {
      await master.stop();
      const { header, records } = desk.batch({ records: 50 });
      const batchId = idOf(await pushBatch(hub, header, records));
      await master.start();
      await untilChecked(hub, batchId, 120_000);
      await approve(batchId, records);
      await untilAnswered(hub, batchId);
    }
  });

  test('the replica is read again once it has everything', async () => {
    await until(readiness, (told) => JSON.stringify(told).includes('"used":1'));
  });

  test('at the end the sets are right: approved, received, counted, looked up', async () => {
    const live = await until(
      () => hub.query<{ pending: number }>(`SELECT count(*)::int AS pending FROM delivery WHERE state <> 'ANSWERED'`),
      ([found]) => found?.pending === 0,
      120_000,
    );
    expect(live).toEqual([{ pending: 0 }]);
    for (const url of Object.values(hub.receivers)) {
      const held = await numbersHeld(url);
      expect(held).toHaveLength(approved.size);
      expect(new Set(held)).toEqual(approved);
    }
    const counts = await until(
      () => reconciliation(hub),
      ({ tallied, live: certificates }) => tallied === approved.size && certificates === approved.size,
      60_000,
    );
    expect(counts).toEqual({ tallied: approved.size, live: approved.size });
    const [certificateNo = ''] = approved;
    const { certificate } = await hub.run<{ certificate: object }>(
      'province',
      `query ($no: ID!) { certificate(certificateNo: $no) { certificateNo state version } }`,
      { no: certificateNo },
    );
    expect(certificate).toEqual({ certificateNo, state: 'LIVE', version: 1 });
  });

  test('nothing of it called for a person', () => {
    expect(hub.errorLines()).toEqual([]);
  });
});
