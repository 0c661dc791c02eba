/**
 * proposal  what one person of an office wants to undo of what holds, and another decides: that a bar is lifted, that results
 *           are withdrawn, that an objection is upheld which the institution wrote down, that a published bylaw is
 *           taken down. Nothing of it holds before.
 */
import type { Bilingual } from '../bilingual';

export const PROPOSAL_KINDS = ['BAR_LIFT', 'RESULTS_WITHDRAWAL', 'OBJECTION_UPHELD', 'BYLAW_WITHDRAWAL'] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];

export const PROPOSAL_STATES = ['PROPOSED', 'CONFIRMED', 'DISMISSED', 'LAPSED'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** DISMISSED: by its proposer, or by the second person. LAPSED: what it was about ended otherwise. */
export const PROPOSAL_MOVES = {
  PROPOSED: ['CONFIRMED', 'DISMISSED', 'LAPSED'],
  CONFIRMED: [],
  DISMISSED: [],
  LAPSED: [],
} as const satisfies Record<ProposalState, readonly ProposalState[]>;

/** As people read it. */
export const PROPOSAL_STATE_TEXTS = {
  PROPOSED: { zh: '待第二人确认', en: 'waits for a second person' },
  CONFIRMED: { zh: '已确认', en: 'confirmed' },
  DISMISSED: { zh: '未予确认或已撤回', en: 'dismissed or taken back' },
  LAPSED: { zh: '因事项已了结而失效', en: 'lapsed with what it was about' },
} as const satisfies Record<ProposalState, Bilingual>;

/** What people decide of it; the rest the hub does. */
export type ProposalOutcome = Exclude<(typeof PROPOSAL_MOVES)['PROPOSED'][number], 'LAPSED'>;

export interface ProposalHands {
  readonly state: ProposalState;
  readonly proposedBy: string;
  readonly proposedRole: string;
  readonly decidedBy: string | null;
}

/** What one who decides a proposal meets; `MAY`: nothing stands in the way. */
export type SecondHand = 'MAY' | 'SAID_BEFORE' | 'DECIDED_MEANWHILE' | 'PROVINCES_TO_DECIDE' | 'SAME_HAND';

/**
 * Another person than proposed it confirms; the one who proposed it may take it back. What a province proposed only a
 * province decides.
 */
export function secondHand(
  { state, proposedBy, proposedRole, decidedBy }: ProposalHands,
  { clientId, role }: { readonly clientId: string; readonly role: string },
  to: ProposalOutcome,
): SecondHand {
  if (!(PROPOSAL_MOVES[state] as readonly ProposalState[]).includes(to)) {
    return state === to && decidedBy === clientId ? 'SAID_BEFORE' : 'DECIDED_MEANWHILE';
  }
  if (proposedRole === 'PROVINCE' && role === 'CITY') return 'PROVINCES_TO_DECIDE';
  return to === 'CONFIRMED' && proposedBy === clientId ? 'SAME_HAND' : 'MAY';
}
