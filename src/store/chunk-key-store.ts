import type { EntityManager } from 'typeorm';
import type { ChunkKeyStore } from '../app/repeat-ports';
import { rows } from './rows';

export const chunkKeyStore = (manager: EntityManager): ChunkKeyStore => ({
  keep: async (batchId, chunkNo, keys) => {
    await rows(
      manager,
      `INSERT INTO chunk_key (upload_id, chunk_no, keys) VALUES ($1, $2, $3)
       ON CONFLICT (upload_id, chunk_no) DO UPDATE SET keys = excluded.keys`,
      [batchId, chunkNo, keys],
    );
  },

  ofBatch: async (batchId, chunks) => {
    const found = await rows<{ keys: Buffer }>(
      manager,
      `SELECT keys FROM chunk_key WHERE upload_id = $1 ORDER BY chunk_no`,
      [batchId],
    );
    return found.length === chunks ? found.map(({ keys }) => keys) : undefined;
  },

  drop: async (batchId) => {
    await rows(manager, `DELETE FROM chunk_key WHERE upload_id = $1`, [batchId]);
  },
});
