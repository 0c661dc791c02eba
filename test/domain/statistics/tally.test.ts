import { LEVEL_ORDER } from '../../../src/domain/certificate/levels';
import { AGE_BANDS, ageBandOn, daysOfPeriod, HIGH_SKILLED_LEVELS } from '../../../src/domain/statistics/tally';

test.each([
  ['2008-06-02', '2026-06-01', 'UNDER_18'],
  ['2008-06-01', '2026-06-01', '18_24'],
  ['2001-06-02', '2026-06-01', '18_24'],
  ['2001-06-01', '2026-06-01', '25_34'],
  ['1991-06-01', '2026-06-01', '35_44'],
  ['1981-06-01', '2026-06-01', '45_54'],
  ['1971-06-02', '2026-06-01', '45_54'],
  ['1971-06-01', '2026-06-01', '55_UP'],
  ['1926-06-01', '2026-06-01', '55_UP'],
  // Born on 29 February: a year older on 1 March of an ordinary year.
  ['2008-02-29', '2026-02-28', 'UNDER_18'],
  ['2008-02-29', '2026-03-01', '18_24'],
])('born on %s, examined on %s: %s', (birthDate, examDate, band) => {
  expect(ageBandOn(birthDate, examDate)).toBe(band);
});

test('the bands follow each other without a gap', () => {
  expect(AGE_BANDS.map(({ from }) => from)).toEqual([...AGE_BANDS.map(({ from }) => from)].sort((a, b) => a - b));
  expect(AGE_BANDS[0].from).toBe(0);
});

test('high-skilled is level 3 and above', () => {
  expect(HIGH_SKILLED_LEVELS).toEqual(['LEVEL_3', 'LEVEL_2', 'LEVEL_1', 'SPECIAL_TECHNICIAN', 'CHIEF_TECHNICIAN']);
  expect(LEVEL_ORDER).toHaveLength(8);
});

test.each([
  ['2026-07', { from: '2026-07-01', before: '2026-08-01' }],
  ['2026-09', { from: '2026-09-01', before: '2026-10-01' }],
  ['2026-12', { from: '2026-12-01', before: '2027-01-01' }],
])('the days of %s', (period, days) => {
  expect(daysOfPeriod(period)).toEqual(days);
});

test.each(['2026-13', '2026-7', '2026', '2026-00', 'x2026-07'])('%s is no month', (period) => {
  expect(() => daysOfPeriod(period)).toThrow(RangeError);
});
