/**
 * declaration  an institution's answer, with a reason, to a `confirm` finding. It is kept for the institution by rule and
 *              subject, so that it speaks again wherever the same content is sent again
 * subject      what the answered finding is about: the content of one record; where it is about a whole batch, that batch and
 *              those that mend it, or that batch alone
 */
import { ruleByCode } from '../rules/index';
import type { ReviewStep } from './batch-state';

export const DECLARATION_STATES = ['OPEN', 'ACCEPTED', 'REFUSED'] as const;
/** OPEN: no regulator has decided on it. */
export type DeclarationState = (typeof DECLARATION_STATES)[number];

export const DECLARATION_DECISIONS = ['ACCEPT', 'REFUSE'] as const;
export type DeclarationDecision = (typeof DECLARATION_DECISIONS)[number];

export const STATE_DECIDED = { ACCEPT: 'ACCEPTED', REFUSE: 'REFUSED' } as const satisfies Record<
  DeclarationDecision,
  DeclarationState
>;

/**
 * By the first batch of the chain that it goes on with. Not by the plan: that one batch was late says nothing about how late
 * the next one may be. For the same reason by the batch alone where the hub judges what it did itself (TIM-005: each
 * resubmission has a delay of its own). A digest has no colon: the two kinds of subject never meet.
 */
export function subjectOfBatch(
  code: string,
  { batchId, firstOfChain }: { readonly batchId: string; readonly firstOfChain: string | undefined },
): string {
  const rule = ruleByCode(code);
  const isItsOwn = rule?.form === 'BATCH' && rule.judgesBy === 'HUB';
  return `batch:${isItsOwn ? batchId : (firstOfChain ?? batchId)}`;
}

export interface DeclarationStanding {
  readonly state: DeclarationState;
  /** Who decided; `null` while OPEN. */
  readonly decidedStep: ReviewStep | null;
}

/** The province has the last word (湘人社函〔2020〕47号 四(三)): what it decided, the city does not turn over. */
export const mayDecide = (
  { state, decidedStep }: DeclarationStanding,
  { step, decision }: { readonly step: ReviewStep; readonly decision: DeclarationDecision },
): boolean => state === STATE_DECIDED[decision] || decidedStep !== 'PROVINCE' || step === 'PROVINCE';

/** What became of one declaration that an institution made about a batch that the hub holds. */
export const DECLARATION_OUTCOMES = ['DECLARED', 'KEPT', 'REFUSED_BEFORE', 'NO_OPEN_FINDING'] as const;
export type DeclarationOutcome = (typeof DECLARATION_OUTCOMES)[number];
