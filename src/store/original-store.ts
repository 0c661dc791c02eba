import type { EntityManager } from 'typeorm';
import type { ColdStore } from '../app/cold-ports';
import type { OriginalPart, OriginalStore } from '../app/intake-ports';
import type { Sealer } from '../app/sealer';
import { acknowledged } from './acknowledged';
import { BODY_COLUMNS, type BodyColumns, readBody } from './cold-chunks';
import { Parameters } from './parameters';
import { row, rows } from './rows';

const TOLD = `from_byte AS "fromByte", bytes, encode(digest, 'hex') AS digest`;

export const originalStore = (manager: EntityManager, sealer: Sealer, cold: ColdStore): OriginalStore => ({
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

  acknowledge: (...those) =>
    acknowledged<OriginalPart>(manager, { table: 'upload_original', key: 'from_byte', told: TOLD }, those),

  bodies: async function* (uploadId) {
    for (let at = 0; ;) {
      const part = await row<BodyColumns>(
        manager,
        `SELECT ${BODY_COLUMNS} FROM upload_original WHERE upload_id = $1 AND from_byte = $2`,
        [uploadId, at],
      );
      if (part === undefined) return;
      yield await readBody(cold, sealer, part);
      at += part.bytes;
    }
  },
});
