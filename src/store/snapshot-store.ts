import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import type { EntityManager } from 'typeorm';
import type { SnapshotStore } from '../app/ports';
import type { Snapshot } from '../domain/reference/snapshot';
import { row, rows } from './rows';

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

export const snapshotStore = (manager: EntityManager): SnapshotStore => ({
  save: async (digest, snapshot, createdAt) => {
    await rows(
      manager,
      `INSERT INTO snapshot (digest, body, created_at) VALUES ($1, $2, $3) ON CONFLICT (digest) DO NOTHING`,
      [Buffer.from(digest, 'hex'), await compress(Buffer.from(JSON.stringify(snapshot)), BROTLI), createdAt],
    );
  },

  load: async (digest) => {
    const found = await row<{ body: Buffer }>(manager, `SELECT body FROM snapshot WHERE digest = $1`, [
      Buffer.from(digest, 'hex'),
    ]);
    if (!found) throw new Error('A batch names a snapshot that is not stored.');
    const snapshot: Snapshot = JSON.parse((await decompress(found.body)).toString());
    return snapshot;
  },
});
