import type { Bilingual } from '../bilingual';

/** The life of a plan, as one table of moves. */
export const PLAN_STATES = [
  'FILED',
  'CITY_APPROVED',
  'APPROVED',
  'RETURNED',
  'REFUSED',
  'CANCELLED',
  'VOIDED',
] as const;
export type PlanState = (typeof PLAN_STATES)[number];

/** A change files the plan anew, whatever the city or the province had said of what stood there before. */
export const PLAN_MOVES = {
  FILED: ['FILED', 'CITY_APPROVED', 'APPROVED', 'RETURNED', 'REFUSED', 'CANCELLED'],
  CITY_APPROVED: ['FILED', 'APPROVED', 'RETURNED', 'REFUSED', 'CANCELLED'],
  APPROVED: ['FILED', 'CANCELLED', 'VOIDED'],
  RETURNED: ['FILED', 'CANCELLED'],
  REFUSED: [],
  CANCELLED: [],
  VOIDED: [],
} as const satisfies Record<PlanState, readonly PlanState[]>;

export const mayMovePlan = (from: PlanState, to: PlanState): boolean =>
  (PLAN_MOVES[from] as readonly PlanState[]).includes(to);

/** Plans in these states hold their days, sites and people. */
export const STANDING_PLAN_STATES = [
  'FILED',
  'CITY_APPROVED',
  'APPROVED',
  'RETURNED',
] as const satisfies readonly PlanState[];

export type PlanStep = 'CITY' | 'PROVINCE';

/** 湘人社函〔2020〕47号 四(一): the city decides first, the province last. */
export const PLAN_STEPS = {
  CITY: { from: 'FILED', term: 'PLAN_CITY' },
  PROVINCE: { from: 'CITY_APPROVED', term: 'PLAN_PROVINCE' },
} as const satisfies Record<PlanStep, { from: PlanState; term: string }>;

export const PLAN_DECISIONS = ['APPROVED', 'RETURNED', 'REFUSED'] as const;
export type PlanDecision = (typeof PLAN_DECISIONS)[number];

/** Where a decision takes the plan. `goesOn`: the pack wants the province for its level (CMP-026). */
export function planStateAfter(
  { step, decision }: { readonly step: PlanStep; readonly decision: PlanDecision },
  goesOn: boolean,
): PlanState {
  return decision === 'APPROVED' && step === 'CITY' && goesOn ? 'CITY_APPROVED' : decision;
}

/**
 * The state that a registry row says. A registry document may carry words of its own, such as SUBMITTED: such a plan waits
 * for the city like one that was filed here.
 */
export const planStateOf = (status: string): PlanState => PLAN_STATES.find((state) => state === status) ?? 'FILED';

/** As people read it. */
export const PLAN_STATE_TEXTS = {
  FILED: { zh: '待市州审核', en: 'waits for the city' },
  CITY_APPROVED: { zh: '待省级批准', en: 'waits for the province' },
  APPROVED: { zh: '已批准', en: 'approved' },
  RETURNED: { zh: '已退回', en: 'returned' },
  REFUSED: { zh: '不予批准', en: 'refused' },
  CANCELLED: { zh: '已取消', en: 'cancelled' },
  VOIDED: { zh: '已作废', en: 'voided' },
} as const satisfies Record<PlanState, Bilingual>;
