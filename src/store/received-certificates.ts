/** Certificates made of what another hub handed up: by sets, as many as a parcel holds. */
import type { EntityManager } from 'typeorm';
import type { FitVersion, ReceivedStore } from '../app/forwarding/received-ports';
import type { Sealer } from '../app/sealer';
import { RECORD_COLUMNS, columnValues } from './certificate-columns';
import { copyInto, CopyWriter, momentBytes, uuidBytes } from './copy';
import { rows } from './rows';

/** `$n::text[]` of each column of the record, where the first has `first`. */
const RECORD_PARAMETERS = (first: number): string =>
  RECORD_COLUMNS.map(({ type }, index) => `$${first + index}::${type}[]`).join(', ');
const RECORD_NAMES = RECORD_COLUMNS.map(({ column }) => column).join(', ');

/** A number that somebody else gives at this moment is waited for, and left to them. */
const ISSUE = `
INSERT INTO certificate (certificate_no, state, version, institution_code, institution_kind, school_type, region_code,
                         person_key, holding_key, batch_id, line, approved_at, ${RECORD_NAMES})
SELECT certificate_no, state, version, $1, $2, $3, region_code, person_key, holding_key, $4, line, $5::timestamptz, ${RECORD_NAMES}
  FROM unnest($6::text[], $7::text[], $8::int[], $9::text[], $10::bytea[], $11::bytea[], $12::int[], ${RECORD_PARAMETERS(13)})
         AS given (certificate_no, state, version, region_code, person_key, holding_key, line, ${RECORD_NAMES})
ON CONFLICT (certificate_no) DO NOTHING
RETURNING certificate_no AS "certificateNo"`;

/** What is locked. */
const ADVANCE = `
UPDATE certificate SET state = given.state, version = given.version, person_key = given.person_key,
       holding_key = given.holding_key, ${RECORD_COLUMNS.map(({ column }) => `${column} = given.${column}`).join(', ')}
  FROM unnest($1::text[], $2::text[], $3::int[], $4::bytea[], $5::bytea[], ${RECORD_PARAMETERS(6)})
         AS given (certificate_no, state, version, person_key, holding_key, ${RECORD_NAMES})
 WHERE certificate.certificate_no = given.certificate_no AND certificate.version < given.version`;

const VERSIONS = 'certificate_version (certificate_no, version, kind, batch_id, line, sealed, created_at)';
const VERSION_FIELDS = 7;

/** Column by column. */
function recordArrays(versions: readonly FitVersion[]): readonly (readonly (string | null)[])[] {
  const values = versions.map(({ data }) => columnValues(data));
  return RECORD_COLUMNS.map((_, index) => values.map((each) => each[index] ?? null));
}

type Written = Pick<ReceivedStore, 'issue' | 'advance' | 'insertVersions'>;

export const receivedCertificates = (manager: EntityManager, sealer: Sealer): Written => ({
  issue: async (certificates, { id, batch: { institution }, at }) => {
    const highest = certificates.map((certificate) => certificate.highest);
    const issued = await rows<{ certificateNo: string }>(manager, ISSUE, [
      institution.code,
      institution.kind,
      institution.schoolType,
      id,
      at,
      highest.map(({ certificateNo }) => certificateNo),
      certificates.map(({ state }) => state),
      highest.map(({ version }) => version),
      highest.map(({ regionCode }) => regionCode),
      highest.map(({ personKey }) => personKey),
      highest.map(({ holdingKey }) => holdingKey),
      certificates.map(({ line }) => line),
      ...recordArrays(highest),
    ]);
    return new Set(issued.map(({ certificateNo }) => certificateNo));
  },

  advance: async (certificates) => {
    if (certificates.length === 0) return;
    const highest = certificates.map((certificate) => certificate.highest);
    await rows(manager, ADVANCE, [
      highest.map(({ certificateNo }) => certificateNo),
      certificates.map(({ state }) => state),
      highest.map(({ version }) => version),
      highest.map(({ personKey }) => personKey),
      highest.map(({ holdingKey }) => holdingKey),
      ...recordArrays(highest),
    ]);
  },

  insertVersions: async (versions, at) => {
    if (versions.length === 0) return;
    const writer = new CopyWriter();
    const moment = momentBytes(at);
    for (const { certificateNo, version, kind, batchId, line, data } of versions) {
      writer.row(VERSION_FIELDS);
      writer.text(certificateNo);
      writer.int(version);
      writer.text(kind);
      writer.uuid(uuidBytes(batchId));
      writer.int(line);
      writer.sealed(Buffer.from(data), sealer);
      writer.bytes(moment);
    }
    await copyInto(manager, VERSIONS, writer);
  },
});
