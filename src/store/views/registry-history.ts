import type { HistoryNoun, RegistryHistoryViews, RegistryVersionView } from '../../app/registry/history-ports';
import type { RegistryFiling, RegistryInstitution, RegistrySite, RegistryStaff } from '../../domain/registry/document';
import { knownAt } from '../known-at';
import { Conditions } from './conditions';
import { list } from './listing';
import type { Query } from './query';

/** One row where the institution may be seen; what was known comes as lists. */
const known = (where: Conditions, code: string, moment: string): string => {
  const listOf = (noun: string): string => `
    (SELECT coalesce(jsonb_agg(content), '[]') FROM registry_version
      WHERE institution_code = ${code} AND noun = '${noun}' AND ${knownAt(moment)})`;
  return `
SELECT (SELECT min(recorded_at) FROM registry_version WHERE noun = 'INSTITUTION' AND key = ${code}) AS "knownSince",
       (SELECT content FROM registry_version WHERE noun = 'INSTITUTION' AND key = ${code} AND ${knownAt(moment)}) AS institution,
       ${listOf('SITE')} AS sites, ${listOf('FILING')} AS filings, ${listOf('STAFF')} AS staff
  FROM institution WHERE ${where.toSql()}`;
};

interface KnownRow {
  readonly knownSince: Date | null;
  readonly institution: RegistryInstitution | null;
  readonly sites: readonly RegistrySite[];
  readonly filings: readonly RegistryFiling[];
  readonly staff: readonly RegistryStaff[];
}

/** The version before, field by field; a field that one of them lacks differs too. */
const CHANGED = `
  (SELECT coalesce(array_agg(field ORDER BY field COLLATE "C"), '{}')
     FROM jsonb_object_keys(version.content) AS field
    WHERE before.content IS NOT NULL AND version.content -> field IS DISTINCT FROM before.content -> field)`;

const BEFORE = `
  LEFT JOIN LATERAL (SELECT earlier.content FROM registry_version AS earlier
                      WHERE earlier.noun = version.noun AND earlier.key = version.key
                        AND earlier.recorded_at < version.recorded_at
                      ORDER BY earlier.recorded_at DESC LIMIT 1) AS before ON TRUE`;

/** The table that says whose the row is today. */
const OWNED: { readonly [noun in HistoryNoun]: { readonly from: string; readonly key: string } } = {
  INSTITUTION: { from: 'institution', key: 'institution.code' },
  SITE: { from: 'site JOIN institution ON institution.code = site.institution_code', key: 'site.code' },
  FILING: { from: 'filing JOIN institution ON institution.code = filing.institution_code', key: 'filing.id' },
  PLAN: { from: 'plan JOIN institution ON institution.code = plan.institution_code', key: 'plan.plan_no' },
};

export const registryHistoryViews = (query: Query): RegistryHistoryViews => ({
  registryKnownAt: async (territory, institutionCode, at) => {
    const where = new Conditions();
    const code = where.parameter(institutionCode);
    const moment = where.parameter(at);
    where.andPlain(`institution.code = ${code}`).within(territory, 'institution.code', 'institution.region_code');
    const [row] = await query<KnownRow>(known(where, code, moment), where.parameters);
    if (row === undefined || row.knownSince === null) return undefined;
    const { knownSince, institution, sites, filings, staff } = row;
    return { knownSince, registry: institution === null ? null : { institution, sites, filings, staff } };
  },

  registryVersions: async (territory, noun, key, page) => {
    const where = new Conditions().and('version.noun = ?', noun).and('version.key = ?', key);
    const { from, key: column } = OWNED[noun];
    const owner = new Conditions(where.parameters)
      .and(`${column} = ?`, key)
      .within(territory, 'institution.code', 'institution.region_code');
    const listed = await list<RegistryVersionView>(
      query,
      {
        select: `version.recorded_at AS "recordedAt", version.superseded_at AS "supersededAt",
          version.recorded_by AS "recordedBy", before.content IS NULL AS "isFirst", ${CHANGED} AS changed`,
        from: `registry_version AS version ${BEFORE}`,
        countFrom: 'registry_version AS version',
        where,
        key: [{ column: 'version.recorded_at', cast: 'timestamptz' }],
        order: 'DESC',
        owner: { from, where: owner },
      },
      page,
    );
    return listed?.page;
  },
});
