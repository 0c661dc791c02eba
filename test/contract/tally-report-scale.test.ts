/** A province's large month: counted, told and checked within seconds. */
import { certificatesSince, checkReport } from '../../src/app/forwarding/check-report';
import { sendReport } from '../../src/app/forwarding/send-report';
import { territoryOf } from '../../src/domain/tenancy/territory';
import { INSTITUTION } from '../kit/approved-batch';
import { useReportDesk } from '../kit/report-desk';
import { NATION } from '../kit/waiting-batch';

jest.setTimeout(300_000);

const CERTIFICATES = 200_000;
const RECALLED = 1_000;
/** On two cores beside other tests; alone the longest takes below two seconds. */
const LOOK_MS_MAX = 30_000;

describe('a large month', () => {
  const report = useReportDesk();
  const { desk } = report;

  /** Ten cities, a hundred occupations, all levels, ages and categories. */
  const issueMany = async (): Promise<void> => {
    await desk.query(
      `INSERT INTO certificate (certificate_no, state, version, institution_code, institution_kind, school_type, site_code, region_code,
                                person_key, holding_key, occupation_code, occupation_name, work_type, level, sex, birth_date,
                                candidate_category, exam_date, issued_on, batch_id, line, approved_at)
       SELECT 'S000151000123' || lpad(n::text, 9, '0'), 'LIVE', 1, $1, 'SOCIAL_ORG', CASE WHEN n % 3 = 0 THEN 'UNIVERSITY' END,
              'S000151000123', '51' || lpad((1 + n % 10)::text, 2, '0') || '00', '\\x00', '\\x00',
              '6-31-01-' || lpad((n % 100)::text, 2, '0'), '电工', '--', 'LEVEL_' || (1 + n % 5),
              CASE WHEN n % 2 = 0 THEN 'FEMALE' ELSE 'MALE' END, date '1960-01-01' + (n % 15000),
              CASE WHEN n % 4 = 0 THEN 'EMPLOYEE' ELSE 'OTHER' END, '2026-06-01', date '2026-06-02' + (n % 28),
              gen_random_uuid(), n, $3
         FROM generate_series(1, $2::int) AS n`,
      [INSTITUTION, CERTIFICATES, report.now()],
    );
    await desk.query(
      `INSERT INTO certificate_version (certificate_no, version, kind, batch_id, line, data, created_at)
       SELECT certificate_no, 1, 'ISSUED', batch_id, line, '{}', approved_at FROM certificate`,
    );
    await desk.query(
      `INSERT INTO tally_due (period, region_code, batch_id, marked_at)
       SELECT DISTINCT '2026-06', region_code, uuid '00000000-0000-0000-0000-000000000000', now() FROM certificate`,
    );
    await desk.query('ANALYZE certificate');
    await desk.query('ANALYZE certificate_version');
  };
  const timed = async <Outcome>(work: () => Promise<Outcome>): Promise<Outcome> => {
    const startedAt = performance.now();
    const outcome = await work();
    const tookMs = performance.now() - startedAt;
    expect(tookMs).toBeLessThan(LOOK_MS_MAX);
    return outcome;
  };

  test('of 200,000 certificates', async () => {
    await issueMany();
    expect(await timed(() => report.make())).toMatchObject({ counted: 2, waiting: 0 });
    const id = await report.reportId('2026-06', 1);
    expect(await timed(() => sendReport(report.hub, id))).toMatchObject({ kind: 'SENT' });
    const { rows } = await report.receiver.query(
      `SELECT count(*)::int AS rows, sum(certificates)::int AS certificates FROM certhub_report_row WHERE report_id = $1`,
      [id],
    );
    const told = await desk.hub.views.tallyReport(territoryOf(NATION), id);
    expect(rows).toEqual([{ rows: told?.rowCount, certificates: CERTIFICATES }]);
    expect(told).toMatchObject({ certificates: CERTIFICATES });

    report.later(60_000);
    await desk.query(
      `WITH recalled AS (
         UPDATE certificate SET state = 'REVOKED', version = 2 WHERE line % ($1::int / $2::int) = 0 RETURNING certificate_no, batch_id, line
       ), version AS (
         INSERT INTO certificate_version (certificate_no, version, kind, batch_id, line, data, created_at)
         SELECT certificate_no, 2, 'REVOKED', batch_id, line, '{}', $3::timestamptz FROM recalled)
       INSERT INTO tally_due (period, region_code, batch_id, marked_at)
       SELECT DISTINCT '2026-06', '510100', uuid '00000000-0000-0000-0000-000000000000', now() FROM recalled`,
      [CERTIFICATES, RECALLED, report.now()],
    );
    const check = await timed(() => checkReport(desk.hub, territoryOf(NATION), id));
    expect(check).toMatchObject({
      sumOfRows: CERTIFICATES,
      certificatesNow: CERTIFICATES - RECALLED,
      came: 0,
      went: RECALLED,
      changed: 0,
      isExplained: true,
    });
    const asked = { reportId: id, page: { first: 500, after: null } };
    const since = await timed(() => certificatesSince(desk.hub, territoryOf(NATION), asked));
    expect(since).toMatchObject({ total: RECALLED, hasNext: true });
    expect(await timed(() => report.make())).toMatchObject({ counted: 1 });
    expect(await desk.hub.views.tallyReport(territoryOf(NATION), await report.reportId('2026-06', 2))).toMatchObject({
      certificates: CERTIFICATES - RECALLED,
      changes: { certificatesGained: 0, certificatesLost: RECALLED },
    });
  });
});
