/**
 * Which checks come next, of one institution and of all. An institution is asked for a window of rows whatever it has
 * sent, and every look goes through the indexes on batches under check and on unchecked chunks.
 */
import { SMALL_BATCH_RECORDS_MAX } from '../../app/limits';
import type { DueChecks, WorkViews } from '../../app/work-views';
import type { Query } from './query';

/** What has failed waits for the sweep: whoever reminds of it at once would try it for ever. */
const WHICH = { fresh: '= 0', failed: '> 0' } as const;
type Which = keyof typeof WHICH;

interface Ask {
  readonly institution: string;
  readonly window: string;
  readonly which: Which;
}

/** Rows of one institution, numbered by `place` in the order in which they are to be checked. */
const chunksOf = ({ institution, window, which }: Ask): string => {
  const order = `${which === 'failed' ? 'open.tries, ' : ''}batch.sealed_at, batch.id, open.chunk_no`;
  return `
SELECT batch.id AS "batchId", open.chunk_no AS "chunkNo", row_number() OVER (ORDER BY ${order}) AS place
  FROM batch CROSS JOIN LATERAL (
    SELECT chunk_no, tries FROM chunk
     WHERE upload_id = batch.id AND checked_at IS NULL AND tries ${WHICH[which]}
     ORDER BY ${which === 'failed' ? 'tries, ' : ''}chunk_no LIMIT ${window}) AS open
 WHERE batch.state = 'CHECKING' AND batch.institution_code = ${institution} AND batch.records > ${SMALL_BATCH_RECORDS_MAX}
 ORDER BY place LIMIT ${window}`;
};

const smallBatchesOf = ({ institution, window, which }: Ask): string => {
  const order = `${which === 'failed' ? 'open.tries, ' : ''}batch.sealed_at, batch.id`;
  return `
SELECT batch.id AS "batchId", row_number() OVER (ORDER BY ${order}) AS place
  FROM batch CROSS JOIN LATERAL (
    SELECT max(tries) AS tries FROM chunk WHERE upload_id = batch.id AND checked_at IS NULL) AS open
 WHERE batch.state = 'CHECKING' AND batch.institution_code = ${institution} AND batch.records <= ${SMALL_BATCH_RECORDS_MAX}
   AND open.tries ${WHICH[which]}
 ORDER BY place LIMIT ${window}`;
};

const OF_BATCH: Ask = {
  institution: '(SELECT institution_code FROM batch WHERE id = $1)',
  window: '$2',
  which: 'fresh',
};
const NEXT_CHUNKS = `SELECT "batchId", "chunkNo" FROM (${chunksOf(OF_BATCH)}) AS next ORDER BY place`;
const NEXT_SMALL_BATCHES = `SELECT "batchId" FROM (${smallBatchesOf(OF_BATCH)}) AS next ORDER BY place`;

/** In turns: the first of each institution, then the second of each. */
const inTurns = (columns: string, rowsOf: (ask: Ask) => string, which: Which): string => `
SELECT ${columns}
  FROM (SELECT DISTINCT institution_code FROM batch WHERE state = 'CHECKING') AS sender
 CROSS JOIN LATERAL (${rowsOf({ institution: 'sender.institution_code', window: '$1', which })}) AS due
 ORDER BY due.place, sender.institution_code LIMIT $2`;

const chunksInTurns = (which: Which): string => inTurns('due."batchId", due."chunkNo"', chunksOf, which);
const smallBatchesInTurns = (which: Which): string => inTurns('due."batchId"', smallBatchesOf, which);

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
    ...(await query<DueChecks['chunks'][number]>(chunksInTurns('fresh'), [window, limit])),
    ...(await query<DueChecks['chunks'][number]>(chunksInTurns('failed'), [window, limit])),
  ],
  smallBatches: [
    ...(await query<DueChecks['smallBatches'][number]>(smallBatchesInTurns('fresh'), [window, limit])),
    ...(await query<DueChecks['smallBatches'][number]>(smallBatchesInTurns('failed'), [window, limit])),
  ],
});
