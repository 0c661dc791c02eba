/** What a confirmed recall does to the certificates that were kept with it. */
import type { EntityManager } from 'typeorm';
import type { VersionRef } from '../app/certificates/change-ports';
import type { Bucket, RecallStore } from '../app/certificates/recall-ports';
import { OPEN_CHANGE_STATES } from '../domain/certificate-change/change-state';
import { LIVE } from './deadline-store';
import { rows } from './rows';

const REVOKE = `
WITH revoked AS (
  UPDATE certificate SET state = 'REVOKED', version = certificate.version + 1
    FROM recall_item AS item
   WHERE item.recall_id = $1 AND certificate.certificate_no = item.certificate_no
     AND certificate.version = item.version AND certificate.state = 'LIVE'
  RETURNING certificate.certificate_no, certificate.version, certificate.batch_id, certificate.line,
            certificate.institution_code, certificate.region_code
), kept AS (
  INSERT INTO certificate_version (certificate_no, version, kind, batch_id, line, data, sealed, created_at)
  SELECT revoked.certificate_no, revoked.version, 'REVOKED', revoked.batch_id, revoked.line, former.data,
         former.sealed, $2::timestamptz
    FROM revoked JOIN certificate_version AS former
      ON former.certificate_no = revoked.certificate_no AND former.version = revoked.version - 1
), subsidy AS (
  INSERT INTO subsidy_recovery (certificate_no, recall_id, institution_code, region_code, state)
  SELECT certificate_no, $1::uuid, institution_code, region_code, 'OPEN' FROM revoked
)
SELECT certificate_no AS "certificateNo", version FROM revoked ORDER BY certificate_no`;

const BUCKETS = `
SELECT DISTINCT ON (period, region_code) to_char(certificate.issued_on, 'YYYY-MM') AS period,
       certificate.region_code AS "regionCode", certificate.batch_id AS "batchId"
  FROM recall_item AS item JOIN certificate ON certificate.certificate_no = item.certificate_no
 WHERE item.recall_id = $1
 ORDER BY period, region_code`;

/** With every batch once, however many of its certificates the recall holds. */
const AWAITING_FEEDBACK = `
WITH covered AS (
  SELECT DISTINCT certificate.batch_id AS id
    FROM recall_item AS item JOIN certificate ON certificate.certificate_no = item.certificate_no
   WHERE item.recall_id = $1
)
SELECT covered.id FROM covered JOIN deadline
    ON deadline.subject_kind = 'BATCH' AND deadline.subject_id = covered.id::text AND deadline.term = 'FEEDBACK'
 WHERE ${LIVE} ORDER BY covered.id`;

const REFUSE_CHANGES = `
UPDATE certificate_change AS change SET state = 'REFUSED', decided_by = $2, decided_at = $3, decision_reason = $4
  FROM recall_item AS item
 WHERE item.recall_id = $1 AND change.certificate_no = item.certificate_no AND change.state = ANY ($5::text[])
RETURNING change.id, change.certificate_no AS "certificateNo"`;

type RecallEffects = Pick<RecallStore, 'refuseChanges' | 'revoke' | 'buckets' | 'awaitingFeedback'>;

export const recallEffects = (manager: EntityManager): RecallEffects => ({
  refuseChanges: (recallId, { by, at, reason }) =>
    rows(manager, REFUSE_CHANGES, [recallId, by, at, reason, OPEN_CHANGE_STATES]),

  revoke: (recallId, at) => rows<VersionRef>(manager, REVOKE, [recallId, at]),

  buckets: (recallId) => rows<Bucket>(manager, BUCKETS, [recallId]),

  awaitingFeedback: async (recallId) =>
    (await rows<{ id: string }>(manager, AWAITING_FEEDBACK, [recallId])).map(({ id }) => id),
});
