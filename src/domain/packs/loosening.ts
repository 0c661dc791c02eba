/** Where an overlay asks for less than the packs under it, and whether a grant covers it. */
import type { RuleHead, Severity } from '../rules/rule';
import type { Pack, RuleSwitch } from './pack';
import { isParameterName, PARAMETERS } from './parameter-shapes';

/** What lies under an overlay: one pack, or several laid over one another. */
export type Ground = Pick<Pack, 'parameters' | 'rules'>;
/** What the packs need to know of a rule. */
export type WeighedRule = Pick<RuleHead, 'code' | 'severity'>;

const SEVERITY_ORDER: readonly Severity[] = ['signal', 'confirm', 'error'];
const rank = (severity: Severity): number => SEVERITY_ORDER.indexOf(severity);

/** True when the switch leaves the rule at least as severe as it is under it. `own`: the severity that the rule has by itself. */
export function tightensRule(base: RuleSwitch | undefined, overlay: RuleSwitch | undefined, own: Severity): boolean {
  const [wasOn, isOn] = [base?.enabled !== false, overlay?.enabled !== false];
  if (!wasOn) return true;
  return isOn && rank(overlay?.severity ?? own) >= rank(base?.severity ?? own);
}

/** Names of parameters and codes of rules of which `overlay` asks for less than what lies under it. */
export function loosenedBy(overlay: Ground, base: Ground, rules: readonly WeighedRule[]): readonly string[] {
  const parameters = Object.entries(overlay.parameters).filter(([name, { value }]) => {
    const below = base.parameters[name];
    return below !== undefined && isParameterName(name) && !PARAMETERS[name].tightens(below.value, value);
  });
  const switches = Object.entries(overlay.rules).filter(([code, entry]) => {
    const own = rules.find((rule) => rule.code === code)?.severity ?? 'error';
    return !tightensRule(base.rules[code], entry, own);
  });
  return [...parameters, ...switches].map(([name]) => name);
}
