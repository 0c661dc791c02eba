/** A single record that a reviewer returns, as a finding: the others of its batch go on. */
import type { Finding } from '../rules/rule';
import type { ReviewStep } from './batch-state';

export const RETURN_RULE = 'REV-001';

const OFFICE = {
  CITY: { zh: '市州审核', en: 'The city’s review' },
  PROVINCE: { zh: '省级审核', en: 'The province’s review' },
} as const satisfies Record<ReviewStep, { readonly zh: string; readonly en: string }>;

/**
 * The reviewer decides; no rule of the catalogue does. `reason` is one that `reasonFault` finds nothing wrong with, `basis` the
 * clauses of the region by which it reviews.
 */
export const returnFinding = (
  { line, reason }: { readonly line: number; readonly reason: string },
  { step, basis }: { readonly step: ReviewStep; readonly basis: readonly string[] },
): Finding => ({
  line,
  code: RETURN_RULE,
  severity: 'error',
  dimension: 'compliance',
  path: '',
  message: {
    zh: `${OFFICE[step].zh}退回该记录:${reason}`,
    en: `${OFFICE[step].en} returned this record: ${reason}`,
  },
  expected: null,
  basis,
  fix: null,
});
