import type { ResolvedPack } from '../packs/resolve-pack';
import type { RuleHead, Severity } from './rule';

/** How a pack weighs a rule; `undefined` where it switches it off. */
export const severityUnder = ({ rules }: Pick<ResolvedPack, 'rules'>, rule: RuleHead): Severity | undefined =>
  rules[rule.code]?.enabled === false ? undefined : (rules[rule.code]?.severity ?? rule.severity);
