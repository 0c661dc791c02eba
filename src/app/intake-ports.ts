/** What came in as it came: uploads, their chunks, and the snapshot and the packs that they are checked by. */
import type { BatchHeader } from '../domain/intake/header';
import type { Pack } from '../domain/packs/pack';
import type { Snapshot } from '../domain/reference/snapshot';
import type { BatchFacts } from '../domain/rules/batch-facts';

export interface Upload {
  readonly id: string;
  readonly institutionCode: string;
  readonly regionCode: string;
  readonly clientBatchNo: string;
  readonly header: BatchHeader;
  readonly state: 'OPEN' | 'SEALED';
  readonly openedAt: Date;
  readonly openedBy: string;
  /** Known while every chunk came in one stream. */
  readonly content: { readonly chunks: number; readonly digest: string } | null;
}

export interface UploadStore {
  /** False when the institution used the client batch number before. */
  insert(upload: Upload): Promise<boolean>;
  byClientBatchNo(institutionCode: string, clientBatchNo: string): Promise<Upload | undefined>;
  /** `append` lets other appends go on beside it; `seal` waits for them and keeps later ones out. */
  lock(id: string, institutionCode: string, purpose: 'append' | 'seal'): Promise<Upload | undefined>;
  keepContent(id: string, content: NonNullable<Upload['content']>): Promise<void>;
  markSealed(id: string): Promise<void>;
}

export interface ChunkReceipt {
  readonly chunkNo: number;
  readonly records: number;
  readonly bytes: number;
  /** SHA-256, hex. */
  readonly digest: string;
}

export interface ChunkStore {
  /** False when the number is taken. `packed`: what `Hub.pack` made of the bytes. */
  insert(uploadId: string, receipt: ChunkReceipt, packed: Buffer, receivedAt: Date): Promise<boolean>;
  receipts(uploadId: string): Promise<readonly ChunkReceipt[]>;
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
