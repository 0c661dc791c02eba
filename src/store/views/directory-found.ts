/** Where the directory looks: the filings that answer a question on a day, by the shortest way there. */
import type { DirectoryFilter } from '../../app/registry/directory-ports';
import { decodeCursor } from '../../app/paging';
import { regionPrefixOf } from '../../domain/tenancy/region-prefix';
import { Conditions } from './conditions';
import type { Query } from './query';

export const touches = (table: string, day: string): string =>
  `${table}.from_day <= ${day} AND (${table}.to_day IS NULL OR ${table}.to_day >= ${day})`;

/** Few beside the filings: those that end one are listed once and looked up by hash. */
const stops = (kinds: string, day: string): string =>
  `filing_interruption AS stop WHERE stop.kind IN (${kinds}) AND ${touches('stop', day)}`;

export const stopped = (kinds: string, day: string): string => `
  EXISTS (SELECT FROM ${stops(kinds, day)} AND stop.filing_id = filing.id)`;

/** Empty site codes of a filing mean every site of its institution. */
export const sitesOf = (day: string): string => `
  FROM site WHERE site.institution_code = filing.institution_code AND ${touches('site', day)}
   AND (cardinality(filing.site_codes) = 0 OR site.code = ANY(filing.site_codes))`;

/** The first code that lies behind all of the region: ranges of codes are found by index. */
const LAST_DIGIT = '~';
/** So many institutions or occupations are looked up one by one; where more bear the text, a page is soon full. */
const NAMED_MAX = 200;

/** The keys of what bears a text in its name; `undefined` where they are many. */
export interface Named {
  readonly institutions: readonly string[];
  readonly occupations: readonly string[];
}

/** A text of one character has no pair to look up by; it stands in so many names that a scan soon has enough. */
const bears = (table: string, sought: string, text: string): string => {
  const named = `strpos(${table}.name, ${sought}) > 0`;
  return [...text].length < 2 ? named : `character_pairs(${table}.name) @> character_pairs(${sought}) AND ${named}`;
};

const NAMED = (text: string): string => `
SELECT ARRAY(SELECT code FROM institution WHERE ${bears('institution', '$1', text)} LIMIT ${NAMED_MAX + 1}) AS institutions,
       ARRAY(SELECT DISTINCT code FROM catalogue_occupation WHERE strpos(name, $1) > 0 LIMIT ${NAMED_MAX + 1}) AS occupations`;

export async function namedBy(query: Query, text: string): Promise<Named | undefined> {
  const [named] = await query<Named>(NAMED(text), [text]);
  if (named === undefined) return undefined;
  return Math.max(named.institutions.length, named.occupations.length) > NAMED_MAX ? undefined : named;
}

/**
 * A query of the ids of the filings that are found and of their institutions, by which they are in order. The conditions share
 * the parameters of the statement.
 */
export function foundFilings(
  parameters: unknown[],
  day: string,
  {
    filter,
    named,
    after,
  }: { readonly filter: DirectoryFilter; readonly named: Named | undefined; readonly after: string | null },
): string {
  const where = new Conditions(parameters)
    .andPlain(touches('filing', day))
    .andPlain(`filing.id NOT IN (SELECT stop.filing_id FROM ${stops(`'REVOKED', 'TERMINATED'`, day)})`)
    .andIf('filing.occupation_code = ?', filter.occupationCode)
    .andIf('? = ANY(filing.levels)', filter.level);
  if (filter.text !== null) where.andPlain(bearing(where, filter.text.trim(), named));
  const prefix = regionPrefixOf(filter.regionCode ?? '');
  return prefix === ''
    ? `SELECT filing.id, filing.institution_code FROM filing WHERE ${where.toSql()}`
    : foundNear(where, day, { prefix, after });
}

/**
 * Of a region: institution by institution in the order of the list, which stops at a full page. PostgreSQL by itself reads
 * all filings to find those of a region, because it does not guess how soon enough are found; OFFSET 0 keeps it from that.
 */
function foundNear(
  where: Conditions,
  day: string,
  { prefix, after }: { readonly prefix: string; readonly after: string | null },
): string {
  const [first, last] = [where.parameter(prefix), where.parameter(`${prefix}${LAST_DIGIT}`)];
  const inside = (table: string): string => `${table}.region_code >= ${first} AND ${table}.region_code < ${last}`;
  const filings = `SELECT filing.id FROM filing WHERE filing.institution_code = near.code AND ${where.toSql()}`;
  const from = after === null ? '' : `WHERE known.code >= ${where.parameter(decodeCursor(after, 2)[0])}`;
  return `SELECT own.id, near.code AS institution_code
    FROM (SELECT known.code, bool_or(known.is_inside) AS is_inside
            FROM (SELECT code, true AS is_inside FROM institution WHERE ${inside('institution')}
                   UNION ALL
                  SELECT institution_code, false FROM site WHERE ${inside('site')}) AS known
           ${from} GROUP BY known.code ORDER BY known.code OFFSET 0) AS near
   CROSS JOIN LATERAL (${filings} AND near.is_inside
                        UNION ALL
                       ${filings} AND NOT near.is_inside AND EXISTS (SELECT ${sitesOf(day)} AND ${inside('site')}) OFFSET 0) AS own
   ORDER BY near.code, own.id OFFSET 0`;
}

function bearing(where: Conditions, text: string, named: Named | undefined): string {
  if (named !== undefined) {
    const [institutions, occupations] = [where.parameter(named.institutions), where.parameter(named.occupations)];
    return `(filing.institution_code = ANY(${institutions}::text[]) OR filing.occupation_code = ANY(${occupations}::text[]))`;
  }
  const sought = where.parameter(text);
  return `(filing.institution_code IN (SELECT code FROM institution AS named WHERE strpos(named.name, ${sought}) > 0)
    OR filing.occupation_code IN (SELECT code FROM catalogue_occupation AS named WHERE strpos(named.name, ${sought}) > 0))`;
}
