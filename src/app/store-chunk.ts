/** Lands chunks inside the transaction of their caller; sending the same bytes again changes nothing. */
import { webcrypto } from 'node:crypto';
import { BATCH_RECORDS_MAX, CHUNKS_MAX, CHUNK_BYTES_MAX, CHUNK_RECORDS_MAX } from './limits';
import type { ChunkReceipt, HeldChunk, LandedChunk, Upload } from './intake-ports';
import type { Hub, Stores } from './ports';
import { type Refusal, refuse } from './refusal';
import { type FormatState, RAW_FORMAT } from './upload-format';

/** A chunk as it goes into its row: everything that takes time is done before the transaction begins. */
export interface PackedChunk {
  readonly receipt: ChunkReceipt;
  readonly sourceBytes: number;
  readonly state: FormatState | null;
  /** `null`: the upload held the very same chunk when its stream began. */
  readonly packed: Buffer | null;
}

export interface GivenChunk {
  readonly chunkNo: number;
  readonly records: number;
  readonly body: Buffer;
  /** Of a content that was converted. */
  readonly source?: { readonly bytes: number; readonly state: FormatState | null };
}

/** `held`: what the upload is known to hold under this number. */
export async function packChunk(
  hub: Hub,
  { chunkNo, records, body, source }: GivenChunk,
  held?: HeldChunk,
): Promise<PackedChunk | Refusal> {
  if (!Number.isInteger(chunkNo) || chunkNo < 1 || chunkNo > CHUNKS_MAX) return refuse('CHUNK_NUMBER_INVALID');
  if (records === 0) return refuse('CHUNK_EMPTY');
  if (records > CHUNK_RECORDS_MAX || body.length > CHUNK_BYTES_MAX) return refuse('CHUNK_TOO_LARGE');
  const chunk = {
    receipt: { chunkNo, records, bytes: body.length, digest: await digestOf(body) },
    sourceBytes: source?.bytes ?? body.length,
    state: source?.state ?? null,
  };
  if (held === undefined) return { ...chunk, packed: await hub.pack(body) };
  return isSame(held, chunk) ? { ...chunk, packed: null } : refuse('CHUNK_DIFFERS');
}

/** SHA-256, hex. Beside the thread that everything else runs on. */
export const digestOf = async (bytes: Buffer): Promise<string> =>
  Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');

/** For what comes as typed records; `upload` locked for `seal` unless it has a format. */
export async function asRaw(stores: Stores, upload: Upload): Promise<Upload | Refusal> {
  if (upload.format === null && upload.state === 'OPEN') await stores.uploads.fixFormat(upload.id, RAW_FORMAT);
  const format = upload.format ?? RAW_FORMAT;
  return format === RAW_FORMAT ? { ...upload, format } : refuse('UPLOAD_FORMAT_DIFFERS');
}

export interface StoredChunks {
  readonly receipts: readonly ChunkReceipt[];
  /** True when the upload held every one of them already. */
  readonly repeated: boolean;
}

/** `chunks` by number, ascending. What lands under `landing` can be taken back until the request is acknowledged. */
export async function storeChunks(
  hub: Hub,
  stores: Stores,
  upload: Upload,
  chunks: readonly PackedChunk[],
  landing: string | null = null,
): Promise<StoredChunks | Refusal> {
  if (upload.state === 'ABANDONED') return refuse('UPLOAD_ABANDONED', { existingId: upload.id });
  const missing = await notHeld(stores, upload.id, chunks);
  if ('kind' in missing) return missing;
  const receipts = chunks.map(({ receipt }) => receipt);
  if (missing.length === 0) return { receipts, repeated: true };
  if (upload.state === 'SEALED') return refuse('UPLOAD_SEALED', { existingId: upload.id });
  const fresh = missing.flatMap((chunk) => (chunk.packed === null ? [] : [landed(chunk, chunk.packed)]));
  // What was held when the stream began was taken back by the request that had landed it.
  if (fresh.length < missing.length) return refuse('UPLOAD_CHANGED');
  const records = fresh.reduce((sum, chunk) => sum + chunk.records, await stores.chunks.records(upload.id));
  if (records > BATCH_RECORDS_MAX) return refuse('BATCH_TOO_LARGE');
  const inserted = new Set(await stores.chunks.insert(upload.id, fresh, { landing, at: hub.now() }));
  // The same number arrived on another connection between our look and our insert.
  const beaten = missing.filter(({ receipt }) => !inserted.has(receipt.chunkNo));
  const lost = await notHeld(stores, upload.id, beaten);
  if ('kind' in lost) return lost;
  return lost.length > 0 ? refuse('UPLOAD_CHANGED') : { receipts, repeated: inserted.size === 0 };
}

const landed = ({ receipt, sourceBytes, state }: PackedChunk, packed: Buffer): LandedChunk => ({
  ...receipt,
  sourceBytes,
  state,
  packed,
});

/** Those that the upload does not hold; what it holds is acknowledged, and must be the same. */
async function notHeld(
  stores: Stores,
  uploadId: string,
  chunks: readonly PackedChunk[],
): Promise<readonly PackedChunk[] | Refusal> {
  if (chunks.length === 0) return [];
  const numbers = chunks.map(({ receipt }) => receipt.chunkNo);
  const held = new Map((await stores.chunks.acknowledge(uploadId, numbers)).map((chunk) => [chunk.chunkNo, chunk]));
  const missing: PackedChunk[] = [];
  for (const chunk of chunks) {
    const before = held.get(chunk.receipt.chunkNo);
    if (before === undefined) missing.push(chunk);
    else if (!isSame(before, chunk)) return refuse('CHUNK_DIFFERS');
  }
  return missing;
}

const isSame = (held: HeldChunk, { receipt, sourceBytes }: Omit<PackedChunk, 'packed'>): boolean =>
  held.digest === receipt.digest && held.sourceBytes === sourceBytes;
