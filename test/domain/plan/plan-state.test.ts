import {
  mayMovePlan,
  PLAN_MOVES,
  PLAN_STATES,
  planStateAfter,
  planStateOf,
  type PlanState,
} from '../../../src/domain/plan/plan-state';

const MOVES: readonly (readonly [PlanState, readonly PlanState[]])[] = [
  ['FILED', ['FILED', 'CITY_APPROVED', 'APPROVED', 'RETURNED', 'REFUSED', 'CANCELLED']],
  ['CITY_APPROVED', ['FILED', 'APPROVED', 'RETURNED', 'REFUSED', 'CANCELLED']],
  ['APPROVED', ['FILED', 'CANCELLED', 'VOIDED']],
  ['RETURNED', ['FILED', 'CANCELLED']],
  ['REFUSED', []],
  ['CANCELLED', []],
  ['VOIDED', []],
];

test.each(MOVES)('from %s', (from, allowed) => {
  expect(PLAN_STATES.filter((to) => mayMovePlan(from, to)).sort()).toEqual([...allowed].sort());
});

test.each([
  ['CITY', 'APPROVED', true, 'CITY_APPROVED'],
  ['CITY', 'APPROVED', false, 'APPROVED'],
  ['PROVINCE', 'APPROVED', true, 'APPROVED'],
  ['PROVINCE', 'APPROVED', false, 'APPROVED'],
  ['CITY', 'RETURNED', true, 'RETURNED'],
  ['PROVINCE', 'RETURNED', true, 'RETURNED'],
  ['CITY', 'REFUSED', false, 'REFUSED'],
  ['PROVINCE', 'REFUSED', true, 'REFUSED'],
] as const)('%s decides %s (goes on: %s): %s', (step, decision, goesOn, state) => {
  expect(planStateAfter({ step, decision }, goesOn)).toBe(state);
  const from = step === 'CITY' ? 'FILED' : 'CITY_APPROVED';
  expect(PLAN_MOVES[from]).toContain(state);
});

test('a word of a registry document that is no state waits for the city', () => {
  expect(PLAN_STATES.map(planStateOf)).toEqual(PLAN_STATES);
  expect(planStateOf('SUBMITTED')).toBe('FILED');
});
