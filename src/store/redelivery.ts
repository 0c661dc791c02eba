/**
 * What a feed is to be given once more, or for the first time: new parcels of exactly these versions. An item moves to its new
 * parcel and waits for its answer again, so that each version stands in one delivery and is counted once.
 */
import type { EntityManager } from 'typeorm';
import type { VersionRef } from '../app/certificates/change-ports';
import { PARCEL_CERTIFICATES_MAX, type FeedDescription } from '../domain/forwarding/feed';
import { formDigest } from './feed-forms';
import { lockParcelsOf } from './parcel-lock';
import { rows } from './rows';

/** In one order, so that two that move items wait for each other. What is DUE may be under way and keeps its items. */
const FORMER = `
SELECT id FROM delivery
 WHERE id IN (SELECT item.delivery_id
                FROM unnest($2::text[], $3::int[]) AS asked (certificate_no, version)
                JOIN delivery_item AS item ON item.feed = $1 AND item.certificate_no = asked.certificate_no
                                          AND item.version = asked.version)
 ORDER BY id FOR UPDATE`;

const LISTED = `
listed AS MATERIALIZED (
  SELECT version.batch_id, version.certificate_no, version.version, item.delivery_id AS former_id,
         row_number() OVER (PARTITION BY version.batch_id
                            ORDER BY version.line, version.certificate_no, version.version) - 1 AS place
    FROM (SELECT DISTINCT * FROM unnest($2::text[], $3::int[]) AS given (certificate_no, version)) AS asked
    JOIN certificate_version AS version
      ON version.certificate_no = asked.certificate_no AND version.version = asked.version
    LEFT JOIN delivery_item AS item
      ON item.feed = $1 AND item.certificate_no = asked.certificate_no AND item.version = asked.version
    LEFT JOIN delivery AS former ON former.id = item.delivery_id
   WHERE former.state IS DISTINCT FROM 'DUE'
)`;

const GROUPS = `
WITH ${LISTED}
SELECT batch_id AS "batchId", count(*)::int AS versions,
       coalesce((SELECT max(parcel_no) FROM delivery WHERE delivery.feed = $1 AND delivery.batch_id = listed.batch_id), 0) AS last
  FROM listed GROUP BY batch_id ORDER BY batch_id`;

/** `first`: place of the group's first parcel among the ids $7, from 1. */
const CREATE = `
WITH ${LISTED}, parcels AS (
  SELECT * FROM unnest($4::uuid[], $5::int[], $6::int[]) AS parcels (batch_id, last, first)
), placed AS MATERIALIZED (
  SELECT listed.batch_id, certificate_no, version, former_id, parcels.last + place / $9::int + 1 AS parcel_no,
         ($7::uuid[])[parcels.first + place / $9::int] AS delivery_id
    FROM listed JOIN parcels ON parcels.batch_id = listed.batch_id
), made AS (
  INSERT INTO delivery (id, feed, batch_id, parcel_no, state, certificates, attempts_made, due_at, created_at, form_digest)
  SELECT delivery_id, $1, batch_id, parcel_no, 'DUE', count(*), 0, $8::timestamptz, $8::timestamptz, $10::bytea
    FROM placed GROUP BY delivery_id, batch_id, parcel_no
), less AS (
  UPDATE delivery SET moved = moved + gone.items
    FROM (SELECT former_id, count(*) AS items FROM placed WHERE former_id IS NOT NULL GROUP BY former_id) AS gone
   WHERE delivery.id = gone.former_id
)
INSERT INTO delivery_item (feed, certificate_no, version, delivery_id, state)
SELECT $1, certificate_no, version, delivery_id, 'PENDING' FROM placed
ON CONFLICT (feed, certificate_no, version) DO UPDATE
   SET delivery_id = excluded.delivery_id, state = 'PENDING', code = NULL, answered_at = NULL, digest = NULL`;

/** Nothing is left of it, or nothing that waits for an answer. */
const END = `
UPDATE delivery SET state = 'ANSWERED', answered_at = $2
 WHERE id = ANY ($1::uuid[])
   AND (state IN ('SENT', 'GIVEN_UP') AND moved = certificates
        OR state = 'SENT' AND NOT EXISTS (SELECT FROM delivery_item AS item
                                           WHERE item.delivery_id = delivery.id AND item.state = 'PENDING'))`;

interface Group {
  readonly batchId: string;
  readonly versions: number;
  /** Highest parcel number so far. */
  readonly last: number;
}

export async function redeliver(
  manager: EntityManager,
  {
    feed,
    versions,
    at,
  }: { readonly feed: FeedDescription; readonly versions: readonly VersionRef[]; readonly at: Date },
  newId: () => string,
): Promise<readonly string[]> {
  if (versions.length === 0) return [];
  const asked = [versions.map(({ certificateNo }) => certificateNo), versions.map(({ version }) => version)];
  await lockParcelsOf(manager, versions);
  const former = await rows<{ id: string }>(manager, FORMER, [feed.name, ...asked]);
  const groups = await rows<Group>(manager, GROUPS, [feed.name, ...asked]);
  const perParcel = Math.min(feed.parcelCertificates, PARCEL_CERTIFICATES_MAX);
  const parcels = groups.map((group) => Math.ceil(group.versions / perParcel));
  const ids = Array.from({ length: parcels.reduce((sum, count) => sum + count, 0) }, newId);
  if (ids.length === 0) return [];
  let next = 1;
  const firsts = parcels.map((count) => (next += count) - count);
  await rows(manager, CREATE, [
    feed.name,
    ...asked,
    groups.map(({ batchId }) => batchId),
    groups.map(({ last }) => last),
    firsts,
    ids,
    at,
    perParcel,
    await formDigest(manager, feed.form),
  ]);
  await rows(manager, END, [former.map(({ id }) => id), at]);
  return ids;
}
