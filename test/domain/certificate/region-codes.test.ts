import fc from 'fast-check';
import { PROVINCE_CODES } from '../../../src/domain/certificate/certificate-number';
import { beginsWithRegion } from '../../../src/domain/certificate/region-codes';

test.each([
  ['a province', '510000'],
  ['a city', '510100'],
  ['a county of today', '510104'],
  ['a county founded in December 2024', '653228'],
  ['a city ruled by the province', '429004'],
  ['a prefecture abolished in 1997', '512300'],
  ['a county of it', '512323'],
  ['Chongqing before 1997', '510212'],
  ['a county of the 1980s', '310221'],
  ['Hong Kong', '810000'],
])('%s', (_title, code) => {
  expect(beginsWithRegion(code)).toBe(true);
  expect(beginsWithRegion(`${code}200503150012`)).toBe(true);
});

test.each(['519900', '990100', '830000', '130171', '000000', '51010', '51010X', '５１０１００', ''])(
  '%j is none',
  (text) => {
    expect(beginsWithRegion(text)).toBe(false);
  },
);

test('every known code lies in a province of the standard, and every province is known', () => {
  const known = Array.from({ length: 1_000_000 }, (_, code) => String(code).padStart(6, '0')).filter(beginsWithRegion);
  expect(known).toHaveLength(7_192);
  const provinces = new Set(known.map((code) => code.slice(0, 2)));
  // 66 stands in certificate numbers only: 新疆生产建设兵团 is no region.
  expect(provinces).toEqual(new Set([...PROVINCE_CODES].filter((province) => province !== '66')));
  for (const province of provinces) expect(beginsWithRegion(`${province}0000`)).toBe(true);
});

test('it answers for every text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => expect(typeof beginsWithRegion(text)).toBe('boolean')),
  );
});
