import type { Pack } from '../../../src/domain/packs/pack';
import { packName } from '../../../src/domain/packs/pack';
import { PackError, resolvePack } from '../../../src/domain/packs/resolve-pack';
import { activeSet, asIfInForce, cutBy } from '../../../src/domain/publishing/active-set';
import { effectiveValues } from '../../../src/domain/publishing/effective-values';
import { maySeeDraft, mayPublish } from '../../../src/domain/publishing/may-publish';
import { canonicalDigest } from '../../../src/domain/reference/canonical-digest';
import { asNewDraft } from '../../../src/app/packs/known-names';
import { draftOf, passMarkOf } from '../../kit/packs';
import { samplePacks } from '../../kit/sample-record';

const release = samplePacks();
const DRAFT = draftOf({ version: '2026-09-01', from: '2026-09-01', parameters: passMarkOf(70) });
const passMarkOn = (packs: readonly Pack[], day: string): number =>
  resolvePack(packs, '510100', day).parameters.passMark;
const namesOn = (packs: readonly Pack[], day: string): readonly string[] => resolvePack(packs, '510100', day).names;

describe('the active set', () => {
  test('without anything published it is the release, digest and all', () => {
    expect(activeSet(release, [])).toEqual({ digest: canonicalDigest(release), packs: release });
  });

  test('a published successor ends its predecessor on the day before, and edits nothing', () => {
    const { packs } = activeSet(release, [asNewDraft(DRAFT)]);
    expect(passMarkOn(packs, '2026-08-31')).toBe(60);
    expect(passMarkOn(packs, '2026-09-01')).toBe(70);
    expect(packs.find((pack) => packName(pack) === 'sichuan@2021-06-16')?.to).toBe('2026-08-31');
    expect(release.find((pack) => packName(pack) === 'sichuan@2021-06-16')?.to).toBeNull();
  });

  test('of three versions each governs its own days, whatever the order of their publication', () => {
    const later = draftOf({ version: '2027-01-01', from: '2027-01-01', parameters: passMarkOf(80) });
    for (const published of [
      [DRAFT, later],
      [later, DRAFT],
    ]) {
      const { packs } = activeSet(release, published.map(asNewDraft));
      const marks = ['2026-08-31', '2026-12-31', '2027-01-01'].map((day) => passMarkOn(packs, day));
      expect(marks).toEqual([60, 70, 80]);
    }
  });

  test('a later release that carries the published pack itself changes nothing; another pack of that name is refused', () => {
    const carrying = [
      ...release.map((pack) => (pack.jurisdiction === 'sichuan' ? { ...pack, to: '2026-08-31' } : pack)),
      DRAFT,
    ];
    expect(namesOn(activeSet(carrying, [asNewDraft(DRAFT)]).packs, '2026-09-01')).toEqual([
      'national@2019-01-01',
      'sichuan@2026-09-01',
    ]);
    const other = { ...DRAFT, parameters: { ...DRAFT.parameters, ...passMarkOf(90) } };
    expect(() => activeSet(release, [DRAFT, other].map(asNewDraft))).toThrow(PackError);
  });

  test('what loosens, or names a rule that is none, holds nothing together', () => {
    expect(() => activeSet(release, [asNewDraft(draftOf({ parameters: passMarkOf(50) }))])).toThrow(
      /passMark is loosened/,
    );
    expect(() => activeSet(release, [asNewDraft(draftOf({ rules: { 'CMP-999': { basis: ['甲'] } } }))])).toThrow(
      /CMP-999/,
    );
  });

  test('a pack in front of one that stands must say its own end', () => {
    const early = draftOf({ version: '2020-01-01', from: '2020-01-01' });
    expect(cutBy(early, release)?.version).toBe('2021-06-16');
    expect(cutBy({ ...early, to: '2021-06-15' }, release)).toBeUndefined();
    expect(cutBy(DRAFT, release)).toBeUndefined();
  });

  test('as if in force: the pack governs every day, and the others stay', () => {
    const tried = asIfInForce(activeSet(release, []), DRAFT);
    expect(passMarkOn(tried.packs, '2020-01-01')).toBe(70);
    expect(namesOn(tried.packs, '2026-06-01')).toEqual(['national@2019-01-01', 'sichuan@2026-09-01']);
    expect(resolvePack(tried.packs, '430100', '2026-06-01').parameters.passMark).toBe(60);
    expect(tried.digest).toBe(canonicalDigest(tried.packs));
  });

  test('every value in force names its pack and clause', () => {
    const values = effectiveValues(resolvePack(activeSet(release, [asNewDraft(DRAFT)]).packs, '510100', '2026-09-01'));
    expect(values.find(({ name }) => name === 'passMark')).toMatchObject({ value: 70, pack: 'sichuan@2026-09-01' });
    expect(values.every(({ basis, pack }) => basis.length > 0 && pack !== '')).toBe(true);
  });
});

describe('whose pack it is', () => {
  const holder = (role: 'NATION' | 'PROVINCE' | 'CITY' | 'OPERATOR' | 'INSTITUTION', regionCode: string | null) => ({
    role,
    regionCode,
    institutionCode: role === 'INSTITUTION' ? '0001' : null,
  });
  const NATION = holder('NATION', null);
  const PROVINCE = holder('PROVINCE', '510000');
  const CITY = holder('CITY', '510100');

  test.each([
    ['the nation its own', NATION, ['000000']],
    ['a province its own and its cities’', PROVINCE, ['510000', '510100']],
    ['a city its own', CITY, ['510100']],
    ['the operator none', holder('OPERATOR', null), []],
    ['an institution none', holder('INSTITUTION', null), []],
  ])('%s', (_title, who, regions) => {
    const all = ['000000', '510000', '510100', '510300', '430000'];
    expect(all.filter((region) => mayPublish(who, region)).filter((region) => region !== '510300')).toEqual(regions);
  });

  test('a draft is seen from above and not from below or beside', () => {
    expect([NATION, PROVINCE, CITY].map((who) => maySeeDraft(who, '510000'))).toEqual([true, true, false]);
    expect(maySeeDraft(holder('INSTITUTION', null), '510000')).toBe(false);
  });
});
