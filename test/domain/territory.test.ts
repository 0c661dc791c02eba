import { cstDate, cstInstant } from '../../src/domain/calendar/cst';
import { cityOf, hasNoCity, provinceOf } from '../../src/domain/tenancy/office';
import { coversRegion, territoryOf, type Holder } from '../../src/domain/tenancy/territory';

const holder = (
  role: Holder['role'],
  regionCode: string | null = null,
  institutionCode: string | null = null,
): Holder => ({ role, regionCode, institutionCode });

test('each role has its territory', () => {
  expect(territoryOf(holder('INSTITUTION', null, '0001'))).toEqual({ institutionCode: '0001', regionPrefix: '' });
  expect(territoryOf(holder('CITY', '510100'))).toEqual({ institutionCode: null, regionPrefix: '5101' });
  expect(territoryOf(holder('PROVINCE', '510000'))).toEqual({ institutionCode: null, regionPrefix: '51' });
  expect(territoryOf(holder('NATION'))).toEqual({ institutionCode: null, regionPrefix: '' });
  expect(territoryOf(holder('HUB', '510000'))).toEqual({ institutionCode: null, regionPrefix: '51' });
  expect(territoryOf(holder('HUB', '510300'))).toEqual({ institutionCode: null, regionPrefix: '5103' });
  expect(territoryOf(holder('OPERATOR'))).toEqual({ institutionCode: null, regionPrefix: '' });
});

test.each([
  ['an institution without a code', holder('INSTITUTION')],
  ['an institution with an empty code', holder('INSTITUTION', null, '')],
  ['a city without a region', holder('CITY')],
  ['a city bound to a whole province', holder('CITY', '510000')],
  ['a province without a region', holder('PROVINCE')],
  ['a province bound to the nation', holder('PROVINCE', '000000')],
  ['a region that is a wildcard', holder('CITY', '51%%%%')],
  ['a hub without a region', holder('HUB')],
  ['a hub of the whole nation', holder('HUB', '000000')],
])('%s has none', (_title, wrong) => {
  expect(() => territoryOf(wrong)).toThrow();
});

test('a territory covers its own regions only', () => {
  const city = territoryOf(holder('CITY', '510100'));
  expect(['510100', '510107', '510300', '520100'].map((region) => coversRegion(city, region))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(coversRegion(territoryOf(holder('NATION')), '150000')).toBe(true);
  expect(coversRegion(territoryOf(holder('INSTITUTION', null, '0001')), '510100')).toBe(false);
});

test('the day in China begins at 16:00 UTC', () => {
  expect(cstDate(new Date('2026-06-29T15:59:59.999Z'))).toBe('2026-06-29');
  expect(cstDate(new Date('2026-06-29T16:00:00Z'))).toBe('2026-06-30');
  expect(cstDate(new Date('2026-12-31T16:00:00Z'))).toBe('2027-01-01');
  expect(cstInstant(new Date('2026-06-30T01:00:00Z'))).toBe('2026-06-30T09:00:00.000+08:00');
});

test.each([
  ['510104', '510100', '510000', false],
  ['510100', '510100', '510000', false],
  ['152201', '152200', '150000', false],
  ['510000', '510000', '510000', true],
])('the offices around %s', (region, city, province, noCity) => {
  expect([cityOf(region), provinceOf(region), hasNoCity(region)]).toEqual([city, province, noCity]);
});
