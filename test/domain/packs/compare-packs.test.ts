import { changedRules, comparePacks } from '../../../src/domain/packs/compare-packs';
import type { ComparedRule } from '../../../src/domain/packs/compare-packs';
import { packsKnownAt } from '../../../src/domain/packs/packs-known-at';
import { resolvePack } from '../../../src/domain/packs/resolve-pack';
import { BASIS, grantFor, overlay, packNamed, RELEASE, value } from './packs';

const RULES: readonly ComparedRule[] = [
  { code: 'CMP-027', severity: 'error', parameters: ['noticeDays', 'noticeUnit'] },
  { code: 'CMP-023', severity: 'error', parameters: ['passMark'] },
  { code: 'AUT-015', severity: 'error', parameters: ['passMark'] },
  { code: 'AUT-009', severity: 'confirm', parameters: [] },
];
const on = (packs: Parameters<typeof resolvePack>[0]) => resolvePack(packs, '510100', '2026-06-01');

test('what changes, in which direction, and for which rules', () => {
  const changed = overlay({
    parameters: { passMark: value(70), noticeDays: value(7), minAge: value(15) },
    rules: { 'AUT-009': { severity: 'error', basis: BASIS }, 'CMP-027': { enabled: false, basis: BASIS } },
    grants: [grantFor('minAge'), grantFor('CMP-027')],
  });
  expect(comparePacks(on(RELEASE), on([...RELEASE, changed]), RULES)).toEqual([
    { kind: 'PARAMETER', name: 'minAge', before: 16, after: 15, tightens: false, rules: [] },
    { kind: 'PARAMETER', name: 'noticeDays', before: null, after: 7, tightens: true, rules: ['CMP-027'] },
    { kind: 'PARAMETER', name: 'passMark', before: 60, after: 70, tightens: true, rules: ['AUT-015', 'CMP-023'] },
    { kind: 'RULE', name: 'AUT-009', after: { severity: 'error' }, tightens: true, rules: ['AUT-009'] },
    { kind: 'RULE', name: 'CMP-027', after: { enabled: false }, tightens: false, rules: ['CMP-027'] },
  ]);
  expect(changedRules(on(RELEASE), on([...RELEASE, changed]), RULES)).toEqual(['AUT-009', 'AUT-015', 'CMP-023', 'CMP-027']);
  expect(changedRules(on([...RELEASE, changed]), on(RELEASE), RULES)).toEqual(['AUT-009', 'AUT-015', 'CMP-023', 'CMP-027']);
});

test('another clause or note for the same value is no change', () => {
  const same = overlay({ parameters: { passMark: { ...value(60), note: { zh: '同', en: 'same' } } } });
  expect(comparePacks(on(RELEASE), on([...RELEASE, same]), RULES)).toEqual([]);
});

test('two versions of one pack', () => {
  const pilot = packNamed('hunan@2020-03-20');
  expect(comparePacks(pilot, packNamed('hunan@2021-07-01'), RULES)).toEqual([]);
  const { noticeDays: _noticeDays, ...rest } = pilot.parameters;
  expect(comparePacks(pilot, { ...pilot, parameters: rest }, RULES)).toEqual([
    { kind: 'PARAMETER', name: 'noticeDays', before: 7, tightens: false, rules: ['CMP-027'] },
  ]);
});

test('what was known at a moment: from the first instant on, no longer at the last', () => {
  const [first, second] = [packNamed('hunan@2020-03-20'), packNamed('hunan@2021-07-01')];
  const history = [
    { pack: first, knownFrom: '2026-01-01T00:00:00+08:00', knownTo: null },
    { pack: second, knownFrom: '2026-02-01T00:00:00+08:00', knownTo: '2026-03-01T00:00:00+08:00' },
  ];
  const known = (asOf: string) => packsKnownAt(history, asOf).map(({ version }) => version);
  expect(known('2025-12-31T23:59:59+08:00')).toEqual([]);
  expect(known('2025-12-31T16:00:00Z')).toEqual(['2020-03-20']);
  expect(known('2026-02-01T00:00:00+08:00')).toEqual(['2020-03-20', '2021-07-01']);
  expect(known('2026-02-28T23:59:59.999+08:00')).toEqual(['2020-03-20', '2021-07-01']);
  expect(known('2026-03-01T00:00:00+08:00')).toEqual(['2020-03-20']);
  expect(() => known('yesterday')).toThrow(RangeError);
});
