/** Corrections and re-issues on a real database: one live truth of a number, and every feed that had the old one is owed the new. */
import { approveCorrection, refuseCorrection, withdrawCorrection } from '../../src/app/certificates/decide-change';
import { requestCorrection } from '../../src/app/certificates/request-change';
import { canonicalDigest } from '../../src/domain/reference/canonical-digest';
import { territoryOf } from '../../src/domain/tenancy/territory';
import {
  AT,
  certificateNoOf,
  CITY,
  FEED,
  INSTITUTION_CALLER,
  OTHER_INSTITUTION,
  PROVINCE,
  recordOf,
  SECOND_CITY,
  useCertificateDesk,
} from '../kit/certificate-desk';
import { changeRequests, CORRECTION_REASON, idOf, NO, recallRequests } from '../kit/certificate-requests';
import { OTHER_CITY } from '../kit/review-office';
import { OTHER_PROVINCE, SECOND_PROVINCE } from '../kit/waiting-batch';

jest.setTimeout(60_000);

describe('corrections', () => {
  const desk = useCertificateDesk();
  const { correct, reissue } = changeRequests(desk);
  const { propose, confirm } = recallRequests(desk);
  let batchId: string;
  beforeEach(async () => {
    batchId = await desk.issued({ records: 3 });
  });

  const requested = async (record = recordOf(1, { name: '林小溪' })): Promise<string> => {
    const outcome = await correct(record);
    expect(outcome).toMatchObject({ kind: 'requested', state: 'REQUESTED', repeated: false });
    return idOf(outcome);
  };

  test('a correction goes from the institution to the feeds', async () => {
    await desk.query(`UPDATE certificate SET issued_on = '2026-07-20'`);
    const id = await requested(recordOf(1, { name: '林小溪', candidateCategory: 'OTHER' }));
    const terms = (): Promise<unknown> =>
      desk.query(`SELECT term, state, due_on AS due FROM deadline WHERE subject_id = $1 ORDER BY term`, [id]);
    expect(await terms()).toEqual([{ term: 'CORRECTION_CITY', state: 'OPEN', due: '2026-08-10' }]);
    expect(await approveCorrection(desk.hub, CITY, { id })).toMatchObject({ kind: 'decided', state: 'CITY_APPROVED' });
    desk.reminded.length = 0;
    expect(await approveCorrection(desk.hub, PROVINCE, { id })).toEqual({
      kind: 'decided',
      correctionId: id,
      state: 'APPLIED',
      certificateNo: NO,
      appliedVersion: 2,
    });
    expect(desk.reminded).toEqual(['deliver 1', 'tally 2']);
    expect(await desk.versions(NO)).toEqual(['1 ISSUED', '2 CORRECTED']);
    expect(await desk.owed(NO)).toEqual([`${FEED.name} 1 1`, `${FEED.name} 2 2`]);
    expect(await desk.certificate(1)).toMatchObject({
      state: 'LIVE',
      version: 2,
      candidate_category: 'OTHER',
      issued_on: '2026-06-20',
    });
    expect(await terms()).toMatchObject([
      { term: 'CORRECTION_CITY', state: 'MET' },
      { term: 'CORRECTION_PROVINCE', state: 'MET' },
    ]);
    expect(await desk.query(`SELECT period FROM tally_due ORDER BY period`)).toEqual([
      { period: '2026-06' },
      { period: '2026-07' },
    ]);
    expect(
      await desk.query(`SELECT act, basis, decided_by AS by FROM decision WHERE subject_id = $1 ORDER BY act`, [id]),
    ).toEqual([
      { act: 'CORRECTION_APPLIED', basis: ['人社职司便函〔2020〕17号'], by: 'province' },
      { act: 'CORRECTION_CITY_APPROVED', basis: ['人社职司便函〔2020〕17号'], by: 'city' },
    ]);
    const told = await desk.query(`SELECT topic, role FROM notification WHERE subject_id = $1 ORDER BY topic, role`, [
      id,
    ]);
    expect(told).toEqual([
      { topic: 'CORRECTION_APPLIED', role: 'INSTITUTION' },
      { topic: 'CORRECTION_CITY_APPROVED', role: 'INSTITUTION' },
      { topic: 'CORRECTION_CITY_APPROVED', role: 'PROVINCE' },
      { topic: 'CORRECTION_REQUESTED', role: 'CITY' },
    ]);
  });

  test('what changes is shown masked, and only to whom it concerns', async () => {
    const id = await requested();
    const view = await desk.hub.views.correction(territoryOf(CITY), id);
    expect(view).toMatchObject({
      kind: 'CORRECTION',
      state: 'REQUESTED',
      institution: { code: '0001' },
      differences: [{ field: 'name', title: '姓名', before: '林**', after: '林**' }],
    });
    expect(JSON.stringify(view)).not.toContain('林小溪');
    for (const caller of [OTHER_INSTITUTION, OTHER_CITY, OTHER_PROVINCE]) {
      expect(await desk.hub.views.correction(territoryOf(caller), id)).toBeUndefined();
    }
    const page = { first: 10, after: null };
    const waits = (caller: typeof CITY): Promise<{ total: number }> =>
      desk.hub.views.corrections(territoryOf(caller), { mine: { role: caller.role } }, page);
    expect([(await waits(CITY)).total, (await waits(PROVINCE)).total]).toEqual([1, 0]);
    await approveCorrection(desk.hub, CITY, { id });
    expect([(await waits(CITY)).total, (await waits(PROVINCE)).total]).toEqual([0, 1]);
  });

  test.each([
    ['the level', { level: 'LEVEL_4' }, ['level']],
    ['the site', { siteCode: 'S000151000999' }, ['siteCode']],
    ['the year of issue', { issuedOn: '2025-06-20' }, ['issuedOn']],
    ['the number itself', { certificateNo: certificateNoOf(9) }, ['certificateNo']],
  ])('a correction leaves %s alone', async (_, change, fields) => {
    const outcome = await correct(recordOf(1, change));
    expect(outcome).toMatchObject({ code: 'CORRECTION_FIXED_FIELDS', places: fields.map((field) => ({ field })) });
  });

  test('what the rules refuse is refused, with place and rule; what changes nothing is told', async () => {
    expect(await correct(recordOf(1, { sex: 'MALE' }))).toMatchObject({
      code: 'CORRECTION_FINDINGS',
      places: expect.arrayContaining([
        { record: null, field: 'sex', message: { zh: expect.stringMatching(/^AUT-004/), en: expect.any(String) } },
      ]),
    });
    expect(await correct(recordOf(1))).toMatchObject({ code: 'CORRECTION_UNCHANGED' });
    expect(await correct(recordOf(1, { remark: '' }))).toMatchObject({ code: 'CORRECTION_UNCHANGED' });
    expect(await correct({ name: { nested: true } })).toMatchObject({ code: 'CORRECTION_INVALID' });
    expect(await correct(recordOf(1, { name: '林小溪' }), { reason: ' ' })).toMatchObject({
      code: 'CORRECTION_INVALID',
      places: [{ field: 'reason' }],
    });
    expect(await correct(recordOf(1, { name: '林小溪' }), { evidence: [] })).toMatchObject({
      code: 'CORRECTION_INVALID',
      places: [{ field: 'evidence' }],
    });
    const foreign = [await desk.evidence(OTHER_INSTITUTION)];
    expect(await correct(recordOf(1, { name: '林小溪' }), { evidence: foreign })).toMatchObject({
      code: 'ATTACHMENT_NOT_FOUND',
    });
    expect(await desk.query(`SELECT id FROM certificate_change`)).toEqual([]);
  });

  test('another institution hears that there is no such certificate; regulators may not ask', async () => {
    const asked = {
      certificateNo: NO,
      record: recordOf(1, { name: '林小溪' }),
      reason: CORRECTION_REASON,
      evidence: [desk.files.institution],
    };
    const outcome = await requestCorrection(desk.hub, OTHER_INSTITUTION, asked);
    expect(outcome).toMatchObject({ code: 'CERTIFICATE_NOT_FOUND' });
    const nothing = await requestCorrection(desk.hub, OTHER_INSTITUTION, { ...asked, certificateNo: 'X' });
    expect(nothing).toEqual(outcome);
    expect(await requestCorrection(desk.hub, CITY, asked)).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('whether it is the same is told by a digest that needs the key of the hub; one of an earlier release does not', async () => {
    const id = await requested();
    const record = recordOf(1, { name: '林小溪' });
    const asked = { certificateNo: NO, record, reason: CORRECTION_REASON, evidence: [desk.files.institution] };
    const plain = canonicalDigest({ kind: 'CORRECTION', ...asked });
    const key = desk.hub.keyedDigest(plain).toString('hex');
    expect(await desk.query('SELECT content_key AS key FROM certificate_change')).toEqual([{ key }]);
    await desk.query('UPDATE certificate_change SET content_key = $1', [plain]);
    expect(await correct(record)).toMatchObject({ correctionId: id, repeated: true });
    expect(await correct(recordOf(1, { name: '林大溪' }))).toMatchObject({ code: 'CORRECTION_OPEN', existingId: id });
  });

  test('the same request again is one; another one waits', async () => {
    const id = await requested();
    expect(await correct(recordOf(1, { name: '林小溪' }))).toEqual({
      kind: 'requested',
      correctionId: id,
      state: 'REQUESTED',
      repeated: true,
    });
    expect(await correct(recordOf(1, { name: '林大溪' }))).toMatchObject({ code: 'CORRECTION_OPEN', existingId: id });
    const two = await Promise.all([1, 2].map(() => reissue(null, certificateNoOf(2))));
    expect(two.map((outcome) => Reflect.get(outcome, 'repeated')).sort()).toEqual([false, true]);
    expect(idOf(two[0] ?? {})).toBe(idOf(two[1] ?? {}));
  });

  test('four eyes, territory, order and repeats of the decisions', async () => {
    const id = await requested();
    const notFound = { code: 'CORRECTION_NOT_FOUND' };
    expect(await approveCorrection(desk.hub, OTHER_CITY, { id })).toMatchObject(notFound);
    expect(await approveCorrection(desk.hub, CITY, { id: 'x' })).toMatchObject(notFound);
    expect(await approveCorrection(desk.hub, INSTITUTION_CALLER, { id })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await approveCorrection(desk.hub, PROVINCE, { id })).toMatchObject({
      code: 'CORRECTION_STATE_CONFLICT',
      places: [{ field: 'state', message: { en: 'Its state now: waits for the city' } }],
    });
    const sameHand = { ...CITY, clientId: INSTITUTION_CALLER.clientId };
    expect(await approveCorrection(desk.hub, sameHand, { id })).toMatchObject({ code: 'FOUR_EYES' });
    const byCity = await approveCorrection(desk.hub, CITY, { id });
    expect(await approveCorrection(desk.hub, CITY, { id })).toEqual(byCity);
    expect(await approveCorrection(desk.hub, SECOND_CITY, { id })).toMatchObject({ code: 'CORRECTION_STATE_CONFLICT' });
    const cityAsProvince = { ...PROVINCE, clientId: CITY.clientId };
    expect(await approveCorrection(desk.hub, cityAsProvince, { id })).toMatchObject({ code: 'FOUR_EYES' });
    const applied = await approveCorrection(desk.hub, PROVINCE, { id });
    expect(await approveCorrection(desk.hub, PROVINCE, { id })).toEqual(applied);
    expect(await desk.versions(NO)).toHaveLength(2);
  });

  test('of two provinces at once one applies it and the other is told', async () => {
    const id = await requested();
    await approveCorrection(desk.hub, CITY, { id });
    const outcomes = await Promise.all(
      [PROVINCE, SECOND_PROVINCE].map((caller) => approveCorrection(desk.hub, caller, { id })),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['decided', 'refused']);
    expect(outcomes.find(({ kind }) => kind === 'refused')).toMatchObject({
      code: 'CORRECTION_STATE_CONFLICT',
      existingId: id,
    });
    expect(await desk.versions(NO)).toEqual(['1 ISSUED', '2 CORRECTED']);
  });

  test('refused with a reason, or withdrawn; then another may come', async () => {
    const id = await requested();
    expect(await refuseCorrection(desk.hub, CITY, { id, reason: '' })).toMatchObject({ code: 'REASON_MISSING' });
    const refused = await refuseCorrection(desk.hub, CITY, { id, reason: '证明材料不足' });
    expect(refused).toMatchObject({ state: 'REFUSED' });
    expect(await refuseCorrection(desk.hub, CITY, { id, reason: '证明材料不足' })).toEqual(refused);
    expect(await withdrawCorrection(desk.hub, INSTITUTION_CALLER, { id })).toMatchObject({
      code: 'CORRECTION_STATE_CONFLICT',
    });
    const second = await requested();
    expect(await withdrawCorrection(desk.hub, OTHER_INSTITUTION, { id: second })).toMatchObject({
      code: 'CORRECTION_NOT_FOUND',
    });
    expect(await withdrawCorrection(desk.hub, INSTITUTION_CALLER, { id: second })).toMatchObject({
      state: 'WITHDRAWN',
    });
    await requested();
    expect(await desk.versions(NO)).toEqual(['1 ISSUED']);
  });

  test('a feed that never got the number is told nothing', async () => {
    await desk.query(
      `INSERT INTO feed (name, connector, region_code, title_zh, title_en, enabled) VALUES ('late', 'postgres', '000000', '样例', 'x', true)`,
    );
    await desk.agree(await requested());
    expect(await desk.owed(NO)).toEqual([`${FEED.name} 1 1`, `${FEED.name} 2 2`]);
  });

  test('a revoked certificate is not corrected; a recall ends what was under way', async () => {
    const id = await requested();
    expect(await confirm(await propose({ certificateNos: [NO] }, CITY, { ground: 'ERROR' }))).toMatchObject({
      kind: 'ended',
      state: 'CONFIRMED',
      certificates: 1,
    });
    expect(await desk.hub.views.correction(territoryOf(CITY), id)).toMatchObject({
      state: 'REFUSED',
      decidedBy: SECOND_CITY.clientId,
    });
    expect(await correct(recordOf(1, { name: '林小溪' }))).toMatchObject({
      code: 'CERTIFICATE_REVOKED',
      remedy: { zh: expect.any(String), en: expect.any(String) },
      existingId: expect.any(String),
      places: [{ field: 'certificateNo', message: { en: expect.stringContaining('revoked it at 20') } }],
    });
    expect(await reissue(null)).toMatchObject({ code: 'CERTIFICATE_REVOKED' });
  });

  test('a correction and a recall of one certificate at once: one comes first, the other is told', async () => {
    const id = await requested();
    await approveCorrection(desk.hub, CITY, { id });
    const proposed = await propose({ certificateNos: [NO] });
    const recallId = idOf(proposed);
    const [correction, recall] = await Promise.all([approveCorrection(desk.hub, PROVINCE, { id }), confirm(proposed)]);
    const versions = await desk.versions(NO);
    if (correction.kind === 'decided') {
      expect(recall).toMatchObject({ code: 'RECALL_CHANGED', existingId: recallId });
      expect(versions).toEqual(['1 ISSUED', '2 CORRECTED']);
    } else {
      expect(correction).toMatchObject({ code: 'CORRECTION_STATE_CONFLICT' });
      expect(recall).toMatchObject({ state: 'CONFIRMED', certificates: 1 });
      expect(versions).toEqual(['1 ISSUED', '2 REVOKED']);
    }
  });

  test('a terminated institution still mends its data', async () => {
    await desk.query(
      `INSERT INTO filing (id, institution_code, occupation_code, work_types, levels, site_codes, audience, basis, from_day, to_day)
       VALUES ('F1', '0001', '6-31-01-03', '{--}', '{LEVEL_3}', '{}', '{}', '{}', '2020-01-01', '2026-07-01')`,
    );
    expect(await desk.agree(await requested())).toMatchObject({ state: 'APPLIED' });
    expect(AT.toISOString() > '2026-07-01').toBe(true);
  });

  test('a corrected document is found under the number that counts now', async () => {
    const other = recordOf(7).idNumber;
    await desk.agree(await requested(recordOf(1, { idNumber: other })));
    const personKey = desk.hub.keyedDigest(`RESIDENT_ID\n${String(other)}`);
    const found = await desk.hub.views.foundRecords(territoryOf(CITY), { personKey }, { first: 5, after: null });
    expect(found.items).toMatchObject([{ batchId, line: 1, certificateState: 'LIVE' }]);
  });
});
