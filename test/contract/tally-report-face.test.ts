/** What GraphQL shows of reports of tallies: by the schema itself, on a real database. */
import { graphql, type ExecutionResult } from 'graphql';
import { buildHubSchema } from '../../schema/build';
import type { RequestContext } from '../../schema/request-context';
import type { Caller } from '../../src/app/caller';
import { certificateNoOf, CITY, PROVINCE } from '../kit/certificate-desk';
import { idOf, recallRequests } from '../kit/certificate-requests';
import { TALLIES, useReportDesk } from '../kit/report-desk';
import { territoryOf } from '../../src/domain/tenancy/territory';
import { OPERATOR } from '../kit/waiting-batch';

jest.setTimeout(60_000);

const schema = buildHubSchema();

const REPORT = `id feed period regionCode revision isNewest reason definition certificates rowCount digest certificatesDigest
  changes { rowsAdded rowsRemoved rowsChanged certificatesGained certificatesLost } madeAt state attemptsMade dueAt sentAt answeredAt code`;
const CELL = 'regionCode institutionKind schoolType occupationCode level sex ageBand candidateCategory';
const ALL = `query ($id: ID!) {
  tallyDefinition { name digest counted periodOf ageOn dimensions { field title { zh en } } ageBands { code from zh } highSkilledLevels }
  tallyReports(filter: { newestOnly: true, feed: "${TALLIES.name}" }, first: 1) { total hasNext items { ${REPORT} } }
  tallyReport(id: $id) { ${REPORT} }
  tallyReportRows(reportId: $id) { total items { ${CELL} certificates } }
  tallyReportDifferences(reportId: $id) { total items { ${CELL} before after } }
  tallyReportCheck(reportId: $id) { certificates sumOfRows certificatesNow isSame came went changed isExplained tallied live isDue }
}`;
const SINCE =
  'query ($id: ID!) { tallyReportCertificates(reportId: $id) { total items { certificateNo kind before after } } }';

describe('the face of reports of tallies', () => {
  const report = useReportDesk();
  const { desk } = report;
  const { propose, confirm } = recallRequests(desk);

  const ask = (
    caller: Caller,
    source: string,
    variableValues: Record<string, unknown> = {},
  ): Promise<ExecutionResult> => {
    const context: Pick<RequestContext, 'hub' | 'caller' | 'territory'> = {
      hub: report.hub,
      caller,
      territory: territoryOf(caller),
    };
    return graphql({ schema, source, variableValues, contextValue: context });
  };
  const codesOf = ({ errors = [] }: ExecutionResult): unknown[] => errors.map(({ extensions }) => extensions['code']);

  test('all of it, to who may see it', async () => {
    await report.issue({ records: 3 });
    await report.make();
    report.later(1_000);
    const proposed = await propose({ certificateNos: [certificateNoOf(1)] });
    expect(idOf(proposed)).not.toBe('undefined');
    expect(await confirm(proposed)).toMatchObject({ state: 'CONFIRMED' });
    await report.make();
    const [first, second] = [await report.reportId('2026-06', 1), await report.reportId('2026-06', 2)];
    const shown = await ask(PROVINCE, ALL, { id: second });
    expect(shown.errors).toBeUndefined();
    expect(JSON.parse(JSON.stringify(shown.data))).toMatchObject({
      tallyDefinition: { name: 'tally@1', ageOn: 'examDate', counted: 'LIVE', dimensions: { length: 8 } },
      tallyReports: { total: 2, hasNext: true, items: [{ id: second, revision: 2, isNewest: true }] },
      tallyReport: {
        period: '2026-06',
        reason: 'COUNTS',
        state: 'DUE',
        certificates: 2,
        changes: { rowsChanged: 1, certificatesLost: 1, certificatesGained: 0 },
      },
      tallyReportRows: { total: 1, items: [{ certificates: 2 }] },
      tallyReportDifferences: { total: 1, items: [{ level: 'LEVEL_3', before: 3, after: 2 }] },
      tallyReportCheck: { isSame: true, isExplained: true, sumOfRows: 2, live: 2, tallied: 2 },
    });
    expect(await ask(PROVINCE, SINCE, { id: first })).toEqual({
      data: {
        tallyReportCertificates: {
          total: 1,
          items: [{ certificateNo: certificateNoOf(1), kind: 'WENT', before: 1, after: null }],
        },
      },
    });
    // The operator sees counts, and no certificate.
    expect((await ask(OPERATOR, ALL, { id: second })).errors).toBeUndefined();
    expect(codesOf(await ask(OPERATOR, SINCE, { id: second }))).toEqual(['FORBIDDEN']);
    expect(codesOf(await ask(CITY, SINCE, { id: second }))).toEqual(['NOT_FOUND']);
    expect(codesOf(await ask(CITY, 'query ($id: ID!) { tallyReport(id: $id) { id } }', { id: second }))).toEqual([
      'NOT_FOUND',
    ]);
  });

  test('asking for a look, and for another sending', async () => {
    await report.issue({ records: 1 });
    await report.make();
    const id = await report.reportId('2026-06', 1);
    const make = (feed: string): string =>
      `mutation { makeTallyReports(feed: "${feed}") { ... on TallyReportsAsked { feed day } ... on Refusal { code remedy { zh } } } }`;
    expect((await ask(OPERATOR, make(TALLIES.name))).data).toEqual({
      makeTallyReports: { feed: TALLIES.name, day: '2026-08-03' },
    });
    expect((await ask(OPERATOR, make('none'))).data).toMatchObject({
      makeTallyReports: { code: 'TALLY_FEED_NOT_FOUND' },
    });
    expect(codesOf(await ask(PROVINCE, make(TALLIES.name)))).toEqual(['FORBIDDEN']);
    const resend = `mutation ($id: ID!) { resendTallyReport(reportId: $id) { ... on TallyReportResent { reportId state } ... on Refusal { code } } }`;
    expect((await ask(PROVINCE, resend, { id })).data).toEqual({
      resendTallyReport: { code: 'TALLY_REPORT_NOT_RESENDABLE' },
    });
    await desk.query(`UPDATE tally_report SET state = 'GIVEN_UP' WHERE id = $1`, [id]);
    expect((await ask(PROVINCE, resend, { id })).data).toEqual({ resendTallyReport: { reportId: id, state: 'DUE' } });
  });
});
