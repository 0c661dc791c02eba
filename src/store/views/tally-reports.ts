import type { TallyReportRow } from '../../app/forwarding/tally-report-ports';
import type {
  CheckedReport,
  TallyReportDifferenceView,
  TallyReportFilter,
  TallyReportView,
  TallyReportViews,
} from '../../app/forwarding/tally-report-views';
import type { Sealer } from '../../app/sealer';
import { isUuid } from '../../domain/intake/check-header';
import { TALLY_DIMENSIONS } from '../../domain/statistics/definition';
import type { Territory } from '../../domain/tenancy/territory';
import { Conditions } from './conditions';
import { list, listAll } from './listing';
import type { Query } from './query';
import { reportCertificateViews } from './report-certificates';

/** Reports know regions only, so an institution sees none: the territory covers the region of the feed, or it is not there. */
function within(territory: Territory, conditions = new Conditions()): Conditions {
  return territory.institutionCode === null
    ? conditions.inRegion('report.region_code', territory.regionPrefix)
    : conditions.andPlain('FALSE');
}

const NEWER = `(SELECT FROM tally_report AS newer
                 WHERE newer.feed = report.feed AND newer.period = report.period AND newer.revision > report.revision)`;

const REPORT = `
report.id, report.feed, report.period, report.region_code AS "regionCode", report.revision, report.reason, report.definition,
NOT EXISTS ${NEWER} AS "isNewest", report.certificates, jsonb_array_length(report.rows) AS "rowCount", report.digest,
report.certificates_digest AS "certificatesDigest", report.changes, report.made_at AS "madeAt", report.state,
report.attempts_made AS "attemptsMade", report.due_at AS "dueAt", report.sent_at AS "sentAt",
report.answered_at AS "answeredAt", report.code`;

function filtered(territory: Territory, filter: TallyReportFilter): Conditions {
  const where = within(territory)
    .andIf('report.feed = ?', filter.feed)
    .andIf('report.period >= ?', filter.periodFrom)
    .andIf('report.period <= ?', filter.periodTo)
    .andIf('report.state = ?', filter.state);
  return filter.newestOnly === true ? where.andPlain(`NOT EXISTS ${NEWER}`) : where;
}

const DIMENSIONS = TALLY_DIMENSIONS.map((dimension, index) => `kept.cell ->> ${index} AS "${dimension}"`).join(', ');
const CERTIFICATES = `(kept.cell ->> ${TALLY_DIMENSIONS.length})::int`;
const NAMES = TALLY_DIMENSIONS.map((dimension) => `"${dimension}"`).join(', ');

/** The list of one report: no report in the territory, no list. */
function ofReport(territory: Territory, id: string) {
  const where = new Conditions();
  const report = where.parameter(id);
  const owner = {
    from: 'tally_report AS report',
    where: within(territory, new Conditions(where.parameters)).andPlain(`report.id = ${report}`),
  };
  return { where, report, owner };
}

const rowsOf = (condition: string): string =>
  `SELECT ${DIMENSIONS}, ${CERTIFICATES} AS certificates
     FROM tally_report AS report CROSS JOIN LATERAL jsonb_array_elements(report.rows) AS kept (cell) WHERE ${condition}`;

export const tallyReportViews = (query: Query, sealer: Sealer): TallyReportViews => ({
  ...reportCertificateViews(query, sealer),

  tallyReports: (territory, filter, page) =>
    listAll<TallyReportView>(
      query,
      {
        select: REPORT,
        from: 'tally_report AS report',
        where: filtered(territory, filter),
        key: [
          { column: 'report.made_at', cast: 'timestamptz' },
          { column: 'report.id', cast: 'uuid' },
        ],
        order: 'DESC',
      },
      page,
    ),

  tallyReport: async (territory, id) => {
    if (!isUuid(id)) return undefined;
    const where = within(territory).and('report.id = ?', id);
    const sql = `SELECT ${REPORT} FROM tally_report AS report WHERE ${where.toSql()}`;
    return (await query<TallyReportView>(sql, where.parameters))[0];
  },

  tallyReportRows: async (territory, id, page) => {
    if (!isUuid(id)) return undefined;
    const { where, report, owner } = ofReport(territory, id);
    where.andPlain(`report.id = ${report}`);
    const listing = {
      select: `${DIMENSIONS}, ${CERTIFICATES} AS certificates`,
      from: `tally_report AS report
             CROSS JOIN LATERAL jsonb_array_elements(report.rows) WITH ORDINALITY AS kept (cell, row_no)`,
      where,
      key: [{ column: 'kept.row_no', cast: 'bigint' }],
      owner,
    };
    return (await list<TallyReportRow>(query, listing, page))?.page;
  },

  tallyReportDifferences: async (territory, id, page) => {
    if (!isUuid(id)) return undefined;
    const { where, report, owner } = ofReport(territory, id);
    const former = `(report.feed, report.period, report.revision) = (
      SELECT feed, period, revision - 1 FROM tally_report WHERE id = ${report})`;
    where
      .andPlain('now.certificates IS DISTINCT FROM former.certificates')
      .andPlain(`(SELECT revision FROM tally_report WHERE id = ${report}) > 1`);
    const listing = {
      select: `${NAMES}, former.certificates AS before, now.certificates AS after`,
      from: `(${rowsOf(`report.id = ${report}`)}) AS now FULL JOIN (${rowsOf(former)}) AS former USING (${NAMES})`,
      where,
      key: TALLY_DIMENSIONS.map((dimension) => ({ column: `"${dimension}"`, cast: 'text' })),
      owner,
    };
    return (await list<TallyReportDifferenceView>(query, listing, page))?.page;
  },

  checkedReport: async (territory, id) => {
    if (!isUuid(id)) return undefined;
    const where = within(territory).and('report.id = ?', id);
    const [report] = await query<CheckedReport>(
      `SELECT report.id, report.period, report.region_code AS "regionCode", report.wants, report.made_at AS "madeAt"
         FROM tally_report AS report WHERE ${where.toSql()}`,
      where.parameters,
    );
    return report;
  },
});
