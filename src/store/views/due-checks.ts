/** Which checks come next, of one institution and of all. */
import type { DueChecks, WorkViews } from '../../app/work-views';
import type { Query } from './query';
import { type Ask, inTurns, OF_BATCH, underCheck, type Which } from './under-check';

/** Each batch of the window holds at least one chunk of it. */
const freshChunksOf = ({ institution, window }: Ask): string => `
SELECT next.*, row_number() OVER (ORDER BY next.sealed_at, next."batchId", next."chunkNo") AS place
  FROM (
    SELECT batch.id AS "batchId", batch.sealed_at, open.chunk_no AS "chunkNo"
      FROM (
        SELECT batch.id, batch.sealed_at
          FROM batch CROSS JOIN LATERAL (
            SELECT FROM chunk WHERE upload_id = batch.id AND checked_at IS NULL AND tries = 0 LIMIT 1) AS one
         WHERE ${underCheck('middleOrLarge')} AND batch.institution_code = ${institution}
         ORDER BY batch.sealed_at, batch.id LIMIT ${window}) AS batch
     CROSS JOIN LATERAL (
        SELECT chunk_no FROM chunk WHERE upload_id = batch.id AND checked_at IS NULL AND tries = 0
         ORDER BY chunk_no LIMIT ${window}) AS open
     ORDER BY batch.sealed_at, batch.id, open.chunk_no LIMIT ${window}) AS next`;

const failedChunksOf = ({ institution, window }: Ask): string => `
SELECT batch.id AS "batchId", open.chunk_no AS "chunkNo",
       row_number() OVER (ORDER BY open.tries, batch.sealed_at, batch.id, open.chunk_no) AS place
  FROM batch CROSS JOIN LATERAL (
    SELECT chunk_no, tries FROM chunk WHERE upload_id = batch.id AND checked_at IS NULL AND tries > 0
     ORDER BY tries, chunk_no LIMIT ${window}) AS open
 WHERE ${underCheck('middleOrLarge')} AND batch.institution_code = ${institution}
 ORDER BY place LIMIT ${window}`;

/** A small batch is checked whole: it has failed where one of its chunks has. */
const SMALL = {
  fresh: { tries: '= 0', order: 'sealed_at, "batchId"' },
  failed: { tries: '> 0', order: 'tries, sealed_at, "batchId"' },
} as const;

const smallBatchesOf =
  (which: Which) =>
  ({ institution, window }: Ask): string => `
SELECT next."batchId", row_number() OVER (ORDER BY ${SMALL[which].order}) AS place
  FROM (
    SELECT batch.id AS "batchId", batch.sealed_at, open.tries
      FROM batch CROSS JOIN LATERAL (
        SELECT max(tries) AS tries FROM chunk WHERE upload_id = batch.id AND checked_at IS NULL) AS open
     WHERE ${underCheck('small')} AND batch.institution_code = ${institution} AND open.tries ${SMALL[which].tries}
     ORDER BY ${SMALL[which].order} LIMIT ${window}) AS next`;

const NEXT_CHUNKS = `SELECT "batchId", "chunkNo" FROM (${freshChunksOf(OF_BATCH)}) AS due ORDER BY place`;
const NEXT_SMALL_BATCHES = `SELECT "batchId" FROM (${smallBatchesOf('fresh')(OF_BATCH)}) AS due ORDER BY place`;

const chunksInTurns = (rowsOf: (ask: Ask) => string): string =>
  inTurns({ columns: 'due."batchId", due."chunkNo"', size: 'middleOrLarge', rowsOf });
const smallBatchesInTurns = (which: Which): string =>
  inTurns({ columns: 'due."batchId"', size: 'small', rowsOf: smallBatchesOf(which) });

export const nextChecks = (query: Query): Pick<WorkViews, 'uncheckedChunks' | 'nextChunks' | 'nextSmallBatches'> => ({
  uncheckedChunks: async (batchId) => {
    const found = await query<{ chunkNo: number }>(
      `SELECT chunk_no AS "chunkNo" FROM chunk WHERE upload_id = $1 AND checked_at IS NULL ORDER BY chunk_no`,
      [batchId],
    );
    return found.map(({ chunkNo }) => chunkNo);
  },
  nextChunks: (batchId, window) => query(NEXT_CHUNKS, [batchId, window]),
  nextSmallBatches: (batchId, window) => query(NEXT_SMALL_BATCHES, [batchId, window]),
});

export const dueChecks = async (
  query: Query,
  { limit, window }: { readonly limit: number; readonly window: number },
): Promise<DueChecks> => ({
  chunks: [
    ...(await query<DueChecks['chunks'][number]>(chunksInTurns(freshChunksOf), [window, limit])),
    ...(await query<DueChecks['chunks'][number]>(chunksInTurns(failedChunksOf), [window, limit])),
  ],
  smallBatches: [
    ...(await query<DueChecks['smallBatches'][number]>(smallBatchesInTurns('fresh'), [window, limit])),
    ...(await query<DueChecks['smallBatches'][number]>(smallBatchesInTurns('failed'), [window, limit])),
  ],
});
