import { workingDaysOf } from '../../../src/domain/calendar/working-days';
import type { FeedWindow } from '../../../src/domain/forwarding/feed';
import { opensAt, WINDOW_DAYS_AHEAD_MAX } from '../../../src/domain/forwarding/feed-window';

const calendar = workingDaysOf({});
const isWorkingDay = (day: string): boolean =>
  calendar.between(day, new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)) === 1;
/** Chinese time. */
const at = (moment: string): Date => new Date(`${moment}:00+08:00`);
const OFFICE: FeedWindow = { days: 'working', fromMinute: 8 * 60 + 30, untilMinute: 18 * 60 };
const NIGHT: FeedWindow = { days: 'all', fromMinute: 22 * 60, untilMinute: 5 * 60 };
const WORKING_NIGHT: FeedWindow = { ...NIGHT, days: 'working' };

test.each([
  // 2026-06-30 is a Tuesday.
  ['open', OFFICE, '2026-06-30T09:00', '2026-06-30T09:00'],
  ['its first minute', OFFICE, '2026-06-30T08:30', '2026-06-30T08:30'],
  ['before it', OFFICE, '2026-06-30T07:59', '2026-06-30T08:30'],
  ['its end is not inside', OFFICE, '2026-06-30T18:00', '2026-07-01T08:30'],
  ['after it on a Friday', OFFICE, '2026-07-03T18:30', '2026-07-06T08:30'],
  ['a Saturday', OFFICE, '2026-07-04T10:00', '2026-07-06T08:30'],
  ['a make-up workday on a Saturday', OFFICE, '2026-05-09T10:00', '2026-05-09T10:00'],
  ['a holiday of a week', OFFICE, '2026-10-01T10:00', '2026-10-08T08:30'],
  ['a night, before midnight', NIGHT, '2026-06-30T23:00', '2026-06-30T23:00'],
  ['a night, after midnight', NIGHT, '2026-07-01T04:59', '2026-07-01T04:59'],
  ['a night that is over', NIGHT, '2026-07-01T05:00', '2026-07-01T22:00'],
  ['the night of a Friday goes on into Saturday', WORKING_NIGHT, '2026-07-04T03:00', '2026-07-04T03:00'],
  ['the night of a Saturday does not begin', WORKING_NIGHT, '2026-07-04T23:00', '2026-07-06T22:00'],
  ['nor has the night of a Sunday', WORKING_NIGHT, '2026-07-06T03:00', '2026-07-06T22:00'],
] as const)('%s', (_, window, moment, opening) => {
  expect(opensAt(window, at(moment), isWorkingDay)).toEqual(at(opening));
});

test('the hours are those of China, whatever the machine says', () => {
  expect(opensAt(OFFICE, new Date('2026-06-30T23:59:00Z'), isWorkingDay)).toEqual(new Date('2026-07-01T00:30:00Z'));
});

test('no window is open at any time, and a whole day has no gap', () => {
  const moment = at('2026-07-05T03:00');
  expect(opensAt(null, moment, () => false)).toBe(moment);
  expect(opensAt({ days: 'all', fromMinute: 0, untilMinute: 1_440 }, moment, () => false)).toEqual(moment);
});

test('a calendar without working days holds parcels back for a month, not for ever', () => {
  const moment = at('2026-07-05T03:00');
  const opened = opensAt(OFFICE, moment, () => false);
  expect((opened.getTime() - moment.getTime()) / 86_400_000).toBeCloseTo(WINDOW_DAYS_AHEAD_MAX, 0);
});

test('what it answers is open, and no earlier moment since was', () => {
  for (const window of [OFFICE, NIGHT, WORKING_NIGHT]) {
    for (let hour = 0; hour < 14 * 24; hour += 1) {
      const moment = new Date(at('2026-04-28T00:10').getTime() + hour * 3_600_000);
      const opened = opensAt(window, moment, isWorkingDay);
      expect(opensAt(window, opened, isWorkingDay)).toEqual(opened);
      if (opened > moment) {
        const before = new Date(opened.getTime() - 60_000);
        expect(opensAt(window, before, isWorkingDay)).toEqual(opened);
      }
    }
  }
});
