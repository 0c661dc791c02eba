/** What came in as it came: uploads, their chunks, and the snapshot and the packs that they are checked by. */
import type { BatchHeader } from '../domain/intake/header';
import type { Border, Standing } from '../domain/intake/standing';
import type { Pack } from '../domain/packs/pack';
import type { Snapshot } from '../domain/reference/snapshot';
import type { BatchFacts } from '../domain/rules/batch-facts';
import type { FormatState } from './upload-format';

/** ABANDONED: nothing came for days; what it held is gone. Opened again by its header it is OPEN and empty. */
export const UPLOAD_STATES = ['OPEN', 'SEALED', 'ABANDONED'] as const;
export type UploadState = (typeof UPLOAD_STATES)[number];

export interface Upload {
  readonly id: string;
  readonly institutionCode: string;
  readonly regionCode: string;
  readonly clientBatchNo: string;
  readonly header: BatchHeader;
  readonly state: UploadState;
  readonly openedAt: Date;
  readonly openedBy: string;
  /** Name of the format that it was begun in; `null` while nothing came. */
  readonly format: string | null;
  /** Raised whenever it is emptied: what began before must not land behind that. */
  readonly epoch: number;
  /** Known once a stream has brought the content to its end. */
  readonly content: UploadContent | null;
}

export interface UploadContent {
  readonly chunks: number;
  /** Of the content as it was sent, uncompressed, with what stands behind its last record; `null`: those of its chunks. */
  readonly bytes: number | null;
  /** SHA-256, hex, over the content as it was sent; `null` when no single stream brought all of it. */
  readonly digest: string | null;
}

export interface UploadStore {
  /** False when the institution used the client batch number before. */
  insert(upload: Upload): Promise<boolean>;
  byClientBatchNo(institutionCode: string, clientBatchNo: string): Promise<Upload | undefined>;
  /** As it is now, for whoever changes nothing. */
  find(id: string, institutionCode: string): Promise<Upload | undefined>;
  /** `append` lets other appends go on beside it; `seal` waits for them and keeps later ones out. */
  lock(id: string, institutionCode: string, purpose: 'append' | 'seal'): Promise<Upload | undefined>;
  /** Only with `seal`; so are the next ones. */
  fixFormat(id: string, format: string): Promise<void>;
  /** A stream begins, in this format: a sign of life before anything of it has landed. */
  noteStream(id: string, format: string, at: Date): Promise<void>;
  keepContent(id: string, content: UploadContent): Promise<void>;
  markSealed(id: string): Promise<void>;
  /** Takes away what the request `landing` has landed and nobody else has acknowledged. */
  removeLanded(id: string, landing: string): Promise<void>;
  /** What lies before the border is acknowledged: no other request takes it back. */
  keepLanded(id: string, border: Border): Promise<void>;
  /** Takes away all that it holds. */
  clear(id: string): Promise<void>;
  /** The upload, locked, if it is open and nothing came and no stream began since. */
  lockIdle(id: string, since: Date): Promise<Upload | undefined>;
  markAbandoned(id: string): Promise<void>;
  /** Makes an abandoned one open again, as if it were opened now. */
  reopen(id: string, at: Date): Promise<void>;
}

export interface ChunkReceipt {
  readonly chunkNo: number;
  readonly records: number;
  readonly bytes: number;
  /** SHA-256, hex. */
  readonly digest: string;
}

export interface HeldChunk extends ChunkReceipt {
  /** Bytes of the content as it was sent, uncompressed, that became this chunk; of NDJSON its own. */
  readonly sourceBytes: number;
}

/** What `Hub.pack` made of the bytes of a chunk, and how their reader goes on behind them. */
export interface LandedChunk extends HeldChunk {
  readonly packed: Buffer;
  readonly state: FormatState | null;
}

/** Who lands something, and when. What lands under an id can be taken back until somebody else has acknowledged it. */
export interface LandedBy {
  /** `null`: for good, as soon as the transaction commits. */
  readonly landing: string | null;
  readonly at: Date;
}

/** Both of them among these. */
export interface ChunkNumbers {
  readonly first: number;
  readonly last: number;
}

export interface ChunkStore {
  /** Ascending numbers. Answers those that were not taken; the others stay as they are. */
  insert(uploadId: string, chunks: readonly LandedChunk[], by: LandedBy): Promise<readonly number[]>;
  receipts(uploadId: string): Promise<readonly ChunkReceipt[]>;
  /** Those of these numbers that are there, in their order. */
  held(uploadId: string, numbers: ChunkNumbers): Promise<readonly HeldChunk[]>;
  /** How far all of them have come. */
  standing(uploadId: string): Promise<Standing>;
  /** Behind the first chunk, of those without a gap from the beginning, with which the content is so many bytes long. */
  borderAt(uploadId: string, offset: number): Promise<Border | undefined>;
  /** Those of these numbers that are there. From here on no other request takes them back. */
  acknowledge(uploadId: string, chunkNos: readonly number[]): Promise<readonly HeldChunk[]>;
  /** Records of all its chunks. */
  records(uploadId: string): Promise<number>;
  /** How the reader of the content goes on behind a chunk. */
  stateBehind(uploadId: string, chunkNo: number): Promise<FormatState | null>;
  /** The bytes as received, in the order of chunk numbers. */
  bodies(uploadId: string): AsyncIterable<Buffer>;
  /** Numbers the lines of the batch through all chunks. */
  numberLines(uploadId: string): Promise<void>;
  /** The chunk if it is still to be checked and nobody else is at it; held until the transaction ends. */
  claim(uploadId: string, chunkNo: number): Promise<ClaimedChunk | undefined>;
  countFailure(uploadId: string, chunkNo: number): Promise<void>;
  markChecked(uploadId: string, chunkNo: number, checked: CheckedChunk): Promise<void>;
  /** Packs that applied, over all chunks; `undefined` while a chunk is unchecked. */
  packsOfChecked(uploadId: string): Promise<readonly string[] | undefined>;
  /**
   * Gives back to the check what an earlier release judged, by fewer rules: chunks without facts. What had come of them
   * is removed. Answers their numbers, ascending.
   */
  reopen(uploadId: string): Promise<readonly number[]>;
  /** Facts of the checked chunks, in the order of their numbers. */
  facts(uploadId: string): Promise<readonly BatchFacts[]>;
}

export interface CheckedChunk {
  /** Names of the packs that applied to its records. */
  readonly packs: string;
  readonly facts: BatchFacts;
  readonly checkedAt: Date;
}

export interface ClaimedChunk {
  /** As received. */
  readonly body: Buffer;
  readonly firstLine: number;
  readonly records: number;
}

/** Contents that were not NDJSON, byte for byte as they were sent, in parts. */
export interface OriginalPart {
  /** Of the content, uncompressed. */
  readonly fromByte: number;
  readonly bytes: number;
  /** SHA-256, hex. */
  readonly digest: string;
}

export interface OriginalStore {
  /** Ascending. Answers the beginnings of those that were not there. */
  insert(
    uploadId: string,
    parts: readonly (OriginalPart & { readonly packed: Buffer })[],
    by: LandedBy,
  ): Promise<readonly number[]>;
  /** Those that begin there. From here on no other request takes them back. */
  acknowledge(uploadId: string, fromBytes: readonly number[]): Promise<readonly OriginalPart[]>;
  /** From the first byte on, as far as there is no gap. */
  bodies(uploadId: string): AsyncIterable<Buffer>;
}

export interface SnapshotStore {
  save(digest: string, snapshot: Snapshot, createdAt: Date): Promise<void>;
  load(digest: string): Promise<Snapshot>;
}

export interface PackSetStore {
  save(digest: string, packs: readonly Pack[], createdAt: Date): Promise<void>;
  load(digest: string): Promise<readonly Pack[]>;
  /** Digests of the sets that were active when they were stored or that a batch names, without those of what-ifs; the newest first. */
  newestInUse(limit: number): Promise<readonly string[]>;
}
