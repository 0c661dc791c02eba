/**
 * Every passed record becomes a certificate. Records are sealed, so what a certificate shows of its record is read here, some
 * thousand at a time, and goes by COPY into the table.
 *
 * No statement joins two tables on the batch: a batch of today is unknown to the planner's statistics, which then promise one
 * row, and a join planned for one row compares every record with every other.
 */
import type { EntityManager } from 'typeorm';
import type { Sealer } from '../app/sealer';
import { RECORD_COLUMNS, columnValues } from './certificate-columns';
import { CopyWriter, copyInto, momentBytes, uuidBytes } from './copy';
import { kept, textOf } from './kept';
import { numbersTaken } from './returned-records';
import { row, rows } from './rows';

/** Opening so many takes some 20 ms of an event loop on which others wait for answers. */
const RECORDS_PER_READ = 2_000;

const ISSUER = `
SELECT institution.code, institution.kind, institution.school_type AS "schoolType", batch.region_code AS "regionCode"
  FROM batch JOIN institution ON institution.code = batch.institution_code WHERE batch.id = $1`;

const PASSED = `
SELECT line, certificate_no AS "certificateNo", person_key AS "personKey", holding_key AS "holdingKey",
       ${kept('record')} AS kept
  FROM record WHERE batch_id = $1 AND verdict = 'PASSED' AND line > $2 ORDER BY line LIMIT $3`;

const CERTIFICATE = `certificate (certificate_no, state, version, institution_code, institution_kind, school_type, region_code,
  person_key, holding_key, batch_id, line, approved_at, ${RECORD_COLUMNS.map(({ column }) => column).join(', ')})`;
const FIELDS = 12 + RECORD_COLUMNS.length;

/** A certificate and its first version are born together. What is sealed is copied as it is. */
const FIRST_VERSIONS = `
INSERT INTO certificate_version (certificate_no, version, kind, batch_id, line, data, sealed, created_at)
SELECT certificate_no, 1, 'ISSUED', batch_id, line, data, sealed, $2
  FROM record WHERE batch_id = $1 AND verdict = 'PASSED'
 ORDER BY line
ON CONFLICT (certificate_no, version) DO NOTHING`;

const LEFT = `
SELECT line FROM record WHERE batch_id = $1 AND verdict = 'PASSED'
EXCEPT SELECT line FROM certificate_version WHERE batch_id = $1
 ORDER BY line`;

interface Issuer {
  readonly code: string;
  readonly kind: string;
  readonly schoolType: string | null;
  readonly regionCode: string;
}
interface PassedRecord {
  readonly line: number;
  readonly certificateNo: string | null;
  readonly personKey: Buffer | null;
  readonly holdingKey: Buffer | null;
  readonly kept: Buffer;
}

/**
 * A number that is taken is left out, not overwritten; should a batch repeat one, the first line has it. Answers the lines
 * that were left out.
 */
export async function promote(
  { manager, sealer }: { readonly manager: EntityManager; readonly sealer: Sealer },
  batchId: string,
  at: Date,
): Promise<readonly number[]> {
  const issuer = await row<Issuer>(manager, ISSUER, [batchId]);
  if (issuer === undefined) throw new Error('A batch has no institution.');
  const taken = new Set(await numbersTaken(manager, batchId));
  const certificate = certificateWriter(sealer, { batchId, issuer, at });
  for await (const records of passedRecords(manager, batchId)) {
    const writer = new CopyWriter();
    for (const record of records) if (!taken.has(record.line)) certificate(writer, record);
    await copyInto(manager, CERTIFICATE, writer);
  }
  await rows(manager, FIRST_VERSIONS, [batchId, at]);
  const left = await rows<{ line: number }>(manager, LEFT, [batchId]);
  return left.map(({ line }) => line);
}

async function* passedRecords(manager: EntityManager, batchId: string): AsyncGenerator<readonly PassedRecord[]> {
  for (let after: number | undefined = 0; after !== undefined;) {
    const records: readonly PassedRecord[] = await rows<PassedRecord>(manager, PASSED, [
      batchId,
      after,
      RECORDS_PER_READ,
    ]);
    if (records.length > 0) yield records;
    after = records.length < RECORDS_PER_READ ? undefined : records.at(-1)?.line;
  }
}

/** In the order of the columns of `CERTIFICATE`. */
function certificateWriter(
  sealer: Sealer,
  { batchId, issuer, at }: { readonly batchId: string; readonly issuer: Issuer; readonly at: Date },
): (writer: CopyWriter, record: PassedRecord) => void {
  const batch = uuidBytes(batchId);
  const approvedAt = momentBytes(at);
  return (writer, { line, certificateNo, personKey, holdingKey, kept: bytes }) => {
    writer.row(FIELDS);
    writer.text(certificateNo);
    writer.text('LIVE');
    writer.int(1);
    writer.text(issuer.code);
    writer.text(issuer.kind);
    writer.text(issuer.schoolType);
    writer.text(issuer.regionCode);
    writer.bytes(personKey);
    writer.bytes(holdingKey);
    writer.uuid(batch);
    writer.int(line);
    writer.bytes(approvedAt);
    const values = columnValues(textOf(sealer, bytes));
    for (const [index, { type }] of RECORD_COLUMNS.entries()) {
      const value = values[index] ?? null;
      if (type === 'date') writer.day(value);
      else writer.text(value);
    }
  };
}
