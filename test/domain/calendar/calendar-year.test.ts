import { CALENDAR_DAYS_MAX, problemsOfYear, yearNeededOn } from '../../../src/domain/calendar/calendar-year';
import { exceptionsIn, workingDaysAfter } from '../../../src/domain/calendar/working-days';

/** Invented days of a year that nobody has published: 1 January 2027 is a Friday, 1 May a Saturday. */
const good = {
  year: 2027,
  notice: '国务院办公厅关于2027年部分节假日安排的通知(样例)',
  holidays: ['2027-01-01', '2027-10-01', '2027-10-04'],
  workdays: ['2027-01-09'],
};
const placesOf = (changed: object): (string | null)[] =>
  problemsOfYear({ ...good, ...changed }).map(({ field, record }) => `${field} ${record ?? '-'}`);

test('a year as the notice lists it has no problem', () => {
  expect(problemsOfYear(good)).toEqual([]);
});

test.each([
  ['a year out of range', { year: 1999 }, ['year -']],
  ['a year far ahead', { year: 2100 }, ['year -']],
  ['no notice', { notice: '  ' }, ['notice -']],
  ['a day of another year', { holidays: [...good.holidays, '2028-01-01'] }, ['holidays 4']],
  ['no day of the calendar', { holidays: [...good.holidays, '2027-02-30'] }, ['holidays 4']],
  ['no day at all', { workdays: ['x'] }, ['workdays 1']],
  ['a day twice', { holidays: [...good.holidays, '2027-10-04'] }, ['holidays 4']],
  ['a weekday as make-up day', { workdays: ['2027-01-11'] }, ['workdays 1']],
  ['both holiday and workday', { holidays: [...good.holidays, '2027-01-09'] }, ['workdays 1']],
  ['New Year is worked', { holidays: ['2027-10-01', '2027-10-04'] }, ['holidays -']],
  ['1 May, a Saturday, is worked', { workdays: ['2027-05-01'] }, ['holidays -']],
  ['too many days', { holidays: Array.from({ length: CALENDAR_DAYS_MAX + 1 }, () => 'x') }, ['holidays -']],
])('%s', (_title, changed, places) => {
  expect(placesOf(changed)).toEqual(places);
});

test('no place repeats what was sent', () => {
  expect(JSON.stringify(problemsOfYear({ ...good, workdays: ['secret'] }))).not.toContain('secret');
});

test.each([
  ['2026-11-30', 2026],
  ['2026-12-01', 2027],
  ['2027-01-01', 2027],
])('on %s the calendar of %s must be there', (today, year) => {
  expect(yearNeededOn(today)).toBe(year);
});

test('what is out of the ordinary in a span', () => {
  expect(exceptionsIn('2026-09-28', '2026-10-11', {})).toEqual({
    holidays: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
    workdays: ['2026-10-10'],
  });
  expect(exceptionsIn('2027-01-01', '2027-01-10', {})).toEqual({ holidays: [], workdays: [] });
  expect(exceptionsIn('2027-01-01', '2027-01-10', { '2027': good })).toEqual({
    holidays: ['2027-01-01'],
    workdays: ['2027-01-09'],
  });
});

test('an estimate counts Monday to Friday where no calendar is published', () => {
  expect(workingDaysAfter('2027-01-07', 2)).toBe('2027-01-11');
  expect(workingDaysAfter('2026-09-30', 1)).toBe('2026-10-08');
});
