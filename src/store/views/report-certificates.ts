/** The certificates behind a report of tallies: those of then, by their versions, and those of now. */
import type {
  CertificateDifferenceView,
  CheckedReport,
  CorrectedCertificate,
  CorrectedSince,
  TallyReportCheckView,
  TallyReportViews,
} from '../../app/forwarding/tally-report-views';
import type { Sealer } from '../../app/sealer';
import { daysOfPeriod } from '../../domain/statistics/tally';
import { regionPrefixOf } from '../../domain/tenancy/region-prefix';
import { kept, withData } from '../kept';
import { countedNow, inScope, versionDigest } from '../tally-count';
import { Conditions } from './conditions';
import { listAll } from './listing';
import type { Query } from './query';

/** The version of a certificate when the report was made. */
const formerVersion = (columns: string, madeAt: string): string =>
  `(SELECT ${columns} FROM certificate_version AS former
     WHERE former.certificate_no = certificate.certificate_no AND former.created_at <= ${madeAt}::timestamptz
     ORDER BY former.version DESC LIMIT 1) AS former`;

/**
 * Whatever was changed since, and live certificates approved since. `before` and `after` are the versions that count, then and now:
 * a certificate that was never corrected is in the month in which it was.
 */
function differences(where: Conditions, report: CheckedReport, corrected: CorrectedSince): string {
  const madeAt = where.parameter(report.madeAt);
  const all = where.parameter(corrected.all);
  const counted = where.parameter(corrected.counted);
  const { from, before } = daysOfPeriod(report.period);
  const now = countedNow(new Conditions(where.parameters), report).toSql();
  const region = new Conditions(where.parameters).inRegion(
    'certificate.region_code',
    regionPrefixOf(report.regionCode),
  );
  const issued = `certificate.issued_on >= ${where.parameter(from)}::date AND certificate.issued_on < ${where.parameter(before)}::date`;
  const place = inScope(new Conditions(where.parameters), report).toSql();
  return `
    touched AS (
      SELECT certificate_no FROM certificate_version WHERE kind <> 'ISSUED' AND created_at > ${madeAt}::timestamptz
      UNION
      SELECT certificate_no FROM certificate
       WHERE state = 'LIVE' AND ${region.toSql()} AND ${issued} AND approved_at > ${madeAt}::timestamptz
    ), counts AS (
      SELECT certificate.certificate_no,
             CASE WHEN former.kind IN ('ISSUED', 'CORRECTED', 'REISSUED')
                   AND CASE WHEN certificate.certificate_no = ANY (${all}::text[])
                            THEN certificate.certificate_no = ANY (${counted}::text[]) ELSE ${place} END
                  THEN former.version END AS before,
             CASE WHEN ${now} THEN certificate.version END AS after
        FROM touched JOIN certificate ON certificate.certificate_no = touched.certificate_no
        LEFT JOIN LATERAL ${formerVersion('former.version, former.kind', madeAt)} ON TRUE
       WHERE ${region.toSql()}
    ), difference AS MATERIALIZED (
      SELECT certificate_no, before, after,
             CASE WHEN before IS NULL THEN 'CAME' WHEN after IS NULL THEN 'WENT' ELSE 'CHANGED' END AS kind
        FROM counts WHERE before IS DISTINCT FROM after)`;
}

const digestOf = (version: string): string => versionDigest('certificate_no', version);

async function reportCheck(
  query: Query,
  report: CheckedReport,
  corrected: CorrectedSince,
): Promise<TallyReportCheckView> {
  const where = new Conditions();
  const id = where.parameter(report.id);
  const found = differences(where, report, corrected);
  const now = countedNow(new Conditions(where.parameters), report).toSql();
  const { from, before } = daysOfPeriod(report.period);
  const inside = (column: string): string =>
    new Conditions(where.parameters).inRegion(column, regionPrefixOf(report.regionCode)).toSql();
  const period = where.parameter(report.period);
  const month = `issued_on >= ${where.parameter(from)}::date AND issued_on < ${where.parameter(before)}::date`;
  const [check] = await query<TallyReportCheckView>(
    `WITH ${found}, today AS (
       SELECT count(*)::int AS certificates, coalesce(sum(${digestOf('version')}), 0) AS digest FROM certificate WHERE ${now}
     ), found AS (
       SELECT count(*) FILTER (WHERE kind = 'CAME')::int AS came, count(*) FILTER (WHERE kind = 'WENT')::int AS went,
              count(*) FILTER (WHERE kind = 'CHANGED')::int AS changed,
              coalesce(sum(CASE WHEN after IS NULL THEN 0 ELSE ${digestOf('after')} END), 0)
                - coalesce(sum(CASE WHEN before IS NULL THEN 0 ELSE ${digestOf('before')} END), 0) AS digest
         FROM difference)
     SELECT report.certificates,
            (SELECT coalesce(sum((cell ->> -1)::int), 0)::int FROM jsonb_array_elements(report.rows) AS kept (cell)) AS "sumOfRows",
            today.certificates AS "certificatesNow",
            today.certificates = report.certificates AND today.digest = report.certificates_digest::numeric AS "isSame",
            found.came, found.went, found.changed,
            today.certificates = report.certificates + found.came - found.went
              AND today.digest = report.certificates_digest::numeric + found.digest AS "isExplained",
            (SELECT coalesce(sum(certificates), 0)::int FROM tally WHERE period = ${period} AND ${inside('region_code')}) AS tallied,
            (SELECT count(*)::int FROM certificate WHERE state = 'LIVE' AND ${inside('region_code')} AND ${month}) AS live,
            EXISTS (SELECT FROM tally_due WHERE period = ${period} AND ${inside('region_code')}) AS "isDue"
       FROM tally_report AS report, today, found WHERE report.id = ${id}`,
    where.parameters,
  );
  if (check === undefined) throw new Error('Reports are never deleted.');
  return check;
}

async function correctedSince(
  query: Query,
  { report, after, limit }: { readonly report: CheckedReport; readonly after: string; readonly limit: number },
): Promise<readonly (Omit<CorrectedCertificate, 'data'> & { readonly kept: Buffer })[]> {
  const where = new Conditions();
  const madeAt = where.parameter(report.madeAt);
  const year = report.period.slice(0, 'YYYY'.length);
  where
    .and('certificate.certificate_no > ?', after)
    .inRegion('certificate.region_code', regionPrefixOf(report.regionCode))
    // The year stands in the number: no correction changes it.
    .and('certificate.issued_on >= ?::date', `${year}-01-01`)
    .and('certificate.issued_on <= ?::date', `${year}-12-31`);
  return query(
    `SELECT certificate.certificate_no AS "certificateNo", certificate.region_code AS "regionCode",
            certificate.institution_code AS "institutionCode", certificate.institution_kind AS "institutionKind",
            certificate.school_type AS "schoolType", former.kept
       FROM (SELECT DISTINCT certificate_no FROM certificate_version
              WHERE kind <> 'ISSUED' AND kind = 'CORRECTED' AND created_at > ${madeAt}::timestamptz) AS later
       JOIN certificate ON certificate.certificate_no = later.certificate_no
       JOIN LATERAL ${formerVersion(`${kept('former')} AS kept`, madeAt)} ON TRUE
      WHERE ${where.toSql()}
      ORDER BY certificate.certificate_no LIMIT ${where.parameter(limit)}`,
    where.parameters,
  );
}

export const reportCertificateViews = (
  query: Query,
  sealer: Sealer,
): Pick<TallyReportViews, 'correctedSince' | 'reportCheck' | 'reportCertificates'> => ({
  correctedSince: async (report, after, limit) =>
    (await correctedSince(query, { report, after, limit })).map((row) => withData(sealer, row)),

  reportCheck: (report, corrected) => reportCheck(query, report, corrected),

  reportCertificates: (report, corrected, page) => {
    const where = new Conditions();
    return listAll<CertificateDifferenceView>(
      query,
      {
        with: `WITH ${differences(where, report, corrected)}`,
        select: 'certificate_no AS "certificateNo", kind, before, after',
        from: 'difference',
        where,
        key: [{ column: 'certificate_no', cast: 'text' }],
      },
      page,
    );
  },
});
