import type { RegistryFiling, RegistryInstitution } from '../../../src/domain/registry/document';
import { nameOn, registryOnDay, standingOn } from '../../../src/domain/registry/in-force';

const institution: RegistryInstitution = {
  code: '0001',
  name: '新名',
  creditCode: '91350100M000100Y43',
  kind: 'SOCIAL_ORG',
  schoolType: null,
  regionCode: '510100',
  grade: 'CITY',
  names: [
    { name: '旧名', from: '2020-01-01', to: '2024-06-30' },
    { name: '新名', from: '2024-07-01', to: null },
  ],
};
const filing = (id: string, change: Partial<RegistryFiling> = {}): RegistryFiling => ({
  id,
  institutionCode: '0001',
  occupationCode: '6-31-01-03',
  workTypes: [],
  levels: ['LEVEL_5'],
  siteCodes: [],
  audience: ['EXTERNAL'],
  basis: ['NATIONAL_STANDARD'],
  from: '2024-01-01',
  to: '2026-12-31',
  interruptions: [],
  ...change,
});

test.each([
  ['2019-12-31', null],
  ['2020-01-01', '旧名'],
  ['2024-06-30', '旧名'],
  ['2024-07-01', '新名'],
  ['2099-01-01', '新名'],
])('on %s the institution bore the name %s', (day, name) => {
  expect(nameOn(institution, day)).toBe(name);
});

test('without dated names the present one holds for all time', () => {
  expect(nameOn({ ...institution, names: [] }, '1990-01-01')).toBe('新名');
});

test.each([
  ['2025-02-28', 'IN_FORCE'],
  ['2025-03-01', 'SUSPENDED'],
  ['2025-06-01', 'SUSPENDED'],
  ['2025-06-02', 'IN_FORCE'],
  ['2025-09-01', 'REVOKED'],
  ['2025-10-01', 'REVOKED'],
])('on %s the filing stood %s', (day, standing) => {
  const interruptions = [
    { kind: 'SUSPENDED', from: '2025-03-01', to: '2025-06-01' },
    { kind: 'REVOKED', from: '2025-09-01', to: null },
    { kind: 'SUSPENDED', from: '2025-10-01', to: null },
  ] as const;
  expect(standingOn(filing('F', { interruptions }), day)).toBe(standing);
});

test('what ended without blame and was revoked since stands revoked', () => {
  const interruptions = [
    { kind: 'TERMINATED', from: '2025-03-01', to: null },
    { kind: 'REVOKED', from: '2025-09-01', to: null },
  ] as const;
  const standings = ['2025-08-31', '2025-09-01'].map((day) => standingOn(filing('F', { interruptions }), day));
  expect(standings).toEqual(['TERMINATED', 'REVOKED']);
});

test('what begins later or ended before is left out; a bar is said', () => {
  const site = (code: string, from: string, to: string | null) => ({
    code,
    institutionCode: '0001',
    regionCode: '510100',
    name: code,
    from,
    to,
  });
  const person = {
    id: 'A1',
    occupationCodes: [],
    from: '2024-01-01',
    to: null,
    barred: [{ from: '2025-05-01', to: null }],
  };
  const world = {
    institution,
    sites: [site('S2', '2025-01-01', null), site('S1', '2024-01-01', '2024-12-31')],
    filings: [filing('F2'), filing('F1', { to: '2025-05-31' }), filing('F0', { to: '2025-05-01' })],
    staff: [person, { ...person, id: 'A0', to: '2025-05-01' }],
  };
  const found = registryOnDay(world, '2025-05-31');
  expect(found.sites.map(({ code }) => code)).toEqual(['S2']);
  expect(found.filings.map(({ id, standing }) => [id, standing])).toEqual([
    ['F1', 'IN_FORCE'],
    ['F2', 'IN_FORCE'],
  ]);
  expect(found.staff.map(({ id, isBarred }) => [id, isBarred])).toEqual([['A1', true]]);
});
