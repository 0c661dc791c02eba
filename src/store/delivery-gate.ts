/** Locks of one delivery, taken before anything of its feed is changed; and what moves the deliveries of a feed together. */
import type { EntityManager } from 'typeorm';
import type { DeliveryGateStore, DueDelivery, LockedAnswers } from '../app/forwarding/delivery-gate-ports';
import { CLAIM_EARLY_MS } from '../domain/forwarding/retry';
import { STANDING_COLUMNS, standingOf, type StandingRow } from './feed-state-store';
import { row, rows } from './rows';

const LOCK_DUE = `
SELECT delivery.feed, delivery.certificates, ${STANDING_COLUMNS}
  FROM delivery LEFT JOIN feed_state AS state ON state.feed = delivery.feed
 WHERE delivery.id = $1 AND delivery.state = 'DUE' AND delivery.due_at <= $2
   FOR UPDATE OF delivery SKIP LOCKED`;

/** Only a later version can have an earlier one: of a batch that was only just issued nothing is looked up. */
const EARLIER_OPEN = `
SELECT max(former.state) AS state
  FROM delivery_item AS item
  JOIN delivery_item AS earlier
    ON earlier.feed = item.feed AND earlier.certificate_no = item.certificate_no AND earlier.version < item.version
   AND earlier.delivery_id <> item.delivery_id
  JOIN delivery AS former ON former.id = earlier.delivery_id AND former.state IN ('DUE', 'GIVEN_UP')
 WHERE item.delivery_id = $1 AND item.version > 1`;

/** An attempt that has not ended may be on its way; one whose sender died comes back with its lease. */
const WAKE = `
UPDATE delivery SET due_at = $2
 WHERE id IN (SELECT id FROM delivery AS waiting
               WHERE waiting.feed = $1 AND waiting.state = 'DUE' AND waiting.due_at > $2
                 AND NOT EXISTS (SELECT FROM delivery_attempt AS attempt
                                  WHERE attempt.delivery_id = waiting.id AND attempt.attempt_no = waiting.attempts_made
                                    AND attempt.ended_at IS NULL)
                 FOR UPDATE SKIP LOCKED)
RETURNING id`;

const LOCK_SENT = `
SELECT delivery.id, delivery.feed, delivery.batch_id AS "batchId", delivery.sent_at AS "sentAt", delivery.due_at AS "dueAt",
       ${STANDING_COLUMNS}
  FROM delivery LEFT JOIN feed_state AS state ON state.feed = delivery.feed
 WHERE delivery.id = $1 AND delivery.state = 'SENT'
   FOR UPDATE OF delivery SKIP LOCKED`;

export const deliveryGate = (manager: EntityManager): DeliveryGateStore => ({
  lockDue: async (id, now) => {
    const early = new Date(now.getTime() + CLAIM_EARLY_MS);
    const due = await row<Omit<DueDelivery, 'standing'> & StandingRow>(manager, LOCK_DUE, [id, early]);
    if (due === undefined) return undefined;
    const { feed, certificates, ...standing } = due;
    return { feed, certificates, standing: standingOf(standing) };
  },

  spareTry: async (id) => {
    await rows(manager, `UPDATE delivery SET attempts_before = attempts_before + 1 WHERE id = $1`, [id]);
  },

  earlierOpen: async (id) => {
    const earlier = await row<{ state: 'DUE' | 'GIVEN_UP' | null }>(manager, EARLIER_OPEN, [id]);
    return earlier?.state ?? undefined;
  },

  putOff: async (id, until) => {
    await rows(manager, `UPDATE delivery SET due_at = $2 WHERE id = $1`, [id, until]);
  },

  wake: async (feed, at) => (await rows(manager, WAKE, [feed, at])).length,

  lockSent: async (id) => {
    const sent = await row<Omit<LockedAnswers, 'standing'> & StandingRow>(manager, LOCK_SENT, [id]);
    if (sent === undefined) return undefined;
    const { id: deliveryId, feed, batchId, sentAt, dueAt, ...standing } = sent;
    return { id: deliveryId, feed, batchId, sentAt, dueAt, standing: standingOf(standing) };
  },

  askAt: async (id, dueAt) => {
    await rows(manager, `UPDATE delivery SET due_at = $2 WHERE id = $1 AND state = 'SENT'`, [id, dueAt]);
  },
});
