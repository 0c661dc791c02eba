import type { EntityManager } from 'typeorm';
import type { ChunkReceipt, ChunkStore, ClaimedChunk, HeldChunk } from '../app/intake-ports';
import type { Sealer } from '../app/sealer';
import type { FormatState } from '../app/upload-format';
import type { BatchFacts } from '../domain/rules/batch-facts';
import type { ColdStore } from '../app/cold-ports';
import { BODY_COLUMNS, type BodyColumns, readBody } from './cold-chunks';
import { insertChunks } from './chunk-insert';
import { unpackBody } from './kept';
import { row, rows } from './rows';

const BODIES_PER_READ = 8;
const HELD = `chunk_no AS "chunkNo", records, bytes, encode(digest, 'hex') AS digest,
  coalesce(source_bytes, bytes) AS "sourceBytes"`;

interface LineSpan {
  readonly from: number;
  readonly to: number;
}

export const chunkStore = (manager: EntityManager, sealer: Sealer, cold: ColdStore): ChunkStore => ({
  insert: (uploadId, chunks, by) => insertChunks(manager, uploadId, chunks, by),

  held: (uploadId) =>
    rows<HeldChunk>(manager, `SELECT ${HELD} FROM chunk WHERE upload_id = $1 ORDER BY chunk_no`, [uploadId]),

  acknowledge: async (uploadId, chunkNos) => {
    const those = [uploadId, [...chunkNos]];
    await rows(
      manager,
      `UPDATE chunk SET landing = NULL WHERE upload_id = $1 AND chunk_no = ANY ($2) AND landing IS NOT NULL`,
      those,
    );
    return rows<HeldChunk>(
      manager,
      `SELECT ${HELD} FROM chunk WHERE upload_id = $1 AND chunk_no = ANY ($2) ORDER BY chunk_no`,
      those,
    );
  },

  records: async (uploadId) => {
    const found = await row<{ records: number }>(
      manager,
      `SELECT coalesce(sum(records), 0)::int AS records FROM chunk WHERE upload_id = $1`,
      [uploadId],
    );
    return found?.records ?? 0;
  },

  stateBehind: async (uploadId, chunkNo) => {
    const found = await row<{ resume: FormatState | null }>(
      manager,
      `SELECT resume FROM chunk WHERE upload_id = $1 AND chunk_no = $2`,
      [uploadId, chunkNo],
    );
    return found?.resume ?? null;
  },

  receipts: (uploadId) =>
    rows<ChunkReceipt>(
      manager,
      `SELECT chunk_no AS "chunkNo", records, bytes, encode(digest, 'hex') AS digest
         FROM chunk WHERE upload_id = $1 ORDER BY chunk_no`,
      [uploadId],
    ),

  bodies: async function* (uploadId) {
    for (let after = 0; ;) {
      const page = await rows<BodyColumns & { chunkNo: number }>(
        manager,
        `SELECT chunk_no AS "chunkNo", ${BODY_COLUMNS} FROM chunk WHERE upload_id = $1 AND chunk_no > $2 ORDER BY chunk_no LIMIT $3`,
        [uploadId, after, BODIES_PER_READ],
      );
      yield* await Promise.all(page.map((chunk) => readBody(cold, sealer, chunk)));
      after = page.at(-1)?.chunkNo ?? after;
      if (page.length < BODIES_PER_READ) return;
    }
  },

  numberLines: async (uploadId) => {
    await rows(
      manager,
      `UPDATE chunk SET first_line = numbered.first_line
         FROM (SELECT chunk_no, 1 + sum(records) OVER (ORDER BY chunk_no) - records AS first_line
                 FROM chunk WHERE upload_id = $1) AS numbered
        WHERE chunk.upload_id = $1 AND chunk.chunk_no = numbered.chunk_no`,
      [uploadId],
    );
  },

  claim: async (uploadId, chunkNo) => {
    const chunk = await row<ClaimedChunk & { bytes: number }>(
      manager,
      `SELECT body, bytes, first_line AS "firstLine", records FROM chunk
        WHERE upload_id = $1 AND chunk_no = $2 AND checked_at IS NULL AND first_line IS NOT NULL
          FOR UPDATE SKIP LOCKED`,
      [uploadId, chunkNo],
    );
    return chunk && { ...chunk, body: await unpackBody(sealer, chunk.body, chunk.bytes) };
  },

  countFailure: async (uploadId, chunkNo) => {
    await rows(manager, `UPDATE chunk SET tries = tries + 1 WHERE upload_id = $1 AND chunk_no = $2`, [
      uploadId,
      chunkNo,
    ]);
  },

  markChecked: async (uploadId, chunkNo, { packs, facts, checkedAt }) => {
    await rows(
      manager,
      `UPDATE chunk SET checked_at = $3, packs = $4, facts = $5, checked_xid = pg_current_xact_id()::text::bigint
        WHERE upload_id = $1 AND chunk_no = $2`,
      [uploadId, chunkNo, checkedAt, packs, JSON.stringify(facts)],
    );
  },

  packsOfChecked: async (uploadId) => {
    const found = await row<{ open: number; packs: string[] }>(
      manager,
      `SELECT count(*) FILTER (WHERE checked_at IS NULL) AS open,
              coalesce(array_agg(DISTINCT packs) FILTER (WHERE packs IS NOT NULL), '{}') AS packs
         FROM chunk WHERE upload_id = $1`,
      [uploadId],
    );
    return found && found.open === 0 ? found.packs : undefined;
  },

  reopen: async (uploadId) => {
    const reopened = await rows<LineSpan & { chunkNo: number }>(
      manager,
      `UPDATE chunk SET checked_at = NULL, packs = NULL, tries = 0
        WHERE upload_id = $1 AND checked_at IS NOT NULL AND facts IS NULL
        RETURNING chunk_no AS "chunkNo", first_line AS "from", first_line + records AS "to"`,
      [uploadId],
    );
    for (const { from, to } of reopened) {
      for (const table of ['record', 'finding']) {
        await rows(manager, `DELETE FROM ${table} WHERE batch_id = $1 AND line >= $2 AND line < $3`, [
          uploadId,
          from,
          to,
        ]);
      }
    }
    return reopened.map(({ chunkNo }) => chunkNo).sort((one, other) => one - other);
  },

  facts: async (uploadId) => {
    const found = await rows<{ facts: BatchFacts }>(
      manager,
      `SELECT facts FROM chunk WHERE upload_id = $1 AND checked_at IS NOT NULL ORDER BY chunk_no`,
      [uploadId],
    );
    return found.map(({ facts }) => facts);
  },
});
