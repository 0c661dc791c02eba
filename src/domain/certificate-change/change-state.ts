/**
 * correction  a certificate whose data were wrong gets a new version under its number
 * re-issue    the same certificate once more (a lost one), or another number in its place
 *
 * Both go one way: the institution asks, the city looks first, the province decides and applies.
 */
import type { Bilingual } from '../bilingual';

export const CHANGE_KINDS = ['CORRECTION', 'REISSUE'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export const CHANGE_STATES = ['REQUESTED', 'CITY_APPROVED', 'APPLIED', 'REFUSED', 'WITHDRAWN'] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

export const CHANGE_MOVES = {
  REQUESTED: ['CITY_APPROVED', 'REFUSED', 'WITHDRAWN'],
  CITY_APPROVED: ['APPLIED', 'REFUSED', 'WITHDRAWN'],
  APPLIED: [],
  REFUSED: [],
  WITHDRAWN: [],
} as const satisfies Record<ChangeState, readonly ChangeState[]>;

/** As people read it. */
export const CHANGE_STATE_TEXTS = {
  REQUESTED: { zh: '待市级初审', en: 'waits for the city' },
  CITY_APPROVED: { zh: '待省级审定', en: 'waits for the province' },
  APPLIED: { zh: '已生效', en: 'applied' },
  REFUSED: { zh: '未通过', en: 'refused' },
  WITHDRAWN: { zh: '已撤回', en: 'withdrawn' },
} as const satisfies Record<ChangeState, Bilingual>;

export const mayMoveChange = (from: ChangeState, to: ChangeState): boolean =>
  (CHANGE_MOVES[from] as readonly ChangeState[]).includes(to);

/** Waiting for somebody: a certificate has at most one such change. */
export const OPEN_CHANGE_STATES: readonly ChangeState[] = CHANGE_STATES.filter(
  (state) => CHANGE_MOVES[state].length > 0,
);

/** Who decides a change in this state. */
export const CHANGE_STEPS = {
  CITY: { from: 'REQUESTED', approved: 'CITY_APPROVED', term: 'CORRECTION_CITY' },
  PROVINCE: { from: 'CITY_APPROVED', approved: 'APPLIED', term: 'CORRECTION_PROVINCE' },
} as const satisfies Record<'CITY' | 'PROVINCE', { from: ChangeState; approved: ChangeState; term: string }>;
