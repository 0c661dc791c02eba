/**
 * The persons and photos of all records, in the memory of a worker. Nearly all of a chunk are strangers: here a stranger costs two
 * looks into memory instead of two ways down an index. Who may be known is looked up as ever.
 *
 * The memory is filled from the indexes, page by page, while look-ups go on without it. From then on each look brings it up to the
 * snapshot that it runs in, by the keys of chunks that were checked since, on whatever host. So it denies nobody whom the look-up
 * itself would have found.
 */
import type { EntityManager } from 'typeorm';
import type { Log } from '../app/ports';
import { bytesOfFilter, KeyFilter } from '../domain/intake/key-filter';
import { DIGEST_BYTES, KEY_BYTES } from '../domain/intake/repeat-keys';
import { row, rows } from './rows';
import type { Query } from './views/query';

export interface KnownKeys {
  /**
   * For so many records. `undefined` where they are better looked up, and while the keys are not all there; then they are being
   * read.
   */
  upToNow(manager: EntityManager, records: number): Promise<KnownNow | undefined>;
  /** When they have been read, where they are being read. Never fails: look-ups go on without them. */
  read(): Promise<void>;
}

export interface KnownNow {
  /** The oldest transaction whose records may not be among the keys. */
  readonly since: string;
  mayHave(digests: Uint8Array, at: number): boolean;
}

const KEYS_PER_RECORD = 2;
/** Room to grow before the keys are read again into twice the room. */
const GROWTH = 2;

export interface KeyLimits {
  /** Below so many records to look up, a look costs less than to bring the keys up to now. */
  readonly recordsMin: number;
  /** There is room for at least so many records: three megabytes. */
  readonly roomMin: number;
  readonly keysPerPage: number;
  /** What was checked while a worker stood still: of more chunks than these, it reads all keys anew. */
  readonly chunksMax: number;
  /** The same for records of batches that have settled meanwhile, which it has to read again themselves. */
  readonly recordsMax: number;
  /** Between two readings of all keys, whatever asks for them. */
  readonly readAgainMs: number;
}

const LIMITS: KeyLimits = {
  recordsMin: 500,
  roomMin: 1_000_000,
  keysPerPage: 50_000,
  chunksMax: 500,
  recordsMax: 100_000,
  readAgainMs: 60_000,
};

export interface KeySettings {
  /** Of memory for the keys; where all of them need more, none are kept. */
  readonly bytesMax: number;
  readonly log: Log;
  readonly limits?: KeyLimits;
}

interface Filled {
  readonly filter: KeyFilter;
  readonly server: string;
  seen: Seen;
}

/** All that the snapshot shows is among the keys, but for what the transaction that took it stored itself afterwards. */
interface Seen {
  readonly snapshot: string;
  /** Of that transaction, which its own snapshot takes for over; 0: it had none. */
  readonly own: string;
}

export function knownKeys(ask: Query, { bytesMax, log, limits = LIMITS }: KeySettings): KnownKeys {
  let filled: Filled | undefined;
  let reading: Promise<void> | undefined;
  let readAgainFrom = 0;
  const begin = (): void => {
    if (reading !== undefined || performance.now() < readAgainFrom) return;
    readAgainFrom = performance.now() + limits.readAgainMs;
    reading = readAll(ask, bytesMax, limits)
      .then(
        (found) => {
          filled = found;
          if (found !== undefined) return;
          readAgainFrom = Infinity;
          log.info(
            { bytesMax },
            'Keys of persons and photos have no room in memory; each is looked up in the database.',
          );
        },
        (error: unknown) =>
          log.warn({ err: error }, 'Keys of persons and photos were not read; each is looked up in the database.'),
      )
      .finally(() => {
        reading = undefined;
      });
  };
  const bringUp = async (manager: EntityManager): Promise<KnownNow | undefined> => {
    const held = filled;
    const since = held && (await catchUp(manager, held, limits));
    if (held === undefined || since === undefined) {
      // A reading may have ended meanwhile.
      if (held !== undefined && filled === held) {
        filled = undefined;
        log.info(
          {},
          'Keys of persons and photos are out of date and read anew; each is looked up in the database meanwhile.',
        );
      }
      begin();
      return undefined;
    }
    if (held.filter.size > held.filter.capacity) begin();
    return { since, mayHave: (digests, at) => held.filter.mayHave(digests, at) };
  };
  // One after the other: each goes on from where the one before it stopped.
  let turn: Promise<unknown> = Promise.resolve();
  return {
    upToNow: async (manager, records) => {
      if (records < limits.recordsMin) return undefined;
      const mine = turn.then(() => bringUp(manager));
      turn = mine.catch(() => undefined);
      return mine;
    },
    read: async () => reading,
  };
}

/**
 * Changes whenever the server comes up anew, also by itself after one of its processes died: then the statistics begin again. Whatever
 * it had not written to its log by then has not been, and the numbers of those transactions are given once more.
 */
const SERVER = `extract(epoch FROM pg_postmaster_start_time())::text
  || coalesce((SELECT extract(epoch FROM stats_reset)::text FROM pg_stat_bgwriter), '')`;

const BEGIN = `
SELECT pg_current_snapshot()::text AS snapshot, ${SERVER} AS server,
       (SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'record'::regclass) AS records`;

/** A key that repeats beyond a page is passed over: once is enough. */
const pageOf = (key: 'person_key' | 'photo_key'): string => `
SELECT string_agg(key, ''::bytea ORDER BY key) AS keys, count(*) AS count
  FROM (SELECT ${key} AS key FROM record WHERE ${key} > $1 ORDER BY ${key} LIMIT $2) AS page`;

const PAGES = [pageOf('person_key'), pageOf('photo_key')];

/** `undefined` where there is no room for all. */
async function readAll(ask: Query, bytesMax: number, { roomMin, keysPerPage }: KeyLimits): Promise<Filled | undefined> {
  const [begun] = await ask<{ snapshot: string; server: string; records: number }>(BEGIN);
  if (begun === undefined) throw new Error('PostgreSQL answered a question without FROM by no row.');
  let capacity = KEYS_PER_RECORD * Math.max(roomMin, GROWTH * begun.records);
  for (; bytesOfFilter(capacity) <= bytesMax; capacity *= GROWTH) {
    const filter = new KeyFilter(capacity);
    for (const page of PAGES) await addPages(ask, { page, keysPerPage }, filter);
    if (filter.size <= capacity) {
      return { filter, server: begun.server, seen: { snapshot: begun.snapshot, own: '0' } };
    }
  }
  return undefined;
}

async function addPages(
  ask: Query,
  { page, keysPerPage }: { readonly page: string; readonly keysPerPage: number },
  filter: KeyFilter,
): Promise<void> {
  let after: Uint8Array = Buffer.alloc(0);
  while (filter.size <= filter.capacity) {
    const [found] = await ask<{ keys: Buffer | null; count: number }>(page, [after, keysPerPage]);
    const keys = found?.keys ?? null;
    if (found === undefined || keys === null) return;
    if (keys.length !== found.count * DIGEST_BYTES)
      throw new Error('A key in the database has not the length of a digest.');
    addKeys(filter, keys, DIGEST_BYTES);
    after = keys.subarray(keys.length - DIGEST_BYTES);
  }
}

/**
 * What this snapshot shows and the one before it did not. The keys of a chunk lie with it until its batch settles. A server
 * that was started since may be another one, with other data: then nothing is certain. Where the data came from a dump, the numbers
 * of its transactions may lie above those of today; they were there when the keys were read.
 */
const SINCE = `
SELECT now.snapshot::text AS snapshot, coalesce(pg_current_xact_id_if_assigned()::text, '0') AS own,
       pg_snapshot_xmin(now.snapshot)::text AS since, ${SERVER} AS server, checked.*
  FROM (SELECT pg_current_snapshot() AS snapshot) AS now
  LEFT JOIN (
    SELECT chunk.upload_id AS "batchId", first_line AS "from", first_line + records AS "to", records,
           substr(keys, length(keys) / 2 + 1) AS keys
      FROM chunk LEFT JOIN chunk_key ON chunk_key.upload_id = chunk.upload_id AND chunk_key.chunk_no = chunk.chunk_no
     WHERE checked_xid >= pg_snapshot_xmin($1::pg_snapshot)::text::bigint
       AND checked_xid < pg_snapshot_xmax(pg_current_snapshot())::text::bigint
       AND (checked_xid = $2::bigint OR NOT pg_visible_in_snapshot(checked_xid::text::xid8, $1::pg_snapshot))
     LIMIT $3) AS checked ON true`;

interface Checked extends Seen {
  readonly since: string;
  readonly server: string;
  /** `null`: nothing was checked since. */
  readonly batchId: string | null;
  readonly from: number;
  readonly to: number;
  readonly records: number;
  /** Persons and photos, 8 bytes each; `null` where the batch has settled. */
  readonly keys: Buffer | null;
}

/** From where on keys may lack; `undefined`: they are to be read anew. */
async function catchUp(
  manager: EntityManager,
  held: Filled,
  { chunksMax, recordsMax }: KeyLimits,
): Promise<string | undefined> {
  const found = await rows<Checked>(manager, SINCE, [held.seen.snapshot, held.seen.own, chunksMax + 1]);
  const [now] = found;
  if (now === undefined || now.server !== held.server || found.length > chunksMax) return undefined;
  const checked = found.filter(({ batchId }) => batchId !== null);
  const settled = checked.filter(({ keys }) => keys === null);
  if (settled.reduce((sum, { records }) => sum + records, 0) > recordsMax) return undefined;
  for (const { keys } of checked) addKeys(held.filter, keys, KEY_BYTES);
  if (settled.length > 0) {
    const read = await row<{ keys: Buffer | null }>(manager, KEYS_OF_LINES, [
      settled.map(({ batchId }) => batchId),
      settled.map(({ from }) => from),
      settled.map(({ to }) => to),
    ]);
    addKeys(held.filter, read?.keys ?? null, DIGEST_BYTES);
  }
  held.seen = { snapshot: now.snapshot, own: now.own };
  return now.since;
}

const KEYS_OF_LINES = `
SELECT string_agg(coalesce(person_key, ''::bytea) || coalesce(photo_key, ''::bytea), ''::bytea) AS keys
  FROM unnest($1::uuid[], $2::int[], $3::int[]) AS part (batch_id, from_line, to_line)
 CROSS JOIN LATERAL (
   SELECT person_key, photo_key FROM record
    WHERE record.batch_id = part.batch_id AND line >= from_line AND line < to_line) AS stored`;

function addKeys(filter: KeyFilter, keys: Uint8Array | null, bytes: number): void {
  if (keys === null) return;
  for (let at = 0; at < keys.length; at += bytes) filter.add(keys, at);
}
