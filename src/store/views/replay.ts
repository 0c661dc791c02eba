import type { ColdStore } from '../../app/cold-ports';
import { type Sealer, SealedDataUnreadable } from '../../app/sealer';
import type { KeptFinding, KeptChunk, ReplayViews, SettledVerdicts } from '../../app/replay-views';
import type { Verdict } from '../../domain/rules/rule';
import { BODY_COLUMNS, type BodyColumns, readBody } from '../cold-chunks';
import type { Query } from './query';

/** Of bytes that are not as they were kept there is nothing to say but that; a missing key or cold file says nothing of them. */
async function unpacked(sealer: Sealer, cold: ColdStore, chunk: BodyColumns): Promise<Buffer | undefined> {
  try {
    return await readBody(cold, sealer, chunk);
  } catch (error) {
    const isOfOperator = error instanceof SealedDataUnreadable && error.code === 'SEAL_KEY_MISSING';
    // What cannot be fetched says nothing of what was received.
    if (isOfOperator || chunk.body === null) throw error;
    return undefined;
  }
}

export const replayViews = (query: Query, sealer: Sealer, cold: ColdStore): ReplayViews => ({
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
    type Row = Omit<KeptChunk, 'body'> & BodyColumns;
    for (let after = 0; ;) {
      const [chunk] = await query<Row>(
        `SELECT chunk_no AS "chunkNo", first_line AS "firstLine", records, ${BODY_COLUMNS}
           FROM chunk WHERE upload_id = $1 AND chunk_no > $2 ORDER BY chunk_no LIMIT 1`,
        [batchId, after],
      );
      if (chunk === undefined) return;
      const { chunkNo, firstLine, records, digest } = chunk;
      yield { chunkNo, firstLine, records, digest, body: await unpacked(sealer, cold, chunk) };
      after = chunkNo;
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
