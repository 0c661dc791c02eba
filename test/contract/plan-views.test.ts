/** What offices and institutions see of plans on a real database: the queue, and what a plan led to. */
import { FEED } from '../kit/approved-batch';
import { territoryOf } from '../../src/domain/tenancy/territory';
import type { Caller } from '../../src/app/caller';
import { approvePlan, returnPlan } from '../../src/app/plans/decide-plan';
import { filePlan } from '../../src/app/plans/file-plan';
import type { PlanFiling } from '../../src/domain/plan/plan-filing';
import { planFiling, residentId } from '../kit/plan-case';
import { CITY, decidedBatch, OPERATOR, OTHER_CITY, PROVINCE, SCHOOL, usePlanDesk } from '../kit/plan-desk';

jest.setTimeout(60_000);

const PLAN_NO = 'HN-2026-01';

describe('what is seen of plans', () => {
  const desk = usePlanDesk();

  const file = (change: Partial<PlanFiling> = {}) => filePlan(desk.hub, SCHOOL, planFiling(change));
  const approve = (by: Caller, planNo = PLAN_NO) => approvePlan(desk.hub, by, { planNo });

  test('the queue shows first what waits for the reader', async () => {
    await file({ planNo: 'HN-A' });
    await file({ planNo: 'HN-B' });
    await file({ planNo: 'HN-C' });
    await approve(CITY, 'HN-A');
    await returnPlan(desk.hub, CITY, { planNo: 'HN-C', reason: '名册不全' });
    const queue = async (by: Caller, filter: object = {}) => {
      const all = { state: null, mine: false, institutionCode: null, text: null };
      const page = await desk.hub.views.planQueue(
        { role: by.role, territory: territoryOf(by) },
        { ...all, ...filter },
        { first: 10, after: null },
      );
      return page.items.map(({ planNo, waitsFor }) => `${planNo} ${waitsFor}`);
    };
    expect(await queue(CITY)).toEqual(['HN-B CITY', 'HN-A PROVINCE', 'HN-C INSTITUTION']);
    expect(await queue(PROVINCE)).toEqual(['HN-A PROVINCE', 'HN-B CITY', 'HN-C INSTITUTION']);
    expect(await queue(SCHOOL)).toEqual(['HN-C INSTITUTION', 'HN-A PROVINCE', 'HN-B CITY']);
    expect(await queue(OTHER_CITY)).toEqual([]);
    expect(await queue(CITY, { mine: true })).toEqual(['HN-B CITY']);
    expect(await queue(OPERATOR, { mine: true })).toEqual([]);
    expect(await queue(PROVINCE, { text: '技师学院4301', state: 'RETURNED' })).toEqual(['HN-C INSTITUTION']);
    expect(await queue(PROVINCE, { text: "%'\0" })).toEqual([]);
    const first = await desk.hub.views.planQueue(
      { role: 'CITY', territory: territoryOf(CITY) },
      { state: null, mine: false, institutionCode: null, text: null },
      { first: 1, after: null },
    );
    expect(first).toMatchObject({ total: 3, hasNext: true });
    const rest = await desk.hub.views.planQueue(
      { role: 'CITY', territory: territoryOf(CITY) },
      { state: null, mine: false, institutionCode: null, text: null },
      { first: 5, after: first.endCursor },
    );
    expect(rest.items.map(({ planNo }) => planNo)).toEqual(['HN-A', 'HN-C']);
  });

  test('what a plan led to, down to its certificates', async () => {
    await file({ level: 'LEVEL_4' });
    await approve(CITY);
    const [batchId, empty] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
    await decidedBatch(desk, batchId, PLAN_NO, { passed: 2, held: 0, returned: 1 });
    await decidedBatch(desk, empty, PLAN_NO, { passed: 0, held: 1, returned: 0 });
    const data = (no: number) =>
      JSON.stringify({
        certificateNo: `S00004300900126400000${no}`,
        name: '张三丰',
        idNumber: residentId(no),
        siteCode: 'S000043009001',
        occupationCode: '6-31-01-03',
        occupationName: '电工',
        workType: '--',
        level: 'LEVEL_4',
        sex: 'FEMALE',
        birthDate: '1990-05-01',
        candidateCategory: 'EMPLOYEE',
        examDate: '2026-06-16',
        issuedOn: '2026-07-01',
      });
    for (const line of [1, 2]) {
      await desk.source.query(
        `INSERT INTO record (batch_id, line, verdict, certificate_no, person_key, holding_key, data)
         VALUES ($1, $2, 'PASSED', $3, $4, $4, $5)`,
        [batchId, line, `S00004300900126400000${line}`, Buffer.from(`k${line}`), data(line)],
      );
    }
    const left = await desk.hub.transaction(({ certificates }) => certificates.promote(batchId, new Date()));
    expect(left).toEqual([]);
    await desk.source.query(
      `INSERT INTO feed (name, connector, region_code, title_zh, title_en, enabled) VALUES ('province', 'postgres', '430000', '省', 'P', true)`,
    );
    await desk.hub.transaction(({ deliveries }) =>
      deliveries.createForBatch({ ...FEED, name: 'province' }, batchId, new Date(), desk.hub.newId),
    );
    await desk.source.query(`UPDATE delivery_item SET state = 'ACCEPTED' WHERE certificate_no LIKE '%1'`);
    const outcome = await desk.hub.views.planOutcome(territoryOf(SCHOOL), PLAN_NO);
    expect(outcome).toMatchObject({
      plan: { state: 'APPROVED', rosterLength: 3 },
      decisions: [{ act: 'CITY_APPROVED', role: 'CITY' }],
      results: [],
      batchesTotal: 2,
      records: { passed: 2, held: 1, returned: 1 },
      certificatesTotal: 2,
      feeds: [{ feed: 'province', accepted: 1, refused: 0, pending: 1 }],
    });
    expect(outcome?.batches.map(({ id, counts }) => [id, counts])).toEqual([
      [batchId, { passed: 2, held: 0, returned: 1 }],
      [empty, { passed: 0, held: 1, returned: 0 }],
    ]);
    const page = await desk.hub.views.certificatesOfPlan(territoryOf(PROVINCE), PLAN_NO, { first: 1, after: null });
    expect(page).toMatchObject({ total: 2, hasNext: true, items: [{ name: '张**', batchId, version: 1 }] });
    expect(JSON.stringify(page)).not.toContain(residentId(1));
    const next = await desk.hub.views.certificatesOfPlan(territoryOf(PROVINCE), PLAN_NO, {
      first: 5,
      after: page?.endCursor ?? null,
    });
    expect(next?.items).toHaveLength(1);
    const uncounted = await desk.hub.views.certificatesOfPlan(territoryOf(PROVINCE), PLAN_NO, {
      first: 1,
      after: null,
      withTotal: false,
    });
    expect(uncounted).toEqual({ ...page, total: Number.NaN });
  });
});
