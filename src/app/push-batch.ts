/** Open, append and seal in one call and one transaction: for batches of up to `LIST_RECORDS_MAX` records. */
import { createHash } from 'node:crypto';
import type { RawRecord } from '../domain/certificate/record';
import type { BatchHeader } from '../domain/intake/header';
import { canonicalLines } from './append-records';
import type { Caller } from './caller';
import { CHUNK_RECORDS_CUT, LIST_RECORDS_MAX } from './limits';
import { openWithin } from './open-upload';
import type { Hub, Stores } from './ports';
import { type Refusal, refuse } from './refusal';
import { type Sealing, type UploadSealed, remindChecks, sealLocked } from './seal-upload';
import { heldChunks, storeChunk } from './store-chunk';

export interface GivenBatch {
  readonly header: BatchHeader;
  readonly records: readonly RawRecord[];
}

export async function pushBatch(hub: Hub, caller: Caller, given: GivenBatch): Promise<UploadSealed | Refusal> {
  const { header, records } = given;
  if (records.length === 0) return refuse('CHUNK_EMPTY');
  if (records.length > LIST_RECORDS_MAX) return refuse('BATCH_TOO_LARGE');
  const outcome = await hub.transaction((stores) => push(hub, stores, caller, { header, records }));
  await remindChecks(hub, outcome);
  return 'batch' in outcome ? { kind: 'sealed', batchId: outcome.batch.id, repeated: outcome.repeated } : outcome;
}

async function push(hub: Hub, stores: Stores, caller: Caller, { header, records }: GivenBatch): Promise<Sealing> {
  const opened = await openWithin(hub, stores, caller, header);
  if (opened.kind === 'refused') return opened;
  const upload = await stores.uploads.lock(opened.upload.id, opened.upload.institutionCode, 'seal');
  if (!upload) throw new Error('An upload just opened is gone.');
  const held = await heldChunks(stores, upload.id);
  const hash = createHash('sha256');
  let chunks = 0;
  for (let from = 0; from < records.length; from += CHUNK_RECORDS_CUT) {
    const part = records.slice(from, from + CHUNK_RECORDS_CUT);
    const body = canonicalLines(part);
    hash.update(body);
    chunks += 1;
    const stored = await storeChunk(hub, stores, upload, held, { chunkNo: chunks, records: part.length, body });
    // The number is taken by this very call's header, so other bytes under it are other content under a used number.
    if (!('receipt' in stored)) {
      return stored.code === 'CHUNK_DIFFERS' || stored.code === 'UPLOAD_SEALED'
        ? refuse('CLIENT_BATCH_NO_USED', { existingId: upload.id })
        : stored;
    }
  }
  return sealLocked(hub, stores, caller, upload, { chunks, records: records.length, digest: hash.digest('hex') });
}
