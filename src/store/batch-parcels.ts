/** Parcels of the first versions of a batch, made with its approval; later ones go to those who have the first (`version-parcels.ts`). */
import type { EntityManager } from 'typeorm';
import type { FeedDescription } from '../domain/forwarding/feed';
import { formDigest } from './feed-forms';
import { row, rows } from './rows';

const COUNT = `
SELECT count(*)::int AS certificates FROM certificate_version WHERE batch_id = $1 AND kind = 'ISSUED'`;

/**
 * Made again, the parcels of a batch fall on the same numbers with the same content, so nothing is made twice. A
 * certificate finds its parcel by the number alone: a join of parcels and certificates would be planned for a batch that
 * no statistics know, and compare each with each.
 */
const CREATE = `
WITH parcel AS (
  INSERT INTO delivery (id, feed, batch_id, parcel_no, state, certificates, attempts_made, due_at, created_at, form_digest)
  SELECT new.id, $1::text, $2::uuid, new.parcel_no, 'DUE', least($6::int, $5::int - (new.parcel_no - 1) * $6::int), 0,
         $4::timestamptz, $4::timestamptz, $7::bytea
    FROM unnest($3::uuid[]) WITH ORDINALITY AS new (id, parcel_no)
  ON CONFLICT (feed, batch_id, parcel_no) DO NOTHING
  RETURNING id, parcel_no
), listed AS (
  SELECT certificate_no, version, (row_number() OVER (ORDER BY line, certificate_no, version) - 1) / $6::int + 1 AS parcel_no
    FROM certificate_version WHERE batch_id = $2 AND kind = 'ISSUED'
), item AS (
  INSERT INTO delivery_item (feed, certificate_no, version, delivery_id, state)
  SELECT $1::text, certificate_no, version, ($3::uuid[])[parcel_no], 'PENDING' FROM listed
  ON CONFLICT (feed, certificate_no, version) DO NOTHING
)
SELECT id FROM parcel ORDER BY parcel_no`;

export async function createForBatch(
  manager: EntityManager,
  { feed, batchId, at }: { readonly feed: FeedDescription; readonly batchId: string; readonly at: Date },
  newId: () => string,
): Promise<readonly string[]> {
  const certificates = (await row<{ certificates: number }>(manager, COUNT, [batchId]))?.certificates ?? 0;
  const ids = Array.from({ length: Math.ceil(certificates / feed.parcelCertificates) }, newId);
  const made = await rows<{ id: string }>(manager, CREATE, [
    feed.name,
    batchId,
    ids,
    at,
    certificates,
    feed.parcelCertificates,
    await formDigest(manager, feed.form),
  ]);
  return made.map(({ id }) => id);
}
