/** Rows of chunks that move to cold storage, and bodies that are read wherever they lie. */
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

const PACKED = `
SELECT chunk_no AS "chunkNo", body FROM chunk
 WHERE upload_id = $1 AND body IS NOT NULL AND chunk_no > $2 ORDER BY chunk_no LIMIT $3 FOR UPDATE`;
const BODIES_PER_READ = 8;

const GIVE_UP = `
UPDATE chunk SET body = NULL, cold_place = $2, cold_from = placed.ends - placed.length, cold_bytes = placed.length
  FROM (SELECT chunk_no, octet_length(body) AS length, sum(octet_length(body)) OVER (ORDER BY chunk_no) AS ends
          FROM chunk WHERE upload_id = $1 AND body IS NOT NULL) AS placed
 WHERE chunk.upload_id = $1 AND chunk.chunk_no = placed.chunk_no`;

const NOTE = `
INSERT INTO cold_upload (upload_id, decided_at, place, digest, bytes, moved_at)
SELECT batch.id, ${DECIDED_AT}, $2, $3, $4, $5 FROM batch WHERE batch.id = $1
ON CONFLICT (upload_id) DO UPDATE SET decided_at = excluded.decided_at`;

export const coldChunkStore = (manager: EntityManager): ColdChunkStore => ({
  next: async (before) => {
    const lock = await row<{ mine: boolean }>(manager, LOCK);
    return lock?.mine === true ? row<ColdCandidate>(manager, NEXT_COLD, [before]) : undefined;
  },

  packed: async function* (uploadId) {
    for (let after = 0; ;) {
      const page = await rows<{ chunkNo: number; body: Buffer }>(manager, PACKED, [uploadId, after, BODIES_PER_READ]);
      for (const { body } of page) yield body;
      after = page.at(-1)?.chunkNo ?? after;
      if (page.length < BODIES_PER_READ) return;
    }
  },

  moved: async ({ uploadId }, file, at) => {
    if (file !== null) await rows(manager, GIVE_UP, [uploadId, file.place]);
    const digest = file === null ? null : Buffer.from(file.digest, 'hex');
    await rows(manager, NOTE, [uploadId, file?.place ?? null, digest, file?.bytes ?? null, at]);
  },
});

/** A row of `chunk` as far as its body goes; columns for a SELECT. */
export const BODY_COLUMNS = `chunk.body, chunk.bytes, encode(chunk.digest, 'hex') AS digest,
  chunk.cold_place AS "coldPlace", chunk.cold_from AS "coldFrom", chunk.cold_bytes AS "coldBytes"`;
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
export async function readBody(cold: ColdStore, sealer: Sealer, chunk: BodyColumns): Promise<Buffer> {
  const { body, bytes, digest, coldPlace, coldFrom, coldBytes } = chunk;
  if (body !== null) return unpackBody(sealer, body, bytes);
  if (coldPlace === null || coldFrom === null || coldBytes === null)
    throw new Error('A chunk has neither a body nor a place.');
  const packed = await cold.read(coldPlace, coldFrom, coldBytes);
  const read = await unpackBody(sealer, packed, bytes).catch((error: unknown) => {
    throw error instanceof SealedDataUnreadable && error.code === 'SEAL_KEY_MISSING'
      ? error
      : new ColdFileUnreadable('COLD_FILE_CHANGED', coldPlace);
  });
  if (hash('sha256', read, 'hex') !== digest) throw new ColdFileUnreadable('COLD_FILE_CHANGED', coldPlace);
  return read;
}
