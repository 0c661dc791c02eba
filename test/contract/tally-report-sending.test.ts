/** Reports of tallies on their way to a real front-end database: whole or not at all, once in effect, in order, answered. */
import { randomUUID } from 'node:crypto';
import type { Connector, ReportAnswer } from '../../src/app/connector';
import { resendReport } from '../../src/app/forwarding/resend-report';
import { watchFeeds } from '../../src/app/forwarding/watch-feeds';
import { sendReport, type ReportSent } from '../../src/app/forwarding/send-report';
import type { TallyReport } from '../../src/app/forwarding/tally-report-ports';
import { attemptsMax, RETRY_DELAYS_MS } from '../../src/domain/forwarding/retry';
import { dueReports } from '../../src/store/views/due-reports';
import { CITY, INSTITUTION_CALLER, PROVINCE } from '../kit/certificate-desk';
import { openFeed, TALLIES, useReportDesk } from '../kit/report-desk';
import { NATION, OPERATOR, OTHER_PROVINCE } from '../kit/waiting-batch';

jest.setTimeout(60_000);

const MINUTE_MS = 60_000;
const LEASE_MS = 2 * MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;
const TIMEOUT_MS = 20_000;

describe('sending reports of tallies', () => {
  const report = useReportDesk();
  const { desk } = report;
  let id: string;
  beforeEach(async () => {
    await report.issue({ records: 3, change: (serial) => (serial === 3 ? { candidateCategory: 'OTHER' } : {}) });
    await report.make();
    id = await report.reportId('2026-06', 1);
  });

  const send = (reportId = id): Promise<ReportSent> => sendReport(report.hub, reportId);
  const state = async (reportId = id): Promise<string> => {
    const [row] = await desk.query(`SELECT state, code FROM tally_report WHERE id = $1`, [reportId]);
    return [row?.['state'], row?.['code']].filter((text) => text !== null).join(' ');
  };
  const held = async (): Promise<readonly string[]> => {
    const { rows } = await report.receiver.query(
      `SELECT period || '/' || revision || ' ' || certificates || ' ' || row_count || ' ' ||
              (SELECT count(*) FROM certhub_report_row AS row WHERE row.report_id = report.report_id) || ' ' ||
              (SELECT coalesce(sum(certificates), 0) FROM certhub_report_row AS row WHERE row.report_id = report.report_id) AS text
         FROM certhub_report AS report ORDER BY period, revision`,
    );
    return rows.map(({ text }) => String(text));
  };
  const answer = async (accepted: boolean, code: string | null = null): Promise<void> => {
    await report.receiver.query(
      `INSERT INTO certhub_report_answer (report_id, accepted, code) VALUES ($1, $2, $3)
       ON CONFLICT (report_id) DO UPDATE SET accepted = excluded.accepted, code = excluded.code`,
      [id, accepted, code],
    );
  };
  /** A connector that answers as told. */
  const answering = (sendIt: (sent: TallyReport) => Promise<ReportAnswer>): Connector => ({
    send: async () => ({ kind: 'taken' }),
    answers: async () => ({ kind: 'unreachable', reason: 'X' }),
    held: async () => ({ kind: 'unsupported' }),
    sendReport: sendIt,
    close: async () => undefined,
  });
  /** The month has other counts: another revision. */
  const revise = async (firstSerial: number): Promise<void> => {
    await report.issue({ records: 1, firstSerial });
    await report.make();
  };

  test('taken, asked for, accepted; the empty month as well', async () => {
    expect(await send()).toEqual({ kind: 'SENT', attemptNo: 1 });
    expect(await held()).toEqual(['2026-06/1 3 2 2 3']);
    expect(await send()).toEqual({ kind: 'nothing-due' });
    report.later(MINUTE_MS);
    expect(await send()).toEqual({ kind: 'SENT', attemptNo: 1 });
    await answer(true);
    report.later(MINUTE_MS);
    expect(await send()).toEqual({ kind: 'ACCEPTED', attemptNo: 1 });
    expect(await held()).toEqual(['2026-06/1 3 2 2 3']);
    report.later(DAY_MS);
    expect(await send()).toEqual({ kind: 'nothing-due' });
    expect(await send(await report.reportId('2026-07', 1))).toEqual({ kind: 'SENT', attemptNo: 1 });
    expect(await held()).toEqual(['2026-06/1 3 2 2 3', '2026-07/1 0 0 0 0']);
    const { rows } = await report.receiver.query(
      `SELECT region_code, candidate_category, certificates FROM certhub_report_row WHERE report_id = $1 ORDER BY row_no`,
      [id],
    );
    expect(rows).toEqual([
      { region_code: '510100', candidate_category: 'COLLEGE_STUDENT', certificates: 2 },
      { region_code: '510100', candidate_category: 'OTHER', certificates: 1 },
    ]);
  });

  test.each([
    ['R-SUM', 'R-SUM'],
    ['合计与证书不符,见张三', 'UNREADABLE'],
    [null, 'UNREADABLE'],
  ])('refused with %s: a code and nothing else is kept', async (written, code) => {
    await send();
    await answer(false, written);
    report.later(MINUTE_MS);
    expect(await send()).toMatchObject({ kind: 'REFUSED' });
    expect(await state()).toBe(`REFUSED ${code}`);
  });

  test('a refused report is an alarm until a newer revision takes its place; a report that waits for its answer becomes one', async () => {
    const alarms = async (): Promise<readonly unknown[]> => {
      await watchFeeds(report.hub, '');
      return desk.query(`SELECT kind, facts FROM feed_alarm WHERE ended_at IS NULL`);
    };
    await send();
    expect(await alarms()).toEqual([]);
    await answer(false, 'R-SUM');
    report.later(MINUTE_MS);
    await send();
    const [raised] = await alarms();
    expect(raised).toMatchObject({ kind: 'REPORT', facts: { waits: 'PERSON' } });
    await revise(10);
    await desk.query(`UPDATE tally_report SET state = 'ACCEPTED' WHERE state = 'DUE' AND period <> '2026-06'`);
    const newer = await report.reportId('2026-06', 2);
    await send(newer);
    expect(await alarms()).toEqual([]);
    report.later(2 * DAY_MS);
    expect(await alarms()).toMatchObject([{ kind: 'REPORT', facts: { waits: 'ANSWER', reports: 1 } }]);
  });

  test('a page instead of an answer to a report is told to the operator', async () => {
    const page = answering(async () => ({
      kind: 'unreachable',
      reason: 'HTTP_200',
      oddities: [{ code: 'NOT_JSON', count: 1 }],
    }));
    report.connect(page);
    expect(await send()).toMatchObject({ kind: 'DUE' });
    expect(await desk.query(`SELECT feed, code, count::int FROM feed_oddity`)).toEqual([
      { feed: TALLIES.name, code: 'NOT_JSON', count: 1 },
    ]);
  });

  test('of many who send at once one does', async () => {
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => send()));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['SENT', 'nothing-due', 'nothing-due', 'nothing-due']);
    expect(await held()).toHaveLength(1);
  });

  test('a sender that dies, before or after the receiver has it: it comes once', async () => {
    const dies = async (afterSending: boolean): Promise<void> => {
      const real = openFeed(TALLIES, report.receiverUrl);
      const usual = report.hub.connectors.get(TALLIES.name);
      report.connect(
        answering(async (sent) => {
          if (afterSending) await real.sendReport(sent, TIMEOUT_MS);
          throw new Error('The process died.');
        }),
      );
      await expect(send()).rejects.toThrow('The process died.');
      await real.close();
      if (usual) report.connect(usual);
    };
    await dies(false);
    expect(await held()).toEqual([]);
    expect(await send()).toEqual({ kind: 'nothing-due' });
    report.later(LEASE_MS);
    await dies(true);
    expect(await held()).toEqual(['2026-06/1 3 2 2 3']);
    report.later(LEASE_MS);
    expect(await send()).toEqual({ kind: 'SENT', attemptNo: 3 });
    expect(await held()).toEqual(['2026-06/1 3 2 2 3']);
  });

  test('a receiver that breaks half-way has nothing of it', async () => {
    await report.receiver.query(`
      CREATE FUNCTION interfere() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
      CREATE TRIGGER interfere AFTER INSERT ON certhub_report_row FOR EACH STATEMENT EXECUTE FUNCTION interfere()`);
    expect(await send()).toEqual({ kind: 'DUE', attemptNo: 1 });
    expect(await held()).toEqual([]);
    await report.receiver.query('DROP TRIGGER interfere ON certhub_report_row');
    report.later(RETRY_DELAYS_MS[0] * 2);
    expect(await send()).toEqual({ kind: 'SENT', attemptNo: 2 });
    expect(await held()).toEqual(['2026-06/1 3 2 2 3']);
  });

  test('the same id with other content is refused, and so is what a constraint of the receiver refuses', async () => {
    await send();
    await report.receiver.query(`UPDATE certhub_report SET digest = 'other'`);
    report.later(MINUTE_MS);
    expect(await send()).toMatchObject({ kind: 'REFUSED' });
    expect(await state()).toBe('REFUSED REPORT_DIFFERS');
    await report.receiver.query('ALTER TABLE certhub_report ADD CHECK (certificates > 0) NOT VALID');
    const empty = await report.reportId('2026-07', 1);
    expect(await send(empty)).toMatchObject({ kind: 'REFUSED' });
    expect(await state(empty)).toBe('REFUSED CONTENT');
  });

  test('who lacks the tables is tried again, and has them then', async () => {
    await report.receiver.query('ALTER TABLE certhub_report_row RENAME TO elsewhere');
    expect(await send()).toMatchObject({ kind: 'DUE' });
    expect(await state()).toBe('DUE SETUP');
    await report.receiver.query('ALTER TABLE elsewhere RENAME TO certhub_report_row');
    report.later(RETRY_DELAYS_MS[0] * 2);
    expect(await send()).toMatchObject({ kind: 'SENT' });
  });

  test('who is never reached is given up, and goes on by a person’s word', async () => {
    const usual = report.hub.connectors.get(TALLIES.name);
    report.connect(answering(async () => ({ kind: 'unreachable', reason: 'CONNECTION' })));
    const last = attemptsMax(RETRY_DELAYS_MS);
    for (const delayMs of RETRY_DELAYS_MS) {
      expect(await send()).toMatchObject({ kind: 'DUE' });
      report.later(delayMs * 2);
    }
    expect(await send()).toEqual({ kind: 'GIVEN_UP', attemptNo: last });
    report.later(DAY_MS);
    expect(await send()).toEqual({ kind: 'nothing-due' });
    for (const caller of [CITY, NATION, INSTITUTION_CALLER]) {
      expect(await resendReport(report.hub, caller, { reportId: id })).toMatchObject({ code: 'FORBIDDEN' });
    }
    const unknown = await resendReport(report.hub, PROVINCE, { reportId: randomUUID() });
    expect(unknown).toMatchObject({ code: 'TALLY_REPORT_NOT_FOUND' });
    expect(await resendReport(report.hub, OTHER_PROVINCE, { reportId: id })).toEqual(unknown);
    expect(await resendReport(report.hub, PROVINCE, { reportId: 'no-id' })).toEqual(unknown);
    const again = { kind: 'resent', reportId: id, state: 'DUE' };
    expect(await resendReport(report.hub, PROVINCE, { reportId: id })).toEqual(again);
    const refused = { code: 'TALLY_REPORT_NOT_RESENDABLE' };
    expect(await resendReport(report.hub, OPERATOR, { reportId: id })).toMatchObject(refused);
    expect(await send()).toEqual({ kind: 'DUE', attemptNo: last + 1 });
    if (usual) report.connect(usual);
    report.later(RETRY_DELAYS_MS[0] * 2);
    expect(await send()).toEqual({ kind: 'SENT', attemptNo: last + 2 });
  });

  test('senders that die each time end, too', async () => {
    await desk.query(`UPDATE tally_report SET attempts_made = $1`, [attemptsMax(RETRY_DELAYS_MS)]);
    expect(await send()).toMatchObject({ kind: 'GIVEN_UP' });
    expect(await state()).toBe('GIVEN_UP ATTEMPTS');
    expect(await held()).toEqual([]);
  });

  test('what was taken is asked for without end, also while nobody is reached', async () => {
    await send();
    report.connect(answering(async () => ({ kind: 'unreachable', reason: 'CONNECTION' })));
    for (let asked = 0; asked < attemptsMax(RETRY_DELAYS_MS) + 3; asked += 1) {
      report.later(DAY_MS);
      expect(await send()).toEqual({ kind: 'SENT', attemptNo: 1 });
    }
    expect(await state()).toBe('SENT CONNECTION');
  });

  test('an older revision that was not handed over gives way to the newer', async () => {
    await revise(10);
    expect(await report.reports()).toEqual(['2026-06/1 SUPERSEDED 3', '2026-06/2 DUE 4', '2026-07/1 DUE 0']);
    expect(await send()).toEqual({ kind: 'nothing-due' });
    expect(await send(await report.reportId('2026-06', 2))).toMatchObject({ kind: 'SENT' });
    expect(await held()).toEqual(['2026-06/2 4 2 2 4']);
    const refused = { code: 'TALLY_REPORT_NOT_RESENDABLE' };
    expect(await resendReport(report.hub, OPERATOR, { reportId: id })).toMatchObject(refused);
  });

  test('one that was taken is answered beside the newer', async () => {
    await send();
    await revise(10);
    expect(await send(await report.reportId('2026-06', 2))).toMatchObject({ kind: 'SENT' });
    await answer(true);
    report.later(MINUTE_MS);
    expect(await send()).toMatchObject({ kind: 'ACCEPTED' });
    expect(await report.reports()).toEqual(['2026-06/1 ACCEPTED 3', '2026-06/2 SENT 4', '2026-07/1 DUE 0']);
  });

  test('while an older one is being handed over the newer waits', async () => {
    let newer = '';
    const seen: unknown[] = [];
    report.connect(
      answering(async () => {
        await revise(10);
        newer = await report.reportId('2026-06', 2);
        seen.push(await report.reports(), await send(newer));
        return { kind: 'unreachable', reason: 'CONNECTION' };
      }),
    );
    expect(await send()).toMatchObject({ kind: 'DUE' });
    expect(seen).toEqual([['2026-06/1 DUE 3', '2026-06/2 DUE 4', '2026-07/1 DUE 0'], { kind: 'nothing-due' }]);
    report.connect(answering(async () => ({ kind: 'accepted' })));
    expect(await send(newer)).toMatchObject({ kind: 'ACCEPTED' });
    expect(await report.reports()).toEqual(['2026-06/1 SUPERSEDED 3', '2026-06/2 ACCEPTED 4', '2026-07/1 DUE 0']);
  });

  test.each([
    ['accepted meanwhile', { kind: 'accepted' }, 'ACCEPTED'],
    ['not reached meanwhile', { kind: 'unreachable', reason: 'CONNECTION' }, 'DUE CONNECTION'],
  ] as const)('an attempt that ends after its lease decides nothing: %s', async (_, heard, outcome) => {
    report.connect(
      answering(async () => {
        report.later(LEASE_MS);
        report.connect(answering(async () => heard));
        expect(await send()).toMatchObject({ attemptNo: 2 });
        return { kind: 'refused', reason: 'LATE' };
      }),
    );
    await send();
    expect(await state()).toBe(outcome);
  });

  test('a paused feed gets nothing and is not reminded of; then all of it', async () => {
    const query = <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> =>
      desk.bench.source.query(sql, [...parameters]);
    const due = async () => (await dueReports(query, report.now(), 10)).reports.length;
    expect(await due()).toBe(2);
    await desk.query(`INSERT INTO feed_state (feed, paused_at) VALUES ($1, now())`, [TALLIES.name]);
    expect(await due()).toBe(0);
    expect(await send()).toEqual({ kind: 'nothing-due' });
    await desk.query(`UPDATE feed_state SET paused_at = NULL`);
    expect(await due()).toBe(2);
    expect(await send()).toMatchObject({ kind: 'SENT' });
  });

  test('outside its hours a feed gets nothing, and no attempt is counted', async () => {
    // AT is nine in the morning in China, on a Monday.
    await report.describe({ ...TALLIES, window: { days: 'working', fromMinute: 22 * 60, untilMinute: 23 * 60 } });
    expect(await send()).toEqual({ kind: 'postponed', until: new Date('2026-08-03T14:00:00Z') });
    expect(await send()).toEqual({ kind: 'nothing-due' });
    report.at(new Date('2026-08-03T14:00:00Z'));
    expect(await send()).toEqual({ kind: 'SENT', attemptNo: 1 });
  });

  test('a feed that has left the feeds file is waited for', async () => {
    expect(await sendReport({ ...report.hub, feeds: [], connectors: new Map() }, id)).toMatchObject({ kind: 'DUE' });
    expect(await state()).toBe('DUE NOT_CONFIGURED');
  });
});
