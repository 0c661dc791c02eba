import type { Pack } from '../../../src/domain/packs/pack';
import { checkPacks, PackError, regionOfJurisdiction, resolvePack, turningDays } from '../../../src/domain/packs/resolve-pack';
import { sampleCheck, SAMPLE_RECORD, samplePacks } from '../../kit/sample-record';

const packs = samplePacks();

const overlay = (change: Partial<Pack>): Pack => ({
  jurisdiction: 'example-city',
  region: '510100',
  version: '2026-01-01',
  title: { zh: '示例', en: 'Example' },
  from: '2026-01-01',
  to: '2026-12-31',
  parameters: {},
  rules: {},
  grants: [],
  ...change,
});
const asFiles = (all: readonly unknown[]) => all.map((content, index) => ({ path: `${index}.json`, content }));
const stricter = { passMark: { value: 70, basis: ['示例文件'] } };
const looser = { passMark: { value: 50, basis: ['示例文件'] } };

test('the exam date decides which packs apply', () => {
  expect(resolvePack(packs, '510100', '2026-06-01').names).toEqual(['national@2019-01-01', 'sichuan@2021-06-16']);
  expect(resolvePack(packs, '510100', '2021-06-15').names).toEqual(['national@2019-01-01']);
  expect(resolvePack(packs, '350100', '2026-06-01').names).toEqual(['national@2019-01-01']);
  expect(resolvePack(packs, '510100', '1999-01-01').names).toEqual(['national@2019-01-01']);
  expect(turningDays(packs, '510100')).toEqual(['2019-01-01', '2021-06-16']);
});

test('the digest changes with the packs and with nothing else', () => {
  const digest = (all: readonly Pack[], day: string) => resolvePack(all, '510100', day).digest;
  expect(digest(packs, '2026-06-01')).toBe(digest([...packs].reverse(), '2022-01-01'));
  expect(digest(packs, '2026-06-01')).not.toBe(digest(packs, '2020-01-01'));
  expect(digest([...packs, overlay({ parameters: stricter })], '2026-06-01')).not.toBe(digest(packs, '2026-06-01'));
});

test('an overlay may ask for more', () => {
  const all = checkPacks(asFiles([...packs, overlay({ parameters: stricter })]));
  expect(resolvePack(all, '510100', '2026-06-01').parameters.passMark).toBe(70);
  expect(resolvePack(all, '510100', '2027-01-01').parameters.passMark).toBe(60);
  expect(resolvePack(all, '510700', '2026-06-01').parameters.passMark).toBe(60);
});

test('an overlay may ask for less only by a grant, which stays visible', () => {
  expect(() => checkPacks(asFiles([...packs, overlay({ parameters: looser })]))).toThrow(/passMark is loosened/);
  expect(() => checkPacks(asFiles([...packs, overlay({ rules: { 'CMP-031': { enabled: false, basis: ['示例文件'] } } })]))).toThrow(
    /CMP-031 is loosened/,
  );
  const grants = [{ of: 'passMark', basis: ['示例文件'], reason: '试点' }];
  const all = checkPacks(asFiles([...packs, overlay({ parameters: looser, grants })]));
  const resolved = resolvePack(all, '510100', '2026-06-01');
  expect(resolved.parameters.passMark).toBe(50);
  expect(resolved.grants).toEqual([{ ...grants[0], pack: 'example-city@2026-01-01' }]);
});

test('a switch and a severity reach the engine', () => {
  const low = { ...SAMPLE_RECORD, skillScore: 50, overallGrade: 'FAIL' };
  const severities = (rules: Pack['rules']) =>
    sampleCheck({ packs: [...packs, overlay({ rules })] })
      .checkRecord(low, 1)
      .map(({ code, severity }) => `${code} ${severity}`);
  expect(severities({})).toEqual(['CMP-023 error']);
  expect(severities({ 'CMP-023': { severity: 'signal', basis: ['x'] } })).toEqual(['CMP-023 signal']);
  expect(severities({ 'CMP-023': { enabled: false, basis: ['x'] } })).toEqual([]);
  expect(() => severities({ 'CMP-999': { enabled: true, basis: ['x'] } })).toThrow(PackError);
});

test('every problem of every file is named', () => {
  const broken = { ...overlay({}), from: 'soon', parameters: { speed: { value: 1, basis: ['x'] } } };
  const attempt = (): unknown => checkPacks(asFiles([broken, { jurisdiction: 'X' }]));
  expect(attempt).toThrow(PackError);
  expect(attempt).toThrow(/0\.json: from is not a date.*speed is unknown.*1\.json: jurisdiction/);
});

test('there is no check without a national pack', () => {
  expect(() => resolvePack([], '510100', '2026-06-01')).toThrow(PackError);
});

test('jurisdictions by name and by code', () => {
  expect(regionOfJurisdiction(packs, 'sichuan')).toBe('510000');
  expect(regionOfJurisdiction(packs, 'sichuan@2021-06-16')).toBe('510000');
  expect(regionOfJurisdiction(packs, '510000')).toBe('510000');
  expect(regionOfJurisdiction(packs, 'atlantis')).toBeUndefined();
});
