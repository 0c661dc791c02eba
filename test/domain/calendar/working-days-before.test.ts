import { workingDaysBefore } from '../../../src/store/views/working-days';

const before = (instant: string, days: number): string => workingDaysBefore(new Date(instant), days).toISOString();

test('goes back over weekends', () => {
  // Monday 15 June 2026 in China; five working days back is Monday 8 June.
  expect(before('2026-06-15T01:00:00Z', 5)).toBe('2026-06-07T16:00:00.000Z');
});

test('goes back over public holidays and counts make-up workdays', () => {
  // 1 to 7 October 2026 are holidays; Saturday 10 October is worked.
  expect(before('2026-10-12T01:00:00Z', 1)).toBe('2026-10-09T16:00:00.000Z');
  expect(before('2026-10-08T01:00:00Z', 1)).toBe('2026-09-29T16:00:00.000Z');
});

test('the day is the day in China', () => {
  expect(before('2026-06-14T16:30:00Z', 0)).toBe('2026-06-14T16:00:00.000Z');
});
