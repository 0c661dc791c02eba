/**
 * Parcels of later versions. A parcel belongs to the batch that its certificates came with, so its number goes on where
 * those of the batch end.
 */
import type { EntityManager } from 'typeorm';
import type { VersionRef } from '../app/certificates/change-ports';
import type { OwedVersions } from '../app/forwarding-ports';
import { PARCEL_CERTIFICATES_MAX, type FeedDescription } from '../domain/forwarding/feed';
import { wish, type WantedFacts } from '../domain/forwarding/wants';
import { formDigest } from './feed-forms';
import { lockParcelsOf } from './parcel-lock';
import { rows } from './rows';

/** A number that was replaced is no certificate any more: it goes to whoever has it, and to nobody else. */
const CHANGED = `
SELECT certificate.certificate_no AS "certificateNo", certificate.region_code AS "regionCode",
       certificate.institution_code AS "institutionCode", certificate.institution_kind AS "institutionKind",
       certificate.school_type AS "schoolType", certificate.occupation_code AS "occupationCode", certificate.level,
       certificate.issued_on::text AS "issuedOn"
  FROM unnest($1::text[], $2::int[]) AS asked (certificate_no, version)
  JOIN certificate_version AS version
    ON version.certificate_no = asked.certificate_no AND version.version = asked.version
   AND version.kind IN ('CORRECTED', 'REISSUED')
  JOIN certificate ON certificate.certificate_no = asked.certificate_no`;

/**
 * Each look into `delivery_item` goes by its key: feed, number. A new number is owed to whoever knows the old one. $3: feeds that
 * need nothing; $4 and $5: feeds and the numbers that they want as they are now.
 */
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
   WHERE feed.name <> ALL ($3::text[])
     AND (EXISTS (SELECT FROM delivery_item AS item
                   WHERE item.feed = feed.name AND item.certificate_no = asked.certificate_no)
       OR EXISTS (SELECT FROM delivery_item AS item
                   WHERE item.feed = feed.name AND item.certificate_no = certificate.replaces)
       OR EXISTS (SELECT FROM unnest($4::text[], $5::text[]) AS wanting (feed, certificate_no)
                   WHERE wanting.feed = feed.name AND wanting.certificate_no = asked.certificate_no))
)`;

const GROUPS = `
WITH ${OWED}, counted AS (
  SELECT feed, batch_id, count(*)::int AS versions FROM owed GROUP BY feed, batch_id
)
SELECT feed, batch_id AS "batchId", versions, (SELECT description FROM feed AS known WHERE known.name = counted.feed),
       coalesce((SELECT max(parcel_no) FROM delivery
                  WHERE delivery.feed = counted.feed AND delivery.batch_id = counted.batch_id), 0) AS last
  FROM counted ORDER BY feed, batch_id`;

/** `first`: place of the group's first parcel among the ids $12, from 1. */
const CREATE = `
WITH ${OWED}, parcels AS (
  SELECT * FROM unnest($6::text[], $7::uuid[], $8::int[], $9::int[], $10::int[], $11::bytea[])
             AS parcels (feed, batch_id, last, first, size, form_digest)
), listed AS MATERIALIZED (
  SELECT owed.feed, owed.batch_id, owed.certificate_no, owed.version, parcels.form_digest,
         parcels.last + place / parcels.size + 1 AS parcel_no,
         ($12::uuid[])[parcels.first + place / parcels.size] AS delivery_id
    FROM owed JOIN parcels ON parcels.feed = owed.feed AND parcels.batch_id = owed.batch_id
), made AS (
  INSERT INTO delivery (id, feed, batch_id, parcel_no, state, certificates, attempts_made, due_at, created_at, form_digest)
  SELECT delivery_id, feed, batch_id, parcel_no, 'DUE', count(*), 0, $13::timestamptz, $13::timestamptz, form_digest
    FROM listed GROUP BY delivery_id, feed, batch_id, parcel_no, form_digest
)
INSERT INTO delivery_item (feed, certificate_no, version, delivery_id, state)
SELECT feed, certificate_no, version, delivery_id, 'PENDING' FROM listed`;

type Shape = Pick<FeedDescription, 'form' | 'parcelCertificates'>;

interface Group {
  readonly feed: string;
  readonly batchId: string;
  readonly versions: number;
  /** Highest parcel number so far. */
  readonly last: number;
  /** As the feed was last described; `null` of an earlier release. */
  readonly description: Shape | null;
}
interface Parcels extends Group {
  readonly size: number;
  readonly formDigest: Buffer | null;
}

export async function createForVersions(
  manager: EntityManager,
  { versions, offered, feeds, upToDate, at }: OwedVersions,
  newId: () => string,
): Promise<readonly string[]> {
  if (versions.length === 0) return [];
  await lockParcelsOf(manager, versions);
  const owed = [...columnsOf(versions), upToDate, ...(await wantingOf(manager, offered, feeds))];
  const groups = await parcelsOf(manager, await rows<Group>(manager, GROUPS, owed), feeds);
  const counts = groups.map((group) => Math.ceil(group.versions / group.size));
  const ids = Array.from({ length: counts.reduce((sum, count) => sum + count, 0) }, newId);
  if (ids.length === 0) return [];
  let next = 1;
  const firsts = counts.map((count) => (next += count) - count);
  await rows(manager, CREATE, [
    ...owed,
    groups.map(({ feed }) => feed),
    groups.map(({ batchId }) => batchId),
    groups.map(({ last }) => last),
    firsts,
    groups.map(({ size }) => size),
    groups.map((group) => group.formDigest),
    ids,
    at,
  ]);
  return ids;
}

const columnsOf = (versions: readonly VersionRef[]): readonly [readonly string[], readonly number[]] => [
  versions.map(({ certificateNo }) => certificateNo),
  versions.map(({ version }) => version),
];

/** Feeds and the changed numbers that they want: a correction can bring a certificate to a feed that never had it. */
async function wantingOf(
  manager: EntityManager,
  offered: readonly VersionRef[],
  feeds: readonly FeedDescription[],
): Promise<readonly [readonly string[], readonly string[]]> {
  if (offered.length === 0) return [[], []];
  const changed = await rows<WantedFacts & VersionRef>(manager, CHANGED, columnsOf(offered));
  const pairs = feeds.flatMap((feed) =>
    changed
      .filter((facts) => wish(feed, facts).kind === 'wanted')
      .map(({ certificateNo }) => ({ feed: feed.name, certificateNo })),
  );
  return [pairs.map(({ feed }) => feed), pairs.map(({ certificateNo }) => certificateNo)];
}

/** A feed that has left the feeds file is still owed what it holds, as it was last described. */
async function parcelsOf(
  manager: EntityManager,
  groups: readonly Group[],
  feeds: readonly FeedDescription[],
): Promise<readonly Parcels[]> {
  const parcels: Parcels[] = [];
  for (const group of groups) {
    const shape: Shape | null = feeds.find(({ name }) => name === group.feed) ?? group.description;
    parcels.push({
      ...group,
      size: Math.min(shape?.parcelCertificates ?? PARCEL_CERTIFICATES_MAX, PARCEL_CERTIFICATES_MAX),
      formDigest: shape === null ? null : await formDigest(manager, shape.form),
    });
  }
  return parcels;
}
