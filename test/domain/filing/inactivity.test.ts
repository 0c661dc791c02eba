/** How long an institution may do nothing, to the day (TIM-009, and the end of its filings). */
import { dayBefore } from '../../../src/domain/calendar/dates';
import { inactiveFrom, isInactive, quietSince } from '../../../src/domain/rules/registry-subject';

test.each([
  [null, '2024-05-01'],
  ['2024-04-30', '2024-05-01'],
  ['2025-03-07', '2025-03-07'],
])('last approved on %s, it is quiet since %s', (lastApprovedOn, since) => {
  expect(quietSince({ filedSince: '2024-05-01', lastApprovedOn })).toBe(since);
});

test.each([
  ['2025-03-07', 12, '2026-03-08'],
  ['2025-02-28', 12, '2026-03-01'],
  ['2024-02-29', 12, '2025-03-01'],
  ['2025-08-31', 6, '2026-03-01'],
  ['2025-12-31', 1, '2026-02-01'],
])('after %s, %i months are over on %s and not a day before', (last, months, first) => {
  expect(inactiveFrom(last, months)).toBe(first);
  expect([isInactive(last, months, dayBefore(first)), isInactive(last, months, first)]).toEqual([false, true]);
});
