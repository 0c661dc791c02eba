/** A hub that published packs, after an update whose release knows parameters that those packs could not name. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Caller } from '../../src/app/caller';
import { approvePack } from '../../src/app/packs/approve-pack';
import { comparePack } from '../../src/app/packs/compare-pack';
import { draftPack } from '../../src/app/packs/draft-pack';
import type { PackRow } from '../../src/app/packs/pack-ports';
import { packsInForce } from '../../src/app/packs/packs-in-force';
import { warnOfTakenNames } from '../../src/app/packs/taken-names';
import type { Hub } from '../../src/app/ports';
import { type Pack, packName } from '../../src/domain/packs/pack';
import { resolvePack } from '../../src/domain/packs/resolve-pack';
import { withDerivedEnds } from '../../src/domain/publishing/active-set';
import { canonicalDigest } from '../../src/domain/reference/canonical-digest';
import { activePacksOf } from '../../src/platform/active-packs';
import { loadKeys } from '../../src/platform/keys';
import { packSigner } from '../../src/platform/pack-signature';
import { forwardingBench, type ForwardingBench } from '../kit/approved-batch';
import { silentLog } from '../kit/database';
import { beforeThem, LATER_NAMES } from '../kit/earlier-release';
import { samplePacks } from '../kit/sample-record';

const PUBLISHED = new Date('2026-03-01T00:00:00Z');
const UPDATED = new Date('2026-07-01T00:00:00Z');
const NOW = new Date('2026-07-02T00:00:00Z');
const EXAM_DATE = '2026-06-01';
const release = samplePacks();
const before = release.map(beforeThem);
const caller = (clientId: string): Caller => ({
  clientId,
  role: 'PROVINCE',
  regionCode: '510000',
  institutionCode: null,
});
const [FIRST, SECOND] = [caller('first'), caller('second')];

const releasePack = (jurisdiction: string): Pack => {
  const found = release.find((pack) => pack.jurisdiction === jurisdiction);
  if (found === undefined) throw new Error(`The release has no pack of ${jurisdiction}.`);
  return found;
};
const published = (jurisdiction: string, version = '2026-01-01'): Pack => ({
  ...beforeThem(releasePack(jurisdiction)),
  version,
  from: version,
});

let bench: ForwardingBench;
let folder = '';
let hub: Hub;
const warned: unknown[] = [];
const told: unknown[] = [];
beforeEach(async () => {
  bench = await forwardingBench();
  folder = mkdtempSync(join(tmpdir(), 'certhub-packs-'));
  warned.length = 0;
  told.length = 0;
  const signer = packSigner(await loadKeys(join(folder, 'keys.json')));
  const log = {
    ...silentLog,
    warn: (fields: object) => void warned.push(fields),
    info: (fields: object) => void told.push(fields),
  };
  const parts: Partial<Hub> = {
    transaction: bench.transaction,
    releasePacks: release,
    packSigner: signer,
    activePacks: activePacksOf({ release, signer, log }),
    now: () => NOW,
    newId: () => randomUUID(),
    log,
  };
  hub = parts as Hub;
}, 60_000);
afterEach(async () => {
  await bench.close();
  rmSync(folder, { recursive: true });
});

const rowOf = (pack: Pack, over: Partial<PackRow> = {}): PackRow => ({
  id: randomUUID(),
  source: 'PUBLISHED',
  state: 'APPROVED',
  pack,
  digest: canonicalDigest(pack),
  draftedBy: 'first',
  draftedAt: PUBLISHED,
  approvedBy: 'second',
  approvedAt: PUBLISHED,
  activeFrom: PUBLISHED,
  retiredAt: null,
  withdrawnBy: null,
  withdrawnAt: null,
  ...hub.packSigner.sign({ pack, activeFrom: PUBLISHED }),
  ...over,
});
/** The release before, then what it published, then the update; answers the digest of the set that it sealed under. */
const updated = (rows: readonly PackRow[]): Promise<string> =>
  bench.transaction(async ({ packs, packSets }) => {
    const noted = (all: readonly Pack[]) =>
      all.map((pack) => ({ id: randomUUID(), pack, digest: canonicalDigest(pack) }));
    await packs.recordRelease(noted(before), new Date('2026-01-01T00:00:00Z'));
    for (const row of rows) await packs.insert(row);
    const set = withDerivedEnds([
      ...before,
      ...rows.filter(({ state }) => state === 'APPROVED').map(({ pack }) => pack),
    ]);
    await packSets.save(canonicalDigest(set), set, PUBLISHED);
    await packs.recordRelease(noted(release), UPDATED);
    return canonicalDigest(set);
  });
const setNow = () => bench.transaction((stores) => hub.activePacks(stores, NOW));
const originIn = (packs: readonly Pack[], region: string, name: string) =>
  resolvePack(packs, region, EXAM_DATE).origins[name];

test('a national pack of before goes on, also behind its complete successor', async () => {
  await updated([rowOf(published('national'))]);
  const { packs } = await setNow();
  expect(packs.map(packName)).toContain('national@2026-01-01');
  expect(originIn(packs, '330100', 'filingMaterials')).toMatchObject({ pack: 'national@2019-01-01' });
  const successor = { ...releasePack('national'), version: '2026-06-15', from: '2026-06-15' };
  const nation = (clientId: string): Caller => ({ clientId, role: 'NATION', regionCode: null, institutionCode: null });
  expect(await draftPack(hub, nation('n1'), published('national', '2026-06-14'))).toMatchObject({
    code: 'PACK_INVALID',
  });
  const drafted = await draftPack(hub, nation('n1'), successor);
  if (drafted.kind === 'refused') throw new Error(JSON.stringify(drafted.places));
  expect(await approvePack(hub, nation('n2'), { packId: drafted.packId, activeFrom: null })).toMatchObject({
    kind: 'approved',
  });
  expect((await setNow()).packs.map(packName)).toEqual(
    expect.arrayContaining(['national@2026-01-01', 'national@2026-06-15']),
  );
});

test('a province’s pack of before keeps the conditions and materials that were code, and the log says so once', async () => {
  const [over, row] = [rowOf(published('sichuan', '2025-01-01')), rowOf(published('sichuan'))];
  await updated([over, row]);
  const { packs } = await setNow();
  for (const name of ['filingConditions', 'filingMaterials']) {
    expect(originIn(packs, '510100', name)).toEqual({
      ...originIn(release, '510100', name),
      pack: 'sichuan@2021-06-16',
    });
  }
  told.length = 0;
  await warnOfTakenNames(hub);
  expect(warned).toEqual([
    {
      packId: row.id,
      pack: 'sichuan@2026-01-01',
      from: 'sichuan@2021-06-16',
      names: ['filingConditions', 'filingMaterials'],
    },
  ]);
  expect(told).toEqual([expect.objectContaining({ packId: over.id, pack: 'sichuan@2025-01-01' })]);
});

test('what was sealed before the update keeps its set, and what is asked about before it is answered as it was', async () => {
  const digest = await updated([rowOf(published('sichuan'))]);
  const { digest: now } = await setNow();
  expect(now).not.toBe(digest);
  const kept = await bench.transaction(({ packSets }) => packSets.load(digest));
  expect(canonicalDigest(kept)).toBe(digest);
  for (const name of LATER_NAMES) expect(originIn(kept, '510100', name)).toBeUndefined();
  const asked = { region: '510100', examDate: EXAM_DATE };
  const named = async (asOf: Date) =>
    (await packsInForce(hub, { ...asked, asOf }, { first: 500, after: null })).items.filter(({ name }) =>
      LATER_NAMES.includes(name),
    );
  expect(await named(new Date('2026-06-30T00:00:00Z'))).toEqual([]);
  expect((await named(NOW)).map(({ name, pack }) => [name, pack])).toEqual([
    ['filingConditions', 'sichuan@2021-06-16'],
    ['filingMaterials', 'sichuan@2021-06-16'],
    ['venueChangeNoticeWorkingDays', 'national@2019-01-01'],
  ]);
});

test('a draft of before is completed too; a draft of now leaves out on purpose', async () => {
  const waiting = rowOf(published('sichuan', '2026-04-01'), {
    ...{ state: 'DRAFT', approvedBy: null, approvedAt: null, activeFrom: null, signature: null, keyId: null },
  });
  await updated([waiting]);
  expect(await approvePack(hub, SECOND, { packId: waiting.id, activeFrom: null })).toMatchObject({ kind: 'approved' });
  expect(originIn((await setNow()).packs, '510100', 'filingMaterials')?.pack).toBe('sichuan@2021-06-16');
  const drafted = await draftPack(hub, FIRST, published('sichuan', '2026-05-01'));
  if (drafted.kind === 'refused') throw new Error(JSON.stringify(drafted.places));
  const comparison = await comparePack(hub, FIRST, drafted.packId);
  expect(comparison?.changes.map(({ name, tightens }) => [name, tightens])).toEqual([
    ['filingConditions', false],
    ['filingMaterials', true],
  ]);
  expect(await approvePack(hub, SECOND, { packId: drafted.packId, activeFrom: null })).toMatchObject({
    kind: 'approved',
  });
  expect(originIn((await setNow()).packs, '510100', 'filingMaterials')?.pack).toBe('national@2019-01-01');
});
