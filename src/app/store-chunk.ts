/** Lands chunks inside the transaction of their caller; sending the same bytes again changes nothing. */
import { createHash } from 'node:crypto';
import { BATCH_RECORDS_MAX, CHUNKS_MAX, CHUNK_BYTES_MAX, CHUNK_RECORDS_MAX } from './limits';
import type { ChunkReceipt, Upload } from './intake-ports';
import type { Hub, Stores } from './ports';
import { type Refusal, refuse } from './refusal';

/** A chunk as it goes into its row: everything that takes time is done before the transaction begins. */
export interface PackedChunk {
  readonly receipt: ChunkReceipt;
  readonly packed: Buffer;
}

export interface GivenChunk {
  readonly chunkNo: number;
  readonly records: number;
  readonly body: Buffer;
}

export async function packChunk(hub: Hub, { chunkNo, records, body }: GivenChunk): Promise<PackedChunk | Refusal> {
  if (!Number.isInteger(chunkNo) || chunkNo < 1 || chunkNo > CHUNKS_MAX) return refuse('CHUNK_NUMBER_INVALID');
  if (records === 0) return refuse('CHUNK_EMPTY');
  if (records > CHUNK_RECORDS_MAX || body.length > CHUNK_BYTES_MAX) return refuse('CHUNK_TOO_LARGE');
  const digest = createHash('sha256').update(body).digest('hex');
  return { receipt: { chunkNo, records, bytes: body.length, digest }, packed: await hub.pack(body) };
}

export interface StoredChunks {
  readonly receipts: readonly ChunkReceipt[];
  /** True when the upload held every one of them already. */
  readonly repeated: boolean;
}

export async function storeChunks(
  hub: Hub,
  stores: Stores,
  upload: Upload,
  chunks: readonly PackedChunk[],
): Promise<StoredChunks | Refusal> {
  const held = new Map((await stores.chunks.receipts(upload.id)).map((receipt) => [receipt.chunkNo, receipt]));
  const fresh = chunks.filter(({ receipt }) => !held.has(receipt.chunkNo));
  for (const { receipt } of chunks) {
    const before = held.get(receipt.chunkNo);
    if (before && before.digest !== receipt.digest) return refuse('CHUNK_DIFFERS');
  }
  if (fresh.length > 0 && upload.state === 'SEALED') return refuse('UPLOAD_SEALED', { existingId: upload.id });
  const all = [...held.values(), ...fresh.map(({ receipt }) => receipt)];
  if (all.reduce((sum, { records }) => sum + records, 0) > BATCH_RECORDS_MAX) return refuse('BATCH_TOO_LARGE');
  for (const { receipt, packed } of fresh) {
    const inserted = await stores.chunks.insert(upload.id, receipt, packed, hub.now());
    if (!inserted && !(await holds(stores, upload.id, receipt))) return refuse('CHUNK_DIFFERS');
  }
  return { receipts: chunks.map(({ receipt }) => receipt), repeated: fresh.length === 0 };
}

/** The same number arrived on another connection between our look and our insert. */
async function holds(stores: Stores, uploadId: string, { chunkNo, digest }: ChunkReceipt): Promise<boolean> {
  const receipts = await stores.chunks.receipts(uploadId);
  return receipts.some((receipt) => receipt.chunkNo === chunkNo && receipt.digest === digest);
}
