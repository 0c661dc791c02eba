/** Published packs on a real database: what a seal sees, what an approval waits for, what a release leaves behind. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Caller } from '../../src/app/caller';
import { PACK_ACTIVATION_YEARS_MAX, PACK_DRAFTS_MAX } from '../../src/app/limits';
import { approvePack } from '../../src/app/packs/approve-pack';
import { comparePack } from '../../src/app/packs/compare-pack';
import { draftPack } from '../../src/app/packs/draft-pack';
import { PacksUnusable } from '../../src/app/packs/pack-ports';
import { withdrawPack } from '../../src/app/packs/withdraw-pack';
import type { Hub } from '../../src/app/ports';
import type { Pack } from '../../src/domain/packs/pack';
import { packName } from '../../src/domain/packs/pack';
import { canonicalDigest } from '../../src/domain/reference/canonical-digest';
import { activePacksOf } from '../../src/platform/active-packs';
import { loadKeys } from '../../src/platform/keys';
import { packSigner } from '../../src/platform/pack-signature';
import { forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { silentLog } from '../kit/database';
import { draftOf, passMarkOf } from '../kit/packs';
import { samplePacks } from '../kit/sample-record';

jest.setTimeout(30_000);

const NOW = new Date('2026-07-01T00:00:00Z');
const LATER = new Date('2026-08-01T00:00:00Z');
const LATEST = new Date('2026-09-01T00:00:00Z');
const release = samplePacks();
const caller = (clientId: string, role: Caller['role'], regionCode: string | null): Caller => ({
  clientId,
  role,
  regionCode,
  institutionCode: null,
});
const PROVINCE = caller('province', 'PROVINCE', '510000');
const SECOND = caller('second', 'PROVINCE', '510000');
const CITY = caller('city', 'CITY', '510100');
const sichuan = (from: string, passMark: number): Pack =>
  draftOf({ version: from, from, parameters: passMarkOf(passMark) });
const chengdu = (passMark: number): Pack => ({
  ...draftOf({ version: '2026-01-01', from: '2026-01-01' }),
  jurisdiction: 'chengdu',
  region: '510100',
  base: 'sichuan',
  title: { zh: '成都市', en: 'Chengdu' },
  parameters: passMarkOf(passMark),
  grants: [],
});

describe('published packs', () => {
  let bench: ForwardingBench;
  let folder = '';
  let now = NOW;
  const logged: string[] = [];
  const hubOf = async (packs: readonly Pack[] = release): Promise<Hub> => {
    const signer = packSigner(await loadKeys(join(folder, 'keys.json')));
    const log = { ...silentLog, error: (_fields: object, message: string) => void logged.push(message) };
    const parts: Partial<Hub> = {
      transaction: bench.transaction,
      releasePacks: packs,
      packSigner: signer,
      activePacks: activePacksOf({ release: packs, signer, log }),
      now: () => now,
      newId: () => randomUUID(),
      log,
    };
    return parts as Hub;
  };
  beforeEach(async () => {
    bench = await forwardingBench();
    folder = mkdtempSync(join(tmpdir(), 'certhub-packs-'));
    now = NOW;
    logged.length = 0;
  });
  afterEach(async () => {
    await bench.close();
    rmSync(folder, { recursive: true });
  });

  const idOf = async (hub: Hub, by: Caller, content: Pack): Promise<string> => {
    const drafted = await draftPack(hub, by, content);
    if (drafted.kind === 'refused') throw new Error(JSON.stringify(drafted.places));
    return drafted.packId;
  };
  const publish = async (hub: Hub, content: Pack, activeFrom: Date | null = null): Promise<string> => {
    const packId = await idOf(hub, PROVINCE, content);
    expect(await approvePack(hub, SECOND, { packId, activeFrom })).toMatchObject({ kind: 'approved' });
    return packId;
  };
  const setAt = (hub: Hub, at: Date) => hub.transaction((stores) => hub.activePacks(stores, at));
  const namesAt = async (hub: Hub, at: Date): Promise<readonly string[]> =>
    (await setAt(hub, at)).packs.map(packName).filter((name) => !release.map(packName).includes(name));
  const releaseRows = (packs: readonly Pack[]) =>
    packs.map((pack) => ({ id: randomUUID(), pack, digest: canonicalDigest(pack) }));

  test('a pack judges from its moment on and not before, to the millisecond', async () => {
    const hub = await hubOf();
    await publish(hub, sichuan('2026-01-01', 70), LATER);
    expect(await namesAt(hub, new Date(LATER.getTime() - 1))).toEqual([]);
    expect(await namesAt(hub, LATER)).toEqual(['sichuan@2026-01-01']);
  });

  test('the moment lies within the next years, and the refusal says where', async () => {
    const hub = await hubOf();
    const packId = await idOf(hub, PROVINCE, sichuan('2026-01-01', 70));
    const last = new Date(NOW);
    last.setUTCFullYear(last.getUTCFullYear() + PACK_ACTIVATION_YEARS_MAX);
    const activeFrom = new Date(last.getTime() + 1);
    expect(await approvePack(hub, SECOND, { packId, activeFrom })).toMatchObject({
      code: 'PACK_INVALID',
      places: [{ record: null, field: 'activeFrom' }],
    });
    expect(await approvePack(hub, SECOND, { packId, activeFrom: last })).toMatchObject({ kind: 'approved' });
  });

  test('a set can be named by a batch also when the transaction that saved it first was rolled back', async () => {
    const hub = await hubOf();
    const refused = { kind: 'refused' } as const;
    await hub.transaction(async (stores) => {
      await hub.activePacks(stores, NOW);
      return refused;
    });
    const { digest } = await setAt(hub, NOW);
    expect(await hub.transaction(({ packSets }) => packSets.load(digest))).toHaveLength(release.length);
  });

  test('an approval waits for the seals under way, and the seals after it see it', async () => {
    const hub = await hubOf();
    const packId = await idOf(hub, PROVINCE, sichuan('2026-01-01', 70));
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    let looked = (): void => undefined;
    const hasLooked = new Promise<void>((resolve) => (looked = resolve));
    const sealing = hub.transaction(async (stores) => {
      await hub.activePacks(stores, NOW);
      looked();
      await ended;
    });
    await hasLooked;
    let isApproved = false;
    const approving = approvePack(hub, SECOND, { packId, activeFrom: null }).finally(() => (isApproved = true));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isApproved).toBe(false);
    end();
    await sealing;
    expect(await approving).toMatchObject({ kind: 'approved', activeFrom: NOW });
    expect(await namesAt(hub, NOW)).toEqual(['sichuan@2026-01-01']);
  });

  test('what stands below is heard: a province cannot pass over the pack of its city, nor be pulled from under it', async () => {
    const hub = await hubOf();
    const city = await idOf(hub, CITY, chengdu(65));
    expect(await approvePack(hub, SECOND, { packId: city, activeFrom: null })).toMatchObject({ kind: 'approved' });
    const refused = await draftPack(hub, PROVINCE, sichuan('2026-06-01', 70));
    expect(refused).toMatchObject({ code: 'PACK_INVALID' });
    expect(JSON.stringify(refused)).toContain('chengdu@2026-01-01 over');
  });

  test('a comparison counts by the recorded calendar, which goes before what a pack says of the year', async () => {
    const hub = await hubOf();
    const recorded = { holidays: ['2027-01-01'], workdays: ['2027-01-09'] };
    const year = { id: randomUUID(), year: 2027, ...recorded, state: 'PROPOSED', notice: '样例放假通知' } as const;
    await hub.transaction(async ({ calendars }) => {
      const nobody = { recordedBy: 'one', recordedAt: NOW, confirmedBy: null, confirmedAt: null };
      await calendars.propose({ ...year, ...nobody });
      await calendars.confirm(year.id, 'two', NOW);
    });
    const own = (value: object): Pack => ({
      ...sichuan('2026-01-01', 60),
      parameters: { ...sichuan('2026-01-01', 60).parameters, calendar: { value, basis: ['样例〔2026〕2号'] } },
    });
    const ofYear = { '2027': { holidays: ['2027-01-04'], workdays: [] } };
    const same = await comparePack(hub, PROVINCE, await idOf(hub, PROVINCE, own(ofYear)));
    expect(same).toMatchObject({ packsAfter: ['national@2019-01-01', 'sichuan@2026-01-01'], changes: [] });
    const later = { '2028': { holidays: ['2028-01-03'], workdays: [] } };
    const more = { ...own({ ...ofYear, ...later }), version: '2026-02-01', from: '2026-02-01' };
    expect(await comparePack(hub, PROVINCE, await idOf(hub, PROVINCE, more))).toMatchObject({
      changes: [{ name: 'calendar', before: { '2027': recorded }, after: { '2027': recorded, ...later } }],
    });
  });

  test('an approved pack is taken back before its moment only, and not from under one that follows it', async () => {
    const hub = await hubOf();
    const first = await publish(hub, sichuan('2026-06-01', 70), LATER);
    const grants = [{ of: 'passMark', basis: ['样例'], reason: { zh: '试点', en: 'pilot' } }];
    const pilot = await idOf(hub, CITY, { ...chengdu(65), version: '2026-06-01', from: '2026-06-01', grants });
    // Before the province asks for 70, the grant would loosen nothing.
    const early = await approvePack(hub, SECOND, { packId: pilot, activeFrom: NOW });
    expect(JSON.stringify(early)).toContain('loosens nothing');
    expect(await approvePack(hub, SECOND, { packId: pilot, activeFrom: LATEST })).toMatchObject({ kind: 'approved' });
    expect(await withdrawPack(hub, PROVINCE, { packId: first })).toMatchObject({ code: 'PACK_INVALID' });
    expect(await withdrawPack(hub, CITY, { packId: pilot })).toMatchObject({ kind: 'withdrawn' });
    expect(await withdrawPack(hub, PROVINCE, { packId: first })).toMatchObject({ kind: 'withdrawn' });
    now = LATEST;
    expect(await namesAt(hub, LATEST)).toEqual([]);
  });

  test('a changed content or a foreign signature makes the set unusable, and says so to the log', async () => {
    const hub = await hubOf();
    const packId = await publish(hub, sichuan('2026-01-01', 70));
    await bench.source.query(`UPDATE pack SET key_id = 'x' WHERE id = $1`, [packId]);
    await expect(setAt(hub, NOW)).rejects.toThrow(PacksUnusable);
    expect(logged).toEqual([expect.stringContaining('does not verify')]);
    expect(await namesAt(hub, new Date(NOW.getTime() - 1))).toEqual([]);
  });

  test('a release that carries another pack under a published name is refused until somebody decides', async () => {
    await publish(await hubOf(), sichuan('2026-01-01', 70));
    const ended = release.map((pack) => (pack.jurisdiction === 'sichuan' ? { ...pack, to: '2025-12-31' } : pack));
    const same = await hubOf([...ended, sichuan('2026-01-01', 70)]);
    expect((await setAt(same, NOW)).packs.filter((pack) => packName(pack) === 'sichuan@2026-01-01')).toHaveLength(1);
    const other = await hubOf([...ended, sichuan('2026-01-01', 80)]);
    await expect(setAt(other, NOW)).rejects.toThrow(/sichuan@2026-01-01 stands twice/);
  });

  test('what a release holds is noted once; what left it is kept with its days', async () => {
    const note = (packs: readonly Pack[], at: Date) =>
      bench.transaction((stores) => stores.packs.recordRelease(releaseRows(packs), at));
    const rows = () =>
      bench.source.query(
        `SELECT version, active_from AS "from", retired_at AS "to" FROM pack WHERE jurisdiction = 'sichuan' ORDER BY active_from`,
      );
    await Promise.all([note(release, NOW), note(release, NOW), note(release, NOW)]);
    expect(await rows()).toEqual([{ version: '2021-06-16', from: NOW, to: null }]);
    await note([...release.filter(({ jurisdiction }) => jurisdiction !== 'sichuan'), sichuan('2022-01-01', 60)], LATER);
    await note(release, LATEST);
    expect(await rows()).toEqual([
      { version: '2021-06-16', from: NOW, to: LATER },
      { version: '2022-01-01', from: LATER, to: LATEST },
      { version: '2021-06-16', from: LATEST, to: null },
    ]);
  });

  test('drafts of a region that nobody decides about are limited; another region is not held up', async () => {
    const hub = await hubOf();
    for (let year = 0; year < PACK_DRAFTS_MAX; year += 1)
      await idOf(hub, PROVINCE, sichuan(`${2030 + year}-01-01`, 70));
    expect(await draftPack(hub, PROVINCE, sichuan('2029-01-01', 70))).toMatchObject({ code: 'PACK_DRAFTS_TOO_MANY' });
    expect(await draftPack(hub, CITY, chengdu(65))).toMatchObject({ kind: 'drafted' });
  });

  test('what cannot be stored or is far too long is refused', async () => {
    const hub = await hubOf();
    const titled = (zh: string) => ({ ...sichuan('2026-01-01', 70), title: { zh, en: 'x' } });
    for (const content of [titled('\0'), titled('\ud800'), titled('长'.repeat(300_000)), null, [], 'x', {}]) {
      expect(await draftPack(hub, PROVINCE, content)).toMatchObject({ code: 'PACK_INVALID' });
    }
  });
});
