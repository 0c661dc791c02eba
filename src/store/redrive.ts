/** What of a feed goes on once a person has mended its cause. */
import type { EntityManager } from 'typeorm';
import {
  TOO_LARGE_REASON,
  type CountedVersions,
  type Redriven,
  type RedriveStore,
} from '../app/forwarding/delivery-gate-ports';
import type { VersionRef } from '../app/certificates/change-ports';
import { row, rows } from './rows';

/** By the index of what is open: what is answered is never looked at. */
const RESEND_GIVEN_UP = `
WITH resent AS (
  UPDATE delivery SET state = 'DUE', due_at = $3, resent_at = $3, attempts_before = attempts_made
   WHERE feed = $1 AND state = 'GIVEN_UP'
     AND ($2::text IS NULL OR $2 = (SELECT reason FROM delivery_attempt AS last
                                     WHERE last.delivery_id = delivery.id AND last.attempt_no = delivery.attempts_made))
  RETURNING certificates - moved AS certificates
)
SELECT count(*)::int AS deliveries, coalesce(sum(certificates), 0)::int AS certificates FROM resent`;

/**
 * A parcel that the receiver finds too large is refused whole, so nothing of it is there: it may go in smaller ones. Of other parcels
 * that were given up the receiver may have some, under their id.
 */
const TOO_LARGE = `
SELECT item.certificate_no AS "certificateNo", item.version, (count(*) OVER ())::int AS total
  FROM delivery JOIN delivery_item AS item ON item.delivery_id = delivery.id AND item.feed = delivery.feed
 WHERE delivery.feed = $1 AND delivery.state = 'GIVEN_UP' AND delivery.certificates - delivery.moved > $2
   AND item.state = 'PENDING'
   AND '${TOO_LARGE_REASON}' = (SELECT reason FROM delivery_attempt AS last
                                 WHERE last.delivery_id = delivery.id AND last.attempt_no = delivery.attempts_made)
 ORDER BY delivery.id, item.certificate_no LIMIT $3`;

/** Refusals are few beside what was accepted, and each delivery has an index of its own few. */
const REFUSED = `
SELECT item.certificate_no AS "certificateNo", item.version, (count(*) OVER ())::int AS total
  FROM delivery
 CROSS JOIN LATERAL (
   SELECT certificate_no, version FROM delivery_item
    WHERE delivery_id = delivery.id AND state <> 'ACCEPTED' AND state = 'REFUSED' AND ($2::text IS NULL OR code = $2)
   OFFSET 0) AS item
 WHERE delivery.feed = $1 AND delivery.state IN ('SENT', 'ANSWERED')
   AND NOT EXISTS (SELECT FROM delivery_item AS later
                    WHERE later.feed = $1 AND later.certificate_no = item.certificate_no AND later.version > item.version)
 ORDER BY item.certificate_no LIMIT $3`;

export const redriveStore = (manager: EntityManager): RedriveStore => ({
  resendGivenUp: async (feed, code, at) =>
    (await row<Redriven>(manager, RESEND_GIVEN_UP, [feed, code, at])) ?? { deliveries: 0, certificates: 0 },

  tooLarge: async (feed, perParcel, most) =>
    countedOf(await rows<Counted>(manager, TOO_LARGE, [feed, perParcel, most])),

  refusedVersions: async (feed, code, most) => countedOf(await rows<Counted>(manager, REFUSED, [feed, code, most])),
});

type Counted = VersionRef & { readonly total: number };

const countedOf = (found: readonly Counted[]): CountedVersions => ({
  versions: found.map(({ certificateNo, version }) => ({ certificateNo, version })),
  total: found[0]?.total ?? 0,
});
