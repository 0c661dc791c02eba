/** Reference data and clients on a real database: who may write what, what is shown to whom, one moment per snapshot. */
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Caller, Role } from '../../src/app/caller';
import { createClient } from '../../src/app/create-client';
import { exportSnapshot } from '../../src/app/export-snapshot';
import type { Hub } from '../../src/app/ports';
import { saveRegistry } from '../../src/app/save-registry';
import { snapshotDigest } from '../../src/domain/reference/snapshot-digest';
import { createDataSource } from '../../src/store/data-source';
import { transactionOf } from '../../src/store/transaction';
import { createViews } from '../../src/store/views';
import { freshDatabase } from '../kit/database';
import { testSealer } from '../kit/test-sealer';

const callerOf = (role: Role, regionCode: string | null = null, institutionCode: string | null = null): Caller => ({
  clientId: `test-${role}`,
  role,
  institutionCode,
  regionCode,
});
const OPERATOR = callerOf('OPERATOR');
const CITY = callerOf('CITY', '510100');
const PROVINCE = callerOf('PROVINCE', '510000');
const NATION = callerOf('NATION');
const ROSTER = ['ab'.repeat(32)];

const plan = {
  planNo: 'P1',
  institutionCode: '0001',
  status: 'APPROVED',
  provinceApproved: true,
  filedOn: '2026-05-06',
  enrolmentClosedOn: null,
  occupationCode: '6-31-01-03',
  workType: '--',
  level: 'LEVEL_3',
  siteCode: 'S000051009001',
  examFrom: '2026-06-01',
  examTo: '2026-06-02',
  headcount: 120,
  roster: ROSTER,
  assessors: [],
  internalSupervisors: [],
  invigilators: [],
  trainers: [],
};
const institution = {
  code: '0001',
  name: '样例评价机构',
  creditCode: '91350100M000100Y43',
  kind: 'SOCIAL_ORG',
  schoolType: null,
  regionCode: '510100',
  grade: 'PROVINCE',
  names: [],
};
const region = (code: string, grade: string, parentCode: string | null) => ({ code, name: '样例', grade, parentCode });
const WORLD = {
  regions: [
    region('000000', 'NATION', null),
    region('510000', 'PROVINCE', '000000'),
    region('510100', 'CITY', '510000'),
    region('510300', 'CITY', '510000'),
  ],
  institutions: [institution],
  sites: [
    { code: plan.siteCode, institutionCode: '0001', regionCode: '510100', name: '考点', from: '2024-01-01', to: null },
  ],
  plans: [plan],
};

describe('the registry', () => {
  let source: DataSource;
  let hub: Hub;
  const logged: { fields: object; message: string }[] = [];
  beforeEach(async () => {
    const { url } = await freshDatabase();
    source = await createDataSource({ url, poolMax: 4 }).initialize();
    logged.length = 0;
    const parts: Pick<Hub, 'transaction' | 'views' | 'now' | 'newId' | 'newSecret' | 'hashSecret' | 'log'> = {
      transaction: transactionOf(source, testSealer),
      views: createViews((sql, parameters = []) => source.query(sql, [...parameters]), testSealer),
      now: () => new Date('2026-06-30T01:00:00Z'),
      newId: randomUUID,
      newSecret: randomUUID,
      hashSecret: (secret) => `hash of ${secret}`,
      log: {
        error: () => undefined,
        warn: () => undefined,
        info: (fields, message) => void logged.push({ fields, message }),
        debug: () => undefined,
      },
    };
    hub = parts as Hub;
  }, 60_000);
  afterEach(() => source.destroy());

  const save = (caller: Caller, document: object) => saveRegistry(hub, caller, document);

  test('a city sets no approval of the province; whoever stands above it may', async () => {
    expect(await save(OPERATOR, WORLD)).toMatchObject({ kind: 'saved' });
    const outcome = await save(CITY, { plans: [{ ...plan, planNo: 'P2', provinceApproved: false }, plan] });
    expect(outcome).toMatchObject({
      code: 'REGISTRY_INVALID',
      placesTotal: 1,
      places: [{ field: '/plans/1/provinceApproved' }],
    });
    expect(await save(CITY, { plans: [{ ...plan, planNo: 'P2', provinceApproved: false }] })).toMatchObject({
      kind: 'saved',
    });
    for (const caller of [PROVINCE, NATION, OPERATOR]) {
      expect(await save(caller, { plans: [{ ...plan, planNo: 'P2' }] })).toMatchObject({ kind: 'saved' });
    }
    // Nobody learns from a second place that the institution stands elsewhere.
    const foreign = await save(callerOf('CITY', '510300'), { plans: [plan] });
    expect(foreign).toMatchObject({ code: 'REGISTRY_INVALID', placesTotal: 1, places: [{ field: '/plans/0' }] });
  });

  test('the roster is shown to the institution and its regulators, and to nobody else', async () => {
    await save(OPERATOR, WORLD);
    const shown = async (caller: Caller) => {
      const found = await exportSnapshot(hub, caller, 'P1');
      if (found !== undefined && 'kind' in found) throw new Error(`Refused: ${found.code}.`);
      expect(found?.digest).toBe(found && snapshotDigest(found.snapshot));
      return found?.snapshot.plans.map(({ roster }) => roster);
    };
    for (const caller of [callerOf('INSTITUTION', null, '0001'), CITY, PROVINCE]) {
      expect(await shown(caller)).toEqual([ROSTER]);
    }
    expect(await shown(NATION)).toEqual([null]);
    for (const caller of [
      callerOf('INSTITUTION', null, '0002'),
      callerOf('CITY', '510300'),
      callerOf('PROVINCE', '430000'),
    ]) {
      expect(await shown(caller)).toBeUndefined();
    }
  });

  test('a snapshot waits for a save that is under way and shows it whole', async () => {
    await save(OPERATOR, WORLD);
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    let begun = (): void => undefined;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const saving = hub.transaction(async ({ registry }) => {
      await registry.lock();
      await registry.save(
        {
          plans: [{ ...plan, headcount: 7 }],
          institutions: [{ ...institution, name: '更名机构' }],
        } as never,
        { at: new Date(), by: 'test' },
      );
      begun();
      await finished;
    });
    await hasBegun;
    let isRead = false;
    const reading = hub.transaction(({ registry }) => registry.documentOf('0001', 'P1')).finally(() => (isRead = true));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isRead).toBe(false);
    finish();
    await saving;
    expect(await reading).toMatchObject({ plans: [{ headcount: 7 }], institutions: [{ name: '更名机构' }] });
    // Readers do not keep each other out.
    await hub.transaction(async ({ registry }) => {
      await registry.documentOf('0001', 'P1');
      await hub.transaction((others) => others.registry.documentOf('0001', 'P1'));
    });
  });

  test('of two cities that name the same new institution one gets it', async () => {
    await save(OPERATOR, WORLD);
    const named = (regionCode: string) => ({ institutions: [{ ...institution, code: '0009', regionCode }] });
    const outcomes = await Promise.all([
      save(CITY, named('510100')),
      save(callerOf('CITY', '510300'), named('510300')),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['refused', 'saved']);
  });

  test('what an office saves by itself is noted as its decision, one for each institution', async () => {
    await save(OPERATOR, WORLD);
    const noted = async (): Promise<readonly unknown[]> =>
      source.query(
        `SELECT subject_id AS id, region_code AS region, role, decided_by AS by, reason FROM decision
          WHERE act = 'REGISTRY_SAVED' AND subject_kind = 'INSTITUTION' ORDER BY decided_at, subject_id`,
      );
    expect(await noted()).toEqual([]);
    const [site] = WORLD.sites;
    expect(await save(PROVINCE, { sites: [{ ...site, name: '新考点' }], plans: [plan] })).toMatchObject({
      kind: 'saved',
    });
    expect(await save(CITY, { sites: [{ ...site, institutionCode: '0002' }] })).toMatchObject({ kind: 'refused' });
    expect(await noted()).toEqual([
      {
        id: '0001',
        region: '510100',
        role: 'PROVINCE',
        by: PROVINCE.clientId,
        reason: '直接保存登记数据:站点、计划 / Saved in the registry: sites, plans',
      },
    ]);
  });

  test('an office saves no filing of what is filed already, unless it replaces it', async () => {
    const filing = {
      id: 'F1',
      institutionCode: '0001',
      occupationCode: '6-31-01-03',
      workTypes: [],
      levels: ['LEVEL_3', 'LEVEL_4'],
      siteCodes: [plan.siteCode],
      audience: ['EXTERNAL'],
      basis: ['NATIONAL_STANDARD'],
      from: '2024-01-01',
      to: '2026-12-31',
      interruptions: [],
    };
    expect(await save(OPERATOR, { ...WORLD, filings: [filing] })).toMatchObject({ kind: 'saved' });
    const second = { ...filing, id: 'F2', levels: ['LEVEL_4'], siteCodes: [] };
    for (const caller of [CITY, PROVINCE]) {
      expect(await save(caller, { filings: [second] })).toMatchObject({
        code: 'REGISTRY_INVALID',
        places: [{ field: '/filings/0', message: { zh: expect.stringContaining('F1'), en: expect.any(String) } }],
      });
    }
    const later = { ...second, from: '2027-01-01', to: null };
    expect(await save(CITY, { filings: [later, { ...later, id: 'F3' }] })).toMatchObject({
      placesTotal: 1,
      places: [{ field: '/filings/1' }],
    });
    // The one that stands is replaced in the same document, and ends before the other begins.
    expect(
      await save(CITY, {
        filings: [
          { ...filing, to: '2025-12-31' },
          { ...second, from: '2026-01-01' },
        ],
      }),
    ).toMatchObject({ kind: 'saved' });
    expect(await save(CITY, { filings: [{ ...filing, to: '2025-11-30' }] })).toMatchObject({ kind: 'saved' });
  });

  test('another hub is the hub of a province or a city that is known here', async () => {
    const given = { name: '下级枢纽', role: 'HUB', institutionCode: null } as const;
    await save(OPERATOR, { regions: WORLD.regions });
    const codeOf = async (regionCode: string | null): Promise<string> => {
      const outcome = await createClient(hub, OPERATOR, { ...given, regionCode });
      return outcome.kind === 'refused' ? outcome.code : outcome.kind;
    };
    for (const regionCode of ['510000', '510300'])
      expect([regionCode, await codeOf(regionCode)]).toEqual([regionCode, 'created']);
    for (const regionCode of [null, '000000', '510399', '430000'])
      expect([regionCode, await codeOf(regionCode)]).toEqual([regionCode, 'CLIENT_INVALID']);
  });

  test('a client is registered once, told to the log, and never taken over', async () => {
    const given = {
      name: '样例',
      role: 'NATION',
      institutionCode: null,
      regionCode: null,
      clientId: 'chosen',
    } as const;
    expect(await hub.transaction(({ registry }) => registry.isEmpty())).toBe(true);
    const first = await createClient(hub, OPERATOR, given);
    expect(first).toMatchObject({ kind: 'created', clientId: 'chosen' });
    expect(logged).toEqual([
      { fields: { by: 'test-OPERATOR', clientId: 'chosen', role: 'NATION' }, message: expect.any(String) },
    ]);
    expect(await hub.transaction(({ registry }) => registry.isEmpty())).toBe(false);
    const again = await createClient(hub, OPERATOR, { ...given, role: 'OPERATOR' });
    expect(again).toMatchObject({ code: 'CLIENT_INVALID', places: [{ field: 'clientId' }] });
    expect(logged).toHaveLength(1);
    const stored = await hub.transaction(({ registry }) => registry.client('chosen'));
    expect(stored).toMatchObject({
      role: 'NATION',
      createdBy: 'test-OPERATOR',
      secretHash: `hash of ${'clientSecret' in first ? first.clientSecret : ''}`,
    });
    expect(await createClient(hub, CITY, given)).toMatchObject({ code: 'FORBIDDEN' });
  });
});
