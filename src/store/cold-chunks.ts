/** Rows of what was received that move to cold storage, and bodies that are read wherever they lie. */
import { hash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { type ColdChunkStore, type ColdCandidate, ColdFileUnreadable, type ColdStore } from '../app/cold-ports';
import { type Sealer, SealedDataUnreadable } from '../app/sealer';
import { unpackBody } from './kept';
import { row, rows } from './rows';

/** When a batch was decided; one that the check alone returned was decided by the check. */
export const DECIDED_AT = 'coalesce(batch.decided_at, batch.checked_at)';
export const IS_DECIDED = `batch.state IN ('APPROVED', 'RETURNED')`;

/**
 * Batches move in the order in which they were decided, so the last one that moved says where the next one is looked for, and
 * nothing grows with what has moved. A returned batch that went on to an approval comes by again, later.
 */
export const NEXT_COLD = `
SELECT batch.id AS "uploadId" FROM batch
 WHERE ${IS_DECIDED} AND ${DECIDED_AT} < $1
   AND (${DECIDED_AT}, batch.id) > (
     SELECT coalesce(max(decided_at), '-infinity'), coalesce((array_agg(upload_id))[1], '00000000-0000-0000-0000-000000000000')
       FROM (SELECT decided_at, upload_id FROM cold_upload ORDER BY decided_at DESC, upload_id DESC LIMIT 1) AS last)
 ORDER BY ${DECIDED_AT}, batch.id LIMIT 1`;

const LOCK = `SELECT pg_try_advisory_xact_lock(hashtextextended('cold storage', 0)) AS mine`;

const HAS_MOVED = `SELECT FROM cold_upload WHERE place IS NOT NULL LIMIT 1`;

/** What has bodies, and what they are ordered by; in a file in this order. */
const KEPT = [
  ['chunk', 'chunk_no'],
  ['upload_original', 'from_byte'],
] as const;
const packedIn = (table: string, key: string): string => `
SELECT ${key} AS key, body FROM ${table}
 WHERE upload_id = $1 AND body IS NOT NULL AND ${key} > $2 ORDER BY ${key} LIMIT $3 FOR UPDATE`;
const BODIES_PER_READ = 8;
const BEFORE_ALL = -1;

const GIVE_UP = `
WITH packed AS (
  ${KEPT.map(([table, key]) => `SELECT '${table}' AS source, ${key}::bigint AS key, octet_length(body) AS length FROM ${table} WHERE upload_id = $1 AND body IS NOT NULL`).join('\n  UNION ALL ')}
), placed AS MATERIALIZED (
  SELECT source, key, length, sum(length) OVER (ORDER BY source, key) - length AS begins FROM packed
), ${KEPT.map(
  ([table, key]) => `of_${table} AS (
  UPDATE ${table} SET body = NULL, cold_place = $2, cold_from = placed.begins, cold_bytes = placed.length
    FROM placed WHERE placed.source = '${table}' AND upload_id = $1 AND ${key} = placed.key
)`,
).join(', ')}
SELECT`;

/** Files that the notes of the moves do not name are looked for in the rows themselves, which have no index for it: there are few. */
const NOTED = 'SELECT place FROM cold_upload WHERE place = ANY ($1::text[])';
const NAMED = KEPT.map(
  ([table]) => `SELECT cold_place AS place FROM ${table} WHERE cold_place = ANY ($1::text[])`,
).join(' UNION ');

const NOTE = `
INSERT INTO cold_upload (upload_id, decided_at, place, digest, bytes, moved_at)
SELECT batch.id, ${DECIDED_AT}, $2, $3, $4, $5 FROM batch WHERE batch.id = $1
ON CONFLICT (upload_id) DO UPDATE SET decided_at = excluded.decided_at`;

export const coldChunkStore = (manager: EntityManager): ColdChunkStore => ({
  hold: async () => (await row<{ mine: boolean }>(manager, LOCK))?.mine === true,

  hasMoved: async () => (await row(manager, HAS_MOVED)) !== undefined,

  next: (before) => row<ColdCandidate>(manager, NEXT_COLD, [before]),

  claimed: async (places) => {
    const claimed = new Set(await placesBy(manager, NOTED, places));
    const rest = places.filter((place) => !claimed.has(place));
    for (const place of rest.length === 0 ? [] : await placesBy(manager, NAMED, rest)) claimed.add(place);
    return claimed;
  },

  packed: async function* (uploadId) {
    for (const [table, key] of KEPT) yield* packedOf(manager, packedIn(table, key), uploadId);
  },

  moved: async ({ uploadId }, file, at) => {
    if (file !== null) await rows(manager, GIVE_UP, [uploadId, file.place]);
    const digest = file === null ? null : Buffer.from(file.digest, 'hex');
    await rows(manager, NOTE, [uploadId, file?.place ?? null, digest, file?.bytes ?? null, at]);
  },
});

async function* packedOf(manager: EntityManager, sql: string, uploadId: string): AsyncGenerator<Buffer> {
  for (let after = BEFORE_ALL; ;) {
    const page = await rows<{ key: number; body: Buffer }>(manager, sql, [uploadId, after, BODIES_PER_READ]);
    for (const { body } of page) yield body;
    after = page.at(-1)?.key ?? after;
    if (page.length < BODIES_PER_READ) return;
  }
}

async function placesBy(manager: EntityManager, sql: string, places: readonly string[]): Promise<readonly string[]> {
  const found = await rows<{ place: string }>(manager, sql, [places]);
  return found.map(({ place }) => place);
}

/** A row of `chunk` or `upload_original` as far as its body goes; columns for a SELECT. */
export const BODY_COLUMNS = `body, bytes, encode(digest, 'hex') AS digest,
  cold_place AS "coldPlace", cold_from AS "coldFrom", cold_bytes AS "coldBytes"`;
export interface BodyColumns {
  readonly body: Buffer | null;
  readonly bytes: number;
  /** Of the bytes as they were received, hex. */
  readonly digest: string;
  readonly coldPlace: string | null;
  readonly coldFrom: number | null;
  readonly coldBytes: number | null;
}

/**
 * The bytes as they were received. Of what comes back from cold storage the digest is proved: rows and files are kept apart.
 * @throws ColdFileUnreadable
 */
export async function readBody(cold: ColdStore, sealer: Sealer, kept: BodyColumns): Promise<Buffer> {
  const { body, bytes, digest, coldPlace, coldFrom, coldBytes } = kept;
  if (body !== null) return unpackBody(sealer, body, bytes);
  if (coldPlace === null || coldFrom === null || coldBytes === null)
    throw new Error('What was received has neither a body nor a place.');
  const packed = await cold.read(coldPlace, coldFrom, coldBytes);
  const read = await unpackedFrom(coldPlace, () => unpackBody(sealer, packed, bytes));
  if (hash('sha256', read, 'hex') !== digest) throw new ColdFileUnreadable('COLD_FILE_CHANGED', coldPlace);
  return read;
}

/** A missing key says nothing of the file. */
async function unpackedFrom(place: string, unpack: () => Promise<Buffer>): Promise<Buffer> {
  try {
    return await unpack();
  } catch (error) {
    if (error instanceof SealedDataUnreadable && error.code === 'SEAL_KEY_MISSING') throw error;
    throw new ColdFileUnreadable('COLD_FILE_CHANGED', place);
  }
}
