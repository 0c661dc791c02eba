/** What a chunk's check leaves for the settlement of its batch. */
export interface KeptKeys {
  /** Short keys of its records, by which repetitions inside the batch are found; see src/domain/intake/repeat-keys.ts. */
  readonly keys: Uint8Array;
  /** Lines whose person or photo stood in a record already when the chunk was checked. */
  readonly known: readonly number[];
  /** The oldest transaction whose records that look may not have seen. */
  readonly since: string;
}

export interface ChunkKeyStore {
  /** In the transaction that stores the chunk's records. */
  keep(batchId: string, chunkNo: number, kept: KeptKeys): Promise<void>;
  /** In the order of chunk numbers; `undefined` where one of `chunks` has none, because an earlier release checked it. */
  ofBatch(batchId: string, chunks: number): Promise<readonly KeptKeys[] | undefined>;
  /** Once the batch is settled nobody asks again. */
  drop(batchId: string): Promise<void>;
}
