/**
 * A hub of any size, made by PostgreSQL itself out of one batch that the hub took, checked and approved for real: every row
 * of that batch is copied with ids, numbers, persons and days of its own, so that widths, columns and sealed data are those
 * of the hub whatever its tables look like by then. Copies lie in the order of time, as they would have come.
 */
import type { Client } from 'pg';
import { SAMPLE_MAIN_INSTITUTION } from '../src/domain/sample/institutions';
import { HALVES, INSTITUTIONS, NUMBER, OWN, SCHEMA, type Table } from './growth-columns';

const MADE_FEED = 'growth-bench';
const YEARS_SPANNED = 6;

/** The order of `line` within a copy is that of the original; items of a delivery know their line by their number only. */
const ORIGINAL: Readonly<Partial<Record<Table, string>>> = {
  delivery_item: `SELECT item.*, version.line FROM delivery_item AS item
    JOIN certificate_version AS version USING (certificate_no, version) JOIN delivery ON delivery.id = item.delivery_id
   WHERE delivery.batch_id = $1 ORDER BY version.line`,
};

/** Digests of the persons that will be asked for, by their place among all persons. */
export interface AskedPerson {
  readonly person: number;
  readonly key: Buffer;
}

export interface Original {
  readonly batchId: string;
  /** Lines of the batch; a copy has as many. */
  readonly lines: number;
  /** Those that became certificates. */
  readonly certificates: number;
}

/** Keeps the rows of the original aside and makes the institutions that its copies belong to. */
export async function keepOriginal(database: Client, original: Original, asked: readonly AskedPerson[]): Promise<void> {
  await database.query(`CREATE SCHEMA ${SCHEMA}`);
  await forward(database, original);
  for (const [table, column] of HALVES.flat()) {
    const rows = parted(table, column);
    await database.query(`CREATE TABLE ${SCHEMA}.${table} AS ${rows.replaceAll('$1', 'NULL')} WITH NO DATA`);
    await database.query(`INSERT INTO ${SCHEMA}.${table} ${rows}`, [original.batchId]);
  }
  await database.query(`INSERT INTO institution SELECT (jsonb_populate_record(original, jsonb_build_object(
      'code', 'G' || lpad(nth::text, 5, '0'), 'credit_code', '91' || lpad(nth::text, 16, '0')))).*
    FROM institution AS original, generate_series(0, ${INSTITUTIONS - 1}) AS nth
   WHERE original.code = '${SAMPLE_MAIN_INSTITUTION}'`);
  await database.query(`CREATE TABLE ${SCHEMA}.asked (person bigint PRIMARY KEY, person_key bytea NOT NULL)`);
  await database.query(`INSERT INTO ${SCHEMA}.asked SELECT * FROM unnest($1::bigint[], $2::bytea[])`, [
    asked.map(({ person }) => person),
    asked.map(({ key }) => key),
  ]);
  await database.query(`CREATE TABLE ${SCHEMA}.copy (nth bigint PRIMARY KEY, id uuid NOT NULL, delivery_id uuid NOT NULL,
    owner integer NOT NULL, institution_code text NOT NULL, region_code text NOT NULL,
    lines bigint NOT NULL DEFAULT ${original.lines}, year text NOT NULL, at timestamptz NOT NULL)`);
}

/** The bench has no feed of its own: a parcel that one accepted whole, because a look-up of a certificate tells of it. */
async function forward(database: Client, { batchId }: Original): Promise<void> {
  await database.query(
    `INSERT INTO feed (name, connector, region_code, title_zh, title_en, enabled)
     VALUES ($1, 'postgres', '000000', '样例', 'Sample', false)`,
    [MADE_FEED],
  );
  await database.query(
    `INSERT INTO delivery (id, feed, batch_id, parcel_no, state, certificates, attempts_made, due_at, created_at, sent_at, answered_at)
     SELECT gen_random_uuid(), $2, $1, 1, 'ANSWERED', count(*), 1, now(), now(), now(), now()
       FROM certificate_version WHERE batch_id = $1`,
    [batchId, MADE_FEED],
  );
  await database.query(
    `INSERT INTO delivery_item (feed, certificate_no, version, delivery_id, state, answered_at)
     SELECT $2, certificate_no, version, (SELECT id FROM delivery WHERE batch_id = $1), 'ACCEPTED', now()
       FROM certificate_version WHERE batch_id = $1`,
    [batchId, MADE_FEED],
  );
}

const parted = (table: Table, column: string): string =>
  ORIGINAL[table] ?? `SELECT * FROM ${table} WHERE ${column}::text = $1 ${LINED.has(table) ? 'ORDER BY line' : ''}`;
const LINED = new Set<Table>(['record', 'finding', 'certificate', 'certificate_version']);

/** Copies from … to before …, in the order of time. `copiesInAll` says how far the years reach. */
export async function makeCopies(
  database: Client,
  { from, before, copiesInAll }: { readonly from: number; readonly before: number; readonly copiesInAll: number },
): Promise<void> {
  // A UUID of version 7 begins with the millisecond: copies are ordered by time as the hub's own batches are.
  await database.query(`INSERT INTO ${SCHEMA}.copy (nth, id, delivery_id, owner, institution_code, region_code, year, at)
    SELECT nth, (lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(hash, 1, 3) || '8' || substr(hash, 4, 15))::uuid,
           md5('delivery ' || nth)::uuid, nth % ${INSTITUTIONS}, 'G' || lpad((nth % ${INSTITUTIONS})::text, 5, '0'),
           (SELECT region_code FROM institution WHERE code = '${SAMPLE_MAIN_INSTITUTION}'), to_char(at, 'YY'), at
      FROM (SELECT nth, md5('batch ' || nth) AS hash,
                   now() - interval '${YEARS_SPANNED} years' * (1 - nth / ${copiesInAll}::float8) AS at
              FROM generate_series(${from}, ${before - 1}) AS nth) AS made`);
}

/** Fills the tables of one half with the copies from … to before …; another connection fills the other half meanwhile. */
export async function fillHalf(
  database: Client,
  half: 0 | 1,
  { from, before }: { readonly from: number; readonly before: number },
): Promise<void> {
  // References are right by construction; the checks of each would only be waited for.
  await database.query(`SET session_replication_role = replica; SET synchronous_commit = off`);
  for (const [table] of HALVES[half]) {
    const columns = await columnsOf(database, table);
    const own = OWN[table];
    await database.query(
      `INSERT INTO ${table} (${columns.join(', ')})
       SELECT ${columns.map((column) => own[column] ?? `original.${column}`).join(', ')}
         FROM (SELECT * FROM ${SCHEMA}.copy WHERE nth >= ${from} AND nth < ${before} ORDER BY nth) AS copy
        CROSS JOIN LATERAL (SELECT * FROM ${SCHEMA}.${table} WHERE copy.nth >= 0 OFFSET 0) AS original`,
    );
  }
  await database.query('RESET session_replication_role; RESET synchronous_commit');
}

/** All but what PostgreSQL numbers by itself. */
async function columnsOf(database: Client, table: Table): Promise<readonly string[]> {
  const { rows } = await database.query<{ name: string }>(
    `SELECT quote_ident(column_name) AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = $1 AND is_identity = 'NO' AND is_generated = 'NEVER' ORDER BY ordinal_position`,
    [table],
  );
  return rows.map(({ name }) => name);
}

/** Numbers of certificates and ids of batches, spread over all copies that there are; no table of the hub is read for it. */
export async function samplePlaces(
  database: Client,
  count: number,
): Promise<{ readonly certificateNos: readonly string[]; readonly batchIds: readonly string[] }> {
  const { rows: batches } = await database.query<{ id: string }>(
    `SELECT id FROM ${SCHEMA}.copy ORDER BY md5(nth::text) LIMIT $1`,
    [count],
  );
  const { rows: certificates } = await database.query<{ number: string }>(
    `SELECT ${NUMBER} AS number
       FROM (SELECT * FROM ${SCHEMA}.copy ORDER BY md5(nth::text) LIMIT $1) AS copy
      CROSS JOIN LATERAL (SELECT line FROM ${SCHEMA}.certificate_version ORDER BY md5(line || '-' || copy.nth)
                           LIMIT (SELECT ceil($1::float8 / count(*)) FROM ${SCHEMA}.copy)) AS original
      ORDER BY md5(original.line || ' ' || copy.nth) LIMIT $1`,
    [count],
  );
  return { batchIds: batches.map(({ id }) => id), certificateNos: certificates.map(({ number }) => number) };
}
