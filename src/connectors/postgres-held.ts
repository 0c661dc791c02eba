/**
 * What an exchange database holds, by its own rows (docs/reconciliation.md): the digest of a version is computed by the receiver's
 * server from what stands in its table, and only within the range that is asked about.
 */
import type { ClientBase } from 'pg';
import type { HeldAsked, HeldQuestion, Oddity } from '../app/connector';
import { pastPrefix, versionsOf } from '../domain/forwarding/held';

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

/** Those of a parcel are asked for by its certificates, so an answer to none is seen here alone. */
const STRAY_ANSWERS = `
SELECT count(*)::int AS count FROM certhub_answer AS answer
 WHERE NOT EXISTS (SELECT FROM certhub_certificate AS sent
                    WHERE sent.certificate_no = answer.certificate_no AND sent.version = answer.version)`;

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
  const held = { kind: 'ranges' as const, ranges, rowsRead: versionsOf(ranges) };
  return prefix === '' ? { ...held, oddities: await strayAnswers(client) } : held;
}

async function strayAnswers(client: ClientBase): Promise<readonly Oddity[]> {
  const { rows } = await client.query<{ count: number }>(STRAY_ANSWERS);
  return rows.filter(({ count }) => count > 0).map(({ count }) => ({ code: 'UNKNOWN_CERTIFICATE', count }));
}
