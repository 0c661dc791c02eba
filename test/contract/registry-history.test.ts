/** What was in force on a day, as known at another moment: on a real database, with a clock that runs, stands and goes back. */
import fc from 'fast-check';
import { exportSnapshot } from '../../src/app/export-snapshot';
import { registryAsOf, type RegistryAsOf } from '../../src/app/registry/registry-as-of';
import { shownInstitution } from '../../src/app/registry/shown-institution';
import { saveRegistry } from '../../src/app/save-registry';
import type { Caller } from '../../src/app/caller';
import type { RegistryDocument } from '../../src/domain/registry/document';
import { snapshotFor } from '../../src/domain/registry/snapshot-of';
import { snapshotDigest } from '../../src/domain/reference/snapshot-digest';
import { territoryOf } from '../../src/domain/tenancy/territory';
import { RegistryHistory1764600000000 } from '../../src/store/migrations/1764600000000-registry-history';
import { RegistrySpeed1764680000000 } from '../../src/store/migrations/1764680000000-registry-speed';
import { RegistryTotals1764690000000 } from '../../src/store/migrations/1764690000000-registry-totals';
import { DirectorySearch1764720000000 } from '../../src/store/migrations/1764720000000-directory-search';
import {
  callerOf,
  CITY,
  FILING_1,
  INSTITUTION,
  OPERATOR,
  OTHER_CITY,
  OTHER_INSTITUTION,
  PLACE_1,
  PLAN_1,
  PROVINCE,
  registryBench,
  ROSTER,
  SITE_1,
  WORLD,
  type RegistryBench,
} from '../kit/registry-bench';

const DAY = '2026-06-15';
const PAGE = { first: 50, after: null };
const T = [1, 2, 3, 4, 5].map((hour) => `2026-06-30T0${hour}:00:00.000Z`);
const [T1 = '', T2 = '', T3 = ''] = T;

describe('the history of the registry', () => {
  let bench: RegistryBench;
  beforeEach(async () => {
    bench = await registryBench(T1);
  }, 60_000);
  afterEach(() => bench.close());

  const save = async (document: object, by: Caller = OPERATOR): Promise<void> => {
    expect(await saveRegistry(bench.hub, by, document)).toMatchObject({ kind: 'saved' });
  };
  const versions = async (): Promise<number> =>
    (await bench.source.query('SELECT count(*) AS versions FROM registry_version'))[0].versions;
  const asOf = async (knownAt: string | null, onDay = DAY, caller: Caller = CITY): Promise<RegistryAsOf> => {
    const question = { institutionCode: '0001', onDay, knownAt: knownAt === null ? null : new Date(knownAt) };
    const answer = await registryAsOf(bench.hub, caller, question);
    if (answer === undefined || answer.kind === 'refused') throw new Error(answer?.code ?? 'NOT_FOUND');
    return answer;
  };
  const documentAt = (knownAt: string | null): Promise<RegistryDocument> =>
    bench.hub.transaction(({ registry }) =>
      registry.documentOf('0001', 'P1', knownAt === null ? null : new Date(knownAt)),
    );

  test('a question about a day has one answer for each moment of knowledge', async () => {
    await save(WORLD);
    bench.setClock(T2);
    // Learned on 30 June: the filing had been suspended since 1 June, and the name was another since then.
    const suspension = { kind: 'SUSPENDED', from: '2026-06-01', to: null };
    await save({
      filings: [{ ...FILING_1, interruptions: [suspension] }],
      institutions: [{ ...PLACE_1, names: [{ name: '更名机构', from: '2026-06-01', to: null }] }],
    });
    bench.setClock(T3);
    const standing = ({ filings, nameOnDay }: RegistryAsOf) => [nameOnDay, filings.map((filing) => filing.standing)];
    expect(standing(await asOf(T1))).toEqual(['样例评价机构', ['IN_FORCE']]);
    expect(standing(await asOf(T2))).toEqual(['更名机构', ['SUSPENDED']]);
    expect(standing(await asOf(null))).toEqual(['更名机构', ['SUSPENDED']]);
    expect(standing(await asOf(T2, '2026-05-31'))).toEqual([null, ['IN_FORCE']]);
    expect(bench.statements()).toBe(4);
  });

  test('staff is shown masked to those whom it concerns', async () => {
    await save(WORLD);
    const shown = async (caller: Caller) => (await asOf(null, DAY, caller)).staff?.map(({ id, name }) => [id, name]);
    for (const caller of [INSTITUTION, CITY, PROVINCE]) expect(await shown(caller)).toEqual([['V1', '欧**']]);
    for (const caller of [OPERATOR, callerOf('NATION')]) expect(await shown(caller)).toBeUndefined();
  });

  test('what lies outside, before the first knowledge, in the future or off the calendar', async () => {
    await save(WORLD);
    const ask = (caller: Caller, knownAt: string | null, onDay = DAY) =>
      registryAsOf(bench.hub, caller, {
        institutionCode: '0001',
        onDay,
        knownAt: knownAt === null ? null : new Date(knownAt),
      });
    for (const caller of [OTHER_CITY, OTHER_INSTITUTION]) expect(await ask(caller, null)).toBeUndefined();
    expect(await ask(CITY, '2026-06-30T00:59:59.999Z')).toMatchObject({
      code: 'REGISTRY_NOT_KNOWN_THEN',
      places: [{ field: 'knownAt', message: { en: expect.stringContaining('2026-06-30T09:00:00.000+08:00') } }],
    });
    expect(await ask(CITY, T2)).toMatchObject({ code: 'REGISTRY_NOT_KNOWN_YET' });
    expect(await ask(CITY, null, '2026-02-30')).toMatchObject({
      code: 'REGISTRY_DAY_INVALID',
      places: [{ field: 'onDay' }],
    });
    expect(await exportSnapshot(bench.hub, CITY, 'P1', new Date('2026-06-29T00:00:00Z'))).toMatchObject({
      code: 'REGISTRY_NOT_KNOWN_THEN',
    });
  });

  test('versions say who changed which fields, the latest first', async () => {
    await save(WORLD);
    bench.setClock(T2);
    await save({ plans: [{ ...PLAN_1, headcount: 7, roster: ROSTER.slice(1) }] }, PROVINCE);
    const page = await bench.hub.views.registryVersions(
      { institutionCode: null, regionPrefix: '51' },
      'PLAN',
      'P1',
      PAGE,
    );
    expect(page).toMatchObject({
      total: 2,
      items: [
        {
          recordedAt: new Date(T2),
          supersededAt: null,
          recordedBy: 'test-PROVINCE',
          changed: ['headcount', 'roster'],
          isFirst: false,
        },
        {
          recordedAt: new Date(T1),
          supersededAt: new Date(T2),
          recordedBy: 'test-OPERATOR',
          changed: [],
          isFirst: true,
        },
      ],
    });
    const walled = (noun: 'INSTITUTION' | 'SITE' | 'FILING' | 'PLAN', key: string, regionPrefix: string) =>
      bench.hub.views.registryVersions({ institutionCode: null, regionPrefix }, noun, key, PAGE);
    for (const [noun, key] of [
      ['INSTITUTION', '0001'],
      ['SITE', SITE_1.code],
      ['FILING', 'F1'],
      ['PLAN', 'P1'],
    ] as const) {
      expect((await walled(noun, key, '5101'))?.items.length).toBeGreaterThan(0);
      expect(await walled(noun, key, '5103')).toBeUndefined();
      expect(await walled(noun, 'none', '')).toBeUndefined();
    }
  });

  test('the same content makes no version, however it is written', async () => {
    await save(WORLD);
    const before = await versions();
    bench.setClock(T2);
    await save(WORLD);
    await save({
      institutions: [{ ...PLACE_1, address: null, phone: null }],
      assessors: WORLD.assessors.map((person) => ({ kinds: ['ASSESSOR'], ...person })),
    });
    expect(await versions()).toBe(before);
    expect(
      (await bench.source.query('SELECT recorded_at FROM registry_version WHERE recorded_at > $1', [T1])).length,
    ).toBe(0);
  });

  test('the contact is told to the institution and its offices, and masked for all others', async () => {
    await save({ ...WORLD, institutions: [{ ...PLACE_1, contactName: '李小云' }] });
    const school: Caller = { clientId: 'school', role: 'INSTITUTION', institutionCode: '0001', regionCode: null };
    const nation: Caller = { clientId: 'nation', role: 'NATION', institutionCode: null, regionCode: null };
    const asked = { institutionCode: '0001', onDay: '2026-06-01', knownAt: null };
    const contacts = [school, CITY, nation].map(async (caller) => {
      const now = await bench.hub.views.institution(territoryOf(caller), '0001');
      const known = await registryAsOf(bench.hub, caller, asked);
      return [now && shownInstitution(caller, now).contactName, known && 'institution' in known && known.institution];
    });
    expect(await Promise.all(contacts)).toMatchObject([
      ['李小云', { contactName: '李小云' }],
      ['李小云', { contactName: '李小云' }],
      ['李**', { contactName: '李**' }],
    ]);
  });

  test('a clock that stands still or goes back loses nothing', async () => {
    bench.setClock(T2);
    await save(WORLD);
    await save({ sites: [{ ...SITE_1, name: '二' }] });
    await save({ sites: [{ ...SITE_1, name: '三' }] });
    expect((await documentAt(T2)).sites?.map(({ name }) => name)).toEqual(['三']);
    bench.setClock(T1);
    await save({ sites: [{ ...SITE_1, name: '四' }] });
    expect((await documentAt(null)).sites?.map(({ name }) => name)).toEqual(['四']);
    expect((await documentAt(T1)).sites).toEqual([]);
    const rows = await bench.source.query(
      `SELECT content ->> 'name' AS name, superseded_at > recorded_at AS lasts FROM registry_version
        WHERE noun = 'SITE' ORDER BY recorded_at`,
    );
    expect(rows).toEqual([
      { name: '第1考点', lasts: true },
      { name: '二', lasts: true },
      { name: '三', lasts: true },
      { name: '四', lasts: null },
    ]);
  });

  test('whatever is saved, the past reads as it was read then', async () => {
    await save(WORLD);
    const step = fc.record({
      seconds: fc.constantFrom(0, 0, 1, 60),
      name: fc.constantFrom('甲', '乙'),
      level: fc.constantFrom('LEVEL_5', 'LEVEL_4'),
      roster: fc.constantFrom(null, ROSTER, ROSTER.slice(1)),
      stopped: fc.boolean(),
      barred: fc.boolean(),
    });
    let clock = new Date(T1).getTime();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const read = new Map<number, string>();
        for (const { seconds, name, level, roster, stopped, barred } of steps) {
          clock += seconds * 1_000;
          bench.setClock(new Date(clock).toISOString());
          const term = { from: '2026-01-01', to: null };
          await save({
            institutions: [{ ...PLACE_1, name, names: [{ name, ...term }] }],
            filings: [{ ...FILING_1, levels: [level], interruptions: stopped ? [{ kind: 'SUSPENDED', ...term }] : [] }],
            plans: [{ ...PLAN_1, roster }],
            assessors: [{ ...WORLD.assessors[0], barred: barred ? [term] : [] }],
          });
          const said = await documentAt(new Date(clock).toISOString());
          expect(said).toEqual(await documentAt(null));
          expect(said.plans?.[0]?.roster).toEqual(roster);
          read.set(clock, JSON.stringify(said));
        }
        for (const [at, said] of read) {
          expect(JSON.stringify(await documentAt(new Date(at).toISOString()))).toBe(said);
        }
      }),
      { numRuns: 8 },
    );
  });

  test('a snapshot is what it was before there was a history, and what a moment makes of it', async () => {
    await save(WORLD);
    const plain = snapshotFor(WORLD as never, '0001', 'P1', '2026-06-30T09:00:00.000+08:00');
    const exported = await exportSnapshot(bench.hub, CITY, 'P1');
    expect(exported).toEqual({ digest: snapshotDigest(plain), snapshot: plain });
    bench.setClock(T2);
    await save({
      institutions: [{ ...PLACE_1, address: '示例路1号', phone: '028-1234567', ownership: 'PRIVATE' }],
      filings: [{ ...FILING_1, fees: [{ level: 'LEVEL_5', yuan: 280.5 }] }],
    });
    // What the rules do not read changes no digest.
    expect(await exportSnapshot(bench.hub, CITY, 'P1')).toMatchObject({ digest: snapshotDigest(plain) });
    await save({ plans: [{ ...PLAN_1, headcount: 7 }] });
    expect(await exportSnapshot(bench.hub, CITY, 'P1')).not.toMatchObject({ digest: snapshotDigest(plain) });
    expect(await exportSnapshot(bench.hub, CITY, 'P1', new Date(T1))).toMatchObject({ digest: snapshotDigest(plain) });
  });

  test('the migration makes the versions that a save would make', async () => {
    await save(WORLD);
    await save({
      institutions: [
        {
          ...PLACE_1,
          names: [
            { name: '旧', from: '2020-01-01', to: '2020-12-31' },
            { name: '新', from: '2021-01-01', to: null },
          ],
        },
      ],
      filings: [{ ...FILING_1, interruptions: [{ kind: 'SUSPENDED', from: '2025-01-01', to: '2025-02-01' }] }],
      plans: [
        { ...PLAN_1, planNo: 'P2', roster: [] },
        { ...PLAN_1, planNo: 'P3', roster: null },
      ],
    });
    const standing = `SELECT noun, key, institution_code, content FROM registry_version WHERE superseded_at IS NULL ORDER BY noun, key`;
    const before = await bench.source.query(standing);
    const runner = bench.source.createQueryRunner();
    const migration = new RegistryHistory1764600000000();
    // What the older tables never held is not there to come back.
    await bench.source.query(`UPDATE assessor SET name = NULL, institution_code = NULL, kinds = '{ASSESSOR}'`);
    // Later migrations, which stand on the indexes of this one.
    const later = [
      new RegistrySpeed1764680000000(),
      new RegistryTotals1764690000000(),
      new DirectorySearch1764720000000(),
    ];
    for (const each of later.toReversed()) await each.down(runner);
    await migration.down(runner);
    await migration.up(runner);
    for (const each of later) await each.up(runner);
    await runner.release();
    const after = await bench.source.query(standing);
    const told = (rows: { noun: string }[]) => rows.filter(({ noun }) => noun !== 'STAFF');
    expect(told(after)).toEqual(told(before));
    const [{ first }] = await bench.source.query('SELECT min(recorded_at) AS first FROM registry_version');
    expect(Date.now() - first.getTime()).toBeLessThan(60_000);
    expect((await documentAt(new Date().toISOString())).plans?.[0]?.roster).toEqual(ROSTER);
    expect((await documentAt(T1)).plans).toEqual([]);
  });
});
