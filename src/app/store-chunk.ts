/** Lands one chunk inside the transaction of its caller; sending the same bytes again changes nothing. */
import { createHash } from 'node:crypto';
import { BATCH_RECORDS_MAX, CHUNKS_MAX, CHUNK_BYTES_MAX, CHUNK_RECORDS_MAX } from './limits';
import type { ChunkReceipt, Hub, Stores, Upload } from './ports';
import { type Refusal, refuse } from './refusal';

export interface GivenChunk {
  readonly chunkNo: number;
  readonly records: number;
  readonly body: Buffer;
}

export interface StoredChunk {
  readonly receipt: ChunkReceipt;
  readonly repeated: boolean;
}

/** `held`: what the upload holds already, by chunk number; the new receipt is added to it. */
export async function storeChunk(
  hub: Hub,
  stores: Stores,
  upload: Upload,
  held: Map<number, ChunkReceipt>,
  { chunkNo, records, body }: GivenChunk,
): Promise<StoredChunk | Refusal> {
  if (!Number.isInteger(chunkNo) || chunkNo < 1 || chunkNo > CHUNKS_MAX) return refuse('CHUNK_NUMBER_INVALID');
  if (records === 0) return refuse('CHUNK_EMPTY');
  if (records > CHUNK_RECORDS_MAX || body.length > CHUNK_BYTES_MAX) return refuse('CHUNK_TOO_LARGE');
  const digest = createHash('sha256').update(body).digest('hex');
  const before = held.get(chunkNo);
  if (before) return before.digest === digest ? { receipt: before, repeated: true } : refuse('CHUNK_DIFFERS');
  if (upload.state === 'SEALED') return refuse('UPLOAD_SEALED', { existingId: upload.id });
  const total = [...held.values()].reduce((sum, receipt) => sum + receipt.records, records);
  if (total > BATCH_RECORDS_MAX) return refuse('BATCH_TOO_LARGE');
  const receipt: ChunkReceipt = { chunkNo, records, bytes: body.length, digest };
  if (await stores.chunks.insert(upload.id, receipt, body, hub.now())) {
    held.set(chunkNo, receipt);
    return { receipt, repeated: false };
  }
  return storedMeanwhile(stores, upload, receipt);
}

/** The same number arrived on another connection between our look and our insert. */
async function storedMeanwhile(
  stores: Stores,
  upload: Upload,
  { chunkNo, digest }: ChunkReceipt,
): Promise<StoredChunk | Refusal> {
  const receipt = (await stores.chunks.receipts(upload.id)).find((one) => one.chunkNo === chunkNo);
  return receipt?.digest === digest ? { receipt, repeated: true } : refuse('CHUNK_DIFFERS');
}

export const heldChunks = async (stores: Stores, uploadId: string): Promise<Map<number, ChunkReceipt>> =>
  new Map((await stores.chunks.receipts(uploadId)).map((receipt) => [receipt.chunkNo, receipt]));
