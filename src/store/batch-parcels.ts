/** Parcels of the first versions of a batch, made with its approval; later ones go to those who have the first (`version-parcels.ts`). */
import type { EntityManager } from 'typeorm';
import { PARCEL_CERTIFICATES_MAX, type FeedDescription } from '../domain/forwarding/feed';
import { formDigest } from './feed-forms';
import { row, rows } from './rows';
import { wantedOfRegion, type Wanted } from './wanted';

/**
 * First versions of the batch that the feed wants. Only one that chooses has to look at the certificates themselves: at each by its
 * key, in a scalar query, which cannot be planned as a join.
 */
const issued = ({ sql }: Wanted, batch: string): string => `
  certificate_version AS version WHERE version.batch_id = ${batch} AND version.kind = 'ISSUED'${
    sql === 'true'
      ? ''
      : ` AND (SELECT ${sql} FROM certificate WHERE certificate.certificate_no = version.certificate_no)`
  }`;

/** Number of parameters of CREATE before those of what is wanted. */
const CREATE_PARAMETERS = 7;

/**
 * Made again, the parcels of a batch fall on the same numbers with the same content, so nothing is made twice. A
 * certificate finds its parcel by the number alone: a join of parcels and certificates would be planned for a batch that
 * no statistics know, and compare each with each.
 */
const create = (wanted: Wanted): string => `
WITH parcel AS (
  INSERT INTO delivery (id, feed, batch_id, parcel_no, state, certificates, attempts_made, due_at, created_at, form_digest)
  SELECT new.id, $1::text, $2::uuid, new.parcel_no, 'DUE', least($6::int, $5::int - (new.parcel_no - 1) * $6::int), 0,
         $4::timestamptz, $4::timestamptz, $7::bytea
    FROM unnest($3::uuid[]) WITH ORDINALITY AS new (id, parcel_no)
  ON CONFLICT (feed, batch_id, parcel_no) DO NOTHING
  RETURNING id, parcel_no
), listed AS (
  SELECT version.certificate_no, version.version,
         (row_number() OVER (ORDER BY version.line, version.certificate_no, version.version) - 1) / $6::int + 1 AS parcel_no
    FROM ${issued(wanted, '$2')}
), item AS (
  INSERT INTO delivery_item (feed, certificate_no, version, delivery_id, state)
  SELECT $1::text, certificate_no, version, ($3::uuid[])[parcel_no], 'PENDING' FROM listed
  ON CONFLICT (feed, certificate_no, version) DO NOTHING
)
SELECT id FROM parcel ORDER BY parcel_no`;

/** The feed wants the region of the batch (`wantsOfRegion`). */
export async function createForBatch(
  manager: EntityManager,
  { feed, batchId, at }: { readonly feed: FeedDescription; readonly batchId: string; readonly at: Date },
  newId: () => string,
): Promise<readonly string[]> {
  const counting = wantedOfRegion(feed, 2);
  const counted = await row<{ certificates: number }>(
    manager,
    `SELECT count(*)::int AS certificates FROM ${issued(counting, '$1')}`,
    [batchId, ...counting.parameters],
  );
  const certificates = counted?.certificates ?? 0;
  if (certificates === 0) return [];
  const perParcel = Math.min(feed.parcelCertificates, PARCEL_CERTIFICATES_MAX);
  const ids = Array.from({ length: Math.ceil(certificates / perParcel) }, newId);
  const creating = wantedOfRegion(feed, CREATE_PARAMETERS + 1);
  const made = await rows<{ id: string }>(manager, create(creating), [
    feed.name,
    batchId,
    ids,
    at,
    certificates,
    perParcel,
    await formDigest(manager, feed.form),
    ...creating.parameters,
  ]);
  return made.map(({ id }) => id);
}
