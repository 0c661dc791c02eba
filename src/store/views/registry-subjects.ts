import { REGISTRY_SUBJECTS_MAX, VENUE_FILINGS_MAX } from '../../app/limits';
import type { PlacedSubject, RegistrySubjectViews, SubjectHorizon } from '../../app/registry-subject-views';
import type { Interruption, Term } from '../../domain/reference/snapshot';
import { termLeft } from '../../domain/rules/registry-subject';
import { filedSince } from '../filed-since';
import { Conditions } from './conditions';
import type { Query } from './query';

/** One more of each kind than all may be: so much is read to know that they are too many. */
const ROWS = REGISTRY_SUBJECTS_MAX + 1;

const INTERRUPTIONS = (filing: string): string => `
  (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', stop.kind, 'from', stop.from_day, 'to', stop.to_day)
                             ORDER BY stop.from_day, stop.kind), '[]')
     FROM filing_interruption AS stop WHERE stop.filing_id = ${filing}.id)`;

/** Empty site codes of a filing mean every site of its institution. */
const COVERS = (filing: string, site: string): string =>
  `(cardinality(${filing}.site_codes) = 0 OR ${site} = ANY(${filing}.site_codes))`;

/**
 * Pairs begin with the venues of the territory that two institutions have: few, however many filings there are. Where
 * very many have filed one venue and occupation, each is compared with those in force the longest, not with all.
 */
const filings = (where: Conditions, { today, endsBy }: SubjectHorizon): string => `
WITH venue AS MATERIALIZED (
  SELECT site.venue FROM site
   WHERE site.venue IN (SELECT own.venue FROM site AS own JOIN institution ON institution.code = own.institution_code
                         WHERE own.venue IS NOT NULL AND ${where.toSql()})
   GROUP BY site.venue HAVING count(DISTINCT site.institution_code) > 1
), filed AS (
  SELECT DISTINCT site.venue, filing.id, filing.institution_code, filing.occupation_code, filing.from_day,
         least(filing.to_day, (SELECT min(stop.from_day) - 1 FROM filing_interruption AS stop
                                WHERE stop.filing_id = filing.id AND stop.kind IN ('REVOKED', 'TERMINATED'))) AS last_day
    FROM venue JOIN site ON site.venue = venue.venue
    JOIN filing ON filing.institution_code = site.institution_code AND ${COVERS('filing', 'site.code')}
), ranked AS MATERIALIZED (
  SELECT filed.*, count(*) OVER (PARTITION BY venue, occupation_code) AS filings,
         row_number() OVER (PARTITION BY venue, occupation_code ORDER BY last_day DESC NULLS FIRST, institution_code, id) AS rank
    FROM filed WHERE last_day IS NULL OR last_day >= from_day
), pair AS (
  SELECT DISTINCT ranked.id, other.id AS other_id, other.institution_code, other.from_day, other.last_day
    FROM ranked
    JOIN institution ON institution.code = ranked.institution_code AND ${where.toSql()}
    JOIN ranked AS other ON other.venue = ranked.venue AND other.occupation_code = ranked.occupation_code
     AND other.rank <= ${VENUE_FILINGS_MAX} AND other.institution_code <> ranked.institution_code
     AND (ranked.last_day IS NULL OR other.from_day <= ranked.last_day)
     AND (other.last_day IS NULL OR ranked.from_day <= other.last_day)
), shared AS MATERIALIZED (
  SELECT pair.id, jsonb_agg(jsonb_build_object('institutionCode', pair.institution_code, 'filingId', pair.other_id,
                              'from', pair.from_day, 'to', pair.last_day)
                            ORDER BY pair.institution_code, pair.other_id) AS venues
    FROM pair GROUP BY pair.id
), beyond AS MATERIALIZED (
  SELECT id, sum(filings - ${VENUE_FILINGS_MAX})::int AS filings FROM ranked WHERE filings > ${VENUE_FILINGS_MAX} GROUP BY id
)
SELECT filing.id, filing.institution_code AS "institutionCode", institution.region_code AS "regionCode",
       filing.from_day AS "from", filing.to_day AS "to", ${INTERRUPTIONS('filing')} AS interruptions,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('from', later.from_day, 'to', later.to_day, 'interruptions', ${INTERRUPTIONS('later')})
                         ORDER BY later.from_day, later.id), '[]')
          FROM filing AS later
         WHERE later.institution_code = filing.institution_code AND later.occupation_code = filing.occupation_code
           AND later.id <> filing.id) AS "otherTerms",
       coalesce(shared.venues, '[]') AS "sharedVenues", coalesce(beyond.filings, 0) AS "filingsBeyond"
  FROM filing JOIN institution ON institution.code = filing.institution_code
  LEFT JOIN shared ON shared.id = filing.id
  LEFT JOIN beyond ON beyond.id = filing.id
 WHERE ${where.toSql()}
   AND (shared.id IS NOT NULL
        OR (filing.to_day >= ${where.parameter(today)}::date AND filing.to_day <= ${where.parameter(endsBy)}::date))
 LIMIT ${ROWS}`;

const batches = (where: Conditions): string => `
SELECT batch.id, batch.institution_code AS "institutionCode", batch.region_code AS "regionCode",
       CASE batch.state WHEN 'CITY_REVIEW' THEN 'CITY' ELSE 'PROVINCE' END AS step,
       (coalesce(batch.decided_at, batch.checked_at) AT TIME ZONE 'Asia/Shanghai')::date AS "waitsSince"
  FROM batch
 WHERE batch.state IN ('CITY_REVIEW', 'PROVINCE_REVIEW') AND coalesce(batch.decided_at, batch.checked_at) IS NOT NULL
   AND ${where.toSql()}
 LIMIT ${ROWS}`;

/** Most were busy lately: only of the others it is asked since when they are filed. */
const institutions = (where: Conditions, { today, quietSince }: SubjectHorizon): string => {
  const on = `${where.parameter(today)}::date`;
  const since = `${where.parameter(quietSince)}::date`;
  return `
SELECT institution.code AS "institutionCode", institution.region_code AS "regionCode", filed.since AS "filedSince",
       institution.last AS "lastApprovedOn"
  FROM (SELECT institution.code, institution.region_code,
               (SELECT (max(batch.decided_at) AT TIME ZONE 'Asia/Shanghai')::date FROM batch
                 WHERE batch.institution_code = institution.code AND batch.state = 'APPROVED') AS last
          FROM institution WHERE ${where.toSql()} OFFSET 0) AS institution
 CROSS JOIN LATERAL (${filedSince('institution.code', on)}) AS filed
 WHERE filed.since < ${since} AND (institution.last IS NULL OR institution.last < ${since})
 LIMIT ${ROWS}`;
};

type InterruptedTerm = Term & { readonly interruptions: readonly Interruption[] };

type FilingRow = InterruptedTerm & {
  readonly id: string;
  readonly institutionCode: string;
  readonly regionCode: string;
  readonly otherTerms: readonly InterruptedTerm[];
  readonly sharedVenues: readonly (Term & { readonly institutionCode: string; readonly filingId: string })[];
  readonly filingsBeyond: number;
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
  registrySubjects: async (territory, horizon, { regionPrefix, institutionCode }) => {
    const walled = (owner: string, region: string): Conditions =>
      new Conditions()
        .within(territory, owner, region)
        .inRegion(region, regionPrefix)
        .andIf(`${owner} = ?`, institutionCode);
    const ask = async <Row>(where: Conditions, sql: string): Promise<readonly Row[]> =>
      query<Row>(sql, where.parameters);
    const ofFilings = walled('institution.code', 'institution.region_code');
    const ofBatches = walled('batch.institution_code', 'batch.region_code');
    const ofInstitutions = walled('institution.code', 'institution.region_code');
    const [filed, waiting, quiet] = await Promise.all([
      ask<FilingRow>(ofFilings, filings(ofFilings, horizon)),
      ask<BatchRow>(ofBatches, batches(ofBatches)),
      ask<InstitutionRow>(ofInstitutions, institutions(ofInstitutions, horizon)),
    ]);
    const subjects = [...filed.map(filingSubject), ...waiting.map(batchSubject), ...quiet.map(institutionSubject)];
    return subjects.length > REGISTRY_SUBJECTS_MAX ? undefined : subjects;
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
  sharedVenues,
  filingsBeyond,
}: FilingRow): PlacedSubject => ({
  regionCode,
  subject: {
    kind: 'FILING',
    id,
    institutionCode,
    term: { from, to },
    interruptions,
    otherTerms: otherTerms.flatMap((other) => termLeft(other, other.interruptions) ?? []),
    sharedVenues,
    filingsBeyond,
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
