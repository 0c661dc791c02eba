import { readOccupations } from '../../../bin/commands/read-occupations';
import { checkRegistryDocument } from '../../../src/domain/registry/check-document';
import { isCreditCode } from '../../../src/domain/registry/credit-code';
import { externalReferences } from '../../../src/domain/registry/references';
import { SAMPLE_MAIN_INSTITUTION } from '../../../src/domain/sample/institutions';
import { roomOf } from '../../../src/domain/sample/plans';
import { sampleRegistry } from '../../../src/domain/sample/sample-registry';

const occupations = readOccupations();
const SEEDS = [0, 1, 7, 4_294_967_295];
const DAYS = ['2024-01-01', '2026-01-03', '2026-06-30', '2027-12-31'];

test('the catalogue is whole', () => {
  expect(occupations).toHaveLength(1_639);
});

test('the same seed makes the same registry, another seed another one', () => {
  const [once, again, other] = [1, 1, 2].map((seed) => JSON.stringify(sampleRegistry({ seed, occupations })));
  expect(again).toBe(once);
  expect(other).not.toBe(once);
});

test.each(SEEDS.flatMap((seed) => DAYS.map((today) => ({ seed, today }))))(
  'seed $seed on $today is sound',
  (options) => {
    const registry = sampleRegistry({ ...options, occupations });
    expect(checkRegistryDocument(registry)).toEqual({ document: registry });
    expect(Object.values(externalReferences(registry)).flat()).toEqual([]);
    expect(new Set(registry.institutions.map(({ name }) => name)).size).toBe(registry.institutions.length);
  },
);

describe('the sample province', () => {
  const registry = sampleRegistry({ seed: 1, occupations });

  test('has every kind, school type and grade of institution', () => {
    expect(registry.institutions).toHaveLength(40);
    expect(new Set(registry.institutions.map(({ kind }) => kind)).size).toBe(2);
    expect(new Set(registry.institutions.map(({ schoolType }) => schoolType)).size).toBe(7);
    expect(new Set(registry.institutions.map(({ grade }) => grade)).size).toBe(2);
    expect(registry.institutions.filter(({ names }) => names.length > 1).length).toBeGreaterThanOrEqual(1);
    expect(registry.institutions.every(({ creditCode }) => isCreditCode(creditCode))).toBe(true);
  });

  test('has filings that ran out, were suspended, terminated and revoked', () => {
    const kinds = registry.filings.flatMap(({ interruptions }) => interruptions.map(({ kind }) => kind));
    expect(new Set(kinds)).toEqual(new Set(['SUSPENDED', 'TERMINATED', 'REVOKED']));
    expect(registry.filings.some(({ to }) => to !== null && to < '2026-06-30')).toBe(true);
  });

  test('keeps city institutions in their city', () => {
    const cities = new Map(registry.institutions.map(({ code, grade, regionCode }) => [code, { grade, regionCode }]));
    const strays = registry.sites.filter(({ institutionCode, regionCode }) => {
      const home = cities.get(institutionCode);
      return home?.grade === 'CITY' && home.regionCode !== regionCode;
    });
    expect(strays).toEqual([]);
  });

  test('gives no two plans the same site and level', () => {
    const places = registry.plans.map(({ siteCode, level }) => `${siteCode} ${level}`);
    expect(new Set(places).size).toBe(places.length);
  });

  test('has room for a million records in one plan', () => {
    const main = registry.plans.filter(({ institutionCode }) => institutionCode === SAMPLE_MAIN_INSTITUTION);
    expect(Math.max(...main.map(roomOf))).toBe(1_000_000);
    expect(main[0]?.level).toBe('LEVEL_2');
  });
});
