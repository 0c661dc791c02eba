import type { ResolvedPack } from '../packs/resolve-pack';
import type { RuleHead, Severity } from './rule';

/**
 * How a pack weighs a rule; `undefined` where it switches it off, and where it does not name what the rule reads, as packs
 * of an earlier release cannot.
 */
export function severityUnder(
  { rules, origins }: Pick<ResolvedPack, 'rules' | 'origins'>,
  { code, severity, parameters }: RuleHead,
): Severity | undefined {
  if (rules[code]?.enabled === false) return undefined;
  if (parameters.some((name) => origins[name] === undefined)) return undefined;
  return rules[code]?.severity ?? severity;
}
