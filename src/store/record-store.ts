import type { EntityManager } from 'typeorm';
import type { RecordStore, VerdictCounts } from '../app/batch-ports';
import type { RecordRow } from '../app/ports';
import type { Sealer } from '../app/sealer';
import { CopyWriter, copyInto, uuidBytes } from './copy';
import { kept, textOf } from './kept';
import { row, rows } from './rows';

const TARGET = `record (batch_id, line, verdict, certificate_no, person_key, holding_key, exam_on, site_code, name_key,
  photo_key, sealed)`;
const FIELDS = 11;
/** Of most rows: the sealed record, and 250 bytes of lengths, keys, number, site, day and verdict. */
const ROW_BYTES = 1_000;

/**
 * Repeats are rare. Which keys repeat is asked first, which needs no lines in its sort: 144 ms instead of 230 ms for
 * 100,000 records, and the lines of what repeats are one more look through the batch.
 */
async function linesOfRepeated(
  manager: EntityManager,
  batchId: string,
  {
    column,
    array,
    among,
  }: { readonly column: string; readonly array: string; readonly among: readonly number[] | undefined },
): Promise<readonly (readonly number[])[]> {
  if (among !== undefined) return among.length === 0 ? [] : linesOfRepeatedAmong(manager, batchId, { column, among });
  const keys = await rows<{ key: unknown }>(
    manager,
    `SELECT ${column} AS key FROM record WHERE batch_id = $1 AND ${column} IS NOT NULL
      GROUP BY ${column} HAVING count(*) > 1`,
    [batchId],
  );
  if (keys.length === 0) return [];
  const groups = await rows<{ lines: readonly number[] }>(
    manager,
    `SELECT array_agg(line ORDER BY line) AS lines FROM record WHERE batch_id = $1 AND ${column} = ANY($2::${array})
      GROUP BY ${column}`,
    [batchId, keys.map(({ key }) => key)],
  );
  return groups.map(({ lines }) => lines);
}

async function linesOfRepeatedAmong(
  manager: EntityManager,
  batchId: string,
  { column, among }: { readonly column: string; readonly among: readonly number[] },
): Promise<readonly (readonly number[])[]> {
  const groups = await rows<{ lines: readonly number[] }>(
    manager,
    `SELECT array_agg(line ORDER BY line) AS lines FROM record
      WHERE batch_id = $1 AND line = ANY($2::int[]) AND ${column} IS NOT NULL
      GROUP BY ${column} HAVING count(*) > 1`,
    [batchId, among],
  );
  return groups.map(({ lines }) => lines);
}

/** A finding that returns its record. */
const RETURNS = `finding.severity = 'error' AND finding.source IN ('CHECK', 'HUB', 'REVIEW')`;
/** A finding that holds it, unless another one returns it. */
const HOLDS = `finding.severity = 'confirm' AND finding.declared_reason IS NULL AND finding.source IN ('CHECK', 'HUB')`;

/** What the findings about the batch say: one look, whatever the number of its records. */
const WHOLE = `(
  SELECT coalesce(bool_or(severity = 'error'), false) AS errs, coalesce(bool_or(${HOLDS}), false) AS holds
    FROM finding WHERE batch_id = $1 AND line = 0 AND source IN ('CHECK', 'HUB')) AS whole`;

const has = (finding: string): string => `EXISTS (
  SELECT FROM finding WHERE finding.batch_id = record.batch_id AND finding.line = record.line AND ${finding})`;

/**
 * One look into the findings of each line, through their index: whatever the planner believes of a batch that its
 * statistics do not know, this cannot become a comparison of all records with all findings. What an error has
 * returned stays returned, because errors are neither declared nor taken back.
 */
const REDECIDE = `
UPDATE record SET verdict = CASE
         WHEN whole.errs OR ${has(RETURNS)} THEN 'RETURNED'
         WHEN whole.holds OR ${has(HOLDS)} THEN 'HELD'
         ELSE 'PASSED' END
  FROM ${WHOLE}
 WHERE record.batch_id = $1 AND record.line = ANY($2::int[]) AND record.verdict <> 'RETURNED'`;

/** After a change of what is said about the batch alone: errors of lines have returned their records already. */
const REDECIDE_ALL = `
UPDATE record SET verdict = CASE
         WHEN whole.errs THEN 'RETURNED'
         WHEN whole.holds OR ${has(HOLDS)} THEN 'HELD'
         ELSE 'PASSED' END
  FROM ${WHOLE}
 WHERE record.batch_id = $1
   AND (   (whole.errs AND record.verdict <> 'RETURNED')
        OR (NOT whole.errs AND whole.holds AND record.verdict = 'PASSED')
        OR (NOT whole.errs AND NOT whole.holds AND record.verdict = 'HELD'))`;

/** How many records these verdicts come to: from few findings, which takes a tenth of a settlement less than from all records. */
const COUNTS_OF_FINDINGS = `
SELECT (CASE WHEN whole.errs THEN $2 ELSE lines.errs END)::int AS returned,
       (CASE WHEN whole.errs THEN 0 WHEN whole.holds THEN $2 - lines.errs ELSE lines.holds END)::int AS held
  FROM ${WHOLE},
       (SELECT count(*) FILTER (WHERE errs) AS errs, count(*) FILTER (WHERE holds AND NOT errs) AS holds
          FROM (SELECT bool_or(${RETURNS}) AS errs, bool_or(${HOLDS}) AS holds
                  FROM finding WHERE batch_id = $1 AND line > 0 AND severity <> 'signal' GROUP BY line) AS line) AS lines`;

export interface RecordEncoder {
  readonly writer: CopyWriter;
  /** Begins a row; the sealed record, its last field, is the caller's to write. */
  begin(record: Omit<RecordRow, 'data'>): void;
}

/** @param rows that are to come, about */
export function recordEncoder(batchId: string, rows: number): RecordEncoder {
  const writer = new CopyWriter(rows * ROW_BYTES);
  const id = uuidBytes(batchId);
  return {
    writer,
    begin: (record) => {
      writer.row(FIELDS);
      writer.uuid(id);
      writer.int(record.line);
      writer.text(record.verdict);
      writer.text(record.certificateNo);
      writer.bytes(record.personKey);
      writer.bytes(record.holdingKey);
      writer.day(record.examOn);
      writer.text(record.siteCode);
      writer.bytes(record.nameKey);
      writer.bytes(record.photoKey);
    },
  };
}

export const recordStore = (manager: EntityManager, sealer: Sealer): RecordStore => ({
  copying: (batchId, expected) => {
    const { writer, begin } = recordEncoder(batchId, expected);
    return {
      add: (record) => {
        begin(record);
        writer.sealed(record.data, sealer);
      },
      finish: () => copyInto(manager, TARGET, writer),
    };
  },

  counts: async (batchId) => {
    const counts = await row<VerdictCounts>(
      manager,
      `SELECT count(*) FILTER (WHERE verdict = 'PASSED') AS passed, count(*) FILTER (WHERE verdict = 'HELD') AS held,
              count(*) FILTER (WHERE verdict = 'RETURNED') AS returned
         FROM record WHERE batch_id = $1`,
      [batchId],
    );
    return counts ?? { passed: 0, held: 0, returned: 0 };
  },

  countsOfFindings: async (batchId, records) => {
    const counts = await row<Omit<VerdictCounts, 'passed'>>(manager, COUNTS_OF_FINDINGS, [batchId, records]);
    const { held, returned } = counts ?? { held: 0, returned: 0 };
    return { passed: records - held - returned, held, returned };
  },

  sameHolding: (batchId, among) =>
    linesOfRepeated(manager, batchId, { column: 'holding_key', array: 'bytea[]', among }),

  sameNumber: (batchId, among) =>
    linesOfRepeated(manager, batchId, { column: 'certificate_no', array: 'text[]', among }),

  dataOf: async (batchId, lines) => {
    const found = await rows<{ line: number; kept: Buffer }>(
      manager,
      `SELECT line, ${kept('record')} AS kept FROM record WHERE batch_id = $1 AND line = ANY($2::int[])`,
      [batchId, lines],
    );
    return new Map(found.map((record) => [record.line, textOf(sealer, record.kept)]));
  },

  redecide: async (batchId, lines) => {
    await (lines.includes(0) ? rows(manager, REDECIDE_ALL, [batchId]) : rows(manager, REDECIDE, [batchId, lines]));
  },
});
