/**
 * Records of others that share persons and photos with a batch, found while its chunks are checked: then the rows of a chunk
 * are not yet in the indexes, so that a stranger costs a look that finds nothing, and all workers look at the same time.
 * What is stored by a transaction that such a look could not see is looked at when the batch settles.
 */
import type { EntityManager } from 'typeorm';
import type { StoredBefore } from '../app/known-ports';
import { DIGEST_BYTES, type Digests } from '../domain/intake/repeat-keys';
import type { KnownKeys, KnownNow } from './known-keys';
import { row, rows } from './rows';

/** Digests come as one text of bytes, in pieces of 16: an array of them takes the parser longer than the look. */
const found = (key: 'person_key' | 'photo_key', digests: string): string => `
  SELECT position FROM generate_series(1, $1::int) AS position
   CROSS JOIN LATERAL (
     SELECT FROM record WHERE ${key} = substr(${digests}::bytea, position * 16 - 15, 16) LIMIT 1) AS stored`;

const STORED_BEFORE = `
SELECT ARRAY(${found('person_key', '$2')} UNION ${found('photo_key', '$3')}) AS positions,
       pg_snapshot_xmin(pg_current_snapshot())::text AS since`;

export async function storedBefore(
  manager: EntityManager,
  digests: Digests,
  keys: KnownKeys | undefined,
): Promise<StoredBefore> {
  const known = await keys?.upToNow(manager, digests.records);
  if (known === undefined) return lookUp(manager, digests);
  const suspects = suspectsOf(digests, known);
  const { positions } = suspects.length === 0 ? NOBODY : await lookUp(manager, only(suspects, digests));
  return { positions: positions.flatMap((position) => suspects[position - 1] ?? []), since: known.since };
}

type LookedUp = Omit<Digests, 'zeros'>;

async function lookUp(manager: EntityManager, { records, persons, photos }: LookedUp): Promise<StoredBefore> {
  const stored = await row<StoredBefore>(manager, STORED_BEFORE, [records, persons, photos]);
  if (stored === undefined) throw new Error('PostgreSQL answered a question without FROM by no row.');
  return stored;
}

const NOBODY: Pick<StoredBefore, 'positions'> = { positions: [] };

/** Positions, from 1, of whom the keys do not deny. In them zeros are none, whoever wrote them. */
function suspectsOf({ records, persons, photos, zeros }: Digests, { mayHave }: KnownNow): readonly number[] {
  const suspects: number[] = [...zeros];
  for (let index = 0; index < records; index += 1) {
    const at = index * DIGEST_BYTES;
    if (mayHave(persons, at) || mayHave(photos, at)) suspects.push(index + 1);
  }
  return zeros.length === 0 ? suspects : [...new Set(suspects)];
}

function only(positions: readonly number[], { persons, photos }: Digests): LookedUp {
  const of = (digests: Uint8Array): Uint8Array =>
    Buffer.concat(
      positions.map((position) => digests.subarray((position - 1) * DIGEST_BYTES, position * DIGEST_BYTES)),
    );
  return { records: positions.length, persons: of(persons), photos: of(photos) };
}

/** A day is longer than any transaction, and short of what a database that was made anew from a dump may still number higher. */
const CHUNKS_BESIDE = `
SELECT upload_id AS "batchId", first_line AS "from", first_line + records AS "to", records
  FROM chunk
 WHERE checked_xid >= $2::bigint AND upload_id <> $1
   AND checked_at >= (SELECT sealed_at FROM batch WHERE id = $1) - interval '1 day'`;

interface ChunkBeside {
  readonly batchId: string;
  readonly from: number;
  readonly to: number;
  readonly records: number;
}

/** Of a database that was made anew from a dump, numbers of transactions begin again: what was seen before it tells nothing. */
const IS_KNOWN = `SELECT $1::bigint <= pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS known`;

const LINES_BESIDE = `
WITH beside AS MATERIALIZED (
  SELECT person_key, photo_key FROM unnest($2::uuid[], $3::int[], $4::int[]) AS part (batch_id, from_line, to_line)
   CROSS JOIN LATERAL (
     SELECT person_key, photo_key FROM record
      WHERE record.batch_id = part.batch_id AND line >= from_line AND line < to_line) AS stored
), persons AS MATERIALIZED (
  SELECT batch_id, line FROM record WHERE person_key = ANY(ARRAY(SELECT person_key FROM beside))
), photos AS MATERIALIZED (
  SELECT batch_id, line FROM record WHERE photo_key = ANY(ARRAY(SELECT photo_key FROM beside))
)
SELECT line FROM persons WHERE batch_id = $1 UNION SELECT line FROM photos WHERE batch_id = $1`;

/** `undefined` where more records were stored beside than `atMost`: then every line is looked at, which is less work. */
export async function storedBeside(
  manager: EntityManager,
  batchId: string,
  { since, atMost }: { readonly since: string; readonly atMost: number },
): Promise<readonly number[] | undefined> {
  const numbered = await row<{ known: boolean }>(manager, IS_KNOWN, [since]);
  if (numbered?.known !== true) return undefined;
  const chunks = await rows<ChunkBeside>(manager, CHUNKS_BESIDE, [batchId, since]);
  if (chunks.reduce((sum, { records }) => sum + records, 0) > atMost) return undefined;
  if (chunks.length === 0) return [];
  const lines = await rows<{ line: number }>(manager, LINES_BESIDE, [
    batchId,
    chunks.map((chunk) => chunk.batchId),
    chunks.map(({ from }) => from),
    chunks.map(({ to }) => to),
  ]);
  return lines.map(({ line }) => line);
}
