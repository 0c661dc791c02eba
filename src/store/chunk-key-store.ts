import type { EntityManager } from 'typeorm';
import type { ChunkKeyStore, KeptKeys } from '../app/repeat-ports';
import { rows } from './rows';

export const chunkKeyStore = (manager: EntityManager): ChunkKeyStore => ({
  keep: async (batchId, chunkNo, { keys, known, since }) => {
    await rows(
      manager,
      `INSERT INTO chunk_key (upload_id, chunk_no, keys, known, since) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (upload_id, chunk_no)
       DO UPDATE SET keys = excluded.keys, known = excluded.known, since = excluded.since`,
      [batchId, chunkNo, keys, known, since],
    );
  },

  ofBatch: async (batchId, chunks) => {
    const found = await rows<KeptKeys>(
      manager,
      `SELECT keys, known, since::text AS since FROM chunk_key WHERE upload_id = $1 ORDER BY chunk_no`,
      [batchId],
    );
    return found.length === chunks ? found : undefined;
  },

  drop: async (batchId) => {
    await rows(manager, `DELETE FROM chunk_key WHERE upload_id = $1`, [batchId]);
  },
});
