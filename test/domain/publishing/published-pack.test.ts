/** Packs that were published before a parameter was known, beside the packs of a release that knows it. */
import { asNewDraft } from '../../../src/app/packs/known-names';
import { NATION_REGION, type Pack, packName } from '../../../src/domain/packs/pack';
import { PARAMETER_NAMES } from '../../../src/domain/packs/parameter-shapes';
import { type ResolvedPack, resolvePack } from '../../../src/domain/packs/resolve-pack';
import { UNNAMED_PARAMETERS } from '../../../src/domain/packs/unnamed-parameters';
import { problemsOfPack } from '../../../src/domain/packs/validate-pack';
import { activeSet } from '../../../src/domain/publishing/active-set';
import { effectiveValues } from '../../../src/domain/publishing/effective-values';
import { completed, type PublishedPack } from '../../../src/domain/publishing/published-pack';
import { canonicalDigest } from '../../../src/domain/reference/canonical-digest';
import { beforeThem, LATER_NAMES } from '../../kit/earlier-release';
import { samplePacks } from '../../kit/sample-record';

const release = samplePacks();
const KNOWN = new Set<string>(PARAMETER_NAMES.filter((name) => !LATER_NAMES.includes(name)));
const releasePack = (jurisdiction: string): Pack => {
  const found = release.filter((pack) => pack.jurisdiction === jurisdiction).at(-1);
  if (found === undefined) throw new Error(`The release has no pack of ${jurisdiction}.`);
  return found;
};
/** A later version of the release's pack, as the release before would have let it through. */
const older = (jurisdiction: string, over: Partial<Pack> = {}): PublishedPack => ({
  pack: { ...beforeThem(releasePack(jurisdiction)), version: '2026-01-01', from: '2026-01-01', to: null, ...over },
  knownNames: KNOWN,
});
const governing = (published: readonly PublishedPack[], region: string): ResolvedPack =>
  resolvePack(activeSet(release, published).packs, region, '2026-06-01');
const laterValues = ({ parameters }: ResolvedPack): object =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => LATER_NAMES.includes(name)));

test.each([
  ['national', '330100'],
  ['sichuan', '510100'],
  ['fujian', '350100'],
  ['hunan', '430100'],
  ['inner-mongolia', '150700'],
])('%s keeps what the release says, by its clause and its pack', (jurisdiction, region) => {
  const [before, after] = [governing([], region), governing([older(jurisdiction)], region)];
  expect(after.names.at(-1)).toBe(`${jurisdiction}@2026-01-01`);
  expect(laterValues(after)).toEqual(laterValues(before));
  for (const name of LATER_NAMES) expect(after.origins[name]).toEqual(before.origins[name]);
  expect(after.grants.filter(({ of }) => LATER_NAMES.includes(of))).toEqual(
    before.grants.filter(({ of }) => LATER_NAMES.includes(of)),
  );
});

test('a grant that came with a taken value is shown with it, by the pack that holds it', () => {
  const values = effectiveValues(governing([older('fujian')], '350100'));
  expect(values.find(({ name }) => name === 'venueChangeNoticeWorkingDays')).toMatchObject({
    pack: 'fujian@2023-06-15',
    granted: true,
  });
});

test('a national pack of before judges beside a successor that names everything', () => {
  const successor = asNewDraft({ ...releasePack('national'), version: '2026-05-01', from: '2026-05-01' });
  expect(governing([older('national'), successor], '330100').names).toEqual(['national@2026-05-01']);
});

test('what was known and left out stays out; a draft of this release leaves out on purpose', () => {
  const { inactiveMonths: _dropped, ...rest } = older('fujian').pack.parameters;
  const dropped = older('fujian', { parameters: rest });
  const draft = asNewDraft(older('fujian').pack);
  expect(governing([dropped], '350100').origins['inactiveMonths']?.pack).toBe('national@2019-01-01');
  expect(completed(draft, release)).toEqual({ pack: draft.pack, from: null, taken: [] });
  expect(governing([draft], '350100').origins['filingMaterials']?.pack).toBe('national@2019-01-01');
});

test('a jurisdiction of which the release has no pack takes them from below', () => {
  const chengdu = older('panzhihua', { jurisdiction: 'chengdu', region: '510100', base: 'sichuan' });
  expect(completed(chengdu, release)).toEqual({ pack: chengdu.pack, from: null, taken: [] });
  expect(governing([chengdu], '510100').origins['filingMaterials']?.pack).toBe('sichuan@2021-06-16');
});

test('of two versions of the release the one that held on the first day of the pack is taken', () => {
  const pilot = older('hunan', { version: '2020-09-01', from: '2020-09-01', to: '2021-06-30' });
  expect(completed(pilot, release)).toMatchObject({
    from: 'hunan@2020-03-20',
    taken: ['filingConditions', 'filingMaterials'],
  });
  const early = older('hunan', { version: '2019-09-01', from: '2019-09-01', to: '2020-03-19' });
  expect(completed(early, release).from).toBe('hunan@2020-03-20');
});

test('a release that carries the pack with the new names counts it once', () => {
  const carried = { ...releasePack('sichuan'), version: '2026-01-01', from: '2026-01-01' };
  const ended = release.map((pack) => (pack.jurisdiction === 'sichuan' ? { ...pack, to: '2025-12-31' } : pack));
  const { packs } = activeSet([...ended, carried], [older('sichuan')]);
  expect(packs.filter((pack) => packName(pack) === packName(carried))).toEqual([carried]);
});

test.each(['before', 'behind'])('it is the same pack with a grant that came %s those that it has', (where) => {
  const grant = { of: 'inactiveMonths', basis: ['闽劳鉴〔2023〕10号 第十五条'], reason: { zh: '样例', en: 'sample' } };
  const months = { value: 18, basis: grant.basis };
  const { parameters, grants } = releasePack('fujian');
  const carried = {
    ...releasePack('fujian'),
    version: '2026-01-01',
    from: '2026-01-01',
    parameters: { ...parameters, inactiveMonths: months },
    grants: where === 'before' ? [...grants, grant] : [grant, ...grants],
  };
  const ended = release.map((pack) => (pack.jurisdiction === 'fujian' ? { ...pack, to: '2025-12-31' } : pack));
  const published = { pack: beforeThem(carried), knownNames: KNOWN };
  const { packs } = activeSet([...ended, carried], [published]);
  expect(published.pack.grants).toEqual([grant]);
  expect(packs.filter((pack) => packName(pack) === packName(carried))).toEqual([carried]);
});

test('a release that carries the pack and its successor counts it once; one that ends it otherwise is another pack', () => {
  const carried = { ...releasePack('sichuan'), version: '2026-01-01', from: '2026-01-01', to: '2026-05-31' };
  const successor = { ...carried, version: '2026-06-01', from: '2026-06-01', to: null };
  const ended = release.map((pack) => (pack.jurisdiction === 'sichuan' ? { ...pack, to: '2025-12-31' } : pack));
  const { packs } = activeSet([...ended, carried, successor], [older('sichuan')]);
  expect(packs.filter(({ jurisdiction }) => jurisdiction === 'sichuan').slice(1)).toEqual([carried, successor]);
  expect(() => activeSet([...ended, { ...carried, to: '2026-04-30' }, successor], [older('sichuan')])).toThrow(
    /stands twice/,
  );
});

test('a draft of this release names everything, and no draft says where a value was taken from', () => {
  expect(problemsOfPack(older('national').pack).map(({ en }) => en)).toEqual(
    PARAMETER_NAMES.filter((name) => LATER_NAMES.includes(name)).map((name) => `parameters.${name} is missing`),
  );
  const [name, parameter] = Object.entries(releasePack('sichuan').parameters)[0] ?? ['', { value: null, basis: [] }];
  const parameters = { ...releasePack('sichuan').parameters, [name]: { ...parameter, origin: 'sichuan@2021-06-16' } };
  expect(() => activeSet(release, [older('sichuan', { parameters })])).toThrow(/origin is unknown/);
});

test('a set that was kept before the names came is read as it was: same digest, and nothing is asked', () => {
  const kept = [...release.map(beforeThem), { ...older('sichuan').pack, version: '2030-01-01', from: '2030-01-01' }];
  const digest = canonicalDigest(kept);
  const read: readonly Pack[] = JSON.parse(JSON.stringify(kept));
  const resolved = resolvePack(read, '510100', '2026-06-01');
  expect(canonicalDigest(read)).toBe(digest);
  expect(resolved.digest).toBe(
    canonicalDigest(kept.filter((pack) => [NATION_REGION, '510000'].includes(pack.region) && pack.from < '2026-06-01')),
  );
  expect(laterValues(resolved)).toEqual(
    Object.fromEntries(Object.entries(UNNAMED_PARAMETERS).filter(([name]) => LATER_NAMES.includes(name))),
  );
  for (const name of LATER_NAMES) expect(resolved.origins[name]).toBeUndefined();
});

test('where nothing is missing the digest is that of the packs as they were written', () => {
  const draft = { ...releasePack('fujian'), version: '2026-09-01', from: '2026-09-01' };
  const ended = release.map((pack) => (pack.jurisdiction === 'fujian' ? { ...pack, to: '2026-08-31' } : pack));
  const { digest, packs } = activeSet(release, [{ pack: draft, knownNames: KNOWN }]);
  expect(digest).toBe(canonicalDigest(packs));
  expect(packs).toEqual(expect.arrayContaining([...ended, draft]));
  expect(packs).toHaveLength(release.length + 1);
});
