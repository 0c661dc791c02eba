import type { EntityManager } from 'typeorm';
import type { RecordRow, RecordStore, VerdictCounts } from '../app/ports';
import { CopyWriter, copyInto, uuidBytes } from './copy';
import { row, rows } from './rows';

const TARGET = 'record (batch_id, line, verdict, certificate_no, person_key, holding_key, data)';
const FIELDS = 7;
/** A row without its data: lengths, keys, number and verdict. */
const ROW_BYTES = 160;

const groups = (found: readonly { lines: number[] }[]): readonly (readonly number[])[] =>
  found.map(({ lines }) => lines);

export const encodeRecords = (batchId: string, records: readonly RecordRow[]): CopyWriter => {
  const writer = new CopyWriter(records.reduce((sum, { data }) => sum + data.length + ROW_BYTES, 0));
  const id = uuidBytes(batchId);
  for (const record of records) {
    writer.row(FIELDS);
    writer.uuid(id);
    writer.int(record.line);
    writer.text(record.verdict);
    writer.text(record.certificateNo);
    writer.bytes(record.personKey);
    writer.bytes(record.holdingKey);
    writer.bytes(record.data);
  }
  return writer;
};

export const recordStore = (manager: EntityManager): RecordStore => ({
  copyIn: (batchId, records) => copyInto(manager, TARGET, encodeRecords(batchId, records)),

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

  sameHolding: async (batchId) =>
    groups(
      await rows(
        manager,
        `SELECT array_agg(line ORDER BY line) AS lines FROM record
          WHERE batch_id = $1 AND holding_key IS NOT NULL GROUP BY holding_key HAVING count(*) > 1`,
        [batchId],
      ),
    ),

  sameNumber: async (batchId) =>
    groups(
      await rows(
        manager,
        `SELECT array_agg(line ORDER BY line) AS lines FROM record
          WHERE batch_id = $1 AND certificate_no IS NOT NULL GROUP BY certificate_no HAVING count(*) > 1`,
        [batchId],
      ),
    ),

  numberTaken: async (batchId) => {
    const found = await rows<{ line: number }>(
      manager,
      `SELECT record.line FROM record JOIN certificate USING (certificate_no)
        WHERE record.batch_id = $1 AND certificate.state = 'LIVE' ORDER BY record.line`,
      [batchId],
    );
    return found.map(({ line }) => line);
  },

  // A certificate under its own number is AUT-010's affair, not a second holding.
  holdingTaken: async (batchId) => {
    const found = await rows<{ line: number }>(
      manager,
      `SELECT record.line FROM record JOIN certificate USING (holding_key)
        WHERE record.batch_id = $1 AND certificate.state = 'LIVE'
          AND certificate.certificate_no IS DISTINCT FROM record.certificate_no
        GROUP BY record.line ORDER BY record.line`,
      [batchId],
    );
    return found.map(({ line }) => line);
  },

  dataOf: async (batchId, lines) => {
    const found = await rows<{ line: number; data: string }>(
      manager,
      `SELECT line, data FROM record WHERE batch_id = $1 AND line = ANY($2::int[])`,
      [batchId, lines],
    );
    return new Map(found.map(({ line, data }) => [line, data]));
  },

  redecide: async (batchId, lines) => {
    await rows(
      manager,
      `UPDATE record SET verdict = decided.verdict
         FROM (SELECT line, CASE WHEN bool_or(severity = 'error') THEN 'RETURNED'
                                 WHEN bool_or(severity = 'confirm' AND declared_reason IS NULL) THEN 'HELD'
                                 ELSE 'PASSED' END AS verdict
                 FROM finding WHERE batch_id = $1 AND line = ANY($2::int[]) AND source IN ('CHECK', 'HUB')
                GROUP BY line) AS decided
        WHERE record.batch_id = $1 AND record.line = decided.line AND record.verdict <> decided.verdict`,
      [batchId, lines],
    );
  },
});
