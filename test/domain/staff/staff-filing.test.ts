import { overlaps, staffFilingPlaces, withoutBar, type StaffFiling } from '../../../src/domain/staff/staff-filing';
import { BAR_STATES, mayMoveBar, STAFF_PROPOSAL_MOVES } from '../../../src/domain/staff/staff-state';

const filing: StaffFiling = {
  id: null,
  kinds: ['ASSESSOR'],
  name: '样例人员',
  certificateNo: 'HN-1',
  occupationCodes: ['6-31-01-03'],
  from: '2026-01-01',
  to: '2026-12-31',
};
const fields = (change: Partial<StaffFiling>) => staffFilingPlaces({ ...filing, ...change }).map(({ field }) => field);

test.each<[string, Partial<StaffFiling>, string[]]>([
  ['in order', {}, []],
  ['a trainer without a certificate', { kinds: ['TRAINER'], certificateNo: null, occupationCodes: [] }, []],
  ['a supervisor without a certificate', { kinds: ['SUPERVISOR'], certificateNo: null }, ['certificateNo']],
  ['an assessor of nothing', { occupationCodes: [] }, ['occupationCodes']],
  ['nobody in particular', { kinds: [] }, ['kinds']],
  ['a kind twice', { kinds: ['TRAINER', 'TRAINER'] }, ['kinds']],
  ['a term that runs backwards', { from: '2026-12-31', to: '2026-01-01' }, ['to']],
  ['a term of one day', { from: '2026-01-01', to: '2026-01-01' }, []],
  ['days that are none', { from: '2026-02-30' }, ['from']],
  ['no name', { name: ' ' }, ['name']],
  ['an occupation twice', { occupationCodes: ['6-31-01-03', '6-31-01-03'] }, ['occupationCodes/1']],
])('%s', (_what, change, expected) => {
  expect(fields(change)).toEqual(expected);
});

const term = (from: string, to: string | null) => ({ from, to });

test.each([
  [term('2026-01-01', '2026-01-31'), term('2026-02-01', null), false],
  [term('2026-01-01', '2026-02-01'), term('2026-02-01', null), true],
  [term('2026-01-01', null), term('2030-01-01', null), true],
])('terms overlap: %j %j %s', (one, other, expected) => {
  expect([overlaps(one, other), overlaps(other, one)]).toEqual([expected, expected]);
});

test('a lifted bar keeps what was in force until yesterday', () => {
  const [past, running, ahead] = [term('2025-01-01', '2025-02-01'), term('2026-01-01', null), term('2027-01-01', null)];
  const bars = [past, running, ahead];
  expect(withoutBar(bars, running, '2026-06-01')).toEqual([past, term('2026-01-01', '2026-05-31'), ahead]);
  expect(withoutBar(bars, ahead, '2026-06-01')).toEqual([past, running]);
  expect(withoutBar(bars, past, '2026-06-01')).toEqual(bars);
});

test('the tables of moves', () => {
  expect(STAFF_PROPOSAL_MOVES).toEqual({ PROPOSED: ['CONFIRMED', 'DISMISSED'], CONFIRMED: [], DISMISSED: [] });
  expect(
    BAR_STATES.flatMap((from) => BAR_STATES.filter((to) => mayMoveBar(from, to)).map((to) => `${from} ${to}`)),
  ).toEqual(['PROPOSED CONFIRMED', 'PROPOSED DISMISSED', 'CONFIRMED LIFTED']);
});
