import {
  DIRECTORY_COUNT_MAX,
  DIRECTORY_SITES_MAX,
  type DirectoryEntry,
  type DirectoryFilter,
  type DirectoryViews,
} from '../../app/registry/directory-ports';
import { regionPrefixOf } from '../../domain/tenancy/region-prefix';
import { Conditions } from './conditions';
import { listAll } from './listing';
import type { Query } from './query';

const FOUND = `
  filing.*, institution.name AS institution_name, institution.region_code, institution.address, institution.phone
  FROM filing JOIN institution ON institution.code = filing.institution_code`;
const TOUCHES = (table: string, day: string): string =>
  `${table}.from_day <= ${day} AND (${table}.to_day IS NULL OR ${table}.to_day >= ${day})`;

const STOPPED = (kinds: string, day: string): string => `
  EXISTS (SELECT FROM filing_interruption AS stop
           WHERE stop.filing_id = filing.id AND stop.kind IN (${kinds}) AND ${TOUCHES('stop', day)})`;

/** Empty site codes of a filing mean every site of its institution. */
const SITES = (day: string): string => `
  FROM site WHERE site.institution_code = filing.institution_code AND ${TOUCHES('site', day)}
   AND (cardinality(filing.site_codes) = 0 OR site.code = ANY(filing.site_codes))`;

/** The first code that lies behind all of the region: ranges of codes are found by index. */
const LAST_DIGIT = '~';

function conditionsOf(where: Conditions, day: string, filter: DirectoryFilter): Conditions {
  where.andPlain(TOUCHES('filing', day)).andPlain(`NOT ${STOPPED(`'REVOKED', 'TERMINATED'`, day)}`);
  where.andIf('filing.occupation_code = ?', filter.occupationCode).andIf('? = ANY(filing.levels)', filter.level);
  const prefix = regionPrefixOf(filter.regionCode ?? '');
  if (prefix !== '') {
    const [first, last] = [where.parameter(prefix), where.parameter(`${prefix}${LAST_DIGIT}`)];
    const inside = (table: string): string => `${table}.region_code >= ${first} AND ${table}.region_code < ${last}`;
    where.andPlain(`filing.institution_code IN (SELECT code FROM institution AS near WHERE ${inside('near')}
                    UNION SELECT institution_code FROM site AS near WHERE ${inside('near')})`);
    where.andPlain(`(${inside('institution')} OR EXISTS (SELECT ${SITES(day)} AND ${inside('site')}))`);
  }
  if (filter.text !== null) {
    const text = where.parameter(filter.text.trim());
    // Two lists, made once and looked up by hash: the search stops at a full page, and looks through all for nothing.
    where.andPlain(`(filing.institution_code IN (SELECT code FROM institution AS named WHERE strpos(named.name, ${text}) > 0)
      OR filing.occupation_code IN (SELECT code FROM catalogue_occupation AS named WHERE strpos(named.name, ${text}) > 0))`);
  }
  return where;
}

const ENTRY = (day: string): string => `
  filing.institution_code AS "institutionCode", filing.id AS "filingId", filing.region_code AS "regionCode",
  coalesce((SELECT borne.name FROM institution_name AS borne
             WHERE borne.institution_code = filing.institution_code AND ${TOUCHES('borne', day)}
             ORDER BY borne.from_day DESC LIMIT 1), filing.institution_name) AS "institutionName",
  filing.address, filing.phone, filing.occupation_code AS "occupationCode",
  (SELECT listed.name FROM catalogue_occupation AS listed JOIN catalogue_edition AS edition ON edition.edition = listed.edition
    WHERE listed.code = filing.occupation_code AND ${TOUCHES('edition', day)}
    ORDER BY edition.from_day DESC, edition.edition DESC LIMIT 1) AS "occupationName",
  filing.work_types AS "workTypes", filing.levels, filing.audience, filing.fees, filing.from_day AS "from",
  filing.to_day AS "to", CASE WHEN ${STOPPED(`'SUSPENDED'`, day)} THEN 'SUSPENDED' ELSE 'IN_FORCE' END AS standing,
  (SELECT count(*)::int ${SITES(day)}) AS "sitesTotal",
  (SELECT coalesce(jsonb_agg(one), '[]')
     FROM (SELECT site.code, site.name, site.region_code AS "regionCode", site.address ${SITES(day)}
            ORDER BY site.code LIMIT ${DIRECTORY_SITES_MAX}) AS one) AS sites`;

export const directoryViews = (query: Query): DirectoryViews => ({
  directory: async (filter, onDay, page, counted) => {
    const where = new Conditions();
    const day = `${where.parameter(onDay)}::date`;
    const asked = conditionsOf(new Conditions(where.parameters), day, filter).toSql();
    const listed = await listAll<DirectoryEntry>(
      query,
      {
        select: ENTRY(day),
        // The name of the table it extends: what looks up sites and stops asks for `filing` in both.
        from: `(SELECT ${FOUND} WHERE ${asked}) AS filing`,
        countFrom: counted
          ? `(SELECT ${FOUND} WHERE ${asked} LIMIT ${DIRECTORY_COUNT_MAX + 1}) AS counted`
          : '(SELECT WHERE FALSE) AS counted',
        where,
        key: [
          { column: 'filing.institution_code', cast: 'text' },
          { column: 'filing.id', cast: 'text' },
        ],
      },
      page,
    );
    const isTotalExact = counted && listed.total <= DIRECTORY_COUNT_MAX;
    return { ...listed, total: Math.min(listed.total, DIRECTORY_COUNT_MAX), isTotalExact };
  },
});
