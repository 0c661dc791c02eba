/** Who suspends and who revokes, by the release's packs and for every kind of filing that they know. */
import { measureOffice, siteCityOf, type Measured } from '../../../src/domain/filing/measure-office';
import { resolvePack } from '../../../src/domain/packs/resolve-pack';
import type { RegistryInstitution } from '../../../src/domain/registry/document';
import { samplePacks } from '../../kit/sample-record';
import { applicantOf, filingRow } from '../../kit/filing-cases';

const measuredIn = (regionCode: string, change: Partial<RegistryInstitution> = {}): Measured => ({
  institution: { ...applicantOf(1), code: '0001', names: [], regionCode, ...change },
  filings: [filingRow('F-1')],
  sites: [],
});
const officesOf = (measured: Measured, regionCode: string, day = '2026-06-01'): readonly string[] => {
  const { parameters } = resolvePack(samplePacks(), regionCode, day);
  return (['SUSPENSION', 'RESUMPTION', 'REVOCATION', 'TERMINATION'] as const).map((kind) =>
    measureOffice(kind, measured, parameters),
  );
};
const [PROVINCE, CITY] = [
  ['PROVINCE', 'PROVINCE', 'PROVINCE', 'PROVINCE'],
  ['CITY', 'CITY', 'CITY', 'CITY'],
] as const;
const SUSPENDS_ONLY = ['CITY', 'CITY', 'PROVINCE', 'PROVINCE'];

test.each([
  ['湘 五(六): the province cancels', '430100', { grade: 'CITY' }, PROVINCE],
  ['川 三: the province files', '510100', { grade: 'CITY', schoolType: 'SECONDARY_VOCATIONAL' }, PROVINCE],
  ['闽 第二十三条: the city that filed', '350100', { grade: 'CITY' }, CITY],
  ['闽 第二十三条: the province that filed', '350100', { grade: 'PROVINCE' }, PROVINCE],
  ['内蒙古 第四十三条: a private school of a league', '150700', { ownership: 'PRIVATE' }, SUSPENDS_ONLY],
  ['内蒙古 第四十三条: a body of the region', '150700', { ownership: 'PROVINCIAL' }, PROVINCE],
  ['内蒙古: nobody said whose it is', '150700', { ownership: null }, PROVINCE],
  ['the nation: the province records', '440100', { grade: 'CITY' }, PROVINCE],
] as const)('%s', (_rule, regionCode, change, offices) => {
  expect(officesOf(measuredIn(regionCode, change), regionCode)).toEqual(offices);
});

test('the pilot of Hunan has it already', () => {
  expect(officesOf(measuredIn('430100'), '430100', '2020-06-01')).toEqual(PROVINCE);
});

test('where the packs know no route, the grade says who filed', () => {
  const parameters = { measureOffices: { SUSPENSION: 'CITY', REVOCATION: 'RECORD' }, filingRoutes: [] } as const;
  for (const grade of ['CITY', 'PROVINCE'] as const) {
    expect(measureOffice('REVOCATION', measuredIn('510100', { grade }), parameters)).toBe(grade);
  }
});

describe('a site in another city (内蒙古 第四十三条)', () => {
  const site = (code: string, regionCode: string) => ({
    ...{ code, regionCode, institutionCode: '0001', name: '考点', from: '2026-01-01', to: null },
  });
  const regional = (...siteCodes: readonly string[]): Measured => ({
    ...measuredIn('150100', { ownership: 'PROVINCIAL', grade: 'PROVINCE' }),
    filings: [filingRow('F-2', { siteCodes })],
    sites: [site('A', '150100'), site('B', '150702'), site('C', '150200')],
  });

  test.each([
    [['B'], '150700', CITY],
    [['A', 'B'], undefined, PROVINCE],
    [['B', 'C'], undefined, PROVINCE],
    [[], undefined, PROVINCE],
  ])('filings of %j are of %s', (siteCodes, city, offices) => {
    const measured = regional(...siteCodes);
    expect(siteCityOf(measured)).toBe(city);
    expect(officesOf(measured, '150100')).toEqual(offices);
  });
});
