/** What the check of an earlier batch said, for a resubmission that judges only what changed. */
import { hash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { ReviewDeskStore } from '../app/review/review-ports';
import type { Sealer } from '../app/sealer';
import type { JudgedBy } from '../domain/review/recheck';
import { kept, openKept } from './kept';
import { row, rows } from './rows';

/** Through the index on numbers, however many batches have had them; the findings of a line through theirs. */
const CLEAN_RECORDS = `
SELECT ${kept('record')} AS kept
  FROM record
 WHERE record.certificate_no = ANY($2::text[]) AND record.batch_id = $1
   AND NOT EXISTS (SELECT FROM finding WHERE finding.batch_id = record.batch_id AND finding.line = record.line
                                         AND finding.source = 'CHECK')`;

const JUDGED_BY = `
SELECT batch.institution_code AS "institutionCode", upload.header, encode(batch.snapshot_digest, 'hex') AS "snapshotDigest",
       encode(batch.pack_set_digest, 'hex') AS "packSetDigest", batch.pack_digest AS "packDigest",
       batch.engine_version AS "engineVersion", batch.sealed_at AS "sealedAt"
  FROM batch JOIN upload ON upload.id = batch.id
 WHERE batch.id = $1 AND batch.state <> 'CHECKING' AND batch.pack_digest IS NOT NULL AND batch.engine_version IS NOT NULL`;

type EarlierChecks = Pick<ReviewDeskStore, 'unpassedLines' | 'judgedBy' | 'cleanRecords' | 'noteRecheck'>;

export const earlierChecks = (manager: EntityManager, sealer: Sealer): EarlierChecks => ({
  unpassedLines: async (batchId) => {
    const found = await rows<{ line: number }>(
      manager,
      `SELECT line FROM record WHERE batch_id = $1 AND verdict <> 'PASSED' ORDER BY line`,
      [batchId],
    );
    return found.map(({ line }) => line);
  },

  judgedBy: (batchId) => row<JudgedBy & { readonly sealedAt: Date }>(manager, JUDGED_BY, [batchId]),

  cleanRecords: async (batchId, certificateNos) => {
    const found = await rows<{ kept: Buffer }>(manager, CLEAN_RECORDS, [batchId, certificateNos]);
    return new Set(found.map((record) => hash('sha256', openKept(sealer, record.kept), 'hex')));
  },

  noteRecheck: async (batchId, chunkNo, { rechecked, reused, reason }) => {
    await rows(
      manager,
      `INSERT INTO chunk_recheck (batch_id, chunk_no, rechecked, reused, reason) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (batch_id, chunk_no) DO UPDATE
         SET rechecked = excluded.rechecked, reused = excluded.reused, reason = excluded.reason`,
      [batchId, chunkNo, rechecked, reused, reason],
    );
  },
});
