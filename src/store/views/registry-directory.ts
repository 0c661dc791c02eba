import {
  DIRECTORY_COUNT_MAX,
  DIRECTORY_SITES_MAX,
  type DirectoryEntry,
  type DirectoryViews,
} from '../../app/registry/directory-ports';
import { decodeCursor } from '../../app/paging';
import { Conditions } from './conditions';
import { foundFilings, namedBy, sitesOf, stopped, touches } from './directory-found';
import { listAll } from './listing';
import type { Query } from './query';

const ENTRY = (day: string): string => `
  filing.institution_code AS "institutionCode", filing.id AS "filingId", institution.region_code AS "regionCode",
  coalesce((SELECT borne.name FROM institution_name AS borne
             WHERE borne.institution_code = filing.institution_code AND ${touches('borne', day)}
             ORDER BY borne.from_day DESC LIMIT 1), institution.name) AS "institutionName",
  institution.address, institution.phone, filing.occupation_code AS "occupationCode",
  (SELECT listed.name FROM catalogue_occupation AS listed JOIN catalogue_edition AS edition ON edition.edition = listed.edition
    WHERE listed.code = filing.occupation_code AND ${touches('edition', day)}
    ORDER BY edition.from_day DESC, edition.edition DESC LIMIT 1) AS "occupationName",
  filing.work_types AS "workTypes", filing.levels, filing.audience, filing.fees, filing.from_day AS "from",
  filing.to_day AS "to", CASE WHEN ${stopped(`'SUSPENDED'`, day)} THEN 'SUSPENDED' ELSE 'IN_FORCE' END AS standing,
  held.sites, held."sitesTotal"`;

/** The sites of an entry and their number in one look. */
const HELD = (day: string): string => `
  SELECT count(*)::int AS "sitesTotal",
         coalesce(jsonb_path_query_array(jsonb_agg(one ORDER BY one.code), '$[0 to ${DIRECTORY_SITES_MAX - 1}]'), '[]') AS sites
    FROM (SELECT site.code, site.name, site.region_code AS "regionCode", site.address ${sitesOf(day)}) AS one`;

/** A page is cut before anything else is read for its entries. */
function pastOf(after: string | null, parameters: unknown[]): string {
  if (after === null) return 'TRUE';
  const past = new Conditions(parameters);
  const [owner, id] = decodeCursor(after, 2).map((part) => past.parameter(part));
  return `(found.institution_code, found.id) > (${owner}::text, ${id}::text)`;
}

const firstOf = (rows: string): string => `SELECT * FROM counted ORDER BY institution_code, id LIMIT ${rows}`;

export const directoryViews = (query: Query): DirectoryViews => ({
  directory: async (filter, onDay, page, counted) => {
    const where = new Conditions();
    const day = `${where.parameter(onDay)}::date`;
    const text = filter.text?.trim() ?? null;
    const named = text === null ? undefined : await namedBy(query, text);
    const found = (after: string | null, rows: number): string => {
      const filings = foundFilings(where.parameters, day, { filter, named, after });
      return `SELECT * FROM (${filings}) AS found WHERE ${pastOf(after, where.parameters)}
               ORDER BY found.institution_code, found.id LIMIT ${where.parameter(rows)}`;
    };
    const listed = await listAll<DirectoryEntry>(
      query,
      {
        // What is counted begins with the first page.
        ...(counted ? { with: `WITH counted AS MATERIALIZED (${found(null, DIRECTORY_COUNT_MAX + 1)})` } : {}),
        select: ENTRY(day),
        from: `(${counted && page.after === null ? firstOf(where.parameter(page.first + 1)) : found(page.after, page.first + 1)}) AS found
          JOIN filing ON filing.id = found.id JOIN institution ON institution.code = found.institution_code
          CROSS JOIN LATERAL (${HELD(day)}) AS held`,
        countFrom: counted ? 'counted' : '(SELECT WHERE FALSE) AS counted',
        where,
        key: [
          { column: 'found.institution_code', cast: 'text' },
          { column: 'found.id', cast: 'text' },
        ],
      },
      page,
    );
    const isTotalExact = counted && listed.total <= DIRECTORY_COUNT_MAX;
    return { ...listed, total: Math.min(listed.total, DIRECTORY_COUNT_MAX), isTotalExact };
  },
});
