/** The life of a batch, as one table of moves. */
import type { Bilingual } from '../bilingual';
import type { Acceptance } from './acceptance';

export const BATCH_STATES = ['CHECKING', 'CITY_REVIEW', 'PROVINCE_REVIEW', 'APPROVED', 'RETURNED'] as const;
export type BatchState = (typeof BATCH_STATES)[number];

export const BATCH_MOVES = {
  CHECKING: ['CITY_REVIEW', 'RETURNED'],
  CITY_REVIEW: ['PROVINCE_REVIEW', 'RETURNED'],
  PROVINCE_REVIEW: ['APPROVED', 'RETURNED'],
  APPROVED: [],
  // What only the check returned goes on once the institution has declared why a held record is right.
  RETURNED: ['CITY_REVIEW'],
} as const satisfies Record<BatchState, readonly BatchState[]>;

/** As people read it. */
export const BATCH_STATE_TEXTS = {
  CHECKING: { zh: '检查中', en: 'being checked' },
  CITY_REVIEW: { zh: '待市州初审', en: 'waits for the city' },
  PROVINCE_REVIEW: { zh: '待省级终审', en: 'waits for the province' },
  APPROVED: { zh: '已通过', en: 'approved' },
  RETURNED: { zh: '已退回', en: 'returned' },
} as const satisfies Record<BatchState, Bilingual>;

export const mayMove = (from: BatchState, to: BatchState): boolean =>
  (BATCH_MOVES[from] as readonly BatchState[]).includes(to);

export type ReviewStep = 'CITY' | 'PROVINCE';

/** The step that a role takes; the others review nothing. */
export const stepOfRole = (role: string): ReviewStep | undefined =>
  role === 'CITY' || role === 'PROVINCE' ? role : undefined;

/** 湘人社函〔2020〕47号 四(三): the city reviews first, the province last. */
export const REVIEW_STEPS = {
  CITY: { from: 'CITY_REVIEW', approved: 'PROVINCE_REVIEW' },
  PROVINCE: { from: 'PROVINCE_REVIEW', approved: 'APPROVED' },
} as const satisfies Record<ReviewStep, { from: BatchState; approved: BatchState }>;

export type ReviewDecision = 'APPROVED' | 'RETURNED';

/** Where a decision of this step takes the batch. */
export const stateAfter = (step: ReviewStep, decision: ReviewDecision): BatchState =>
  decision === 'APPROVED' ? REVIEW_STEPS[step].approved : 'RETURNED';

/**
 * What the counts make of a batch. PARTIAL: good records go on and bad ones return; a batch without a good record returns
 * whole. ALL_OR_NOTHING: one record that is returned, or held and not declared, returns them all.
 */
export const decideBatch = (
  { passed, held, returned }: { readonly passed: number; readonly held: number; readonly returned: number },
  acceptance: Acceptance,
): 'CITY_REVIEW' | 'RETURNED' =>
  passed === 0 || (acceptance === 'ALL_OR_NOTHING' && held + returned > 0) ? 'RETURNED' : 'CITY_REVIEW';
