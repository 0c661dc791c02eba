/**
 * What an applicant has to meet beyond the parts of the form: data of the packs (`filingConditions`), each with its clause,
 * because what one province forbids another does not mention.
 */
import type { Parameters } from '../packs/parameters';

/**
 * NOT_PROHIBITED none of the prohibitions holds · COMMITMENT_SIGNED the integrity commitment · ASSESSOR_CARD assessors have
 * the number of a card · VENUE_ONCE a venue and occupation is filed by one institution · QUESTION_BANK one for each occupation
 * · NO_TEMPORARY_VENUE none that is rented for the occasion · NO_ADDITIONS_UNDER_SUSPENSION nothing new while a filing is
 * suspended
 */
export const FILING_CONDITIONS = [
  'NOT_PROHIBITED',
  'COMMITMENT_SIGNED',
  'ASSESSOR_CARD',
  'VENUE_ONCE',
  'QUESTION_BANK',
  'NO_TEMPORARY_VENUE',
  'NO_ADDITIONS_UNDER_SUSPENSION',
] as const;
export type FilingCondition = (typeof FILING_CONDITIONS)[number];

export interface AskedCondition {
  readonly condition: FilingCondition;
  readonly basis: readonly string[];
}

/** The clauses that ask for the condition; `undefined` where nobody does. */
export const conditionBasis = (
  { filingConditions }: Pick<Parameters, 'filingConditions'>,
  condition: FilingCondition,
): readonly string[] | undefined => filingConditions.find((asked) => asked.condition === condition)?.basis;
