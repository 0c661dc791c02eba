/** What else ends with a plan that a recall voids whole: its results, its terms, its case. */
import { AT, SECOND_CITY, useCertificateDesk } from '../kit/certificate-desk';
import { recallRequests } from '../kit/certificate-requests';

jest.setTimeout(60_000);

describe('a plan that is voided', () => {
  const desk = useCertificateDesk();
  const { propose, confirm } = recallRequests(desk);

  test('with the plan its results are cancelled, and nobody waits for anything of it', async () => {
    await desk.plan('P2');
    await desk.query(
      `INSERT INTO results (id, plan_no, revision, institution_code, region_code, state, notice_from, notice_to, candidates,
                            passed, content_key, submitted_by, submitted_at)
       SELECT gen_random_uuid(), 'P2', 1, code, region_code, 'ON_NOTICE', '2026-06-30', '2026-07-06', 1, 1, '\\x00', 'i', $1
         FROM institution WHERE code = '0001'`,
      [AT],
    );
    await desk.query(
      `INSERT INTO deadline (id, term, subject_kind, subject_id, institution_code, region_code, responsible, starts_on, days,
                             warning_days, calendars, state, basis, opened_at)
       VALUES (gen_random_uuid(), 'RESULTS_UPLOAD', 'PLAN', 'P2', '0001', '510100', 'INSTITUTION', '2026-06-20', 20, 2, 0,
               'OPEN', '{}', $1)`,
      [AT],
    );
    expect(await confirm(await propose({ planNo: 'P2' }))).toMatchObject({ state: 'CONFIRMED' });
    expect(await desk.query(`SELECT state, withdraw_reason AS reason FROM results`)).toEqual([
      { state: 'WITHDRAWN', reason: '考试组织弄虚作假' },
    ]);
    expect(await desk.query(`SELECT state FROM deadline WHERE subject_kind = 'PLAN'`)).toEqual([
      { state: 'CANCELLED' },
    ]);
    expect(await desk.query(`SELECT state, decided_act AS act, decided_by AS by, reason FROM plan_case`)).toEqual([
      { state: 'VOIDED', act: 'VOIDED', by: SECOND_CITY.clientId, reason: '考试组织弄虚作假' },
    ]);
  });
});
