/**
 * Makes a hub larger, as fast as PostgreSQL can: the large tables are written without their indexes, which are then built
 * again as rows that come one by one would have left them. What is asked and measured afterwards has all of them.
 */
import { Client } from 'pg';
import { timed } from './bench';
import type { BenchHub } from './bench-hub';
import { fillHalf, makeCopies } from './growth-rows';

/** Committed at a time. */
const COPIES_PER_PIECE = 1_000;
/** Each is built by one of two connections. */
const LARGE = [
  ['record', 'finding'],
  ['certificate', 'certificate_version', 'delivery_item'],
] as const;
const SMALL = ['chunk', 'batch', 'upload', 'delivery', 'review', 'decision', 'institution'];
/** Pages into which rows fall in no order, by a digest of these columns, are full to this percentage after a while. */
const DIGESTS = ['person_key', 'photo_key'];
const FULL_PERCENT = 70;
/** Of the log there must not be more on the disk than is needed, and nothing is worth tidying before the end. */
const WHILE_FILLING = ["max_wal_size = '1GB'", 'autovacuum = off'];

export interface Span {
  readonly from: number;
  readonly before: number;
  readonly copiesInAll: number;
}

/** Ends with statistics taken, visibility known and everything on the disk, as the hub's own housekeeping leaves it. */
export async function grow(
  { database, databaseUrl }: BenchHub,
  span: Span,
  say: (line: string) => void,
): Promise<void> {
  await makeCopies(database, span);
  const beside = new Client({ connectionString: databaseUrl });
  await beside.connect();
  const both = (first: Promise<unknown>, second: Promise<unknown>): Promise<unknown> => Promise.all([first, second]);
  try {
    for (const setting of WHILE_FILLING) await database.query(`ALTER SYSTEM SET ${setting}`);
    await database.query('SELECT pg_reload_conf()');
    await setIndexesAside(database, LARGE.flat());
    const filled = await timed(() => both(fillPieces(database, 0, span), fillPieces(beside, 1, span)));
    const built = await timed(() => both(buildIndexes(database, LARGE[0]), buildIndexes(beside, LARGE[1])));
    const tidied = await timed(() =>
      both(vacuum(database, [...LARGE[0], ...SMALL]), vacuum(beside, LARGE[1])).then(() =>
        database.query('CHECKPOINT'),
      ),
    );
    for (const setting of WHILE_FILLING) await database.query(`ALTER SYSTEM RESET ${setting.split(' ')[0]}`);
    await database.query('SELECT pg_reload_conf()');
    say(
      `${span.before - span.from} batches: rows in ${seconds(filled)} s, indexes in ${seconds(built)} s, vacuum and checkpoint in ${seconds(tidied)} s`,
    );
  } finally {
    await beside.end();
  }
}

const seconds = (ms: number): number => Math.round(ms / 1_000);

async function fillPieces(database: Client, half: 0 | 1, { from, before }: Span): Promise<void> {
  for (let piece = from; piece < before; piece += COPIES_PER_PIECE) {
    await fillHalf(database, half, { from: piece, before: Math.min(before, piece + COPIES_PER_PIECE) });
  }
}

/** An index that is not ready is left out by who writes; REINDEX makes it ready. Constraints stay as they are. */
export async function setIndexesAside(database: Client, tables: readonly string[]): Promise<void> {
  await database.query(
    'UPDATE pg_index SET indisready = false, indisvalid = false WHERE indrelid = ANY($1::text[]::regclass[])',
    [tables],
  );
}

export async function buildIndexes(database: Client, tables: readonly string[]): Promise<void> {
  await database.query(`SET maintenance_work_mem = '1GB'`);
  const { rows: digests } = await database.query<{ name: string }>(
    `SELECT indexrelid::regclass::text AS name FROM pg_index
      WHERE indrelid = ANY($1::text[]::regclass[]) AND pg_get_indexdef(indexrelid, 1, true) = ANY($2)`,
    [tables, DIGESTS],
  );
  for (const { name } of digests) await database.query(`ALTER INDEX ${name} SET (fillfactor = ${FULL_PERCENT})`);
  for (const table of tables) await database.query(`REINDEX TABLE ${table}`);
  for (const { name } of digests) await database.query(`ALTER INDEX ${name} RESET (fillfactor)`);
}

const vacuum = (database: Client, tables: readonly string[]): Promise<unknown> =>
  database.query(`VACUUM (ANALYZE) ${tables.join(', ')}`);
