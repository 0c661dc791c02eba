/** Reference data from outside: all of a document or nothing, and only inside one's own territory. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RegistryDocument } from '../../src/domain/registry/document';
import { onEachBackend } from '../kit/each-backend';
import type { TestHub } from '../kit/hub';
import type { CallerName } from '../kit/hub-clients';
import { idOf, openUpload, pushBatch, REFUSAL, untilChecked, type Refused } from '../kit/operations';
import { runCommand, type CommandResult } from '../kit/role-process';
import { sampleDesk } from '../kit/sample-desk';

jest.setTimeout(120_000);

const NEW_INSTITUTION = '0801';
const NEW_PLAN = 'P2026-NEW-1';

onEachBackend('registry', (hub) => {
  const desk = sampleDesk();
  const folder = mkdtempSync(join(tmpdir(), 'certhub-registry-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const mainInstitution = desk.registry.institutions.find(({ code }) => code === '0001');
  const mainPlan = desk.registry.plans.find(({ planNo }) => planNo === desk.planNo);
  if (!mainInstitution || !mainPlan) throw new Error('The sample lacks its main institution.');

  /** A city's own new institution with a site, a filing and a plan. */
  const document = (regionCode: string, institutionCode = NEW_INSTITUTION): RegistryDocument => ({
    institutions: [{ ...mainInstitution, code: institutionCode, name: '示例新评价中心', regionCode, grade: 'CITY' }],
    sites: [
      {
        code: `S000051${regionCode.slice(2, 4)}8801`,
        institutionCode,
        regionCode,
        name: '示例新考点',
        from: '2024-01-01',
        to: null,
      },
    ],
    filings: [
      {
        id: `F-NEW-${institutionCode}`,
        institutionCode,
        occupationCode: mainPlan.occupationCode,
        workTypes: ['--'],
        levels: ['LEVEL_4'],
        siteCodes: [],
        audience: ['EXTERNAL'],
        basis: ['NATIONAL_STANDARD'],
        from: '2024-01-01',
        to: null,
        interruptions: [],
      },
    ],
    plans: [
      {
        ...mainPlan,
        planNo: NEW_PLAN,
        institutionCode,
        siteCode: `S000051${regionCode.slice(2, 4)}8801`,
        level: 'LEVEL_4',
        workType: '--',
      },
    ],
  });
  const importFile = (content: unknown): Promise<CommandResult> => {
    const file = join(folder, 'registry.json');
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return runCommand(['registry', 'import', file], hubSettings(hub()));
  };
  const countOf = async (code: string): Promise<number> => {
    const [row] = await hub().query<{ count: number }>(
      `SELECT count(*)::int AS count FROM institution WHERE code = $1`,
      [code],
    );
    return row?.count ?? -1;
  };

  test('a document from a file is loaded whole, and loading it again changes nothing', async () => {
    for (const _ of [1, 2]) {
      const { code, stdout } = await importFile(document('510100'));
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('institutions 1') });
    }
    expect(await countOf(NEW_INSTITUTION)).toBe(1);
    const { plans } = await hub().run<{ plans: { total: number; items: { planNo: string }[] } }>(
      'city',
      `query { plans(institutionCode: "${NEW_INSTITUTION}") { total items { planNo } } }`,
    );
    expect(plans).toEqual({ total: 1, items: [{ planNo: NEW_PLAN }] });
  });

  test('a document with faults is refused whole, with every place', async () => {
    const good = document('510100', '0802');
    const broken = {
      ...good,
      institutions: [{ ...good.institutions?.[0], regionCode: '519999', creditCode: 'X' }],
      sites: [{ ...good.sites?.[0], from: '2024-13-01' }],
      odd: [],
    };
    const { code, stderr } = await importFile(broken);
    expect(code).toBe(1);
    expect(stderr).toMatch(/\/institutions\/0/);
    expect(stderr).toMatch(/\/sites\/0/);
    expect(stderr).toMatch(/odd/);
    expect(await countOf('0802')).toBe(0);
  });

  test('an unknown region, an unknown institution and a key of somebody else are places too', async () => {
    const good = document('510100', '0803');
    const outcome = await save(hub(), 'operator', 'saveSites', 'SiteInput', [
      { ...good.sites?.[0], code: 'S0000510188020', institutionCode: '0899' },
    ]);
    expect(outcome).toMatchObject({ code: 'REGISTRY_INVALID' });
    const stolen = await save(hub(), 'operator', 'savePlans', 'PlanInput', [
      planInput({ ...good.plans?.[0], planNo: desk.planNo, institutionCode: NEW_INSTITUTION }),
    ]);
    expect(stolen).toMatchObject({ code: 'REGISTRY_INVALID' });
    expect(stolen.places?.map(({ field }) => field)).toContain('/plans/0');
    const [owner] = await hub().query(`SELECT institution_code AS owner FROM plan WHERE plan_no = $1`, [desk.planNo]);
    expect(owner).toEqual({ owner: '0001' });
  });

  test('a file that is no JSON and a file that is not there end with status 2', async () => {
    expect((await importFile('{"institutions":')).code).toBe(2);
    expect((await runCommand(['registry', 'import', join(folder, 'none.json')], hubSettings(hub()))).code).toBe(2);
  });

  test('a city writes inside its territory and nowhere else', async () => {
    const inside = document('510300', '0804').institutions?.[0];
    const change = (caller: CallerName) => save(hub(), caller, 'saveInstitutions', 'InstitutionInput', [inside]);
    expect(await change('city')).toMatchObject({ code: 'REGISTRY_INVALID', places: [{ field: '/institutions/0' }] });
    expect(await countOf('0804')).toBe(0);
    expect(await change('otherProvince')).toMatchObject({ code: 'REGISTRY_INVALID' });
    expect(await change('otherCity')).toMatchObject({ counts: { institutions: 1 } });
    expect(await countOf('0804')).toBe(1);
    // Moving somebody else's institution into one's own territory is writing outside it.
    const [main] = await hub().query<{ region: string }>(
      `SELECT region_code AS region FROM institution WHERE code = '0001'`,
    );
    const taken = await save(hub(), 'otherCity', 'saveInstitutions', 'InstitutionInput', [
      { ...document('510300', '0001').institutions?.[0] },
    ]);
    expect(taken).toMatchObject({ code: 'REGISTRY_INVALID' });
    expect(await hub().query(`SELECT region_code AS region FROM institution WHERE code = '0001'`)).toEqual([main]);
  });

  test('lists that belong to no territory are for the nation and the operator', async () => {
    const region = { code: '519000', name: '示例区', grade: 'CITY', parentCode: '510000' };
    expect(await save(hub(), 'province', 'saveRegions', 'RegionInput', [region])).toMatchObject({
      code: 'REGISTRY_INVALID',
      places: [{ field: '/regions' }],
    });
  });

  test('a changed registry judges later batches; a sealed batch keeps its snapshot', async () => {
    const earlier = desk.batch({ records: 4 });
    const earlierId = idOf(await pushBatch(hub(), earlier.header, earlier.records));
    await untilChecked(hub(), earlierId);
    const filings = desk.registry.filings.filter(
      ({ institutionCode, occupationCode }) => institutionCode === '0001' && occupationCode === mainPlan.occupationCode,
    );
    const over = filings.map((filing) => ({ ...filing, to: '2024-12-31', from: '2022-01-01', interruptions: [] }));
    expect(await save(hub(), 'province', 'saveFilings', 'FilingInput', over)).toMatchObject({
      counts: { filings: over.length },
    });
    const later = desk.batch({ records: 4 });
    const laterId = idOf(await pushBatch(hub(), later.header, later.records));
    expect(await untilChecked(hub(), laterId)).toMatchObject({
      counts: { passed: 0, returned: 4 },
      byRule: [{ code: 'CMP-019' }],
    });
    expect(await untilChecked(hub(), earlierId)).toMatchObject({ counts: { passed: 4, returned: 0 } });
    await save(hub(), 'province', 'saveFilings', 'FilingInput', filings);
  });

  test('an institution whose plan is filed may open an upload for it', async () => {
    const { header } = desk.batch({ records: 1 });
    expect((await openUpload(hub(), header)).uploadId).toBeDefined();
    expect(await openUpload(hub(), { ...header, planNo: NEW_PLAN })).toMatchObject({ code: 'PLAN_UNKNOWN' });
  });
});

type Saved = Partial<Refused> & { readonly counts?: Readonly<Record<string, number>> };

/** `saveSites` takes `sites`, and so on. */
async function save(
  hub: TestHub,
  caller: CallerName,
  mutation: string,
  type: string,
  list: readonly unknown[],
): Promise<Saved> {
  const name = mutation.replace('save', '').replace(/^./, (letter) => letter.toLowerCase());
  const answer = await hub.run<Record<string, Saved>>(
    caller,
    `mutation ($list: [${type}!]!) { ${mutation}(${name}: $list) {
       ... on RegistrySaved { counts { institutions sites filings plans regions } } ${REFUSAL} } }`,
    { list },
  );
  return answer[mutation] ?? {};
}

const planInput = (plan: object): object => ({ ...plan, roster: undefined });

const hubSettings = (hub: TestHub): NodeJS.ProcessEnv => ({
  DATABASE_URL: hub.databaseUrl,
  CERTHUB_DATA_DIR: hub.dataDir,
  CERTHUB_LOG_LEVEL: 'warn',
  ...(hub.redisUrl === null ? {} : { REDIS_URL: hub.redisUrl }),
});
