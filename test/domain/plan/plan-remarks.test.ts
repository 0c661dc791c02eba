import { workingDaysOf } from '../../../src/domain/calendar/working-days';
import { planRemarks, type RemarkFacts } from '../../../src/domain/plan/plan-remarks';
import { planFiling } from '../../kit/plan-case';

const codes = (enrolmentClosedOn: string | null, facts: Partial<RemarkFacts>): string[] =>
  planRemarks(planFiling({ enrolmentClosedOn }), {
    filedOn: '2026-06-01',
    rosterLength: 3,
    elsewhere: [],
    parameters: { planAfterEnrolmentWorkingDays: 20 },
    workingDays: workingDaysOf({}),
    ...facts,
  }).map(({ code }) => code);

test('twenty working days after enrolment, over the holidays of May and a make-up Saturday', () => {
  // 1 to 5 May 2026 are free, Saturday 9 May is worked: 6 to 9, 11 to 15, 18 to 22, 25 to 29 May and 1 June are twenty.
  expect(codes('2026-05-01', {})).toEqual([]);
  expect(codes('2026-04-30', {})).toEqual([]);
  expect(codes('2026-04-29', {})).toEqual(['FILED_LATE']);
  expect(codes(null, {})).toEqual([]);
  expect(codes('2026-04-01', { parameters: { planAfterEnrolmentWorkingDays: null } })).toEqual([]);
});

test('what cannot be counted says so', () => {
  expect(codes('2026-12-30', { filedOn: '2027-01-05' })).toEqual(['FILING_NOT_COUNTED']);
});

test('a short roster and people elsewhere', () => {
  expect(codes(null, { rosterLength: 2 })).toEqual(['ROSTER_SHORT']);
  expect(codes(null, { rosterLength: null, elsewhere: ['A1'] })).toEqual(['STAFF_ELSEWHERE']);
});
