/** The part of the walk (`root-operations.ts`) about reports of tallies: those of a feed of the province, which a city does not cover. */
import { randomUUID } from 'node:crypto';
import type { TestHub } from './hub';
import type { WalkedOperation, WalkedWorld } from './root-operations';

/** Rows of each of two revisions, all of them different: more than the lists are asked for. */
const ROWS = 60;

/** Two revisions as if made long ago, so that the certificates of today came since; accepted, so that nobody sends them. */
export async function prepareTallyReports(
  hub: TestHub,
  { certificateNo }: WalkedWorld,
): Promise<Readonly<Record<string, string>>> {
  const ids = [randomUUID(), randomUUID()];
  for (const [index, id] of ids.entries()) {
    await hub.query(
      `INSERT INTO tally_report (id, feed, period, region_code, revision, definition, certificates, rows, digest, certificates_digest,
                                 reason, wants, recomputations, made_at, state, due_at)
       SELECT $1, feed.name, to_char(issued_on, 'YYYY-MM'), '510000', $2::int, 'tally@1', $4::int * $2::int,
              (SELECT jsonb_agg(jsonb_build_array('510100', 'SOCIAL_ORG', 'NONE', '6-31-01-03', 'LEVEL_3', 'MALE', 'BAND_' || n,
                                                  'OTHER', $2::int)) FROM generate_series(1, $4::int) AS n),
              'walk', '0', 'COUNTS', feed.description -> 'wants', 0, timestamptz '2020-01-01', 'ACCEPTED', timestamptz '2020-01-01'
         FROM certificate, (SELECT name, description FROM feed WHERE region_code = '510000' ORDER BY name LIMIT 1) AS feed
        WHERE certificate_no = $3`,
      [id, index + 1, certificateNo, ROWS],
    );
  }
  return { tallyReportId: ids[1] ?? '' };
}

const SUPERVISORS = ['city', 'otherCity', 'province', 'secondProvince', 'otherProvince', 'nation', 'operator'] as const;
const REGULATORS = ['city', 'otherCity', 'province', 'secondProvince', 'otherProvince', 'nation'] as const;
const OUTSIDE = ['city', 'otherCity', 'otherProvince'] as const;
const NOT_FOUND = { callers: OUTSIDE, hear: { error: 'NOT_FOUND' } } as const;
const REFUSAL = '{ __typename ... on Refusal { code places { message { en } } } }';
const ofReport = ({ work }: WalkedWorld): object => ({ id: work['tallyReportId'] ?? '' });
const none = (): object => ({});

export const TALLY_REPORT_QUERIES: Readonly<Record<string, WalkedOperation>> = {
  tallies: {
    query: '{ tallies(filter: { regionCode: "510100" }) { total } }',
    variables: none,
    allowed: SUPERVISORS,
    outside: { callers: ['otherCity', 'otherProvince'], hear: { total: 0 } },
  },
  tallyReconciliation: { query: '{ tallyReconciliation { live } }', variables: none, allowed: SUPERVISORS },
  tallyDefinition: { query: '{ tallyDefinition { name digest } }', variables: none, allowed: SUPERVISORS },
  tallyReports: {
    query: '{ tallyReports { total } }',
    variables: none,
    allowed: SUPERVISORS,
    outside: { callers: OUTSIDE, hear: { total: 0 } },
  },
  tallyReport: {
    query: 'query ($id: ID!) { tallyReport(id: $id) { id } }',
    variables: ofReport,
    allowed: SUPERVISORS,
    outside: NOT_FOUND,
  },
  tallyReportRows: {
    query: 'query ($id: ID!) { tallyReportRows(reportId: $id) { total } }',
    variables: ofReport,
    allowed: SUPERVISORS,
    outside: NOT_FOUND,
  },
  tallyReportDifferences: {
    query: 'query ($id: ID!) { tallyReportDifferences(reportId: $id) { total } }',
    variables: ofReport,
    allowed: SUPERVISORS,
    outside: NOT_FOUND,
  },
  tallyReportCheck: {
    query: 'query ($id: ID!) { tallyReportCheck(reportId: $id) { isSame } }',
    variables: ofReport,
    allowed: SUPERVISORS,
    outside: NOT_FOUND,
  },
  tallyReportCertificates: {
    query: 'query ($id: ID!) { tallyReportCertificates(reportId: $id) { total } }',
    variables: ofReport,
    allowed: REGULATORS,
    outside: NOT_FOUND,
  },
};

export const TALLY_REPORT_MUTATIONS: Readonly<Record<string, WalkedOperation>> = {
  makeTallyReports: {
    query: `mutation { makeTallyReports(feed: "none") ${REFUSAL} }`,
    variables: none,
    allowed: ['operator'],
  },
  resendTallyReport: {
    query: `mutation ($id: ID!) { resendTallyReport(reportId: $id) ${REFUSAL} }`,
    variables: ofReport,
    allowed: ['province', 'secondProvince', 'otherProvince', 'operator'],
    outside: { callers: ['otherProvince'], hear: { refusal: 'TALLY_REPORT_NOT_FOUND', places: [] } },
  },
};
