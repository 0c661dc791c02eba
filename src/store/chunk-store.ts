import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { EntityManager } from 'typeorm';
import type { ChunkReceipt, ChunkStore, ClaimedChunk } from '../app/intake-ports';
import type { BatchFacts } from '../domain/rules/batch-facts';
import { row, rows } from './rows';

const decompressed = promisify(brotliDecompress);
/** In one piece: the size is known, and each piece more would be a turn of the event loop and a copy. */
const decompress = (packed: Buffer, bytes: number): Promise<Buffer> =>
  decompressed(packed, { chunkSize: Math.max(bytes, SMALLEST_PIECE_BYTES) });
const SMALLEST_PIECE_BYTES = 1_024;

const BODIES_PER_READ = 8;

interface LineSpan {
  readonly from: number;
  readonly to: number;
}

export const chunkStore = (manager: EntityManager): ChunkStore => ({
  insert: async (uploadId, receipt, packed, receivedAt) => {
    const inserted = await rows(
      manager,
      `INSERT INTO chunk (upload_id, chunk_no, records, bytes, digest, body, received_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (upload_id, chunk_no) DO NOTHING RETURNING chunk_no`,
      [
        uploadId,
        receipt.chunkNo,
        receipt.records,
        receipt.bytes,
        Buffer.from(receipt.digest, 'hex'),
        packed,
        receivedAt,
      ],
    );
    return inserted.length > 0;
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
      const page = await rows<{ chunkNo: number; body: Buffer; bytes: number }>(
        manager,
        `SELECT chunk_no AS "chunkNo", body, bytes FROM chunk WHERE upload_id = $1 AND chunk_no > $2 ORDER BY chunk_no LIMIT $3`,
        [uploadId, after, BODIES_PER_READ],
      );
      yield* await Promise.all(page.map(({ body, bytes }) => decompress(body, bytes)));
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
    return chunk && { ...chunk, body: await decompress(chunk.body, chunk.bytes) };
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
      `UPDATE chunk SET checked_at = $3, packs = $4, facts = $5 WHERE upload_id = $1 AND chunk_no = $2`,
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
