import fc from 'fast-check';
import { isWorkday } from 'chinese-days';
import { dayAfter, daysAfter, daysFromTo, monthsBefore } from '../../../src/domain/calendar/dates';
import {
  CALENDAR_FIRST_YEAR,
  CALENDAR_LAST_YEAR,
  workingDaysBefore,
  workingDaysOf,
} from '../../../src/domain/calendar/working-days';

const published = workingDaysOf({});
const FIRST_DAY = `${CALENDAR_FIRST_YEAR}-01-01`;
const DAYS = daysFromTo(FIRST_DAY, `${CALENDAR_LAST_YEAR}-12-31`);
const coveredDay = fc.integer({ min: 0, max: DAYS - 1 }).map((days) => daysAfter(FIRST_DAY, days));
/** Neighbours, so that one run of the properties does not count millions of days. */
const nearDays = (count: number) =>
  fc
    .tuple(
      fc.integer({ min: 0, max: DAYS - 500 }),
      fc.array(fc.nat({ max: 499 }), { minLength: count, maxLength: count }),
    )
    .map(([start, offsets]) => offsets.sort((a, b) => a - b).map((offset) => daysAfter(FIRST_DAY, start + offset)));

const must = (count: number | undefined): number => {
  if (count === undefined) throw new Error('The span is covered.');
  return count;
};

describe('working days', () => {
  test('between adds up wherever a span is cut', () => {
    fc.assert(
      fc.property(nearDays(3), ([from = '', cut = '', to = '']) => {
        const parts = must(published.between(from, cut)) + must(published.between(cut, to));
        expect(published.between(from, to)).toBe(parts);
      }),
    );
  });

  test('since counts the day itself and not the event', () => {
    fc.assert(
      fc.property(nearDays(2), ([event = '', day = '']) => {
        expect(published.since(event, day)).toBe(published.between(dayAfter(event), dayAfter(day)));
      }),
    );
    expect(published.since('2026-06-30', '2026-06-30')).toBe(0);
    expect(published.since('2026-06-30', '2026-06-01')).toBe(0);
  });

  test('one day is one or none, at most as many as there are days, and none backwards', () => {
    fc.assert(
      fc.property(coveredDay, (day) => {
        expect(published.between(day, dayAfter(day))).toBe(isWorkday(day) ? 1 : 0);
        expect(published.between(dayAfter(day), day)).toBe(0);
      }),
    );
  });

  test('the day that lies n working days before has n working days after it', () => {
    fc.assert(
      fc.property(nearDays(1), fc.integer({ min: 1, max: 30 }), ([day = ''], days) => {
        const before = workingDaysBefore(day, days);
        fc.pre(before >= FIRST_DAY);
        expect(published.between(before, day)).toBe(days);
      }),
    );
  });

  test('make-up workdays count, public holidays do not', () => {
    // Saturday 10 October 2026 is worked; 1 to 7 October are holidays.
    expect(published.between('2026-10-10', '2026-10-11')).toBe(1);
    expect(published.between('2026-10-01', '2026-10-08')).toBe(0);
    expect(published.between('2026-09-30', '2026-10-09')).toBe(2);
    expect(published.since('2026-09-30', '2026-10-08')).toBe(1);
  });

  test('a year whose calendar is not published cannot be counted, unless a pack has it', () => {
    const next = CALENDAR_LAST_YEAR + 1;
    expect(published.between(`${next}-03-01`, `${next}-03-08`)).toBeUndefined();
    expect(published.between(`${CALENDAR_LAST_YEAR}-12-30`, `${next}-01-05`)).toBeUndefined();
    expect(published.between(`${CALENDAR_FIRST_YEAR - 1}-12-30`, `${CALENDAR_FIRST_YEAR}-01-05`)).toBeUndefined();
    // The last day that is known can still be counted, and what is done on it is in time or late.
    expect(published.between(`${CALENDAR_LAST_YEAR}-12-28`, `${next}-01-01`)).toBe(4);
    expect(published.since(`${CALENDAR_LAST_YEAR}-12-30`, `${CALENDAR_LAST_YEAR}-12-31`)).toBe(1);
    expect(published.since(`${CALENDAR_LAST_YEAR}-12-30`, `${next}-01-01`)).toBeUndefined();
    const withPack = workingDaysOf({ [String(next)]: { holidays: [`${next}-01-01`], workdays: [`${next}-01-09`] } });
    // Friday 1 January is a holiday, Saturday the 9th is worked.
    expect(withPack.between(`${next}-01-01`, `${next}-01-11`)).toBe(6);
    expect(withPack.between(`${next}-01-09`, `${next}-01-10`)).toBe(1);
  });

  test('a pack may set a published year right', () => {
    const corrected = workingDaysOf({ '2026': { holidays: ['2026-06-30'], workdays: [] } });
    expect(corrected.between('2026-06-30', '2026-07-01')).toBe(0);
    expect(published.between('2026-06-30', '2026-07-01')).toBe(1);
  });

  /** Fails when the package learns a year: then `CALENDAR_LAST_YEAR` is raised. */
  test.each([
    [CALENDAR_FIRST_YEAR - 1, false],
    [CALENDAR_FIRST_YEAR, true],
    [CALENDAR_LAST_YEAR, true],
    [CALENDAR_LAST_YEAR + 1, false],
  ])('the package knows the holidays of %s: %s', (year, knows) => {
    const days = Array.from({ length: 7 }, (_, index) => `${year}-10-0${index + 1}`);
    expect(days.every((day) => !isWorkday(day))).toBe(knows);
  });
});

test('where no calendar is published a screen counts Monday to Friday', () => {
  expect(workingDaysBefore('2031-06-16', 1)).toBe('2031-06-13');
});

test.each([
  ['2026-06-30', 12, '2025-06-30'],
  ['2026-03-31', 1, '2026-02-28'],
  ['2024-03-31', 1, '2024-02-29'],
  ['2026-01-15', 1, '2025-12-15'],
  ['2026-01-15', 25, '2023-12-15'],
])('%s less %s months is %s', (day, months, expected) => {
  expect(monthsBefore(day, months)).toBe(expected);
});

test('a span of days counts both ends', () => {
  expect(daysFromTo('2026-06-08', '2026-06-14')).toBe(7);
  expect(daysFromTo('2026-06-08', '2026-06-08')).toBe(1);
  expect(daysFromTo('2026-06-08', '2026-06-01')).toBeLessThan(1);
});
