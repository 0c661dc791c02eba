import type { EntityManager } from 'typeorm';
import type { CertificateChange, CertificateChangeStore } from '../app/certificates/change-ports';
import type { Sealer } from '../app/sealer';
import { OPEN_CHANGE_STATES } from '../domain/certificate-change/change-state';
import { kept, textOf } from './kept';
import { row, rows } from './rows';

const COLUMNS = `
id, kind, certificate_no AS "certificateNo", base_version AS "baseVersion", new_certificate_no AS "newCertificateNo",
institution_code AS "institutionCode", region_code AS "regionCode", state,
${kept('certificate_change')} AS kept, content_key AS "contentKey", reason,
evidence, findings, requested_by AS "requestedBy", requested_at AS "requestedAt", city_decided_by AS "cityDecidedBy",
city_decided_at AS "cityDecidedAt", decided_by AS "decidedBy", decided_at AS "decidedAt",
decision_reason AS "decisionReason", applied_version AS "appliedVersion"`;

const INSERT = `
INSERT INTO certificate_change (id, kind, certificate_no, base_version, new_certificate_no, institution_code, region_code,
       state, sealed, content_key, reason, evidence, findings, requested_by, requested_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
ON CONFLICT DO NOTHING RETURNING id`;

/** The city's approval goes on; every other step is the end. */
const MOVE = `
UPDATE certificate_change SET state = $3,
       city_decided_by = CASE WHEN $3 = 'CITY_APPROVED' THEN $4 ELSE city_decided_by END,
       city_decided_at = CASE WHEN $3 = 'CITY_APPROVED' THEN $5::timestamptz ELSE city_decided_at END,
       decided_by = CASE WHEN $3 <> 'CITY_APPROVED' THEN $4 END,
       decided_at = CASE WHEN $3 <> 'CITY_APPROVED' THEN $5::timestamptz END,
       decision_reason = $6, applied_version = $7
 WHERE id = $1 AND state = $2 RETURNING id`;

const UNANSWERED = `
SELECT FROM delivery
  JOIN delivery_item AS item ON item.delivery_id = delivery.id AND item.state = 'REFUSED'
  JOIN certificate ON certificate.certificate_no = item.certificate_no AND certificate.version = item.version
 WHERE delivery.batch_id = $1 AND certificate.state = 'LIVE'
   AND NOT EXISTS (SELECT FROM certificate_change AS change
                    WHERE change.certificate_no = item.certificate_no AND change.state = ANY ($2::text[]))
 LIMIT 1`;

type KeptChange = Omit<CertificateChange, 'data'> & { readonly kept: Buffer | null };

const changeOf = ({ kept: bytes, ...change }: KeptChange, sealer: Sealer): CertificateChange => ({
  ...change,
  data: bytes === null ? null : textOf(sealer, bytes),
});

export const certificateChangeStore = (manager: EntityManager, sealer: Sealer): CertificateChangeStore => ({
  insert: async (change) => {
    const inserted = await rows(manager, INSERT, [
      change.id,
      change.kind,
      change.certificateNo,
      change.baseVersion,
      change.newCertificateNo,
      change.institutionCode,
      change.regionCode,
      change.state,
      change.data === null ? null : sealer.seal(Buffer.from(change.data)),
      change.contentKey,
      change.reason,
      change.evidence,
      JSON.stringify(change.findings),
      change.requestedBy,
      change.requestedAt,
    ]);
    return inserted.length > 0;
  },

  byId: async (id) => {
    const change = await row<KeptChange>(manager, `SELECT ${COLUMNS} FROM certificate_change WHERE id = $1`, [id]);
    return change && changeOf(change, sealer);
  },

  openOf: async (certificateNo) => {
    const change = await row<KeptChange>(
      manager,
      `SELECT ${COLUMNS} FROM certificate_change WHERE certificate_no = $1 AND state = ANY ($2::text[])`,
      [certificateNo, OPEN_CHANGE_STATES],
    );
    return change && changeOf(change, sealer);
  },

  claimOf: async (newCertificateNo) => {
    const claim = await row<{ id: string }>(
      manager,
      `SELECT id FROM certificate_change WHERE new_certificate_no = $1 AND state = ANY ($2::text[])`,
      [newCertificateNo, OPEN_CHANGE_STATES],
    );
    return claim?.id;
  },

  hasUnansweredRefusal: async (batchId) =>
    (await row(manager, UNANSWERED, [batchId, OPEN_CHANGE_STATES])) !== undefined,

  move: async (id, from, { to, by, at, reason, appliedVersion }) => {
    const moved = await rows(manager, MOVE, [id, from, to, by, at, reason, appliedVersion]);
    return moved.length > 0;
  },
});
