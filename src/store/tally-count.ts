/** The counts of a period at one moment, from the certificates themselves. */
import type { EntityManager } from 'typeorm';
import type { CountedPeriod, CountedScope, TallyReportRow } from '../app/forwarding/tally-report-ports';
import { TALLY_DIMENSIONS, type TallyDefinition } from '../domain/statistics/definition';
import { daysOfPeriod } from '../domain/statistics/tally';
import { regionPrefixOf } from '../domain/tenancy/region-prefix';
import { row } from './rows';
import { cellColumns, cellValues } from './tally-cell';
import { Conditions } from './views/conditions';
import { wantedOfRegion } from './wanted';

/**
 * Of a certificate version: the first 60 bits of SHA-256. Their sum says whether the same ones are counted, in whatever order
 * (`src/domain/forwarding/held.ts` says the same of what a feed holds).
 */
export const versionDigest = (certificateNo: string, version: string): string =>
  `('x' || left(encode(sha256(convert_to(${certificateNo} || '/' || ${version}, 'UTF8')), 'hex'), 15))::bit(60)::bigint`;

/** Where and when a certificate must be for the feed: conditions on rows of `certificate`, whatever its state. */
export function inScope(where: Conditions, { period, regionCode, wants }: CountedScope): Conditions {
  const { from, before } = daysOfPeriod(period);
  where
    .inRegion('certificate.region_code', regionPrefixOf(regionCode))
    .and('certificate.issued_on >= ?::date', from)
    .and('certificate.issued_on < ?::date', before);
  const wanted = wantedOfRegion({ wants }, where.parameters.length + 1);
  where.parameters.push(...wanted.parameters);
  return where.andPlain(wanted.sql);
}

/** Certificates that count, as they are now. */
export const countedNow = (where: Conditions, scope: CountedScope): Conditions =>
  inScope(where.andPlain(`certificate.state = 'LIVE'`), scope);

/** The dimensions before the number of certificates, as `tally_report.rows` keeps a row. */
export type KeptRow = readonly [...cell: string[], certificates: number];

export function rowOf(kept: KeptRow): TallyReportRow {
  const [regionCode, institutionKind, schoolType, occupationCode, level, sex, ageBand, candidateCategory] =
    kept.map(String);
  return {
    regionCode: regionCode ?? '',
    institutionKind: institutionKind ?? '',
    schoolType: schoolType ?? '',
    occupationCode: occupationCode ?? '',
    level: level ?? '',
    sex: sex ?? '',
    ageBand: ageBand ?? '',
    candidateCategory: candidateCategory ?? '',
    certificates: Number(kept.at(-1)),
  };
}

export const keptRow = (given: TallyReportRow): KeptRow => [
  ...TALLY_DIMENSIONS.map((dimension) => given[dimension]),
  given.certificates,
];

/**
 * One statement, one moment: a certificate and the mark of its bucket are committed together, and the mark goes with the
 * recomputation. So where no bucket is due, the hub's own tallies say what is counted here.
 */
export async function countPeriod(
  manager: EntityManager,
  scope: CountedScope,
  definition: TallyDefinition,
): Promise<CountedPeriod> {
  const where = new Conditions();
  const [noSchool = '', froms = '', codes = ''] = cellValues(definition).map((value) => where.parameter(value));
  const cells = cellColumns(definition, { noSchool, froms, codes }).map((sql, index) => `${sql} AS d${index + 1}`);
  const names = cells.map((_, index) => `d${index + 1}`).join(', ');
  const buckets = new Conditions(where.parameters)
    .and('period = ?', scope.period)
    .inRegion('region_code', regionPrefixOf(scope.regionCode))
    .toSql();
  const counted = countedNow(where, scope).toSql();
  const found = await row<Omit<CountedPeriod, 'rows'> & { readonly rows: readonly KeptRow[] }>(
    manager,
    `WITH cell AS (
       SELECT ${cells.join(', ')}, count(*)::int AS certificates, sum(${versionDigest('certificate_no', 'version')}) AS digests
         FROM certificate WHERE ${counted} GROUP BY ${names})
     SELECT EXISTS (SELECT FROM tally_due WHERE ${buckets}) AS "isDue",
            (SELECT coalesce(sum(recomputations), 0)::int FROM tally_bucket WHERE ${buckets}) AS recomputations,
            coalesce(sum(certificates), 0)::int AS certificates, coalesce(sum(digests), 0)::text AS "certificatesDigest",
            coalesce(json_agg(json_build_array(${names}, certificates) ORDER BY ${names}), '[]') AS rows
       FROM cell`,
    where.parameters,
  );
  if (found === undefined) throw new Error('A sum has a row.');
  return { ...found, rows: found.rows.map(rowOf) };
}
