/** Short keys of records, by which repetitions inside a batch are found; see src/domain/intake/repeat-keys.ts. */
export interface ChunkKeyStore {
  /** In the transaction that stores the chunk's records. */
  keep(batchId: string, chunkNo: number, keys: Uint8Array): Promise<void>;
  /** In the order of chunk numbers; `undefined` where one of `chunks` has none, because an earlier release checked it. */
  ofBatch(batchId: string, chunks: number): Promise<readonly Uint8Array[] | undefined>;
  /** Once the batch is settled nobody asks again. */
  drop(batchId: string): Promise<void>;
}
