/** An upload that was opened before a recall voided its plan, and is sealed after it or beside it. */
import { appendRecords } from '../../src/app/append-records';
import { openUpload } from '../../src/app/open-upload';
import type { Hub, Stores } from '../../src/app/ports';
import { sealUpload } from '../../src/app/seal-upload';
import { checkingHub, SAMPLE_INSTITUTION, type CheckingHub } from '../kit/checking-hub';
import { pausedHub, untilWaiting } from '../kit/paused-hub';
import { sampleDesk } from '../kit/sample-desk';

jest.setTimeout(60_000);

const RECORDS = 3;
const AT = new Date('2026-06-30T01:00:00Z');

const desk = sampleDesk();
let world: CheckingHub;
beforeEach(async () => {
  world = await checkingHub(desk, AT);
});
afterEach(() => world.bench.close());

/** Answers what seals it. */
const opened = async (): Promise<(hub?: Hub) => Promise<object>> => {
  const { header, records } = desk.batch({ records: RECORDS });
  const upload = await openUpload(world.hub, SAMPLE_INSTITUTION, header);
  if (upload.kind === 'refused') throw new Error(upload.code);
  const uploadId = upload.upload.id;
  const appended = await appendRecords(world.hub, SAMPLE_INSTITUTION, { uploadId, chunkNo: 1, records });
  if (appended.kind === 'refused') throw new Error(appended.code);
  const manifest = { chunks: 1, records: RECORDS, digest: appended.receipt.digest };
  return (hub = world.hub) => sealUpload(hub, SAMPLE_INSTITUTION, { uploadId, manifest });
};

/** As a recall does it: the plan first, the terms of the plan last. */
async function voidPlan({ registry, deadlines }: Stores): Promise<void> {
  await registry.lock();
  const { plans = [] } = await registry.documentOf('0001', desk.planNo);
  const voided = plans.map((plan) => ({ ...plan, status: 'VOIDED' }));
  await registry.save({ plans: voided }, { at: AT, by: 'city' });
  await deadlines.hold({ kind: 'PLAN', id: desk.planNo });
}
const states = () =>
  world.bench.source.query(
    `SELECT upload.state, batch.state AS batch FROM upload LEFT JOIN batch ON batch.id = upload.id`,
  );

const REFUSED = { kind: 'refused', code: 'PLAN_VOIDED' };

test('voided before the seal: no batch comes of it', async () => {
  const seal = await opened();
  await world.hub.transaction(voidPlan);
  expect(await seal()).toMatchObject(REFUSED);
  expect(await states()).toEqual([{ state: 'OPEN', batch: null }]);
});

test('a seal that has frozen the plan is waited for, and its batch is found', async () => {
  const seal = await opened();
  const slow = pausedHub(world.hub, ({ batches }, pause) => ({
    batches: { ...batches, insert: (batch) => pause().then(() => batches.insert(batch)) },
  }));
  const sealing = seal(slow.hub);
  await slow.reached;
  const voiding = world.hub.transaction(async (stores) => {
    await voidPlan(stores);
    return stores.recalls.batchesOfPlan({ institutionCode: '0001', planNo: desk.planNo });
  });
  await untilWaiting(world.bench.source, voiding);
  slow.goOn();
  const answer = await sealing;
  expect(answer).toMatchObject({ kind: 'sealed', repeated: false });
  expect(await voiding).toEqual([Reflect.get(answer, 'batchId')]);
});

test('a recall that is under way is waited for: no batch comes of it, though the plan stood as the seal began', async () => {
  const seal = await opened();
  const slow = pausedHub(world.hub, ({ deadlines }, pause) => ({
    deadlines: { ...deadlines, hold: (subject) => deadlines.hold(subject).then(pause) },
  }));
  const voiding = slow.hub.transaction(voidPlan);
  await slow.reached;
  const sealing = seal();
  await untilWaiting(world.bench.source, sealing);
  slow.goOn();
  await voiding;
  expect(await sealing).toMatchObject(REFUSED);
  expect(await states()).toEqual([{ state: 'OPEN', batch: null }]);
});

test('what was sealed before is sealed, however often it is asked', async () => {
  const seal = await opened();
  expect(await seal()).toMatchObject({ kind: 'sealed', repeated: false });
  await world.hub.transaction(voidPlan);
  expect(await seal()).toMatchObject({ kind: 'sealed', repeated: true });
  expect(await states()).toEqual([{ state: 'SEALED', batch: 'CHECKING' }]);
});
