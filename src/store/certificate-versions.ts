/** Later versions of certificates, one at a time: each a compare-and-set on the version that it follows. */
import type { EntityManager } from 'typeorm';
import type { CertificateVersions, LockedCertificate, VersionRef } from '../app/certificates/change-ports';
import { statesBefore } from '../domain/certificate-change/certificate-state';
import type { Holding } from '../domain/rules/hub-known';
import { row, rows } from './rows';

const LOCK = `SELECT certificate_no FROM certificate WHERE certificate_no = $1 FOR UPDATE`;

/** After the lock, in a statement of its own: what is read is what the last holder of the lock left. */
const PRESENT = `
SELECT certificate.certificate_no AS "certificateNo", certificate.state, certificate.version,
       certificate.institution_code AS "institutionCode", certificate.region_code AS "regionCode",
       certificate.batch_id AS "batchId", certificate.line, certificate.issued_on AS "issuedOn", present.data
  FROM certificate
  JOIN certificate_version AS present
    ON present.certificate_no = certificate.certificate_no AND present.version = certificate.version
 WHERE certificate.certificate_no = $1`;

/** Columns that stand in the record, read from `data`, a jsonb. */
const COLUMNS = [
  ['site_code', `data ->> 'siteCode'`],
  ['occupation_code', `data ->> 'occupationCode'`],
  ['occupation_name', `data ->> 'occupationName'`],
  ['work_type', `data ->> 'workType'`],
  ['level', `data ->> 'level'`],
  ['sex', `data ->> 'sex'`],
  ['birth_date', `(data ->> 'birthDate')::date`],
  ['candidate_category', `data ->> 'candidateCategory'`],
  ['exam_date', `(data ->> 'examDate')::date`],
  ['issued_on', `(data ->> 'issuedOn')::date`],
] as const;

const ADD = `
WITH changed AS (
  UPDATE certificate SET version = version + 1, person_key = $4, holding_key = $5,
         ${COLUMNS.map(([column, value]) => `${column} = ${value}`).join(', ')}
    FROM (SELECT $6::jsonb AS data) AS record
   WHERE certificate_no = $1 AND version = $2 AND state = ANY ($8::text[])
  RETURNING certificate_no, version, batch_id, line
)
INSERT INTO certificate_version (certificate_no, version, kind, batch_id, line, data, created_at)
SELECT certificate_no, version, $3, batch_id, line, $7::text, $9::timestamptz FROM changed
RETURNING certificate_no AS "certificateNo", version`;

const RETIRE = `
WITH changed AS (
  UPDATE certificate SET version = version + 1, state = 'REPLACED', replaced_by = $3
   WHERE certificate_no = $1 AND version = $2 AND state = ANY ($4::text[])
  RETURNING certificate_no, version, batch_id, line
)
INSERT INTO certificate_version (certificate_no, version, kind, batch_id, line, data, created_at)
SELECT changed.certificate_no, changed.version, 'REPLACED', changed.batch_id, changed.line, former.data, $5::timestamptz
  FROM changed JOIN certificate_version AS former
    ON former.certificate_no = changed.certificate_no AND former.version = changed.version - 1
RETURNING certificate_no AS "certificateNo", version`;

/** Of the same batch and line as the number whose place it takes. */
const ISSUE = `
WITH issued AS (
  INSERT INTO certificate (certificate_no, state, version, institution_code, institution_kind, school_type, region_code,
         person_key, holding_key, batch_id, line, approved_at, replaces, ${COLUMNS.map(([column]) => column).join(', ')})
  SELECT $2, 'LIVE', 1, institution_code, institution_kind, school_type, region_code, $3, $4, batch_id, line,
         $7::timestamptz, $1, ${COLUMNS.map(([, value]) => value).join(', ')}
    FROM certificate AS former, (SELECT $5::jsonb AS data) AS record
   WHERE former.certificate_no = $1
  ON CONFLICT (certificate_no) DO NOTHING
  RETURNING certificate_no, version, batch_id, line
)
INSERT INTO certificate_version (certificate_no, version, kind, batch_id, line, data, created_at)
SELECT certificate_no, version, 'REISSUED', batch_id, line, $6::text, $7::timestamptz FROM issued
RETURNING certificate_no AS "certificateNo", version`;

const HOLDINGS = `
SELECT certificate_no AS "certificateNo", occupation_code AS "occupationCode", work_type AS "workType", level,
       exam_date AS "examDate", issued_on AS "issuedOn"
  FROM certificate
 WHERE person_key = $1 AND certificate_no <> $2 AND state = 'LIVE'
 ORDER BY issued_on, certificate_no`;

export const certificateVersions = (manager: EntityManager): CertificateVersions => ({
  lock: async (certificateNo) => {
    await rows(manager, LOCK, [certificateNo]);
    return row<LockedCertificate>(manager, PRESENT, [certificateNo]);
  },

  addVersion: ({ certificateNo, after, kind, personKey, holdingKey, data }, at) =>
    row<VersionRef>(manager, ADD, [
      certificateNo,
      after,
      kind,
      personKey,
      holdingKey,
      data,
      data,
      statesBefore(kind),
      at,
    ]),

  replace: async ({ certificateNo, after, newCertificateNo, personKey, holdingKey, data }, at) => {
    const issued = await row<VersionRef>(manager, ISSUE, [
      certificateNo,
      newCertificateNo,
      personKey,
      holdingKey,
      data,
      data,
      at,
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
