/** What else ends with a plan that a recall voids whole: its results, its terms, its case. */
import { confirmRecall } from '../../src/app/certificates/confirm-recall';
import { proposeRecall } from '../../src/app/certificates/propose-recall';
import { AT, certificateDesk, CITY, SECOND_CITY, type CertificateDesk } from '../kit/certificate-desk';
import { SAMPLE_PLAN } from '../kit/sample-record';

jest.setTimeout(60_000);

describe('a plan that is voided', () => {
  let desk: CertificateDesk;
  beforeEach(async () => {
    desk = await certificateDesk();
  });
  afterEach(() => desk.close());

  test('with the plan its results are cancelled, and nobody waits for anything of it', async () => {
    await desk.bench.transaction(async ({ registry }) => {
      await registry.lock();
      const plan = { ...SAMPLE_PLAN, planNo: 'P2', institutionCode: '0001' };
      await registry.save({ plans: [plan] }, { at: AT, by: 'test' });
    });
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
    const proposed = await proposeRecall(desk.hub, CITY, {
      scope: { certificateNos: null, batchId: null, lines: null, planNo: 'P2' },
      ground: 'VIOLATION',
      reason: '考试组织弄虚作假',
      basis: ['内人社办发〔2024〕53号 第四十四条'],
      evidence: [await desk.evidence(CITY)],
    });
    if (proposed.kind === 'refused') throw new Error(proposed.code);
    expect(await confirmRecall(desk.hub, SECOND_CITY, { ...proposed, id: proposed.recallId })).toMatchObject({
      state: 'CONFIRMED',
    });
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
