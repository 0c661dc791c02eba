import { daysAfter } from '../../../src/domain/calendar/dates';
import { CALENDAR_LAST_YEAR } from '../../../src/domain/calendar/working-days';
import { DEADLINE_STATES, LIVE_DEADLINE_STATES, mayMoveDeadline } from '../../../src/domain/deadlines/deadline-state';
import { levelAbove, responsibleIn } from '../../../src/domain/deadlines/responsible';
import { termDates } from '../../../src/domain/deadlines/term-dates';
import { nextOn, stateAfterRecount, stepOn } from '../../../src/domain/deadlines/watch-step';

const WORKING = 'WORKING_DAY';
const DAYS = 'DAY';
const NEXT = CALENDAR_LAST_YEAR + 1;
/** Invented: a short holiday, and Saturday 9 January 2027 worked for it. */
const RECORDED = { '2027': { holidays: ['2027-01-01', '2027-01-04'], workdays: ['2027-01-09'] } };

test.each([
  // Event, days, warning days → last day, warned from, one level up.
  ['an ordinary week', '2026-06-01', 5, 2, '2026-06-08', '2026-06-04', '2026-06-11'],
  ['across New Year', '2025-12-29', 5, 2, '2026-01-06', '2026-01-04', '2026-01-09'],
  ['the make-up Sunday after New Year counts', '2025-12-31', 1, 0, '2026-01-04', '2026-01-04', '2026-01-07'],
  ['across the Spring Festival', '2026-02-13', 3, 1, '2026-02-25', '2026-02-24', '2026-02-28'],
  ['a make-up Saturday before it', '2026-02-13', 1, 0, '2026-02-14', '2026-02-14', '2026-02-26'],
  ['an event on a day off', '2026-10-03', 1, 0, '2026-10-08', '2026-10-08', '2026-10-12'],
  ['no warning before the event itself', '2026-06-01', 1, 5, '2026-06-02', '2026-06-01', '2026-06-05'],
  ['20 working days', '2026-09-14', 20, 2, '2026-10-16', '2026-10-14', '2026-10-21'],
])('%s', (_title, startsOn, days, warningDays, dueOn, warnOn, escalateOn) => {
  const dates = termDates(WORKING, { startsOn, days, warningDays }, {});
  expect(dates).toEqual({ dueOn, warnOn, escalateOn, waitsForYear: null });
});

test('ordinary days are counted through every holiday', () => {
  const dates = termDates(DAYS, { startsOn: '2026-02-13', days: 7, warningDays: 1 }, {});
  expect(dates).toMatchObject({ dueOn: '2026-02-20' });
});

test('a renewal that may be applied for 90 days before the end ends with the filing', () => {
  const span = { startsOn: daysAfter('2029-06-30', -90), days: 90, warningDays: 2 };
  expect(termDates(DAYS, span, {})).toMatchObject({ dueOn: '2029-06-30', waitsForYear: null });
});

test('a last day in a year without a calendar is not guessed', () => {
  const span = { startsOn: `${CALENDAR_LAST_YEAR}-12-28`, days: 5, warningDays: 2 };
  expect(termDates(WORKING, span, {})).toEqual({ dueOn: null, warnOn: null, escalateOn: null, waitsForYear: NEXT });
  expect(termDates(WORKING, span, RECORDED)).toMatchObject({ dueOn: '2027-01-06', waitsForYear: null });
  // The last working day that is known.
  expect(termDates(WORKING, { ...span, days: 3 }, {})).toMatchObject({ dueOn: `${CALENDAR_LAST_YEAR}-12-31` });
});

test('a recorded calendar goes before the one of the release', () => {
  const span = { startsOn: '2026-06-01', days: 5, warningDays: 2 };
  const withHoliday = { '2026': { holidays: ['2026-06-03'], workdays: [] } };
  expect(termDates(WORKING, span, withHoliday)).toMatchObject({ dueOn: '2026-06-09' });
});

describe('the watch', () => {
  const dates = { dueOn: '2026-06-08', warnOn: '2026-06-04', escalateOn: '2026-06-11', waitsForYear: null };

  test.each([
    ['OPEN', '2026-06-03', undefined],
    ['OPEN', '2026-06-04', 'WARNED'],
    ['OPEN', '2026-06-08', 'WARNED'],
    ['OPEN', '2026-06-09', 'OVERDUE'],
    ['WARNED', '2026-06-08', undefined],
    ['WARNED', '2026-06-09', 'OVERDUE'],
    ['OVERDUE', '2026-06-10', undefined],
    ['OVERDUE', '2026-06-11', 'ESCALATED'],
    ['ESCALATED', '2026-12-31', undefined],
    ['MET', '2026-12-31', undefined],
    ['CANCELLED', '2026-12-31', undefined],
  ] as const)('%s on %s: %s', (state, today, step) => {
    expect(stepOn({ ...dates, state }, today)).toBe(step);
  });

  test('has something to say on the next day that it names, and not before', () => {
    for (const state of LIVE_DEADLINE_STATES) {
      const day = nextOn({ ...dates, state });
      if (day === null) expect(state).toBe('ESCALATED');
      else {
        expect(stepOn({ ...dates, state }, day)).toBeDefined();
        expect(
          stepOn({ ...dates, state }, `2026-06-0${Number(day.slice(-2)) - 1}`.replace('010', '10')),
        ).toBeUndefined();
      }
    }
  });

  test('without a day nothing is said', () => {
    const waiting = { dueOn: null, warnOn: null, escalateOn: null, waitsForYear: NEXT };
    for (const state of DEADLINE_STATES) {
      expect([stepOn({ ...waiting, state }, '2030-01-01'), nextOn({ ...waiting, state })]).toEqual([undefined, null]);
    }
  });

  test('every step is a move of the table, and so is what a recount takes back', () => {
    for (const state of DEADLINE_STATES) {
      for (const today of ['2026-06-03', '2026-06-04', '2026-06-09', '2026-06-11']) {
        const step = stepOn({ ...dates, state }, today);
        if (step !== undefined) expect([state, step, mayMoveDeadline(state, step)]).toEqual([state, step, true]);
        const after = stateAfterRecount(state, dates, today);
        if (after !== state) expect([state, after, mayMoveDeadline(state, after)]).toEqual([state, after, true]);
      }
    }
    expect(stateAfterRecount('OVERDUE', dates, '2026-06-08')).toBe('WARNED');
    expect(stateAfterRecount('ESCALATED', dates, '2026-06-09')).toBe('ESCALATED');
    expect(stateAfterRecount('MET', dates, '2026-06-01')).toBe('MET');
  });
});

test.each([
  ['INSTITUTION', '510104', 'CITY'],
  ['INSTITUTION', '510000', 'PROVINCE'],
  ['CITY', '510100', 'PROVINCE'],
  ['PROVINCE', '510100', 'NATION'],
  ['NATION', '510100', null],
] as const)('above %s of %s stands %s', (responsible, regionCode, above) => {
  expect(levelAbove(responsible, regionCode)).toBe(above);
});

test('right below the province the province is the office', () => {
  expect(responsibleIn('CITY', '510000')).toBe('PROVINCE');
  expect(responsibleIn('CITY', '510100')).toBe('CITY');
  expect(responsibleIn('INSTITUTION', '510000')).toBe('INSTITUTION');
});
