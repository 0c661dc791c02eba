/** What another hub handed up, by key; the certificates that it becomes are in `received-certificates.ts`. */
import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { VersionRef } from '../app/certificates/change-ports';
import type { ReceivedAnswer, ReceivedStore, StandingCertificate } from '../app/forwarding/received-ports';
import type { Sealer } from '../app/sealer';
import { receivedCertificates } from './received-certificates';
import { row, rows } from './rows';

const LOCK_SENDER = `SELECT pg_advisory_xact_lock(hashtextextended('received ' || $1::text, 0))`;

export const ANSWERS = `
SELECT certificate_no AS "certificateNo", version, accepted, code, answered_at AS "answeredAt"
  FROM received_version WHERE region_code = $1 AND parcel_id = $2 ORDER BY certificate_no, version`;

const HAS_ANY = `
SELECT FROM unnest($2::text[], $3::int[]) AS asked (certificate_no, version)
  JOIN received_version AS known
    ON known.region_code = $1 AND known.certificate_no = asked.certificate_no AND known.version = asked.version
 LIMIT 1`;

const LOCK_NUMBERS = `
SELECT certificate_no FROM certificate WHERE certificate_no = ANY ($1::text[]) ORDER BY certificate_no FOR UPDATE`;

/** After the lock, in a statement of its own: what is read is what the last holder of the lock left. */
const STANDING = `
SELECT certificate.certificate_no AS "certificateNo", certificate.version, certificate.institution_code AS "institutionCode",
       certificate.region_code AS "regionCode", certificate.batch_id AS "batchId", certificate.line,
       certificate.issued_on AS "issuedOn",
       EXISTS (SELECT FROM received_version AS known
                WHERE known.region_code = $1 AND known.certificate_no = certificate.certificate_no AND known.accepted) AS "isOfSender",
       ARRAY(SELECT version FROM certificate_version AS known
              WHERE known.certificate_no = certificate.certificate_no ORDER BY version) AS versions
  FROM certificate WHERE certificate.certificate_no = ANY ($2::text[]) ORDER BY certificate.certificate_no`;

/** The sending of a hub: its own number of it is the id of the parcel, because a batch may come in several. */
const INSERT_UPLOAD = `
INSERT INTO upload (id, institution_code, region_code, client_batch_no, header, state, opened_at, opened_by)
VALUES ($1::uuid, $2, $3, $1::uuid::text, $4, 'SEALED', $5, $6) ON CONFLICT DO NOTHING RETURNING id`;

const INSERT_BATCH = `
INSERT INTO batch (id, origin, institution_code, region_code, plan_no, client_batch_no, state, chunks, records, passed, held,
                   returned, digest, algorithm, content_key, sealed_at, sealed_by, checked_at, decided_at)
VALUES ($1, 'HUB', $2, $3, $4, $5, 'APPROVED', 0, $6, $6, 0, 0, $7, 'SHA256', $8, $9, $10, $9, $9)`;

const KEEP_PARCEL = `
INSERT INTO received_parcel (parcel_id, region_code, client_id, certificates, digest, received_at)
VALUES ($1, $2, $3, $4, $5, $6)`;

const KEEP_VERSIONS = `
INSERT INTO received_version (region_code, certificate_no, version, parcel_id, kind, digest, accepted, code, answered_at)
SELECT $1, given.certificate_no, given.version, $2, given.kind, given.digest, given.code IS NULL, given.code, $3
  FROM unnest($4::text[], $5::int[], $6::text[], $7::bigint[], $8::text[]) AS given (certificate_no, version, kind, digest, code)`;

const columnsOf = (versions: readonly VersionRef[]): readonly [readonly string[], readonly number[]] => [
  versions.map(({ certificateNo }) => certificateNo),
  versions.map(({ version }) => version),
];

export const receivedStore = (manager: EntityManager, sealer: Sealer): ReceivedStore => ({
  ...receivedCertificates(manager, sealer),

  lockSender: async (regionCode) => {
    await rows(manager, LOCK_SENDER, [regionCode]);
  },

  parcel: (parcelId) =>
    row<{ regionCode: string; digest: string }>(
      manager,
      `SELECT region_code AS "regionCode", digest FROM received_parcel WHERE parcel_id = $1`,
      [parcelId],
    ),

  answers: (regionCode, parcelId) => rows<ReceivedAnswer>(manager, ANSWERS, [regionCode, parcelId]),

  hasAny: async (regionCode, versions) =>
    (await row(manager, HAS_ANY, [regionCode, ...columnsOf(versions)])) !== undefined,

  standing: async (regionCode, certificateNos) => {
    await rows(manager, LOCK_NUMBERS, [certificateNos]);
    return rows<StandingCertificate>(manager, STANDING, [regionCode, certificateNos]);
  },

  institution: (code) =>
    row<{ creditCode: string; regionCode: string }>(
      manager,
      `SELECT credit_code AS "creditCode", region_code AS "regionCode" FROM institution WHERE code = $1`,
      [code],
    ),

  insertBatch: async ({ id, batch, regionCode, digest, by, at }, records) => {
    const { institution, header } = batch;
    const upload = [id, institution.code, regionCode, JSON.stringify(header), at, by];
    if ((await rows(manager, INSERT_UPLOAD, upload)).length === 0) return false;
    await rows(manager, INSERT_BATCH, [
      id,
      institution.code,
      regionCode,
      header.planNo,
      header.clientBatchNo,
      records,
      digest,
      createHash('sha256').update(`parcel ${id}`).digest(),
      at,
      by,
    ]);
    return true;
  },

  keep: async ({ parcelId, regionCode, clientId, digest, certificates, at }) => {
    await rows(manager, KEEP_PARCEL, [parcelId, regionCode, clientId, certificates.length, digest, at]);
    await rows(manager, KEEP_VERSIONS, [
      regionCode,
      parcelId,
      at,
      ...columnsOf(certificates),
      certificates.map(({ kind }) => kind),
      certificates.map((certificate) => certificate.digest.toString()),
      certificates.map(({ code }) => code),
    ]);
  },
});
