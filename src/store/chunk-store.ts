import type { EntityManager } from 'typeorm';
import type { ChunkReceipt, ChunkStore, ClaimedChunk, HeldChunk } from '../app/intake-ports';
import type { Sealer } from '../app/sealer';
import { freeAtOnce } from '../app/spent-bytes';
import type { FormatState } from '../app/upload-format';
import { BEGINNING, type Border, type Standing } from '../domain/intake/standing';
import type { BatchFacts } from '../domain/rules/batch-facts';
import type { ColdStore } from '../app/cold-ports';
import { acknowledged } from './acknowledged';
import { BODY_COLUMNS, type BodyColumns, readBody } from './cold-chunks';
import { insertChunks } from './chunk-insert';
import { unpackBody } from './kept';
import { factsOf, keptFacts } from './kept-facts';
import { row, rows } from './rows';

const BODIES_PER_READ = 8;
const SOURCE_BYTES = 'coalesce(source_bytes, bytes)';
const HELD = `chunk_no AS "chunkNo", records, bytes, encode(digest, 'hex') AS digest, ${SOURCE_BYTES} AS "sourceBytes"`;

/**
 * The commit of a check waits for no disk. The log is written in its order, so the settlement's own commit, which does
 * wait, makes all checks before it lasting; what a power cut takes before that is open again, and checked again.
 */
const NO_WAIT = `set_config('synchronous_commit', 'off', true)`;

/** Without a gap before it a chunk stands in the place that its number names. */
const STANDING = `WITH held AS (
    SELECT chunk_no, records, ${SOURCE_BYTES} AS source_bytes,
           row_number() OVER numbers AS place, lag(chunk_no, 1, 0) OVER numbers AS before
      FROM chunk WHERE upload_id = $1 WINDOW numbers AS (ORDER BY chunk_no))
  SELECT count(*)::int AS chunks, coalesce(sum(records), 0)::int AS records,
         coalesce(sum(source_bytes) FILTER (WHERE chunk_no = place), 0)::float8 AS "nextOffset",
         ARRAY(SELECT missing FROM held, generate_series(before + 1, chunk_no - 1) AS missing ORDER BY missing) AS missing
    FROM held`;
const BORDER_AT = `SELECT chunk_no AS "chunkNo", "offset", records FROM (
    SELECT chunk_no, row_number() OVER numbers AS place, (sum(${SOURCE_BYTES}) OVER numbers)::float8 AS "offset",
           (sum(records) OVER numbers)::int AS records
      FROM chunk WHERE upload_id = $1 WINDOW numbers AS (ORDER BY chunk_no)) AS border
  WHERE chunk_no = place AND "offset" = $2 ORDER BY chunk_no LIMIT 1`;

interface LineSpan {
  readonly from: number;
  readonly to: number;
}

export const chunkStore = (manager: EntityManager, sealer: Sealer, cold: ColdStore): ChunkStore => ({
  insert: (uploadId, chunks, by) => insertChunks(manager, uploadId, chunks, by),

  held: (uploadId, { first, last }) =>
    rows<HeldChunk>(
      manager,
      `SELECT ${HELD} FROM chunk WHERE upload_id = $1 AND chunk_no BETWEEN $2 AND $3 ORDER BY chunk_no`,
      [uploadId, first, last],
    ),

  standing: async (uploadId) => {
    const found = await row<Standing>(manager, STANDING, [uploadId]);
    return found ?? { chunks: 0, records: 0, missing: [], nextOffset: 0 };
  },

  borderAt: (uploadId, offset) =>
    offset === 0 ? Promise.resolve(BEGINNING) : row<Border>(manager, BORDER_AT, [uploadId, offset]),

  acknowledge: (...those) => acknowledged<HeldChunk>(manager, { table: 'chunk', key: 'chunk_no', told: HELD }, those),

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
    if (chunk === undefined) return undefined;
    const body = await unpackBody(sealer, chunk.body, chunk.bytes);
    freeAtOnce(chunk.body);
    return { ...chunk, body };
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
        WHERE upload_id = $1 AND chunk_no = $2 RETURNING ${NO_WAIT}`,
      [uploadId, chunkNo, checkedAt, packs, keptFacts(facts)],
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
    const found = await rows<{ facts: BatchFacts | string }>(
      manager,
      `SELECT facts FROM chunk WHERE upload_id = $1 AND checked_at IS NOT NULL ORDER BY chunk_no`,
      [uploadId],
    );
    return found.map(({ facts }) => factsOf(facts));
  },
});
