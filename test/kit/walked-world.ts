/** The world that the operations of the walk name (`root-operations.ts`), made in a hub that has one worker at least. */
import type { TestHub } from './hub';
import {
  appendRecords,
  approveBatch,
  idOf,
  openUpload,
  pushBatch,
  until,
  untilAnswered,
  untilChecked,
} from './operations';
import { draftOf, triedPack } from './packs';
import { withWork, type WalkedWorld } from './root-operations';
import { sampleDesk } from './sample-desk';

/** An approved batch with its certificates, one that waits, an open upload, a pack, and the regulators' work. */
export async function walkedWorld(hub: TestHub): Promise<WalkedWorld> {
  const desk = sampleDesk();
  const approved = desk.batch({ records: 3 });
  const batchId = idOf(await pushBatch(hub, approved.header, approved.records));
  await untilChecked(hub, batchId);
  await approveBatch(hub, 'city', batchId);
  await approveBatch(hub, 'province', batchId);
  const waiting = desk.batch({ records: 2 });
  const openBatchId = idOf(await pushBatch(hub, waiting.header, waiting.records));
  await untilChecked(hub, openBatchId);
  const sending = desk.batch({ records: 1 });
  const { uploadId = '' } = await openUpload(hub, sending.header);
  await appendRecords(hub, uploadId, 1, sending.records);
  const [delivery] = await hub.query<{ id: string }>('SELECT id FROM delivery WHERE batch_id = $1 LIMIT 1', [batchId]);
  const world = await withWork(hub, {
    batchId,
    deliveryId: delivery?.id ?? '',
    openBatchId,
    uploadId,
    certificateNo: String(approved.records[0]?.certificateNo),
    approved: { ...approved.records[0] },
    planNo: desk.planNo,
    ...(await triedPack(hub, draftOf({ version: '2026-01-01' }))),
    header: sending.header,
    record: sending.records[0] ?? {},
    work: {},
  });
  // Work of the hub's own must be over, or it would look like a change.
  await untilAnswered(hub, batchId);
  await until(
    () => hub.query('SELECT FROM tally_due'),
    (due) => due.length === 0,
  );
  return world;
}
