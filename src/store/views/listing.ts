import { CursorInvalid, decodeCursor, encodeCursor, type Page, type PageRequest } from '../../app/paging';
import type { Conditions } from './conditions';
import type { Planning, Query } from './query';

/** A list in a fixed order, read by keyset. Every SQL text here is the hub's own. */
export interface Listing {
  /** `WITH …`, for what both the page and the total are taken from. */
  readonly with?: string;
  /** `"column" AS "name"` … */
  readonly select: string;
  /** FROM part, joins included. */
  readonly from: string;
  /** Enough for the total, where `from` also gathers figures of each row. */
  readonly countFrom?: string;
  /** A query of the total, where it is kept or `from` knows only a piece of the list. */
  readonly total?: string;
  /** Conditions of the list itself, the wall included; filled before the listing is made. */
  readonly where: Conditions;
  /** The order, which must name each row uniquely. */
  readonly key: readonly { readonly column: string; readonly cast: string }[];
  readonly order?: 'ASC' | 'DESC';
  /** The owner of the list (a batch, an institution): no row of it, no list. It shares the parameters of `where`. */
  readonly owner?: { readonly from: string; readonly where: Conditions };
  /** More figures over the whole list, beside its total. */
  readonly totals?: string;
  /**
   * Finds the keys of a page first, in `from` by its column, and reads whole rows for those only: where the list filters and
   * sorts by columns of one index, long rows of a long list are not looked into.
   */
  readonly keysOf?: { readonly from: string; readonly column: string };
  /**
   * Filters the list once, for its total and its page: `select` holds what the key names, as columns of `gathered`, to which
   * `from` joins the rest for the rows of the page. For lists of thousands; of millions, nobody gathers all.
   */
  readonly gathered?: { readonly select: string; readonly from: string };
  /** `kept` where the list has few texts and stands on keys alone. */
  readonly planning?: Planning;
}

/** The key is a JSON list of texts: of a page only the last one is read. */
type Marked<Row> = Row & { readonly list_total: number | null; readonly list_key: string | null };

export interface ListedPage<Row> {
  readonly page: Page<Row>;
  /** The first row as the query gave it, for `totals`. */
  readonly head: Readonly<Record<string, unknown>>;
}

/** `undefined` when the owner is not there. One statement; the total comes even with an empty page. */
export async function list<Row extends object>(
  query: Query,
  listing: Listing,
  request: PageRequest,
): Promise<ListedPage<Row> | undefined> {
  const sql = statement(listing, request);
  const found = await query<Marked<Row>>(sql, listing.where.parameters, listing.planning).catch((error: unknown) => {
    throw request.after !== null && isUnreadableValue(error) ? new CursorInvalid() : error;
  });
  const head = found[0];
  if (head === undefined) return undefined;
  const rows = found.filter((row) => row.list_key !== null);
  const shown = rows.slice(0, request.first);
  const page = {
    items: unmarked<Row>(shown),
    total: head.list_total ?? Number.NaN,
    endCursor: cursorAt(shown.at(-1)?.list_key ?? null),
    hasNext: rows.length > request.first,
  };
  return { page, head };
}

const cursorAt = (key: string | null): string | null => (key === null ? null : encodeCursor(JSON.parse(key)));

/**
 * What only turns pages is no part of a row: plain JSON would show it. Copied column by column: V8 takes five times as long
 * for an object without some properties of another, and reads an object slowly that a property was deleted from.
 */
function unmarked<Row extends object>(rows: readonly Marked<Row>[]): readonly Row[] {
  const columns = Object.keys(rows[0] ?? {}).filter(isOfRow<Row>);
  return rows.map((row) => {
    const plain: Row = Object.create(Object.prototype);
    for (const column of columns) plain[column] = row[column];
    return plain;
  });
}
const isOfRow = <Row extends object>(column: string): column is keyof Row & string =>
  column !== 'list_total' && column !== 'list_key';

/** A list without an owner is always there. */
export async function listAll<Row extends object>(
  query: Query,
  listing: Listing,
  request: PageRequest,
): Promise<Page<Row>> {
  const listed = await list<Row>(query, listing, request);
  return listed?.page ?? { items: [], total: 0, endCursor: null, hasNext: false };
}

const UNCOUNTED = 'SELECT NULL::int AS list_total';

/** What is kept costs nothing, and other figures over the list come with its total. */
const countsRows = ({ total, totals }: Listing, { withTotal = true }: PageRequest): boolean =>
  withTotal || total !== undefined || totals !== undefined;

function statement(listing: Listing, request: PageRequest): string {
  const { with: shared = '', select, where, key, order = 'ASC', owner, gathered } = listing;
  const conditions = where.toSql();
  const isCounted = countsRows(listing, request);
  const columns = key.map(({ column }) => column).join(', ');
  const past =
    request.after === null
      ? ''
      : `AND (${columns}) ${order === 'ASC' ? '>' : '<'} (${placeOf(request.after, listing)})`;
  const sorted = `ORDER BY ${key.map(({ column }) => `${column} ${order}`).join(', ')}`;
  const cut = { past, ordered: `${sorted} LIMIT ${where.parameter(request.first + 1)}` };
  const head =
    gathered === undefined
      ? shared
      : `WITH gathered AS ${isCounted ? '' : 'NOT '}MATERIALIZED (SELECT ${gathered.select} FROM ${gathered.from} WHERE ${conditions})`;
  return `${head} SELECT list_sum.*, list_page.*
    FROM ${owner === undefined ? '(SELECT 1) AS list_owner' : `(SELECT 1 FROM ${owner.from} WHERE ${owner.where.toSql()}) AS list_owner`}
   CROSS JOIN LATERAL (${isCounted ? sumOf(listing, conditions) : UNCOUNTED}) AS list_sum
    LEFT JOIN LATERAL (
      SELECT ${select}, to_json(ARRAY[${key.map(({ column }) => `${column}::text`).join(', ')}])::text AS list_key
        ${gathered === undefined ? rowsOf(listing, conditions, cut) : rowsOfGathered(listing, sorted, cut)}) AS list_page ON TRUE`;
}

/** Where a page begins, and its order and length. */
interface Cut {
  readonly past: string;
  readonly ordered: string;
}

function rowsOf({ from, keysOf }: Listing, conditions: string, { past, ordered }: Cut): string {
  const rows =
    keysOf === undefined
      ? `${conditions} ${past}`
      : `${keysOf.column} IN (SELECT ${keysOf.column} FROM ${keysOf.from} WHERE ${conditions} ${past} ${ordered})`;
  return `FROM ${from} WHERE ${rows} ${ordered}`;
}

const rowsOfGathered = ({ from }: Listing, sorted: string, { past, ordered }: Cut): string =>
  `FROM (SELECT * FROM gathered WHERE TRUE ${past} ${ordered}) AS gathered ${from} ${sorted}`;

function sumOf({ from, countFrom = from, total, totals, gathered }: Listing, conditions: string): string {
  if (gathered !== undefined) return 'SELECT count(*)::int AS list_total FROM gathered';
  return total === undefined
    ? `SELECT count(*)::int AS list_total${totals === undefined ? '' : `, ${totals}`} FROM ${countFrom} WHERE ${conditions}`
    : `SELECT (${total})::int AS list_total`;
}

/** Keys travel as text and come back by a cast, so a moment keeps its microseconds. */
function placeOf(after: string, { key, where }: Listing): string {
  const parts = decodeCursor(after, key.length);
  return key.map(({ cast }, index) => `${where.parameter(parts[index] ?? '')}::${cast}`).join(', ');
}

/** SQLSTATE class 22: a made-up cursor can hold parts that are no number or moment. */
const isUnreadableValue = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('22');
