import {
  CHANGE_MOVES,
  CHANGE_STATES,
  CHANGE_STEPS,
  mayMoveChange,
  OPEN_CHANGE_STATES,
} from '../../../src/domain/certificate-change/change-state';
import {
  CERTIFICATE_MOVES,
  CERTIFICATE_STATES,
  STATE_AFTER,
  statesBefore,
  VERSION_KINDS,
} from '../../../src/domain/certificate-change/certificate-state';
import { RECALL_MOVES, SUBSIDY_MOVES } from '../../../src/domain/recall/recall-state';

test('a certificate that is no longer live stays so', () => {
  expect(CERTIFICATE_MOVES.REVOKED).toEqual([]);
  expect(CERTIFICATE_MOVES.REPLACED).toEqual([]);
  for (const kind of VERSION_KINDS) {
    expect(CERTIFICATE_STATES).toContain(STATE_AFTER[kind]);
    if (kind !== 'ISSUED') expect(statesBefore(kind)).toEqual(['LIVE']);
  }
});

test.each([
  ['REQUESTED', ['CITY_APPROVED', 'REFUSED', 'WITHDRAWN']],
  ['CITY_APPROVED', ['APPLIED', 'REFUSED', 'WITHDRAWN']],
  ['APPLIED', []],
  ['REFUSED', []],
  ['WITHDRAWN', []],
] as const)('a request that is %s goes to %j', (from, to) => {
  expect(CHANGE_STATES.filter((state) => mayMoveChange(from, state)).sort()).toEqual([...to].sort());
});

test('each step begins where the table lets it go on, and what is open waits for somebody', () => {
  for (const { from, approved } of Object.values(CHANGE_STEPS)) expect(CHANGE_MOVES[from]).toContain(approved);
  expect(OPEN_CHANGE_STATES).toEqual(['REQUESTED', 'CITY_APPROVED']);
});

test('what was confirmed, withdrawn or settled is the end', () => {
  expect(RECALL_MOVES).toEqual({ PROPOSED: ['CONFIRMED', 'WITHDRAWN'], CONFIRMED: [], WITHDRAWN: [] });
  expect(SUBSIDY_MOVES).toEqual({ OPEN: ['RECOVERED', 'NOT_PAID'], RECOVERED: [], NOT_PAID: [] });
});
