/** Plans on a real database: from the filing to what came of it, by whom, and who is kept out. */
import { randomUUID } from 'node:crypto';
import { territoryOf } from '../../src/domain/tenancy/territory';
import type { Caller } from '../../src/app/caller';
import { cancelPlan } from '../../src/app/plans/cancel-plan';
import { changePlan } from '../../src/app/plans/change-plan';
import { approvePlan, refusePlan, returnPlan } from '../../src/app/plans/decide-plan';
import { filePlan } from '../../src/app/plans/file-plan';
import { voidPlan } from '../../src/app/plans/void-plan';
import { saveRegistry } from '../../src/app/save-registry';
import type { PlanFiling } from '../../src/domain/plan/plan-filing';
import { rosterDigest } from '../../src/domain/certificate/roster';
import { OTHER_SITE, planFiling, residentId, rosterOf } from '../kit/plan-case';
import {
  CITY,
  decidedBatch,
  OPERATOR,
  OTHER_CITY,
  OTHER_SCHOOL,
  PROVINCE,
  SCHOOL,
  SECOND_CITY,
  SECOND_PROVINCE,
  usePlanDesk,
} from '../kit/plan-desk';

jest.setTimeout(60_000);

const PLAN_NO = 'HN-2026-01';
const ofPlan = { planNo: PLAN_NO };

describe('plans', () => {
  const desk = usePlanDesk();

  const file = (change: Partial<PlanFiling> = {}, by: Caller = SCHOOL) => filePlan(desk.hub, by, planFiling(change));
  const change = (revision: number, filing: Partial<PlanFiling> = {}, by: Caller = SCHOOL) =>
    changePlan(desk.hub, by, { planNo: PLAN_NO, revision, filing: planFiling(filing) });
  const approve = (by: Caller, planNo = PLAN_NO) => approvePlan(desk.hub, by, { planNo });
  const registryRow = async (planNo = PLAN_NO) =>
    (await desk.hub.transaction(({ registry }) => registry.documentOf('4301', planNo))).plans?.[0];
  const decisions = () =>
    desk.source.query(
      `SELECT act, reason, basis, decided_by AS by FROM decision WHERE subject_kind = 'PLAN' ORDER BY decided_at, act`,
    );
  const terms = () =>
    desk.source.query(
      `SELECT term, state FROM deadline WHERE subject_kind = 'PLAN' AND subject_id = $1 ORDER BY term`,
      [PLAN_NO],
    );
  test('level 3 goes through the city to the province, and rules and history see each step', async () => {
    expect(await file()).toEqual({
      kind: 'moved',
      planNo: PLAN_NO,
      state: 'FILED',
      revision: 1,
      filedOn: '2026-06-01',
      remarks: [],
      repeated: false,
    });
    expect(await registryRow()).toMatchObject({ status: 'FILED', provinceApproved: false, filedOn: '2026-06-01' });
    expect((await registryRow())?.roster).toContain(rosterDigest(PLAN_NO, 'RESIDENT_ID', residentId(0)));
    // The province waits for the city.
    expect(await approve(PROVINCE)).toMatchObject({ code: 'PLAN_STATE_CONFLICT', existingId: PLAN_NO });
    expect(await approve(CITY)).toMatchObject({ state: 'CITY_APPROVED' });
    expect(await registryRow()).toMatchObject({ status: 'CITY_APPROVED', provinceApproved: false });
    expect(await approve(PROVINCE)).toMatchObject({ state: 'APPROVED' });
    expect(await registryRow()).toMatchObject({ status: 'APPROVED', provinceApproved: true });
    expect((await decisions()).map(({ act, by }: { act: string; by: string }) => [act, by])).toEqual([
      ['CITY_APPROVED', 'city'],
      ['PROVINCE_APPROVED', 'province'],
    ]);
    const plain = await desk.source.query(
      `SELECT plan::text || coalesce(plan_case::text, '') AS kept FROM plan JOIN plan_case USING (plan_no)`,
    );
    expect(JSON.stringify(plain)).not.toContain(residentId(0));
  });

  test('level 4 is approved by the city alone', async () => {
    await file({ level: 'LEVEL_4' });
    expect(await approve(CITY)).toMatchObject({ state: 'APPROVED' });
    expect(await registryRow()).toMatchObject({ status: 'APPROVED', provinceApproved: false });
    expect(await approve(PROVINCE)).toMatchObject({ code: 'PLAN_STATE_CONFLICT' });
  });

  test('the terms of the offices and of the institution run with the steps', async () => {
    await file();
    expect(await terms()).toEqual([{ term: 'PLAN_CITY', state: 'OPEN' }]);
    await approve(CITY);
    expect(await terms()).toEqual([
      { term: 'PLAN_CITY', state: 'MET' },
      { term: 'PLAN_PROVINCE', state: 'OPEN' },
    ]);
    await approve(PROVINCE);
    expect((await terms()).slice(0, 2)).toEqual([
      { term: 'PLAN_CITY', state: 'MET' },
      { term: 'PLAN_PROVINCE', state: 'MET' },
    ]);
  });

  test('what is refused at the filing leaves nothing, and names every place', async () => {
    const outcome = await file({ planNo: null, level: 'LEVEL_1', assessors: ['A1', 'A9'], examFrom: '2026-06-10' });
    expect(outcome).toMatchObject({
      code: 'PLAN_INVALID',
      places: [{ field: 'level' }, { field: 'assessors' }, { field: 'assessors/1' }, { field: 'examFrom' }],
    });
    expect(await file({ planNo: null, examFrom: '2026-06-12' })).toMatchObject({ code: 'PLAN_TOO_LATE' });
    expect(await desk.source.query('SELECT FROM plan')).toEqual([]);
    // The number that was refused is given to the next.
    expect(await file({ planNo: null })).toMatchObject({ planNo: 'P2026-430100-000001' });
    expect(await file({ planNo: null, headcount: 4 })).toMatchObject({ planNo: 'P2026-430100-000002' });
  });

  test('the same filing twice is one plan, also at once; another content under its number is refused', async () => {
    const both = await Promise.all([file({ planNo: null }), file({ planNo: null })]);
    expect(both.map((outcome) => 'repeated' in outcome && outcome.repeated).sort()).toEqual([false, true]);
    expect(new Set(both.map((outcome) => 'planNo' in outcome && outcome.planNo)).size).toBe(1);
    await file();
    expect(await file()).toMatchObject({ planNo: PLAN_NO, repeated: true });
    expect(await file({ headcount: 9 })).toMatchObject({ code: 'PLAN_NO_TAKEN', existingId: PLAN_NO });
    // Somebody else learns that the number is taken, and nothing of whose it is.
    const foreign = await filePlan(desk.hub, OTHER_SCHOOL, planFiling());
    expect(foreign).toMatchObject({ code: 'PLAN_NO_TAKEN', existingId: null, places: [] });
  });

  test('of two reviewers at once one wins, and the other is told what happened', async () => {
    await file();
    const both = await Promise.all([
      approve(CITY),
      returnPlan(desk.hub, SECOND_CITY, { ...ofPlan, reason: '名册不全' }),
    ]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['moved', 'refused']);
    const lost = both.find(({ kind }) => kind === 'refused');
    expect(lost).toMatchObject({ code: 'PLAN_STATE_CONFLICT', existingId: PLAN_NO, places: [{ field: 'state' }] });
    expect(lost).toMatchObject({
      places: [
        {
          message: {
            zh: expect.stringMatching(/市州主管部门于 20\S+ 办理$/),
            en: expect.stringContaining('by the city at'),
          },
        },
      ],
    });
    expect(await decisions()).toHaveLength(1);
  });

  test('a plan is sent back by no clause on who approves it', async () => {
    await file();
    expect(await approve(CITY)).toMatchObject({ state: 'CITY_APPROVED' });
    expect(await returnPlan(desk.hub, PROVINCE, { ...ofPlan, reason: '人数不符' })).toMatchObject({
      state: 'RETURNED',
    });
    const noted: readonly { readonly act: string; readonly basis: readonly string[] }[] = await decisions();
    expect(noted.map(({ act, basis }) => [act, basis])).toEqual([
      ['CITY_APPROVED', ['湘人社函〔2020〕47号 四(一)', '湘人社函〔2020〕47号 五(尾)']],
      ['PROVINCE_RETURNED', ['人社职司便函〔2020〕17号']],
    ]);
  });

  test('whoever says the same again hears the same again', async () => {
    await file();
    await approve(CITY);
    expect(await approve(CITY)).toMatchObject({ state: 'CITY_APPROVED', repeated: true });
    expect(await approve(SECOND_CITY)).toMatchObject({ code: 'PLAN_STATE_CONFLICT' });
    const refusal = { ...ofPlan, reason: '无备案', basis: ['湘人社函〔2020〕47号 四(一)'] };
    expect(await refusePlan(desk.hub, PROVINCE, refusal)).toMatchObject({ state: 'REFUSED' });
    expect(await refusePlan(desk.hub, PROVINCE, refusal)).toMatchObject({ state: 'REFUSED', repeated: true });
    expect((await decisions()).at(-1)).toEqual({
      act: 'PROVINCE_REFUSED',
      reason: '无备案',
      basis: refusal.basis,
      by: 'province',
    });
  });

  test('one person takes one step', async () => {
    await file();
    const oneHand: Caller = { ...PROVINCE, clientId: CITY.clientId };
    await approve(CITY);
    expect(await approve(oneHand)).toMatchObject({ code: 'FOUR_EYES' });
    expect(await approve({ ...PROVINCE, clientId: SCHOOL.clientId })).toMatchObject({ code: 'FOUR_EYES' });
    expect(await approve(SECOND_PROVINCE)).toMatchObject({ state: 'APPROVED' });
  });

  test('what belongs elsewhere is answered like what is not there', async () => {
    await file();
    const nowhere = await approve(CITY, 'P-NONE');
    expect(nowhere).toMatchObject({ code: 'PLAN_NOT_FOUND' });
    expect(await approve(OTHER_CITY)).toEqual(nowhere);
    expect(await change(1, {}, OTHER_SCHOOL)).toEqual(nowhere);
    expect(await cancelPlan(desk.hub, OTHER_SCHOOL, { ...ofPlan, reason: 'x' })).toEqual(nowhere);
    expect(await approve(OPERATOR)).toMatchObject({ code: 'FORBIDDEN' });
    for (const outsider of [OTHER_SCHOOL, OTHER_CITY]) {
      const territory = territoryOf(outsider);
      expect(await desk.hub.views.plan(territory, PLAN_NO)).toBeUndefined();
      expect(await desk.hub.views.planOutcome(territory, PLAN_NO)).toBeUndefined();
      expect(await desk.hub.views.certificatesOfPlan(territory, PLAN_NO, { first: 5, after: null })).toBeUndefined();
    }
  });

  test('a change files anew: new revision, new day, the offices decide again', async () => {
    await file();
    await approve(CITY);
    desk.setDay('2026-06-02');
    expect(await change(1, { examFrom: '2026-06-14' })).toMatchObject({ code: 'PLAN_TOO_LATE' });
    const moved = await change(1, { headcount: 5 });
    expect(moved).toMatchObject({
      state: 'FILED',
      revision: 2,
      filedOn: '2026-06-02',
      remarks: [{ code: 'ROSTER_SHORT' }],
    });
    expect(await change(1, { headcount: 5 })).toMatchObject({ revision: 2, repeated: true });
    expect(await change(1, { headcount: 6 })).toMatchObject({ code: 'PLAN_STATE_CONFLICT' });
    expect(await registryRow()).toMatchObject({ status: 'FILED', headcount: 5, filedOn: '2026-06-02' });
    expect(await approve(PROVINCE)).toMatchObject({ code: 'PLAN_STATE_CONFLICT' });
    await approve(CITY);
    expect(await approve(PROVINCE)).toMatchObject({ state: 'APPROVED', revision: 2 });
    const twice = await Promise.all([change(2, { headcount: 7 }), change(2, { headcount: 8 })]);
    expect(twice.map(({ kind }) => kind).sort()).toEqual(['moved', 'refused']);
  });

  test('a returned plan is mended by a change, and a cancelled one stays cancelled', async () => {
    await file();
    expect(await returnPlan(desk.hub, CITY, { ...ofPlan, reason: ' ' })).toMatchObject({ code: 'REASON_MISSING' });
    await returnPlan(desk.hub, CITY, { ...ofPlan, reason: '名册不全' });
    expect(await registryRow()).toMatchObject({ status: 'RETURNED' });
    expect(await change(1)).toMatchObject({ state: 'FILED', revision: 2 });
    const cancelled = await cancelPlan(desk.hub, SCHOOL, { ...ofPlan, reason: '报名不足' });
    expect(cancelled).toMatchObject({ state: 'CANCELLED', repeated: false });
    expect(await cancelPlan(desk.hub, SCHOOL, { ...ofPlan, reason: '报名不足' })).toMatchObject({ repeated: true });
    expect(await change(2)).toMatchObject({ code: 'PLAN_STATE_CONFLICT' });
    expect(await file()).toMatchObject({ code: 'PLAN_NO_TAKEN' });
  });

  test('once a batch exists the plan is neither changed nor cancelled; the regulator may void it', async () => {
    await file({ level: 'LEVEL_4' });
    await approve(CITY);
    const id = '00000000-0000-4000-8000-000000000001';
    await decidedBatch(desk, id, PLAN_NO, { passed: 2, held: 0, returned: 1 });
    expect(await change(1)).toMatchObject({ code: 'PLAN_IN_USE', existingId: id });
    expect(await cancelPlan(desk.hub, SCHOOL, { ...ofPlan, reason: 'x' })).toMatchObject({ code: 'PLAN_IN_USE' });
    const voided = await desk.hub.transaction(async (stores) => {
      await stores.registry.lock();
      const found = await stores.plans.caseOf(PLAN_NO);
      return found && voidPlan(desk.hub, stores, found, { by: 'province', reason: '考试违规' });
    });
    expect(voided).toBeUndefined();
    expect(await registryRow()).toMatchObject({ status: 'VOIDED' });
  });

  test('a plan of which results come in at the same moment is not cancelled past them', async () => {
    await file({ level: 'LEVEL_4' });
    await approve(CITY);
    let cancelling: Promise<unknown> = Promise.resolve();
    await desk.hub.transaction(async (stores) => {
      await stores.results.lockPlan(PLAN_NO);
      cancelling = cancelPlan(desk.hub, SCHOOL, { ...ofPlan, reason: '报名不足' });
      await new Promise((resolve) => setTimeout(resolve, 200));
      const results = { id: randomUUID(), planNo: PLAN_NO, revision: 1, institutionCode: '4301', regionCode: '430100' };
      const by = { submittedBy: SCHOOL.clientId, submittedAt: desk.hub.now(), overdueToldAt: null, closedAt: null };
      const gone = { withdrawnAt: null, withdrawnBy: null, noticeFrom: null, noticeTo: null };
      const counts = { state: 'SUBMITTED', candidates: 0, passed: 0 } as const;
      await stores.results.insert({ ...results, ...by, ...gone, ...counts }, Buffer.from('key'), []);
    });
    expect(await cancelling).toMatchObject({ code: 'PLAN_IN_USE' });
    expect(await registryRow()).toMatchObject({ status: 'APPROVED' });
  });

  test('an approval asks again what may have changed since the filing', async () => {
    await file();
    await desk.source.query(`UPDATE assessor SET barred = '[{"from":"2026-06-01","to":null}]' WHERE id = 'A2'`);
    expect(await approve(CITY)).toMatchObject({ code: 'PLAN_INVALID', places: [{ field: 'assessors/1' }] });
    expect(await returnPlan(desk.hub, CITY, { ...ofPlan, reason: '更换考评员' })).toMatchObject({ state: 'RETURNED' });
  });

  test('people who are named elsewhere on the same days are a remark', async () => {
    await file({ planNo: 'HN-OTHER', siteCode: OTHER_SITE, examFrom: '2026-06-17', examTo: '2026-06-18' });
    const outcome = await file();
    expect(outcome).toMatchObject({ state: 'FILED', remarks: [{ code: 'STAFF_ELSEWHERE' }] });
    const shown = await desk.hub.views.plan(territoryOf(CITY), PLAN_NO);
    expect(shown?.remarks).toMatchObject([{ code: 'STAFF_ELSEWHERE' }]);
  });

  test('a plan of a registry document waits for the city, and what a document says later holds', async () => {
    const row = {
      ...planFiling(),
      institutionCode: '4301',
      status: 'SUBMITTED',
      provinceApproved: false,
      filedOn: '2026-05-20',
      roster: null,
    };
    const { audience: _audience, rosterDigests: _digests, ...plan } = row;
    expect(await saveRegistry(desk.hub, CITY, { plans: [plan] })).toMatchObject({ kind: 'saved' });
    expect(await approve(SECOND_CITY)).toMatchObject({ state: 'CITY_APPROVED' });
    expect(await desk.hub.views.plan(territoryOf(SCHOOL), PLAN_NO)).toMatchObject({
      throughHub: false,
      waitsFor: 'PROVINCE',
    });
    await saveRegistry(desk.hub, PROVINCE, { plans: [{ ...plan, status: 'APPROVED', provinceApproved: true }] });
    expect(await approve(PROVINCE)).toMatchObject({ code: 'PLAN_STATE_CONFLICT' });
  });

  test('a roster of 10,000 is filed in a few seconds at most', async () => {
    const begun = performance.now();
    expect(await file({ headcount: 10_000, roster: rosterOf(10_000) })).toMatchObject({ state: 'FILED' });
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect((await registryRow())?.roster).toHaveLength(10_000);
  });
});
