/** The queue of plans at its seams: totals that are kept must be those that counting gives, and pages must join. */
import { randomUUID } from 'node:crypto';
import { approvePlan } from '../../src/app/plans/decide-plan';
import { filePlan } from '../../src/app/plans/file-plan';
import type { Caller } from '../../src/app/caller';
import { territoryOf } from '../../src/domain/tenancy/territory';
import { planFiling } from '../kit/plan-case';
import { CITY, NATION, OTHER_CITY, PROVINCE, SCHOOL, usePlanDesk } from '../kit/plan-desk';

jest.setTimeout(60_000);

const ALL = { state: null, mine: false, institutionCode: null, text: null } as const;

describe('the queue of plans', () => {
  const desk = usePlanDesk();

  const queue = (by: Caller, filter: object, first = 500, after: string | null = null) =>
    desk.hub.views.planQueue({ role: by.role, territory: territoryOf(by) }, { ...ALL, ...filter }, { first, after });
  const kept = () => desk.source.query(`SELECT * FROM plan_count WHERE plans <> 0 ORDER BY region_code, state`);
  const counted = () =>
    desk.source.query(
      `SELECT region_code, state, count(*)::int AS plans FROM plan_case GROUP BY 1, 2 ORDER BY region_code, state`,
    );

  test('totals are kept through filing, deciding, a registry document and what is taken away', async () => {
    for (const planNo of ['HN-A', 'HN-B', 'HN-C']) await filePlan(desk.hub, SCHOOL, planFiling({ planNo }));
    await approvePlan(desk.hub, CITY, { planNo: 'HN-A' });
    expect(await kept()).toEqual(await counted());
    expect((await queue(NATION, { state: 'FILED' })).total).toBe(2);

    const row = await desk.hub.transaction(({ registry }) => registry.documentOf('4301', 'HN-B'));
    await desk.hub.transaction(async ({ registry }) => {
      await registry.lock();
      const plans = (row.plans ?? []).map((plan) => ({ ...plan, status: 'SUBMITTED' }));
      await registry.save({ plans }, { at: desk.hub.now(), by: 'document' });
    });
    expect((await queue(CITY, { mine: true })).items.map(({ planNo }) => planNo)).toEqual(['HN-B', 'HN-C']);
    await desk.hub.transaction(async ({ registry }) => {
      await registry.lock();
      const plans = (row.plans ?? []).map((plan) => ({ ...plan, status: 'CANCELLED' }));
      await registry.save({ plans }, { at: desk.hub.now(), by: 'document' });
    });
    expect(await kept()).toEqual(await counted());
    expect((await queue(CITY, { state: 'CANCELLED' })).total).toBe(1);

    await desk.source.query(`DELETE FROM plan_case WHERE plan_no = 'HN-C'`);
    expect(await kept()).toEqual(await counted());
  });

  test('pages of any size join to the whole queue, and every total is that of the list', async () => {
    const states = ['FILED', 'CITY_APPROVED', 'APPROVED', 'RETURNED', 'REFUSED', 'CANCELLED', 'VOIDED'];
    await filePlan(desk.hub, SCHOOL, planFiling({ planNo: 'HN-A' }));
    // Many at one moment: then only the number tells them apart.
    for (const copy of Array.from({ length: 40 }, (_, place) => place)) {
      const planNo = `HN-${randomUUID()}`;
      const state = states[copy % states.length];
      await desk.source.query(
        `INSERT INTO plan SELECT (jsonb_populate_record(plan, jsonb_build_object('plan_no', $1::text, 'status', $2::text))).*
           FROM plan WHERE plan_no = 'HN-A'`,
        [planNo, state],
      );
      await desk.source.query(
        `INSERT INTO plan_case SELECT (jsonb_populate_record(plan_case, jsonb_build_object('plan_no', $1::text, 'state', $2::text,
                  'filed_at', filed_at + $3 * interval '1 minute'))).* FROM plan_case WHERE plan_no = 'HN-A'`,
        [planNo, state, copy % 3],
      );
    }
    for (const by of [SCHOOL, CITY, PROVINCE, NATION]) {
      for (const filter of [{}, { state: 'RETURNED' }, { mine: true }, { institutionCode: '4301' }, { text: 'HN-' }]) {
        const whole = await queue(by, filter);
        expect(whole.items).toHaveLength(whole.total);
        expect(whole.hasNext).toBe(false);
        const walked: string[] = [];
        for (let after: string | null = null, more = true; more;) {
          const page = await queue(by, filter, 3, after);
          walked.push(...page.items.map(({ planNo }) => planNo));
          expect(page.total).toBe(whole.total);
          [after, more] = [page.endCursor, page.hasNext];
        }
        expect(walked).toEqual(whole.items.map(({ planNo }) => planNo));
      }
    }
    expect((await queue(OTHER_CITY, { institutionCode: '4301' })).total).toBe(0);
    expect((await queue(NATION, {})).total).toBe(41);
  });
});
