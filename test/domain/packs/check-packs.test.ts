import { checkPacks, problemsTogether } from '../../../src/domain/packs/check-packs';
import type { Pack } from '../../../src/domain/packs/pack';
import { RULES } from '../../../src/domain/rules/index';
import { asFiles, BASIS, grantFor, overlay, packNamed, problemsOf, RELEASE, value } from './packs';

const SICHUAN = packNamed('sichuan@2021-06-16');
const problemsWith = (...more: readonly unknown[]): readonly string[] =>
  problemsOf(() => checkPacks(asFiles([...RELEASE, ...more]), RULES));
const problemsIn = (...contents: readonly unknown[]): readonly string[] =>
  problemsOf(() => checkPacks(asFiles(contents), RULES));
const without = (jurisdiction: string): readonly Pack[] => RELEASE.filter((pack) => pack.jurisdiction !== jurisdiction);

test('the packs of the release hold together, the nation first and then by region and date', () => {
  const names = checkPacks(asFiles([...RELEASE].reverse()), RULES).map(({ jurisdiction, version }) => `${jurisdiction} ${version}`);
  expect(names).toEqual([
    'national 2019-01-01',
    'inner-mongolia 2024-04-07',
    'fujian 2023-06-15',
    'hunan 2020-03-20',
    'hunan 2021-07-01',
    'sichuan 2021-06-16',
    'panzhihua 2024-07-12',
  ]);
});

test('every problem of every file is named, by file and place', () => {
  const broken = { ...overlay(), from: 'soon', parameters: { noticeDay: value(7), passMark: value(101) } };
  expect(problemsIn(broken, 'nonsense')).toEqual([
    '0.json: from is no date YYYY-MM-DD',
    '0.json: parameters.passMark.value is more than 100',
    '0.json: parameters.noticeDay is unknown; did you mean noticeDays?',
    '1.json: the pack is not of type object',
  ]);
});

test('two versions of one jurisdiction never govern one day', () => {
  const next = { ...SICHUAN, version: '2027-01-01', from: '2027-01-01' };
  expect(problemsWith(next)).toEqual([
    'sichuan@2021-06-16 and sichuan@2027-01-01 both govern 2027-01-01 to an open end: the earlier one must end on 2026-12-31',
  ]);
  const ended = (to: string): readonly Pack[] => RELEASE.map((pack) => (pack === SICHUAN ? { ...pack, to } : pack));
  expect(problemsIn(...ended('2027-01-01'), { ...next, to: '2030-12-31' })).toEqual([
    'sichuan@2021-06-16 and sichuan@2027-01-01 both govern 2027-01-01 to 2027-01-01: the earlier one must end on 2026-12-31',
  ]);
  expect(problemsIn(...ended('2026-12-31'), next)).toEqual([]);
  expect(problemsWith({ ...SICHUAN, version: '2021-06-17' })).toEqual([
    'sichuan@2021-06-16 and sichuan@2021-06-17 both begin on 2021-06-16; keep one',
  ]);
  expect(problemsWith(SICHUAN)).toEqual(['sichuan@2021-06-16 stands twice']);
});

test('a base must exist, contain the region, and lead to the nation', () => {
  expect(problemsWith(overlay({ base: 'sichuann' }))).toEqual([
    'example-city@2026-01-01: base sichuann is unknown; did you mean sichuan?',
  ]);
  expect(problemsWith(overlay({ base: 'hunan' }))).toEqual([
    'example-city@2026-01-01: its region 510100 does not lie in 430000, the region of its base hunan',
  ]);
  expect(problemsWith(overlay({ base: 'national' }))).toEqual([
    'example-city@2026-01-01: sichuan@2021-06-16 lies between it and its base national; base must be sichuan',
  ]);
  expect(problemsWith(overlay({ base: null }))).toEqual(['7.json: base is missing: only the nation has none']);
  expect(problemsIn(...RELEASE.map((pack) => (pack.base === null ? { ...pack, base: 'sichuan' } : pack)))).toEqual([
    '0.json: base must be null: nothing lies under the nation',
  ]);
});

test('bases that lead in a circle are shown as a circle', () => {
  const one = overlay({ jurisdiction: 'one', base: 'two' });
  const two = overlay({ jurisdiction: 'two', region: '510200', base: 'three' });
  const three = overlay({ jurisdiction: 'three', region: '510300', base: 'one' });
  expect(problemsWith(one, two, three)).toEqual([
    'one@2026-01-01: its bases lead in a circle: one → two → three → one',
    'two@2026-01-01: its bases lead in a circle: two → three → one → two',
    'three@2026-01-01: its bases lead in a circle: three → one → two → three',
  ]);
  expect(problemsWith(overlay({ base: 'example-city' }))).toEqual([
    'example-city@2026-01-01: its bases lead in a circle: example-city → example-city',
  ]);
});

test('one name is one region, and one region has one name', () => {
  expect(problemsWith(overlay({ jurisdiction: 'sichuan', base: 'national' }))).toContain(
    'sichuan@2026-01-01 governs 510100, but sichuan@2021-06-16 governs 510000',
  );
  expect(problemsWith(overlay({ jurisdiction: 'shu', region: '510000', base: 'national' }))).toEqual([
    'shu@2026-01-01 and sichuan@2021-06-16 name one region, 510000, in two ways',
  ]);
});

test('an overlay asks for less only by a grant, and a grant that loosens nothing is refused', () => {
  const looser = { passMark: value(50) };
  const over = 'example-city@2026-01-01 over national@2019-01-01 + sichuan@2021-06-16';
  expect(problemsWith(overlay({ parameters: looser }))).toEqual([`${over}: passMark is loosened without a grant`]);
  expect(problemsWith(overlay({ parameters: looser, grants: [grantFor('passMark')] }))).toEqual([]);
  expect(problemsWith(overlay({ parameters: { passMark: value(70) }, grants: [grantFor('passMark')] }))).toEqual([
    'example-city@2026-01-01: the grant for passMark loosens nothing',
  ]);
  expect(problemsWith(overlay({ grants: [grantFor('passMark')] }))).toEqual([
    'example-city@2026-01-01: the grant for passMark loosens nothing',
  ]);
});

test('an overlay is held to what lies under it on every day of its term, not only on the first', () => {
  const ended = without('sichuan').concat({ ...SICHUAN, to: '2026-05-31' });
  const stricter = { ...SICHUAN, version: '2026-06-01', from: '2026-06-01', parameters: { ...SICHUAN.parameters, passMark: value(80) } };
  expect(problemsIn(...ended, stricter, overlay({ parameters: { passMark: value(70) } }))).toEqual([
    'example-city@2026-01-01 over national@2019-01-01 + sichuan@2026-06-01: passMark is loosened without a grant',
  ]);
});

test('a province that grants something grants it to its cities too', () => {
  const { allowedBases } = SICHUAN.parameters;
  if (allowedBases === undefined) throw new Error('Sichuan has no bases.');
  expect(problemsWith(overlay({ parameters: { allowedBases } }))).toEqual([]);
  expect(problemsWith(overlay({ jurisdiction: 'gansu', region: '620000', base: 'national', parameters: { allowedBases } }))).toEqual([
    'gansu@2026-01-01 over national@2019-01-01: allowedBases is loosened without a grant',
  ]);
});

test('switches are weighed against the rule’s own severity and must name a rule', () => {
  const rules = (given: Pack['rules']) => problemsWith(overlay({ rules: given }));
  const loosened = (code: string) => [
    `example-city@2026-01-01 over national@2019-01-01 + sichuan@2021-06-16: ${code} is loosened without a grant`,
  ];
  expect(rules({ 'CMP-031': { enabled: false, basis: BASIS } })).toEqual(loosened('CMP-031'));
  expect(rules({ 'CMP-031': { severity: 'confirm', basis: BASIS } })).toEqual(loosened('CMP-031'));
  expect(rules({ 'AUT-009': { severity: 'confirm', basis: BASIS } })).toEqual([]);
  expect(rules({ 'AUT-009': { severity: 'signal', basis: BASIS } })).toEqual(loosened('AUT-009'));
  expect(rules({ 'AUT-009': { severity: 'error', basis: BASIS } })).toEqual([]);
  expect(rules({ 'CMP-331': { enabled: true, basis: BASIS } })).toEqual([
    'example-city@2026-01-01: rules.CMP-331 is unknown; did you mean CMP-031?',
  ]);
});

test('there must be a national pack, and it names every parameter', () => {
  expect(problemsIn(SICHUAN)).toContain('there is no national pack');
  const national = packNamed('national@2019-01-01');
  const { passMark: _passMark, ...rest } = national.parameters;
  expect(problemsIn({ ...national, parameters: rest })).toEqual(['0.json: parameters.passMark is missing']);
});

test('what keeps packs apart is said in Chinese too', () => {
  const chinese = (...more: readonly Pack[]): readonly string[] =>
    problemsTogether([...RELEASE, ...more], RULES).map(({ zh }) => zh);
  expect(chinese({ ...SICHUAN, version: '2027-01-01', from: '2027-01-01' })).toEqual([
    'sichuan@2021-06-16 与 sichuan@2027-01-01 在 2027-01-01 至 无限期 重叠:前者应止于 2026-12-31',
  ]);
  expect(chinese(overlay({ base: 'sichuann' }))).toEqual([
    'example-city@2026-01-01:base sichuann 无法识别,是否应为 sichuan?',
  ]);
  expect(chinese(overlay({ parameters: { passMark: value(50) } }))).toEqual([
    'example-city@2026-01-01 之于 national@2019-01-01 + sichuan@2021-06-16:passMark 放宽而无许可,请从严或在 grants 中列明依据',
  ]);
});
