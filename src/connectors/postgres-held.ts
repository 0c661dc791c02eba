/**
 * What an exchange database holds, by its own rows (docs/reconciliation.md): the digest of a version is computed by the receiver's
 * server from what stands in its table, and only within the range that is asked about.
 */
import type { ClientBase } from 'pg';
import type { HeldAsked, HeldQuestion } from '../app/connector';
import { pastPrefix } from '../domain/forwarding/held';

/** `app/forwarding/held-digest.ts`: 15 hexadecimal digits are 60 bits. */
const HELD = `
SELECT certificate_no, version,
       ('x' || left(encode(sha256(convert_to($1::text || E'\\n' || certificate_no || E'\\n' || version || E'\\n' || kind
                                             || E'\\n' || data::text, 'UTF8')), 'hex'), 15))::bit(60)::bigint AS digest
  FROM certhub_certificate
 WHERE ($2::text = '' OR certificate_no COLLATE "C" >= $2::text)
   AND ($3::text IS NULL OR certificate_no COLLATE "C" < $3::text)
   AND starts_with(certificate_no, $2::text)`;

const RANGES = `
SELECT left(certificate_no, $4::int) AS prefix, count(*)::int AS versions, sum(digest)::text AS sum
  FROM (${HELD}) AS held GROUP BY 1 ORDER BY 1`;

const ITEMS = `
SELECT certificate_no AS "certificateNo", version, digest::text AS digest FROM (${HELD}) AS held ORDER BY 1, 2`;

export async function heldBy(
  client: ClientBase,
  { salt, prefix, length }: HeldQuestion,
): Promise<Extract<HeldAsked, { readonly kind: 'ranges' | 'items' }>> {
  const range = [salt, prefix, pastPrefix(prefix)];
  if (length === null) {
    const { rows } = await client.query<{ certificateNo: string; version: number; digest: string }>(ITEMS, range);
    const items = rows.map((row) => ({ ...row, digest: BigInt(row.digest) }));
    return { kind: 'items', items, rowsRead: items.length };
  }
  const { rows } = await client.query<{ prefix: string; versions: number; sum: string }>(RANGES, [...range, length]);
  const ranges = rows.map((row) => ({ ...row, sum: BigInt(row.sum) }));
  return { kind: 'ranges', ranges, rowsRead: ranges.reduce((total, { versions }) => total + versions, 0) };
}
