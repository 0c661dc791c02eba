import type { EntityManager } from 'typeorm';
import type { ClaimedDelivery, DeliveryPlace, DeliveryStore, LockedDelivery } from '../app/forwarding-ports';
import type { Sealer } from '../app/sealer';
import { statesBefore } from '../domain/forwarding/delivery';
import { CLAIM_EARLY_MS } from '../domain/forwarding/retry';
import { appliedAnswers } from './applied-answers';
import { createForBatch } from './batch-parcels';
import { deliveryGate } from './delivery-gate';
import { lastGiven } from './last-given';
import { readParcel } from './parcel-reading';
import { redeliver } from './redelivery';
import { redriveStore } from './redrive';
import { row, rows } from './rows';
import { createForVersions } from './version-parcels';

/** A claim moves `due_at` to the end of its lease: when the sender dies, the delivery is due again by itself. */
const CLAIM = `
WITH claimed AS (
  UPDATE delivery SET attempts_made = attempts_made + 1, due_at = $3
   WHERE id = $1 AND state = 'DUE' AND due_at <= $4
  RETURNING id, feed, batch_id, attempts_made, attempts_before, form_digest
), attempt AS (
  INSERT INTO delivery_attempt (delivery_id, attempt_no, started_at) SELECT id, attempts_made, $2::timestamptz FROM claimed
)
SELECT id, feed, batch_id AS "batchId", attempts_made AS "attemptNo", attempts_made - attempts_before AS "tryNo",
       (SELECT form FROM feed_form WHERE digest = form_digest) AS form
  FROM claimed`;

/**
 * An attempt whose lease ended may answer late: then `attempts_made` has gone on and only its own row is closed. Only
 * what is DUE is attempted; GIVEN_UP goes back to DUE by a person alone, and `due_at` says since when it is.
 * Digests come as lists of text, which Node joins ten times as fast as arrays; of what a healed delivery took along meanwhile nothing is
 * said here.
 */
const RECORD = `
WITH attempt AS (
  UPDATE delivery_attempt SET ended_at = $3, outcome = $4, reason = $5 WHERE delivery_id = $1 AND attempt_no = $2
), moved AS (
  UPDATE delivery SET state = $6::text, due_at = $7,
         sent_at = CASE WHEN $6::text = 'SENT' THEN $3::timestamptz ELSE sent_at END
   WHERE id = $1 AND attempts_made = $2 AND state = 'DUE'
  RETURNING id, feed
), handed_over AS (
  UPDATE delivery_item AS item SET digest = sent.digest
    FROM unnest(string_to_array($8, E'\\n'), string_to_array($9, E'\\n')::int[], string_to_array($10, E'\\n')::bigint[])
           AS sent (certificate_no, version, digest),
         moved
   WHERE item.feed = moved.feed AND item.delivery_id = moved.id
     AND item.certificate_no = sent.certificate_no AND item.version = sent.version
)
SELECT id FROM moved`;

const RESEND = `
UPDATE delivery SET state = 'DUE', due_at = $2, resent_at = $2, attempts_before = attempts_made WHERE id = $1 AND state = 'GIVEN_UP'
RETURNING attempts_made AS "attemptsMade"`;

const after = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

export const deliveryStore = (manager: EntityManager, sealer: Sealer): DeliveryStore => ({
  ...deliveryGate(manager),
  ...redriveStore(manager),

  createForBatch: (feed, batchId, at, newId) => createForBatch(manager, { feed, batchId, at }, newId),

  createForVersions: (owed, newId) => createForVersions(manager, owed, newId),

  lastGiven: (certificateNo) => lastGiven(manager, certificateNo),

  redeliver: (feed, versions, at, newId) => redeliver(manager, { feed, versions, at }, newId),

  claim: (id, now, leaseUntil) =>
    row<ClaimedDelivery>(manager, CLAIM, [id, now, leaseUntil, after(now, CLAIM_EARLY_MS)]),

  parcel: (id) => readParcel(manager, sealer, id),

  recordAttempt: async ({ id, attemptNo }, { answer, next, at, certificates }) => {
    const sent = answer.kind === 'taken' ? certificates : [];
    const moved = await rows(manager, RECORD, [
      id,
      attemptNo,
      at,
      answer.kind,
      answer.kind === 'taken' ? null : answer.reason,
      next.state,
      next.state === 'GIVEN_UP' ? at : next.dueAt,
      sent.map(({ certificateNo }) => certificateNo).join('\n'),
      sent.map(({ version }) => version).join('\n'),
      sent.map(({ digest }) => digest).join('\n'),
    ]);
    return moved.length > 0;
  },

  applyAnswers: (deliveryId, answers) => appliedAnswers(manager, deliveryId, answers),

  place: (id) => row<DeliveryPlace>(manager, `SELECT feed, batch_id AS "batchId" FROM delivery WHERE id = $1`, [id]),

  lock: (id) =>
    row<LockedDelivery>(
      manager,
      `SELECT delivery.id, delivery.batch_id AS "batchId", batch.region_code AS "regionCode" FROM delivery JOIN batch ON batch.id = delivery.batch_id
        WHERE delivery.id = $1 FOR UPDATE OF delivery`,
      [id],
    ),

  resend: (id, at) => row<{ attemptsMade: number }>(manager, RESEND, [id, at]),

  closeIfAnswered: async (deliveryId, at) => {
    const closed = await rows(
      manager,
      `UPDATE delivery SET state = 'ANSWERED', answered_at = $2
        WHERE id = $1 AND state = ANY ($3::text[])
          AND NOT EXISTS (SELECT FROM delivery_item AS item
                           WHERE item.delivery_id = delivery.id AND item.state = 'PENDING')
       RETURNING id`,
      [deliveryId, at, statesBefore('ANSWERED')],
    );
    return closed.length > 0;
  },
});
