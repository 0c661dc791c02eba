/**
 * Findings that need more than one record. Whoever can compare (the hub's database, the command line's memory)
 * delivers lines; what they mean is decided here.
 */
import { duplicateInsideBatch } from './rules/AUT-008-duplicate-inside-batch';
import { personAlreadyHolds } from './rules/AUT-009-person-already-holds';
import { numberAlreadyUsed } from './rules/AUT-010-number-already-used';
import type { Finding, LineRule, RuleHead, Severity } from './rule';
import { fault, findingOf } from './rule';

/** Lines, ascending, that share something. */
export type LineGroup = readonly number[];
/** How the packs in force weigh a rule; `undefined` where they switch it off. */
export type Weighing = (rule: RuleHead) => Severity | undefined;

const asTheRuleSays: Weighing = ({ severity }) => severity;

/** One finding for a line; `firstLine` is the line that it repeats, where there is one. */
export function findingForLine(rule: LineRule, line: number, firstLine?: number, weighing = asTheRuleSays): Finding[] {
  const severity = weighing(rule);
  return severity === undefined ? [] : [findingOf(rule, line, fault(rule.path, rule.message(firstLine)), severity)];
}

/** Every line of the group after the first. */
export const findingsForGroup = (rule: LineRule, [first, ...repeated]: LineGroup, weighing?: Weighing): Finding[] =>
  repeated.flatMap((line) => findingForLine(rule, line, first, weighing));

const forGroups = (rule: LineRule, groups: readonly LineGroup[], weighing?: Weighing): Finding[] =>
  groups.flatMap((group) => findingsForGroup(rule, group, weighing));

const forLines = (rule: LineRule, lines: readonly number[], weighing?: Weighing): Finding[] =>
  lines.flatMap((line) => findingForLine(rule, line, undefined, weighing));

/** AUT-008: the same person, occupation, work type and level stand twice in the batch. */
export const findingsOfRepeatedHoldings = (groups: readonly LineGroup[], weighing?: Weighing): Finding[] =>
  forGroups(duplicateInsideBatch, groups, weighing);

/** AUT-010, first half: the certificate number stands twice in the batch. */
export const findingsOfRepeatedNumbers = (groups: readonly LineGroup[], weighing?: Weighing): Finding[] =>
  forGroups(numberAlreadyUsed, groups, weighing);

/** AUT-010, second half: a live certificate of the hub carries the number. */
export const findingsOfTakenNumbers = (lines: readonly number[], weighing?: Weighing): Finding[] =>
  forLines(numberAlreadyUsed, lines, weighing);

/** AUT-009: the person holds a live certificate of the same occupation, work type and level. */
export const findingsOfHeldCertificates = (lines: readonly number[], weighing?: Weighing): Finding[] =>
  forLines(personAlreadyHolds, lines, weighing);
