import { workingDaysOf } from '../../../src/domain/calendar/working-days';
import { planLead } from '../../../src/domain/plan/plan-lead';

const CALENDAR = workingDaysOf({});
const lead = (filedOn: string, examFrom: string, needed: number | null = 10) =>
  planLead({ filedOn, examFrom }, needed, CALENDAR);
const IN_TIME = { kind: 'IN_TIME' };
const tooLate = (firstExamDay: string | null) => ({ kind: 'TOO_LATE', firstExamDay });

describe('over New Year 2026: 1 to 3 January are free, Sunday 4 January is worked', () => {
  test('exactly ten working days are enough, one day less is not', () => {
    // 25, 26, 29, 30, 31 December; 4, 5, 6, 7, 8 January.
    expect(lead('2025-12-25', '2026-01-09')).toEqual(IN_TIME);
    expect(lead('2025-12-25', '2026-01-08')).toEqual(tooLate('2026-01-09'));
    expect(lead('2025-12-26', '2026-01-09')).toEqual(tooLate('2026-01-10'));
  });
});

describe('over a make-up Saturday: 10 October 2026', () => {
  test('it counts as a working day', () => {
    // 28, 29, 30 September; 8, 9, 10, 12, 13, 14, 15 October.
    expect(lead('2026-09-28', '2026-10-16')).toEqual(IN_TIME);
    expect(lead('2026-09-28', '2026-10-15')).toEqual(tooLate('2026-10-16'));
    // Filed on the make-up Saturday itself, that day is the first.
    expect(lead('2026-10-10', '2026-10-13', 2)).toEqual(IN_TIME);
    expect(lead('2026-10-11', '2026-10-13', 2)).toEqual(tooLate('2026-10-14'));
  });
});

describe('at the end of the published calendar, 2026', () => {
  test('what can be counted before it is counted', () => {
    expect(lead('2026-12-01', '2027-01-04')).toEqual(IN_TIME);
    expect(lead('2026-12-28', '2026-12-31')).toEqual(tooLate(null));
  });

  test('what cannot be counted says which year is missing', () => {
    expect(lead('2026-12-28', '2027-01-20')).toEqual({ kind: 'UNPUBLISHED', year: '2027' });
  });

  test('a pack that carries the year mends that', () => {
    const published = workingDaysOf({ '2027': { holidays: ['2027-01-01'], workdays: [] } });
    // 28 to 31 December, 4 to 8 January, 11 January.
    const of = (examFrom: string) => planLead({ filedOn: '2026-12-28', examFrom }, 10, published);
    expect(of('2027-01-12')).toEqual(IN_TIME);
    expect(of('2027-01-11')).toEqual(tooLate('2027-01-12'));
  });
});

test.each([null, 0])('packs that ask for no lead (%s)', (needed) => {
  expect(lead('2026-06-01', '2026-06-01', needed)).toEqual(IN_TIME);
});
