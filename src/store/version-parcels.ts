/**
 * Parcels of later versions. A parcel belongs to the batch that its certificates came with, so its number goes on where
 * those of the batch end; one transaction at a time may number the parcels of a batch.
 */
import type { EntityManager } from 'typeorm';
import type { VersionRef } from '../app/certificates/change-ports';
import { PARCEL_CERTIFICATES_MAX } from '../domain/forwarding/feed';
import { rows } from './rows';

const BATCHES = `
SELECT DISTINCT version.batch_id AS id
  FROM unnest($1::text[], $2::int[]) AS asked (certificate_no, version)
  JOIN certificate_version AS version
    ON version.certificate_no = asked.certificate_no AND version.version = asked.version
 ORDER BY id`;

const LOCK = `
SELECT pg_advisory_xact_lock(hashtextextended('parcels ' || id, 0))
  FROM (SELECT id::text FROM unnest($1::uuid[]) AS batch (id) ORDER BY id) AS ordered`;

/** Each look into `delivery_item` goes by its key: feed, number. A new number is owed to whoever knows the old one. */
const OWED = `
owed AS MATERIALIZED (
  SELECT feed.name AS feed, version.batch_id, version.certificate_no, version.version,
         row_number() OVER (PARTITION BY feed.name, version.batch_id
                            ORDER BY version.line, version.certificate_no, version.version) - 1 AS place
    FROM unnest($1::text[], $2::int[]) AS asked (certificate_no, version)
    JOIN certificate_version AS version
      ON version.certificate_no = asked.certificate_no AND version.version = asked.version
    JOIN certificate ON certificate.certificate_no = asked.certificate_no
   CROSS JOIN feed
   WHERE EXISTS (SELECT FROM delivery_item AS item
                  WHERE item.feed = feed.name AND item.certificate_no = asked.certificate_no)
      OR EXISTS (SELECT FROM delivery_item AS item
                  WHERE item.feed = feed.name AND item.certificate_no = certificate.replaces)
)`;

const GROUPS = `
WITH ${OWED}
SELECT feed, batch_id AS "batchId", count(*)::int AS versions,
       coalesce((SELECT max(parcel_no) FROM delivery
                  WHERE delivery.feed = owed.feed AND delivery.batch_id = owed.batch_id), 0) AS last
  FROM owed GROUP BY feed, batch_id ORDER BY feed, batch_id`;

/** `first`: place of the group's first parcel among the ids $7, from 1. */
const CREATE = `
WITH ${OWED}, parcels AS (
  SELECT * FROM unnest($3::text[], $4::uuid[], $5::int[], $6::int[]) AS parcels (feed, batch_id, last, first)
), listed AS MATERIALIZED (
  SELECT owed.feed, owed.batch_id, owed.certificate_no, owed.version, parcels.last + place / $9::int + 1 AS parcel_no,
         ($7::uuid[])[parcels.first + place / $9::int] AS delivery_id
    FROM owed JOIN parcels ON parcels.feed = owed.feed AND parcels.batch_id = owed.batch_id
), made AS (
  INSERT INTO delivery (id, feed, batch_id, parcel_no, state, certificates, attempts_made, due_at, created_at)
  SELECT delivery_id, feed, batch_id, parcel_no, 'DUE', count(*), 0, $8::timestamptz, $8::timestamptz
    FROM listed GROUP BY delivery_id, feed, batch_id, parcel_no
)
INSERT INTO delivery_item (feed, certificate_no, version, delivery_id, state)
SELECT feed, certificate_no, version, delivery_id, 'PENDING' FROM listed`;

interface Group {
  readonly feed: string;
  readonly batchId: string;
  readonly versions: number;
  /** Highest parcel number so far. */
  readonly last: number;
}

export async function createForVersions(
  manager: EntityManager,
  versions: readonly VersionRef[],
  at: Date,
  newId: () => string,
): Promise<readonly string[]> {
  if (versions.length === 0) return [];
  const asked = [versions.map(({ certificateNo }) => certificateNo), versions.map(({ version }) => version)];
  const batches = await rows<{ id: string }>(manager, BATCHES, asked);
  await rows(manager, LOCK, [batches.map(({ id }) => id)]);
  const groups = await rows<Group>(manager, GROUPS, asked);
  const parcels = groups.map((group) => Math.ceil(group.versions / PARCEL_CERTIFICATES_MAX));
  const ids = Array.from({ length: parcels.reduce((sum, count) => sum + count, 0) }, newId);
  if (ids.length === 0) return [];
  let next = 1;
  const firsts = parcels.map((count) => (next += count) - count);
  await rows(manager, CREATE, [
    ...asked,
    groups.map(({ feed }) => feed),
    groups.map(({ batchId }) => batchId),
    groups.map(({ last }) => last),
    firsts,
    ids,
    at,
    PARCEL_CERTIFICATES_MAX,
  ]);
  return ids;
}
