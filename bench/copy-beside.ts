/** The limit beside the pipeline: the rows that the hub stored for a batch, by COPY into tables like its own. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { RecordRow, StoredFinding } from '../src/app/ports';
import { encodeFindings } from '../src/store/finding-store';
import { recordEncoder } from '../src/store/record-store';

const TABLES = {
  record: `record_beside (batch_id, line, verdict, certificate_no, person_key, holding_key, exam_on, site_code, name_key,
    photo_key, sealed)`,
  finding: `finding_beside (batch_id, line, code, severity, dimension, path, message_zh, message_en, expected, basis, fix,
    source, declared_reason)`,
} as const;

type SealedRow = Omit<RecordRow, 'data'> & { readonly sealed: Buffer };

/** As the hub's: what a worker stores in one COPY. */
const ROWS_PER_PIECE = 2_000;
/** Of each piece of the binary format; between pieces both fall away. */
const HEADER_BYTES = 19;
const TRAILER_BYTES = 2;

export interface EncodedRows {
  readonly record: readonly Buffer[];
  readonly finding: readonly Buffer[];
  readonly findings: number;
}

export async function makeCopyTables(database: Client): Promise<void> {
  for (const table of Object.keys(TABLES)) {
    await database.query(`CREATE TABLE ${table}_beside (LIKE ${table} INCLUDING ALL)`);
  }
}

/** Reads the rows of a batch back and encodes them as the hub does. */
export async function encodedRows(database: Client, batchId: string): Promise<EncodedRows> {
  const { rows: records } = await database.query<SealedRow>(
    `SELECT line, verdict, certificate_no AS "certificateNo", person_key AS "personKey", holding_key AS "holdingKey",
            exam_on::text AS "examOn", site_code AS "siteCode", name_key AS "nameKey", photo_key AS "photoKey",
            sealed
       FROM record WHERE batch_id = $1 ORDER BY line`,
    [batchId],
  );
  const { rows: findings } = await database.query<StoredFinding>(
    `SELECT nullif(line, 0) AS line, code, severity, dimension, path,
            json_build_object('zh', message_zh, 'en', message_en) AS message, expected, basis, fix, source,
            declared_reason AS "declaredReason"
       FROM finding WHERE batch_id = $1 ORDER BY id`,
    [batchId],
  );
  return {
    record: oneStream(cut(records).map((part) => encoded(batchId, part))),
    finding: oneStream(cut(findings).map((part) => encodeFindings(batchId, part).finish())),
    findings: findings.length,
  };
}

export async function copyRows(database: Client, rows: EncodedRows): Promise<void> {
  await database.query('BEGIN');
  for (const table of ['record', 'finding'] as const) {
    const target = database.query(copyFrom(`COPY ${TABLES[table]} FROM STDIN (FORMAT binary)`));
    await pipeline(Readable.from(rows[table], { objectMode: false }), target);
  }
  await database.query('COMMIT');
}

function encoded(batchId: string, records: readonly SealedRow[]): Buffer {
  const { writer, begin } = recordEncoder(batchId, records.length);
  for (const record of records) {
    begin(record);
    writer.bytes(record.sealed);
  }
  return writer.finish();
}

const cut = <Row>(rows: readonly Row[]): readonly (readonly Row[])[] =>
  Array.from({ length: Math.max(1, Math.ceil(rows.length / ROWS_PER_PIECE)) }, (_, piece) =>
    rows.slice(piece * ROWS_PER_PIECE, (piece + 1) * ROWS_PER_PIECE),
  );

/** Keeps the header of the first piece and the trailer of the last. */
const oneStream = (pieces: readonly Buffer[]): readonly Buffer[] =>
  pieces.map((piece, at) =>
    piece.subarray(at === 0 ? 0 : HEADER_BYTES, at === pieces.length - 1 ? piece.length : piece.length - TRAILER_BYTES),
  );
