import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { KeptFinding, KeptChunk, ReplayViews, SettledVerdicts } from '../../app/replay-views';
import type { Verdict } from '../../domain/rules/rule';
import type { Query } from './query';

const decompress = promisify(brotliDecompress);

/** Of bytes that are no brotli any more there is nothing to say but that. */
async function unpacked(packed: Buffer): Promise<Buffer | undefined> {
  try {
    return await decompress(packed);
  } catch {
    return undefined;
  }
}

export const replayViews = (query: Query): ReplayViews => ({
  settledVerdicts: async (batchId) => {
    const [settled] = await query<SettledVerdicts>(
      `SELECT pack_digest AS "packDigest", engine_version AS "engineVersion", verdict_digest AS "verdictDigest",
              passed, held, returned
         FROM batch WHERE id = $1 AND verdict_digest IS NOT NULL`,
      [batchId],
    );
    return settled;
  },

  keptChunks: async function* (batchId) {
    type Row = Omit<KeptChunk, 'body'> & { readonly packed: Buffer };
    for (let after = 0; ;) {
      const [chunk] = await query<Row>(
        `SELECT chunk_no AS "chunkNo", first_line AS "firstLine", records, encode(digest, 'hex') AS digest, body AS packed
           FROM chunk WHERE upload_id = $1 AND chunk_no > $2 ORDER BY chunk_no LIMIT 1`,
        [batchId, after],
      );
      if (chunk === undefined) return;
      const { packed, ...rest } = chunk;
      yield { ...rest, body: await unpacked(packed) };
      after = chunk.chunkNo;
    }
  },

  // Line 0 in the table is the batch itself.
  keptFindings: async (batchId, from, to) => {
    type Row = Omit<KeptFinding, 'line'> & { readonly line: number };
    const found = await query<Row>(
      `SELECT line, code, severity, path, source, declared_reason IS NOT NULL AS declared FROM finding
        WHERE batch_id = $1 AND line >= $2 AND line <= $3 AND source IN ('CHECK', 'HUB', 'REVIEW') ORDER BY line, code, path, id`,
      [batchId, from, to],
    );
    return found.map(({ line, ...finding }) => ({ ...finding, line: line === 0 ? null : line }));
  },

  keptVerdicts: async (batchId, from, to) => {
    const found = await query<{ line: number; verdict: Verdict }>(
      `SELECT line, verdict FROM record WHERE batch_id = $1 AND line >= $2 AND line <= $3`,
      [batchId, from, to],
    );
    return new Map(found.map(({ line, verdict }) => [line, verdict]));
  },
});
