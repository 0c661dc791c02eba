import type { PlacedSubject, RegistrySubjectViews, SubjectHorizon } from '../../app/registry-subject-views';
import type { Interruption, Term } from '../../domain/reference/snapshot';
import { termLeft } from '../../domain/rules/registry-subject';
import { Conditions } from './conditions';
import type { Query } from './query';

const INTERRUPTIONS = (filing: string): string => `
  (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', stop.kind, 'from', stop.from_day, 'to', stop.to_day)
                             ORDER BY stop.from_day, stop.kind), '[]')
     FROM filing_interruption AS stop WHERE stop.filing_id = ${filing}.id)`;

/** Empty site codes of a filing mean every site of its institution. */
const COVERS = (filing: string, site: string): string =>
  `(cardinality(${filing}.site_codes) = 0 OR ${site} = ANY(${filing}.site_codes))`;

/** Pairs begin with the venues that two institutions have: few, however many filings there are. */
const filings = (where: Conditions, { today, endsBy }: SubjectHorizon): string => `
WITH venue AS MATERIALIZED (
  SELECT site.code AS site, site.institution_code AS owner, other.code AS other_site, other.institution_code AS other_owner
    FROM site JOIN site AS other ON other.venue = site.venue AND other.institution_code <> site.institution_code
   WHERE site.venue IS NOT NULL
), pair AS MATERIALIZED (
  SELECT DISTINCT filing.id, other.id AS other_id, other.institution_code, other.from_day, other.to_day
    FROM venue
    JOIN filing ON filing.institution_code = venue.owner AND ${COVERS('filing', 'venue.site')}
    JOIN filing AS other ON other.institution_code = venue.other_owner AND ${COVERS('other', 'venue.other_site')}
     AND other.occupation_code = filing.occupation_code
), shared AS MATERIALIZED (
  SELECT pair.id, jsonb_agg(jsonb_build_object('institutionCode', pair.institution_code, 'filingId', pair.other_id,
           'from', pair.from_day, 'to', pair.to_day, 'interruptions', (SELECT ${INTERRUPTIONS('other')} FROM filing AS other WHERE other.id = pair.other_id))
         ORDER BY pair.institution_code, pair.other_id) AS venues
    FROM pair GROUP BY pair.id
)
SELECT filing.id, filing.institution_code AS "institutionCode", institution.region_code AS "regionCode",
       filing.from_day AS "from", filing.to_day AS "to", ${INTERRUPTIONS('filing')} AS interruptions,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('from', later.from_day, 'to', later.to_day) ORDER BY later.from_day, later.id), '[]')
          FROM filing AS later
         WHERE later.institution_code = filing.institution_code AND later.occupation_code = filing.occupation_code
           AND later.id <> filing.id) AS "otherTerms",
       coalesce(shared.venues, '[]') AS venues
  FROM filing JOIN institution ON institution.code = filing.institution_code
  LEFT JOIN shared ON shared.id = filing.id
 WHERE ${where.toSql()}
   AND (shared.id IS NOT NULL
        OR (filing.to_day >= ${where.parameter(today)}::date AND filing.to_day <= ${where.parameter(endsBy)}::date))`;

const batches = (where: Conditions): string => `
SELECT batch.id, batch.institution_code AS "institutionCode", batch.region_code AS "regionCode",
       CASE batch.state WHEN 'CITY_REVIEW' THEN 'CITY' ELSE 'PROVINCE' END AS step,
       (coalesce(batch.decided_at, batch.checked_at) AT TIME ZONE 'Asia/Shanghai')::date AS "waitsSince"
  FROM batch
 WHERE batch.state IN ('CITY_REVIEW', 'PROVINCE_REVIEW') AND coalesce(batch.decided_at, batch.checked_at) IS NOT NULL
   AND ${where.toSql()}`;

const institutions = (where: Conditions, { today, quietSince }: SubjectHorizon): string => {
  const on = `${where.parameter(today)}::date`;
  const since = `${where.parameter(quietSince)}::date`;
  return `
SELECT institution.code AS "institutionCode", institution.region_code AS "regionCode", filed.since AS "filedSince",
       approved.last AS "lastApprovedOn"
  FROM institution
 CROSS JOIN LATERAL (
   SELECT min(filing.from_day) AS since FROM filing
    WHERE filing.institution_code = institution.code AND filing.from_day <= ${on}
      AND (filing.to_day IS NULL OR filing.to_day >= ${on})
      AND NOT EXISTS (SELECT FROM filing_interruption AS stop
                       WHERE stop.filing_id = filing.id AND stop.from_day <= ${on}
                         AND (stop.kind IN ('REVOKED', 'TERMINATED') OR stop.to_day IS NULL OR stop.to_day >= ${on}))) AS filed
 CROSS JOIN LATERAL (
   SELECT (max(batch.decided_at) AT TIME ZONE 'Asia/Shanghai')::date AS last FROM batch
    WHERE batch.institution_code = institution.code AND batch.state = 'APPROVED') AS approved
 WHERE ${where.toSql()} AND filed.since < ${since} AND (approved.last IS NULL OR approved.last < ${since})`;
};

type FilingRow = Term & {
  readonly id: string;
  readonly institutionCode: string;
  readonly regionCode: string;
  readonly interruptions: readonly Interruption[];
  readonly otherTerms: readonly Term[];
  readonly venues: readonly (Term & {
    readonly institutionCode: string;
    readonly filingId: string;
    readonly interruptions: readonly Interruption[];
  })[];
};
interface BatchRow {
  readonly id: string;
  readonly institutionCode: string;
  readonly regionCode: string;
  readonly step: 'CITY' | 'PROVINCE';
  readonly waitsSince: string;
}
interface InstitutionRow {
  readonly institutionCode: string;
  readonly regionCode: string;
  readonly filedSince: string;
  readonly lastApprovedOn: string | null;
}

export const registrySubjectViews = (query: Query): RegistrySubjectViews => ({
  registrySubjects: async (territory, horizon) => {
    const walled = (owner: string, region: string): Conditions => new Conditions().within(territory, owner, region);
    const ask = async <Row>(where: Conditions, sql: string): Promise<readonly Row[]> =>
      query<Row>(sql, where.parameters);
    const ofFilings = walled('filing.institution_code', 'institution.region_code');
    const ofBatches = walled('batch.institution_code', 'batch.region_code');
    const ofInstitutions = walled('institution.code', 'institution.region_code');
    return [
      ...(await ask<FilingRow>(ofFilings, filings(ofFilings, horizon))).map(filingSubject),
      ...(await ask<BatchRow>(ofBatches, batches(ofBatches))).map(batchSubject),
      ...(await ask<InstitutionRow>(ofInstitutions, institutions(ofInstitutions, horizon))).map(institutionSubject),
    ];
  },
});

const filingSubject = ({
  id,
  institutionCode,
  regionCode,
  from,
  to,
  interruptions,
  otherTerms,
  venues,
}: FilingRow): PlacedSubject => ({
  regionCode,
  subject: {
    kind: 'FILING',
    id,
    institutionCode,
    term: { from, to },
    interruptions,
    otherTerms,
    sharedVenues: venues.flatMap((venue) => {
      const term = termLeft(venue, venue.interruptions);
      return term === undefined ? [] : [{ institutionCode: venue.institutionCode, filingId: venue.filingId, ...term }];
    }),
  },
});

const batchSubject = ({ regionCode, ...batch }: BatchRow): PlacedSubject => ({
  regionCode,
  subject: { kind: 'BATCH', ...batch },
});

const institutionSubject = ({ regionCode, ...institution }: InstitutionRow): PlacedSubject => ({
  regionCode,
  subject: { kind: 'INSTITUTION', ...institution },
});
