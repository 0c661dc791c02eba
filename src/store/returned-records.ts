/** Single records that a reviewer returns, and those that could not become certificates. */
import type { EntityManager } from 'typeorm';
import type { ReturnedRecord, ReviewDeskStore } from '../app/review/review-ports';
import type { Verdict } from '../domain/rules/rule';
import { rows } from './rows';

const RETURNED = `line, step, reason, returned_by AS "returnedBy", returned_at AS "returnedAt"`;

/** Numbers first: the planner knows nothing of a batch of today, and each is one look into the key of the certificates. */
const NUMBERS_TAKEN = `
WITH passed AS MATERIALIZED (
  SELECT line, certificate_no, row_number() OVER (PARTITION BY certificate_no ORDER BY line) AS repeat
    FROM record WHERE batch_id = $1 AND verdict = 'PASSED'
)
SELECT line FROM passed
 WHERE repeat > 1
    OR certificate_no = ANY(ARRAY(
         SELECT certificate_no FROM certificate WHERE certificate_no = ANY(ARRAY(SELECT certificate_no FROM passed))))
 ORDER BY line`;

/**
 * One look at the certificates of each person, through the index on persons. OFFSET 0 keeps state and LIMIT out of that look:
 * without statistics the index of live certificates was read whole for each record, 100,000 times 100,000 rows. A certificate under the
 * record's own number is AUT-010's affair, not a second holding.
 */
const HOLDINGS_TAKEN = `
SELECT record.line FROM record CROSS JOIN LATERAL (
    SELECT FROM (SELECT certificate_no, holding_key, state FROM certificate
                  WHERE certificate.person_key = record.person_key OFFSET 0) AS given
     WHERE given.holding_key = record.holding_key AND given.state = 'LIVE'
       AND given.certificate_no IS DISTINCT FROM record.certificate_no
     LIMIT 1) AS held
 WHERE record.batch_id = $1 AND record.verdict = 'PASSED' ORDER BY record.line`;

type ReturnedRecords = Pick<
  ReviewDeskStore,
  'verdictsOf' | 'insertReturned' | 'returnedAt' | 'returners' | 'numbersTaken' | 'holdingsTaken'
>;

export const returnedRecords = (manager: EntityManager): ReturnedRecords => ({
  verdictsOf: async (batchId, lines) => {
    const found = await rows<{ line: number; verdict: Verdict }>(
      manager,
      `SELECT line, verdict FROM record WHERE batch_id = $1 AND line = ANY($2::int[])`,
      [batchId, lines],
    );
    return new Map(found.map(({ line, verdict }) => [line, verdict]));
  },

  insertReturned: async (batchId, records) => {
    await rows(
      manager,
      `INSERT INTO returned_record (batch_id, line, step, reason, returned_by, returned_at)
       SELECT $1, given.* FROM unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
         AS given (line, step, reason, returned_by, returned_at)`,
      [
        batchId,
        records.map(({ line }) => line),
        records.map(({ step }) => step),
        records.map(({ reason }) => reason),
        records.map(({ returnedBy }) => returnedBy),
        records.map(({ returnedAt }) => returnedAt),
      ],
    );
  },

  returnedAt: (batchId, lines) =>
    rows<ReturnedRecord>(
      manager,
      `SELECT ${RETURNED} FROM returned_record WHERE batch_id = $1 AND line = ANY($2::int[]) ORDER BY line`,
      [batchId, lines],
    ),

  returners: (batchId) =>
    rows<Pick<ReturnedRecord, 'step' | 'returnedBy'>>(
      manager,
      `SELECT DISTINCT step, returned_by AS "returnedBy" FROM returned_record WHERE batch_id = $1`,
      [batchId],
    ),

  numbersTaken: (batchId) => numbersTaken(manager, batchId),

  holdingsTaken: (batchId) => linesOf(manager, HOLDINGS_TAKEN, batchId),
});

/** Passed lines that cannot become certificates, ascending. */
export const numbersTaken = (manager: EntityManager, batchId: string): Promise<readonly number[]> =>
  linesOf(manager, NUMBERS_TAKEN, batchId);

async function linesOf(manager: EntityManager, sql: string, batchId: string): Promise<readonly number[]> {
  const found = await rows<{ line: number }>(manager, sql, [batchId]);
  return found.map(({ line }) => line);
}
