/** A report of tallies in a front-end database: written whole or not at all, never changed, answered by the receiver beside it. */
import type { PoolClient } from 'pg';
import type { ReportAnswer } from '../app/connector';
import type { TallyReport } from '../app/forwarding/tally-report-ports';
import { receiverCode } from '../domain/forwarding/refusal-finding';
import { TALLY_DIMENSIONS, type TallyDimension } from '../domain/statistics/definition';

/** More than a code may have, so that a longer one is seen to be none. */
const CODE_CHARS_READ = 100;

const KEEP = `
INSERT INTO certhub_report (report_id, feed, period, region_code, revision, definition, certificates, row_count, digest)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (report_id) DO NOTHING RETURNING report_id`;

const COLUMNS: Readonly<Record<TallyDimension, string>> = {
  regionCode: 'region_code',
  institutionKind: 'institution_kind',
  schoolType: 'school_type',
  occupationCode: 'occupation_code',
  level: 'level',
  sex: 'sex',
  ageBand: 'age_band',
  candidateCategory: 'candidate_category',
};
const NAMES = TALLY_DIMENSIONS.map((dimension) => COLUMNS[dimension]).join(', ');
const CELLS = TALLY_DIMENSIONS.map((_, index) => `$${index + 3}::text[]`).join(', ');
const KEEP_ROWS = `
INSERT INTO certhub_report_row (report_id, row_no, ${NAMES}, certificates)
SELECT $1::uuid, row_no, ${NAMES}, certificates
  FROM unnest(${CELLS}, $2::int[]) WITH ORDINALITY AS sent (${NAMES}, certificates, row_no)`;

const KEPT = `
SELECT report.digest, answer.accepted, left(answer.code, ${CODE_CHARS_READ}) AS code
  FROM certhub_report AS report LEFT JOIN certhub_report_answer AS answer ON answer.report_id = report.report_id
 WHERE report.report_id = $1`;

interface Kept {
  readonly digest: string;
  readonly accepted: boolean | null;
  readonly code: string | null;
}

/** Handed over again it changes nothing and gives the answer that has come meanwhile. */
export async function keepReport(client: PoolClient, report: TallyReport): Promise<ReportAnswer> {
  const { id, feed, period, regionCode, revision, definition, certificates, rows, digest } = report;
  const head = [id, feed, period, regionCode, revision, definition, certificates, rows.length, digest];
  const { rowCount } = await client.query(KEEP, head);
  if (rowCount === 1 && rows.length > 0) {
    const cells = TALLY_DIMENSIONS.map((dimension) => rows.map((row) => row[dimension]));
    await client.query(KEEP_ROWS, [id, rows.map((row) => row.certificates), ...cells]);
  }
  const kept = (await client.query<Kept>(KEPT, [id])).rows[0];
  if (kept?.digest !== digest) return { kind: 'refused', reason: 'REPORT_DIFFERS' };
  if (kept.accepted === null) return { kind: 'taken' };
  return kept.accepted ? { kind: 'accepted' } : { kind: 'refused', reason: receiverCode(kept.code) };
}
