/** Later versions of certificates, one at a time: each a compare-and-set on the version that it follows. */
import type { EntityManager } from 'typeorm';
import type { CertificateVersions, LockedCertificate, VersionRef } from '../app/certificates/change-ports';
import type { Sealer } from '../app/sealer';
import { statesBefore } from '../domain/certificate-change/certificate-state';
import type { Holding } from '../domain/rules/hub-known';
import { RECORD_COLUMNS, columnValues } from './certificate-columns';
import { kept, withData } from './kept';
import { row, rows } from './rows';

const LOCK = `SELECT certificate_no FROM certificate WHERE certificate_no = $1 FOR UPDATE`;

/** After the lock, in a statement of its own: what is read is what the last holder of the lock left. */
const PRESENT = `
SELECT certificate.certificate_no AS "certificateNo", certificate.state, certificate.version,
       certificate.institution_code AS "institutionCode", certificate.region_code AS "regionCode",
       certificate.batch_id AS "batchId", certificate.line, certificate.issued_on AS "issuedOn",
       ${kept('present')} AS kept
  FROM certificate
  JOIN certificate_version AS present
    ON present.certificate_no = certificate.certificate_no AND present.version = certificate.version
 WHERE certificate.certificate_no = $1`;

/** `$n` of each column of the record, where the first has `first`. */
const valuesFrom = (first: number): readonly string[] =>
  RECORD_COLUMNS.map(({ type }, index) => `$${first + index}::${type}`);

const ADD_VALUES = valuesFrom(9);
const ADD = `
WITH changed AS (
  UPDATE certificate SET version = version + 1, person_key = $4, holding_key = $5,
         ${RECORD_COLUMNS.map(({ column }, index) => `${column} = ${ADD_VALUES[index]}`).join(', ')}
   WHERE certificate_no = $1 AND version = $2 AND state = ANY ($7::text[])
  RETURNING certificate_no, version, batch_id, line
)
INSERT INTO certificate_version (certificate_no, version, kind, batch_id, line, sealed, created_at)
SELECT certificate_no, version, $3, batch_id, line, $6::bytea, $8::timestamptz FROM changed
RETURNING certificate_no AS "certificateNo", version`;

const RETIRE = `
WITH changed AS (
  UPDATE certificate SET version = version + 1, state = 'REPLACED', replaced_by = $3
   WHERE certificate_no = $1 AND version = $2 AND state = ANY ($4::text[])
  RETURNING certificate_no, version, batch_id, line
)
INSERT INTO certificate_version (certificate_no, version, kind, batch_id, line, data, sealed, created_at)
SELECT changed.certificate_no, changed.version, 'REPLACED', changed.batch_id, changed.line, former.data, former.sealed,
       $5::timestamptz
  FROM changed JOIN certificate_version AS former
    ON former.certificate_no = changed.certificate_no AND former.version = changed.version - 1
RETURNING certificate_no AS "certificateNo", version`;

/** Of the same batch and line as the number whose place it takes. */
const ISSUE = `
WITH issued AS (
  INSERT INTO certificate (certificate_no, state, version, institution_code, institution_kind, school_type, region_code,
         person_key, holding_key, batch_id, line, approved_at, replaces,
         ${RECORD_COLUMNS.map(({ column }) => column).join(', ')})
  SELECT $2, 'LIVE', 1, institution_code, institution_kind, school_type, region_code, $3, $4, batch_id, line,
         $6::timestamptz, $1, ${valuesFrom(7).join(', ')}
    FROM certificate AS former
   WHERE former.certificate_no = $1
  ON CONFLICT (certificate_no) DO NOTHING
  RETURNING certificate_no, version, batch_id, line
)
INSERT INTO certificate_version (certificate_no, version, kind, batch_id, line, sealed, created_at)
SELECT certificate_no, version, 'REISSUED', batch_id, line, $5::bytea, $6::timestamptz FROM issued
RETURNING certificate_no AS "certificateNo", version`;

const HOLDINGS = `
SELECT certificate_no AS "certificateNo", occupation_code AS "occupationCode", work_type AS "workType", level,
       exam_date AS "examDate", issued_on AS "issuedOn"
  FROM certificate
 WHERE person_key = $1 AND certificate_no <> $2 AND state = 'LIVE'
 ORDER BY issued_on, certificate_no`;

export const certificateVersions = (manager: EntityManager, sealer: Sealer): CertificateVersions => ({
  lock: async (certificateNo) => {
    await rows(manager, LOCK, [certificateNo]);
    const present = await row<Omit<LockedCertificate, 'data'> & { kept: Buffer }>(manager, PRESENT, [certificateNo]);
    return present && withData(sealer, present);
  },

  addVersion: ({ certificateNo, after, kind, personKey, holdingKey, data }, at) =>
    row<VersionRef>(manager, ADD, [
      certificateNo,
      after,
      kind,
      personKey,
      holdingKey,
      sealer.seal(Buffer.from(data)),
      statesBefore(kind),
      at,
      ...columnValues(data),
    ]),

  replace: async ({ certificateNo, after, newCertificateNo, personKey, holdingKey, data }, at) => {
    const issued = await row<VersionRef>(manager, ISSUE, [
      certificateNo,
      newCertificateNo,
      personKey,
      holdingKey,
      sealer.seal(Buffer.from(data)),
      at,
      ...columnValues(data),
    ]);
    if (!issued) return undefined;
    const retired = await row<VersionRef>(manager, RETIRE, [
      certificateNo,
      after,
      newCertificateNo,
      statesBefore('REPLACED'),
      at,
    ]);
    return retired && [issued, retired];
  },

  isGiven: async (certificateNo) =>
    (await row(manager, `SELECT FROM certificate WHERE certificate_no = $1`, [certificateNo])) !== undefined,

  holdingsOf: (personKey, besides) => rows<Holding>(manager, HOLDINGS, [personKey, besides]),
});
