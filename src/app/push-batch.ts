/** Open, append and seal in one call and one transaction: for batches of up to `LIST_RECORDS_MAX` records. */
import { createHash } from 'node:crypto';
import type { RawRecord } from '../domain/certificate/record';
import type { BatchHeader } from '../domain/intake/header';
import { checkPreflight, type Preflight } from '../domain/intake/preflight';
import { canonicalLines } from './append-records';
import type { Caller } from './caller';
import { CHUNK_RECORDS_CUT, LIST_RECORDS_MAX } from './limits';
import { openWithin } from './open-upload';
import type { Hub, Stores } from './ports';
import { type Refusal, refuse } from './refusal';
import { type Sealing, type UploadSealed, remindChecks, sealedAnswer, sealLocked } from './seal-upload';
import { refusingWhenFull } from './intake/storage-full';
import { asRaw, type PackedChunk, packChunk, storeChunks } from './store-chunk';

export interface GivenBatch {
  readonly header: BatchHeader;
  readonly records: readonly RawRecord[];
  readonly preflight?: Preflight | null;
}

export async function pushBatch(
  hub: Hub,
  caller: Caller,
  { header, records, preflight = null }: GivenBatch,
): Promise<UploadSealed | Refusal> {
  if (records.length === 0) return refuse('CHUNK_EMPTY');
  if (records.length > LIST_RECORDS_MAX) return refuse('BATCH_TOO_LARGE');
  const places = preflight === null ? [] : checkPreflight(preflight);
  if (places.length > 0) return refuse('MANIFEST_INVALID', { places });
  const content = await packRecords(hub, records);
  if ('kind' in content) return content;
  const outcome = await refusingWhenFull(hub, () =>
    hub.transaction((stores) => pushContent(hub, stores, caller, header, { ...content, preflight })),
  );
  await remindChecks(hub, outcome);
  return sealedAnswer(outcome);
}

export interface PackedContent {
  readonly chunks: readonly PackedChunk[];
  readonly records: number;
  /** SHA-256, hex, over all bytes. */
  readonly digest: string;
}

async function packRecords(hub: Hub, records: readonly RawRecord[]): Promise<PackedContent | Refusal> {
  const hash = createHash('sha256');
  const chunks: PackedChunk[] = [];
  for (let from = 0; from < records.length; from += CHUNK_RECORDS_CUT) {
    const part = records.slice(from, from + CHUNK_RECORDS_CUT);
    const body = canonicalLines(part);
    hash.update(body);
    const chunk = await packChunk(hub, { chunkNo: chunks.length + 1, records: part.length, body });
    if ('kind' in chunk) return chunk;
    chunks.push(chunk);
  }
  return { chunks, records: records.length, digest: hash.digest('hex') };
}

/** For a caller whose chunks are packed already. */
export async function pushContent(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  header: BatchHeader,
  { chunks, records, digest, preflight }: PackedContent & { readonly preflight: Preflight | null },
): Promise<Sealing> {
  const opened = await openWithin(hub, stores, caller, header);
  if (opened.kind === 'refused') return opened;
  const locked = await stores.uploads.lock(opened.upload.id, opened.upload.institutionCode, 'seal');
  if (!locked) throw new Error('An upload just opened is gone.');
  const upload = await asRaw(stores, locked);
  if ('kind' in upload) return upload;
  const stored = await storeChunks(hub, stores, upload, chunks);
  if ('kind' in stored) {
    // The number is taken by this very call's header, so other bytes under it are other content under a used number.
    return stored.code === 'CHUNK_DIFFERS' || stored.code === 'UPLOAD_SEALED'
      ? refuse('CLIENT_BATCH_NO_USED', { existingId: upload.id })
      : stored;
  }
  const content = { chunks: chunks.length, digest };
  const sealing = { ...upload, content: { ...content, bytes: null } };
  return sealLocked(hub, stores, caller, sealing, { ...content, records, preflight });
}
