import {
  PROPOSAL_MOVES,
  PROPOSAL_STATES,
  secondHand,
  type ProposalHands,
  type ProposalOutcome,
  type SecondHand,
} from '../../../src/domain/proposal/proposal-state';

test('only what waits is decided', () => {
  expect(PROPOSAL_STATES.filter((state) => PROPOSAL_MOVES[state].length > 0)).toEqual(['PROPOSED']);
});

const WAITS: ProposalHands = { state: 'PROPOSED', proposedBy: 'a', proposedRole: 'CITY', decidedBy: null };
const OF_PROVINCE: ProposalHands = { ...WAITS, proposedRole: 'PROVINCE' };
const CONFIRMED: ProposalHands = { ...WAITS, state: 'CONFIRMED', decidedBy: 'b' };
const LAPSED: ProposalHands = { ...WAITS, state: 'LAPSED' };

test.each<[ProposalHands, string, string, ProposalOutcome, SecondHand]>([
  [WAITS, 'b', 'CITY', 'CONFIRMED', 'MAY'],
  [WAITS, 'p', 'PROVINCE', 'CONFIRMED', 'MAY'],
  [WAITS, 'a', 'CITY', 'CONFIRMED', 'SAME_HAND'],
  [WAITS, 'a', 'CITY', 'DISMISSED', 'MAY'],
  [WAITS, 'b', 'CITY', 'DISMISSED', 'MAY'],
  [OF_PROVINCE, 'b', 'CITY', 'CONFIRMED', 'PROVINCES_TO_DECIDE'],
  [OF_PROVINCE, 'b', 'CITY', 'DISMISSED', 'PROVINCES_TO_DECIDE'],
  [OF_PROVINCE, 'p', 'PROVINCE', 'CONFIRMED', 'MAY'],
  [OF_PROVINCE, 'a', 'PROVINCE', 'CONFIRMED', 'SAME_HAND'],
  [CONFIRMED, 'b', 'CITY', 'CONFIRMED', 'SAID_BEFORE'],
  [CONFIRMED, 'c', 'CITY', 'CONFIRMED', 'DECIDED_MEANWHILE'],
  [CONFIRMED, 'b', 'CITY', 'DISMISSED', 'DECIDED_MEANWHILE'],
  [CONFIRMED, 'a', 'CITY', 'CONFIRMED', 'DECIDED_MEANWHILE'],
  [LAPSED, 'b', 'CITY', 'CONFIRMED', 'DECIDED_MEANWHILE'],
])('%j by %s (%s), %s: %s', (proposal, clientId, role, to, answer) => {
  expect(secondHand(proposal, { clientId, role }, to)).toBe(answer);
});
