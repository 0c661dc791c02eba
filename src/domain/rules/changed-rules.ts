/** Which rules two sets of packs judge by otherwise, on the days that a batch is about. */
import type { Pack } from '../packs/pack';
import { changedRules } from '../packs/compare-packs';
import { resolvePack, turningDays } from '../packs/resolve-pack';
import { RULES } from './index';

export interface JudgedSpan {
  /** GB/T 2260. */
  readonly region: string;
  /** `YYYY-MM-DD`, both days inclusive. */
  readonly from: string;
  readonly to: string;
}

/** Codes, ascending; a rule whose parameters and switch are the same on every day of the span is not among them. */
export function changedRulesBetween(
  before: readonly Pack[],
  after: readonly Pack[],
  { region, from, to }: JudgedSpan,
): readonly string[] {
  const turns = [...turningDays(before, region), ...turningDays(after, region)].filter(
    (day) => from < day && day <= to,
  );
  const days = [...new Set([from, ...turns, to])];
  const codes = days.flatMap((day) =>
    changedRules(resolvePack(before, region, day), resolvePack(after, region, day), RULES),
  );
  return [...new Set(codes)].sort();
}
