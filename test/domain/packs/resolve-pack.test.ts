import { checkPacks } from '../../../src/domain/packs/check-packs';
import type { Pack } from '../../../src/domain/packs/pack';
import {
  knownJurisdictions,
  packsDigest,
  PackError,
  regionOfJurisdiction,
  resolvePack,
  turningDays,
} from '../../../src/domain/packs/resolve-pack';
import { RULES } from '../../../src/domain/rules/index';
import { SAMPLE_RECORD, sampleCheck } from '../../kit/sample-record';
import { asFiles, BASIS, grantFor, overlay, RELEASE, value } from './packs';

const namesOn = (region: string, day: string): readonly string[] => resolvePack(RELEASE, region, day).names;

test('the exam date decides which packs apply', () => {
  expect(namesOn('510100', '2026-06-01')).toEqual(['national@2019-01-01', 'sichuan@2021-06-16']);
  expect(namesOn('510100', '2021-06-16')).toEqual(['national@2019-01-01', 'sichuan@2021-06-16']);
  expect(namesOn('510100', '2021-06-15')).toEqual(['national@2019-01-01']);
  expect(namesOn('440100', '2026-06-01')).toEqual(['national@2019-01-01']);
  expect(namesOn('510100', '1999-01-01')).toEqual(['national@2019-01-01']);
  expect(turningDays(RELEASE, '510100')).toEqual(['2019-01-01', '2021-06-16']);
});

test('on a day without a national pack the last one before it stands, and before all of them the first', () => {
  const [nation] = RELEASE;
  if (nation === undefined) throw new Error('The release has no national pack.');
  const versions = [
    { ...nation, to: '2022-12-31' },
    { ...nation, version: '2023-01-01', from: '2023-01-01', to: '2025-12-31' },
  ];
  const nameOn = (day: string): string | undefined => resolvePack(versions, '440100', day).names[0];
  expect(nameOn('2018-12-31')).toBe('national@2019-01-01');
  expect(nameOn('2022-12-31')).toBe('national@2019-01-01');
  expect(nameOn('2023-01-01')).toBe('national@2023-01-01');
  expect(nameOn('2026-01-01')).toBe('national@2023-01-01');
});

test('the pilot of Hunan ends with its last day and its successor begins on the next', () => {
  expect(namesOn('430100', '2020-03-19')).toEqual(['national@2019-01-01']);
  expect(namesOn('430100', '2020-03-20')).toEqual(['national@2019-01-01', 'hunan@2020-03-20']);
  expect(namesOn('430100', '2021-06-30')).toEqual(['national@2019-01-01', 'hunan@2020-03-20']);
  expect(namesOn('430100', '2021-07-01')).toEqual(['national@2019-01-01', 'hunan@2021-07-01']);
});

test('Panzhihua lies over Sichuan over the nation, and over the nation alone where Sichuan has no pack', () => {
  const resolved = resolvePack(RELEASE, '510402', '2024-07-12');
  expect(resolved.names).toEqual(['national@2019-01-01', 'sichuan@2021-06-16', 'panzhihua@2024-07-12']);
  expect(resolved.parameters.planAfterEnrolmentWorkingDays).toBe(20);
  expect(resolved.parameters.ladders.SCHOOL).toEqual(['LEVEL_5', 'LEVEL_4', 'LEVEL_3', 'LEVEL_2', 'LEVEL_1']);
  expect(resolved.origins.planAfterEnrolmentWorkingDays).toMatchObject({
    pack: 'panzhihua@2024-07-12',
    basis: ['攀学院〔2024〕63号 第十四条(一)'],
  });
  expect(resolved.origins.passMark?.pack).toBe('national@2019-01-01');
  expect(resolved.grants.map(({ of, pack }) => `${of} ${pack}`)).toEqual(['allowedBases sichuan@2021-06-16']);
  expect(namesOn('510402', '2024-07-11')).toEqual(['national@2019-01-01', 'sichuan@2021-06-16']);

  const before = RELEASE.filter(({ jurisdiction }) => jurisdiction !== 'sichuan');
  const later = { ...overlay({ jurisdiction: 'sichuan', region: '510000', base: 'national', from: '2030-01-01', to: null }) };
  expect(resolvePack([...before, later], '510400', '2026-01-01').names).toEqual(['national@2019-01-01', 'panzhihua@2024-07-12']);
  // Where all packs of the base are still to come, the nation follows.
  expect(resolvePack(before, '510400', '2026-01-01').names).toEqual(['national@2019-01-01', 'panzhihua@2024-07-12']);
});

test('Hunan limits the levels of schools by their type', () => {
  const { levelLimits, filingTermMonths, planLeadWorkingDays, noticeDays } = resolvePack(RELEASE, '430100', '2026-06-01').parameters;
  expect(levelLimits.TECHNICAL_SCHOOL).toEqual(['LEVEL_5', 'LEVEL_4']);
  expect(levelLimits.SENIOR_TECHNICAL_SCHOOL).toEqual(['LEVEL_5', 'LEVEL_4', 'LEVEL_3']);
  expect(levelLimits.TECHNICIAN_COLLEGE).toHaveLength(8);
  expect([filingTermMonths, planLeadWorkingDays, noticeDays]).toEqual([12, 10, 7]);
});

test('the digest changes with the packs and with nothing else', () => {
  const digest = (packs: readonly Pack[], day: string) => resolvePack(packs, '510100', day).digest;
  expect(digest(RELEASE, '2026-06-01')).toBe(digest([...RELEASE].reverse(), '2022-01-01'));
  expect(digest(RELEASE, '2026-06-01')).not.toBe(digest(RELEASE, '2020-01-01'));
  const stricter = overlay({ parameters: { passMark: value(70) } });
  expect(digest([...RELEASE, stricter], '2026-06-01')).not.toBe(digest(RELEASE, '2026-06-01'));
  expect(packsDigest(RELEASE, '510100')).toBe(packsDigest([...RELEASE].reverse(), '510100'));
  expect(packsDigest(RELEASE, '510100')).not.toBe(packsDigest(RELEASE, '510400'));
});

test('an overlay may ask for more, in its own region and term', () => {
  const packs = checkPacks(asFiles([...RELEASE, overlay({ parameters: { passMark: value(70) } })]), RULES);
  const passMark = (region: string, day: string) => resolvePack(packs, region, day).parameters.passMark;
  expect(passMark('510100', '2026-12-31')).toBe(70);
  expect(passMark('510100', '2027-01-01')).toBe(60);
  expect(passMark('510700', '2026-06-01')).toBe(60);
});

test('an overlay may ask for less by a grant, which stays visible', () => {
  const grants = [grantFor('passMark')];
  const packs = checkPacks(asFiles([...RELEASE, overlay({ parameters: { passMark: value(50) }, grants })]), RULES);
  const resolved = resolvePack(packs, '510100', '2026-06-01');
  expect(resolved.parameters.passMark).toBe(50);
  expect(resolved.grants).toContainEqual({ ...grants[0], pack: 'example-city@2026-01-01' });
});

test('a switch and a severity reach the engine', () => {
  const low = { ...SAMPLE_RECORD, skillScore: 50, overallGrade: 'FAIL' };
  const severities = (rules: Pack['rules']) =>
    sampleCheck({ packs: [...RELEASE, overlay({ rules })] })
      .checkRecord(low, 1)
      .map(({ code, severity }) => `${code} ${severity}`);
  expect(severities({})).toEqual(['CMP-023 error']);
  expect(severities({ 'CMP-023': { severity: 'signal', basis: BASIS } })).toEqual(['CMP-023 signal']);
  expect(severities({ 'CMP-023': { enabled: false, basis: BASIS } })).toEqual([]);
  expect(() => severities({ 'CMP-999': { enabled: true, basis: BASIS } })).toThrow(PackError);
});

test('there is no check without a national pack', () => {
  expect(() => resolvePack([], '510100', '2026-06-01')).toThrow(PackError);
  expect(() => resolvePack([overlay({ base: 'nowhere' })], '510100', '2026-06-01')).toThrow(PackError);
});

test('jurisdictions by name, by version and by code', () => {
  expect(regionOfJurisdiction(RELEASE, 'sichuan')).toBe('510000');
  expect(regionOfJurisdiction(RELEASE, 'sichuan@2021-06-16')).toBe('510000');
  expect(regionOfJurisdiction(RELEASE, 'sichuan@1999-01-01')).toBeUndefined();
  expect(regionOfJurisdiction(RELEASE, '510000')).toBe('510000');
  expect(regionOfJurisdiction(RELEASE, '000000')).toBe('000000');
  expect(regionOfJurisdiction(RELEASE, 'atlantis')).toBeUndefined();
  expect(knownJurisdictions(RELEASE)).toEqual(['national', 'inner-mongolia', 'fujian', 'hunan', 'sichuan', 'panzhihua']);
});

test('packs of an earlier release judge by what they name: rules that read more stay out, and nothing falls over', () => {
  const LATER = ['allowedBases', 'eligibilityConditions', 'calendar', 'levelLimits', 'resultsWorkingDays', 'minAssessors'];
  const earlier = RELEASE.map((pack) => ({
    ...pack,
    parameters: Object.fromEntries(Object.entries(pack.parameters).filter(([name]) => !LATER.includes(name))),
  }));
  const check = sampleCheck({ packs: earlier });
  expect(check.checkRecord({ ...SAMPLE_RECORD, eligibilityCondition: '?', basis: 'EVALUATION_NORM' }, 1)).toEqual([]);
  expect(check.checkRecord({ ...SAMPLE_RECORD, skillScore: 12 }, 2).map(({ code }) => code)).toContain('CMP-023');
  expect(() => check.checkFacts(check.openFacts().finish())).not.toThrow();
  // The digest is of the packs as they are, not of what stands in for what they lack.
  expect(check.packDigest()).toBe(packsDigest(earlier, '510100'));
});
