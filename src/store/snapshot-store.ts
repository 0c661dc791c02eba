/** Snapshots and pack sets: content kept under its own digest, compressed, never changed. */
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import type { EntityManager } from 'typeorm';
import type { PackSetStore, SnapshotStore } from '../app/intake-ports';
import type { Pack } from '../domain/packs/pack';
import type { Snapshot } from '../domain/reference/snapshot';
import { row, rows } from './rows';

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

const storeUnder = <Content extends object>(manager: EntityManager, table: 'snapshot' | 'pack_set') => ({
  save: async (digest: string, content: Content, createdAt: Date): Promise<void> => {
    await rows(
      manager,
      `INSERT INTO ${table} (digest, body, created_at) VALUES ($1, $2, $3) ON CONFLICT (digest) DO NOTHING`,
      [Buffer.from(digest, 'hex'), await compress(Buffer.from(JSON.stringify(content)), BROTLI), createdAt],
    );
  },

  load: async (digest: string): Promise<Content> => {
    const found = await row<{ body: Buffer }>(manager, `SELECT body FROM ${table} WHERE digest = $1`, [
      Buffer.from(digest, 'hex'),
    ]);
    if (!found) throw new Error(`A batch names a ${table} that is not stored.`);
    const content: Content = JSON.parse((await decompress(found.body)).toString());
    return content;
  },
});

/** A set that a what-if has made may become active later: then batches name it. */
const NEWEST_IN_USE = `
SELECT encode(digest, 'hex') AS digest FROM pack_set
 WHERE NOT EXISTS (SELECT FROM pack_trial WHERE pack_trial.tried_set_digest = pack_set.digest)
    OR EXISTS (SELECT FROM pack_trial WHERE pack_trial.base_set_digest = pack_set.digest)
    OR EXISTS (SELECT FROM batch WHERE batch.pack_set_digest = pack_set.digest)
 ORDER BY created_at DESC, digest LIMIT $1`;

export const snapshotStore = (manager: EntityManager): SnapshotStore => storeUnder<Snapshot>(manager, 'snapshot');
export const packSetStore = (manager: EntityManager): PackSetStore => ({
  ...storeUnder<readonly Pack[]>(manager, 'pack_set'),

  newestInUse: async (limit) => {
    const found = await rows<{ digest: string }>(manager, NEWEST_IN_USE, [limit]);
    return found.map(({ digest }) => digest);
  },
});
