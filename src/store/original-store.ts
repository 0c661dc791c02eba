import type { EntityManager } from 'typeorm';
import type { OriginalPart, OriginalStore } from '../app/intake-ports';
import type { Sealer } from '../app/sealer';
import { unpackBody } from './kept';
import { Parameters } from './parameters';
import { row, rows } from './rows';

export const originalStore = (manager: EntityManager, sealer: Sealer): OriginalStore => ({
  insert: async (uploadId, parts, { landing, at }) => {
    if (parts.length === 0) return [];
    const parameters = new Parameters();
    const values = parts.map(({ fromByte, bytes, digest, packed }) =>
      parameters.row([uploadId, fromByte, bytes, Buffer.from(digest, 'hex'), packed, at, landing]),
    );
    const inserted = await rows<{ fromByte: number }>(
      manager,
      `INSERT INTO upload_original (upload_id, from_byte, bytes, digest, body, received_at, landing)
       VALUES ${values.join(', ')} ON CONFLICT (upload_id, from_byte) DO NOTHING RETURNING from_byte AS "fromByte"`,
      parameters.all,
    );
    return inserted.map(({ fromByte }) => fromByte);
  },

  acknowledge: async (uploadId, fromBytes) => {
    const those = [uploadId, [...fromBytes]];
    await rows(
      manager,
      `UPDATE upload_original SET landing = NULL WHERE upload_id = $1 AND from_byte = ANY ($2) AND landing IS NOT NULL`,
      those,
    );
    return rows<OriginalPart>(
      manager,
      `SELECT from_byte AS "fromByte", bytes, encode(digest, 'hex') AS digest FROM upload_original
        WHERE upload_id = $1 AND from_byte = ANY ($2) ORDER BY from_byte`,
      those,
    );
  },

  bodies: async function* (uploadId) {
    for (let at = 0; ;) {
      const part = await row<{ body: Buffer; bytes: number }>(
        manager,
        `SELECT body, bytes FROM upload_original WHERE upload_id = $1 AND from_byte = $2`,
        [uploadId, at],
      );
      if (part === undefined) return;
      yield await unpackBody(sealer, part.body, part.bytes);
      at += part.bytes;
    }
  },
});
