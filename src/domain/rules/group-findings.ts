/**
 * Findings of rules that compare the records of a batch. Whoever can compare (the hub's database, the command line's
 * memory) delivers lines; what they mean is decided here.
 */
import type { Finding, GroupRule, RuleHead, Severity } from './rule';
import { fault, findingOf } from './rule';

/** Lines, ascending, that share something. */
export type LineGroup = readonly number[];
/** How the packs in force weigh a rule; `undefined` where they switch it off. */
export type Weighing = (rule: RuleHead) => Severity | undefined;

/** The finding of one line that repeats `firstLine`. */
export function findingOfRepeat(rule: GroupRule, line: number, firstLine: number, weighing: Weighing): Finding[] {
  const severity = weighing(rule);
  return severity === undefined ? [] : [findingOf(rule, line, fault(rule.path, rule.message(firstLine)), severity)];
}

/** Every line of each group after the first. */
export const findingsOfGroups = (rule: GroupRule, groups: readonly LineGroup[], weighing: Weighing): Finding[] =>
  groups.flatMap(([first, ...repeated]) =>
    first === undefined ? [] : repeated.flatMap((line) => findingOfRepeat(rule, line, first, weighing)),
  );
