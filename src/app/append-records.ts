/** Takes one chunk as a typed list. GraphQL does not keep bytes, so the chunk is the canonical JSON (RFC 8785) of each
 * record, one a line: that is what its digest and the digest of the batch are made of. */
import canonicalize from 'canonicalize';
import type { RawRecord } from '../domain/certificate/record';
import { isUuid } from '../domain/intake/check-header';
import type { Caller } from './caller';
import { LIST_RECORDS_MAX } from './limits';
import type { ChunkReceipt } from './intake-ports';
import type { Hub, Stores } from './ports';
import { type Refusal, refuse } from './refusal';
import { refusingWhenFull } from './intake/storage-full';
import { asRaw, type PackedChunk, packChunk, storeChunks } from './store-chunk';

export interface RecordsAppended {
  readonly kind: 'appended';
  readonly receipt: ChunkReceipt;
  readonly repeated: boolean;
}

export interface GivenRecords {
  readonly uploadId: string;
  readonly chunkNo: number;
  /** Of the shape that `recordShapeProblems` finds nothing wrong with. */
  readonly records: readonly RawRecord[];
}

export const canonicalLines = (records: readonly RawRecord[]): Buffer =>
  Buffer.from(records.map((record) => `${canonicalize(record) ?? 'null'}\n`).join(''));

export async function appendRecords(
  hub: Hub,
  caller: Caller,
  { uploadId, chunkNo, records }: GivenRecords,
): Promise<RecordsAppended | Refusal> {
  const { institutionCode } = caller;
  if (caller.role !== 'INSTITUTION' || institutionCode === null) return refuse('FORBIDDEN');
  if (!isUuid(uploadId)) return refuse('UPLOAD_NOT_FOUND');
  if (records.length > LIST_RECORDS_MAX) return refuse('CHUNK_TOO_LARGE');
  const chunk = await packChunk(hub, { chunkNo, records: records.length, body: canonicalLines(records) });
  if ('kind' in chunk) return chunk;
  return refusingWhenFull(hub, async () => {
    const append = (purpose: 'append' | 'seal') =>
      hub.transaction((stores) => appendLocked(hub, stores, { uploadId, institutionCode, purpose }, chunk));
    const appended = await append('append');
    if (appended !== 'formatless') return appended;
    const fixed = await append('seal');
    return fixed === 'formatless' ? refuse('UPLOAD_CHANGED') : fixed;
  });
}

interface Appending {
  readonly uploadId: string;
  readonly institutionCode: string;
  readonly purpose: 'append' | 'seal';
}

/** The first list says of what format the upload is, and takes the lock of those who alone change it; others go side by side. */
async function appendLocked(
  hub: Hub,
  stores: Stores,
  { uploadId, institutionCode, purpose }: Appending,
  chunk: PackedChunk,
): Promise<RecordsAppended | Refusal | 'formatless'> {
  const locked = await stores.uploads.lock(uploadId, institutionCode, purpose);
  if (!locked) return refuse('UPLOAD_NOT_FOUND');
  if (locked.format === null && locked.state === 'OPEN' && purpose === 'append') return 'formatless';
  const upload = await asRaw(stores, locked);
  if ('kind' in upload) return upload;
  const stored = await storeChunks(hub, stores, upload, [chunk]);
  return 'kind' in stored ? stored : { kind: 'appended', receipt: chunk.receipt, repeated: stored.repeated };
}
