/** The life of a deadline, as one table of moves. */
export const DEADLINE_STATES = ['OPEN', 'WARNED', 'OVERDUE', 'ESCALATED', 'MET', 'CANCELLED'] as const;
export type DeadlineState = (typeof DEADLINE_STATES)[number];

/**
 * MET after OVERDUE is met late; nothing ends by itself. Back to WARNED goes only what a calendar confirmed later, such
 * as one more holiday, has given more time.
 */
export const DEADLINE_MOVES = {
  OPEN: ['WARNED', 'OVERDUE', 'MET', 'CANCELLED'],
  WARNED: ['OVERDUE', 'MET', 'CANCELLED'],
  OVERDUE: ['ESCALATED', 'WARNED', 'MET', 'CANCELLED'],
  ESCALATED: ['WARNED', 'MET', 'CANCELLED'],
  MET: [],
  CANCELLED: [],
} as const satisfies Record<DeadlineState, readonly DeadlineState[]>;

/** States that the watch looks at. */
export const LIVE_DEADLINE_STATES = ['OPEN', 'WARNED', 'OVERDUE', 'ESCALATED'] as const;

export const mayMoveDeadline = (from: DeadlineState, to: DeadlineState): boolean =>
  (DEADLINE_MOVES[from] as readonly DeadlineState[]).includes(to);
