import fc from 'fast-check';
import { chinaDate, dayAfter, daysAfter, isDate, isInstant, yearsAfter } from '../../../src/domain/calendar/dates';

test.each([
  '2026-02-30',
  '2025-02-29',
  '1900-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-1-1',
  '0000-01-01',
  '2026-01-00',
  '',
])('%s is no date', (text) => expect(isDate(text)).toBe(false));

test('the days of the calendar are dates, and each has a day after it', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true }),
      (moment) => {
        const day = moment.toISOString().slice(0, 10);
        expect(isDate(day)).toBe(true);
        expect(dayAfter(day) > day && isDate(dayAfter(day))).toBe(true);
        expect(dayAfter(day)).toBe(daysAfter(day, 1));
      },
    ),
  );
});

test('an instant says its offset', () => {
  expect(['2026-06-30T09:00:00+08:00', '2026-06-30T01:00Z'].every(isInstant)).toBe(true);
  expect(['2026-06-30', '2026-06-30T09:00:00', '2026-02-30T09:00:00Z', '2026-06-30T25:00:00Z'].some(isInstant)).toBe(
    false,
  );
});

test('the day in China', () => {
  expect(chinaDate('2026-06-30T15:59:59Z')).toBe('2026-06-30');
  expect(chinaDate('2026-06-30T16:00:00Z')).toBe('2026-07-01');
  expect(() => chinaDate('yesterday')).toThrow(RangeError);
});

test('born on 29 February', () => {
  expect(yearsAfter('2008-02-29', 18) <= '2026-02-28').toBe(false);
  expect(yearsAfter('2008-02-29', 18) <= '2026-03-01').toBe(true);
});
