import {
  dueStep,
  mayMoveResults,
  OBJECTION_MOVES,
  OBJECTION_STATES,
  RESULTS_STATES,
  type NoticeStanding,
  type NoticeStep,
} from '../../../src/domain/results/results-state';

test('who may follow whom', () => {
  const moves = RESULTS_STATES.flatMap((from) =>
    RESULTS_STATES.filter((to) => mayMoveResults(from, to)).map((to) => `${from} ${to}`),
  );
  expect(moves).toEqual([
    'SUBMITTED ON_NOTICE',
    'SUBMITTED CLOSED',
    'SUBMITTED WITHDRAWN',
    'ON_NOTICE CLOSED',
    'ON_NOTICE WITHDRAWN',
    'CLOSED WITHDRAWN',
  ]);
  expect(OBJECTION_STATES.filter((state) => OBJECTION_MOVES[state].length > 0)).toEqual(['OPEN']);
});

const STANDING: NoticeStanding = {
  state: 'ON_NOTICE',
  noticeFrom: '2025-12-29',
  noticeTo: '2026-01-04',
  openObjections: 0,
  isOfficeTold: false,
};
test.each<[Partial<NoticeStanding>, string, NoticeStep | undefined]>([
  [{ state: 'SUBMITTED' }, '2025-12-28', undefined],
  [{ state: 'SUBMITTED' }, '2025-12-29', 'OPEN'],
  // Nobody worked for a month: it is opened, and closed at the next look.
  [{ state: 'SUBMITTED' }, '2026-02-01', 'OPEN'],
  [{}, '2026-01-04', undefined],
  [{}, '2026-01-05', 'CLOSE'],
  [{ openObjections: 1 }, '2026-01-04', undefined],
  [{ openObjections: 1 }, '2026-01-05', 'TELL'],
  [{ openObjections: 1, isOfficeTold: true }, '2026-01-05', undefined],
  [{ isOfficeTold: true }, '2026-01-05', 'CLOSE'],
  [{ state: 'CLOSED' }, '2026-01-05', undefined],
  [{ state: 'WITHDRAWN' }, '2026-01-05', undefined],
  [{ state: 'CLOSED', noticeFrom: null, noticeTo: null }, '2026-01-05', undefined],
])('%j on %s', (change, today, step) => {
  expect(dueStep({ ...STANDING, ...change }, today)).toBe(step);
});
