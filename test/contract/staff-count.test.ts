/** The kept number of people by region must be what counting gives, whatever a registry document moves. */
import { territoryOf } from '../../src/domain/tenancy/territory';
import type { RegistryDocument } from '../../src/domain/registry/document';
import { planRegistry } from '../kit/plan-case';
import { CITY, NATION, PROVINCE, usePlanDesk, type PlanDesk } from '../kit/plan-desk';

jest.setTimeout(60_000);

describe('the number of people', () => {
  const desk = usePlanDesk();

  const save = (document: RegistryDocument) =>
    desk.hub.transaction(async ({ registry }) => {
      await registry.lock();
      await registry.save(document, { at: desk.hub.now(), by: 'document' });
    });
  const total = async (by: typeof CITY) => {
    const filter = { kind: null, institutionCode: null, occupationCode: null, waiting: false };
    const page = await desk.hub.views.staff(territoryOf(by), filter, { first: 500, after: null });
    expect(page.items).toHaveLength(page.total);
    return page.total;
  };
  const isKept = async () => {
    const kept = await desk.source.query(`SELECT * FROM staff_count WHERE people <> 0 ORDER BY region_code`);
    const counted = await desk.source.query(
      `SELECT coalesce(assessor.region_code, institution.region_code, '') AS region_code, count(*)::int AS people
         FROM assessor LEFT JOIN institution ON institution.code = assessor.institution_code GROUP BY 1 ORDER BY 1`,
    );
    expect(kept).toEqual(counted);
  };

  test('follows people and the institution that they belong to', async () => {
    await isKept();
    const before = { city: await total(CITY), province: await total(PROVINCE) };
    const person = { occupationCodes: [], from: '2026-01-01', to: null, barred: [] };
    const [school] = (planRegistry().institutions ?? []).filter(({ code }) => code === '4301');
    if (school === undefined) throw new Error('The registry lacks its school.');
    await save({
      assessors: [
        { ...person, id: 'NEW-1', institutionCode: '4301' },
        { ...person, id: 'NEW-2', regionCode: school.regionCode },
        { ...person, id: 'NEW-3' },
      ],
    });
    await isKept();
    expect(await total(CITY)).toBe(before.city + 2);
    expect(await total(NATION)).toBe((await total(PROVINCE)) + 1 + (await nowhereElse(desk)));

    await save({ institutions: [{ ...school, regionCode: '430200' }] });
    await isKept();
    expect(await total(PROVINCE)).toBe(before.province + 2);
    expect(await total(CITY)).toBeLessThan(before.city + 2);
  });
});

/** People of the sample that are at home in no region or in another province. */
const nowhereElse = async (desk: PlanDesk): Promise<number> => {
  const [found] = await desk.source.query(
    `SELECT count(*)::int AS people FROM assessor WHERE id <> 'NEW-3' AND (home_region IS NULL OR left(home_region, 2) <> '43')`,
  );
  return found.people;
};
