import {
  firstLastDay,
  noticeOf,
  NOTICE_AHEAD_DAYS_MAX,
  type NoticeDemand,
} from '../../../src/domain/results/notice-days';

const days = (noticeDays: number | null, noticeUnit: NoticeDemand['noticeUnit'] = 'DAY'): NoticeDemand => ({
  noticeDays,
  noticeUnit,
  calendar: {},
});
const working = (noticeDays: number): NoticeDemand => days(noticeDays, 'WORKING_DAY');

test.each<[string, NoticeDemand, string]>([
  ['2026-06-01', days(7), '2026-06-07'],
  ['2025-12-29', days(7), '2026-01-04'],
  ['2028-02-26', days(4), '2028-02-29'],
  ['2026-06-01', days(null), '2026-06-01'],
  ['2026-06-01', working(5), '2026-06-05'],
  // 1 to 3 January 2026 are holidays, Sunday the 4th is a make-up workday.
  ['2025-12-31', working(3), '2026-01-05'],
  ['2026-01-01', working(1), '2026-01-04'],
  ['2026-01-03', working(2), '2026-01-05'],
  // A notice that begins on a Saturday counts from the Monday.
  ['2026-06-06', working(1), '2026-06-08'],
  // The last working day of a published year needs no other.
  ['2026-12-30', working(2), '2026-12-31'],
])('a notice from %s ends at the earliest as asked', (from, demand, lastDay) => {
  expect(firstLastDay(from, demand)).toEqual({ kind: 'day', day: lastDay });
});

test('a span into a year without calendar says which year, unless a pack carries it', () => {
  expect(firstLastDay('2026-12-30', working(3))).toEqual({ kind: 'unpublished', year: 2027 });
  const calendar = { '2027': { holidays: ['2027-01-01'], workdays: [] } };
  expect(firstLastDay('2026-12-30', { ...working(3), calendar })).toEqual({ kind: 'day', day: '2027-01-04' });
  expect(firstLastDay('2026-12-30', days(7))).toEqual({ kind: 'day', day: '2027-01-05' });
});

const TODAY = '2026-06-01';
const given = (noticeFrom: string | null, noticeTo: string | null) => ({ noticeFrom, noticeTo });

test.each([
  ['as short as is lawful, from today', given(null, null), days(7), { kind: 'days', from: TODAY, to: '2026-06-07' }],
  ['longer', given(null, '2026-06-20'), days(7), { kind: 'days', from: TODAY, to: '2026-06-20' }],
  ['later', given('2026-06-03', null), days(7), { kind: 'days', from: '2026-06-03', to: '2026-06-09' }],
  ['one day short', given(null, '2026-06-06'), days(7), { kind: 'too-short', firstLastDay: '2026-06-07' }],
  ['none asked, none wished', given(null, null), days(null), { kind: 'none' }],
  ['none asked, one wished', given(TODAY, '2026-06-03'), days(null), { kind: 'days', from: TODAY, to: '2026-06-03' }],
  ['before today', given('2026-05-31', null), days(7), { kind: 'invalid', field: 'noticeFrom' }],
  ['no date', given('2026-02-30', null), days(7), { kind: 'invalid', field: 'noticeFrom' }],
  ['no last date', given(null, 'soon'), days(7), { kind: 'invalid', field: 'noticeTo' }],
  ['for ever', given(null, '2026-12-31'), days(7), { kind: 'invalid', field: 'noticeTo' }],
  ['far ahead', given('2026-07-02', null), days(7), { kind: 'invalid', field: 'noticeFrom' }],
  [
    'ends before it begins',
    given('2026-06-05', '2026-06-04'),
    days(null),
    { kind: 'too-short', firstLastDay: '2026-06-05' },
  ],
])('%s', (_title, wished, demand, choice) => {
  expect(noticeOf(wished, demand, TODAY)).toMatchObject(choice);
});

test('the farthest first day is the last one that is allowed', () => {
  expect(NOTICE_AHEAD_DAYS_MAX).toBe(30);
  expect(noticeOf(given('2026-07-01', null), days(7), TODAY)).toMatchObject({ kind: 'days', from: '2026-07-01' });
});
