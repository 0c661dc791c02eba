/** What becomes of proposals for the register of people, and of bars, as tables of moves. */
export const STAFF_PROPOSAL_STATES = ['PROPOSED', 'CONFIRMED', 'DISMISSED'] as const;
export type StaffProposalState = (typeof STAFF_PROPOSAL_STATES)[number];

/** Only a confirmed proposal stands in the register (内人社办发〔2024〕53号 第三十五条). */
export const STAFF_PROPOSAL_MOVES = {
  PROPOSED: ['CONFIRMED', 'DISMISSED'],
  CONFIRMED: [],
  DISMISSED: [],
} as const satisfies Record<StaffProposalState, readonly StaffProposalState[]>;

export const BAR_STATES = ['PROPOSED', 'CONFIRMED', 'DISMISSED', 'LIFTED'] as const;
export type BarState = (typeof BAR_STATES)[number];

/** To LIFTED by a proposal of its own (src/domain/proposal): what two people put in force, two people end. */
export const BAR_MOVES = {
  PROPOSED: ['CONFIRMED', 'DISMISSED'],
  CONFIRMED: ['LIFTED'],
  DISMISSED: [],
  LIFTED: [],
} as const satisfies Record<BarState, readonly BarState[]>;

/** A bar in force that a province proposed or confirmed: no city ends it. */
export const isProvincesToLift = ({
  state,
  proposedRole,
  decidedRole,
}: {
  readonly state: BarState;
  readonly proposedRole: string;
  readonly decidedRole: string | null;
}): boolean => state === 'CONFIRMED' && (proposedRole === 'PROVINCE' || decidedRole === 'PROVINCE');

export const mayMoveBar = (from: BarState, to: BarState): boolean =>
  (BAR_MOVES[from] as readonly BarState[]).includes(to);
