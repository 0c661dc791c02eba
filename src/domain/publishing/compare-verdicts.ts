/**
 * One line of a batch under two sets of packs: does its verdict differ, and which rules make the difference. A rule that
 * is declared, or only signals, weighs nothing.
 */
import type { Severity, Verdict } from '../rules/rule';
import { verdictOf } from '../rules/rule';

export interface WeighedFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly declared: boolean;
}

export interface TrialFlip {
  readonly line: number;
  readonly before: Verdict;
  readonly after: Verdict;
  /** Codes, ascending, that weigh more under the tried set than under the one in force. */
  readonly appeared: readonly string[];
  /** Codes, ascending, that weigh less. */
  readonly gone: readonly string[];
}

export interface RuleFlips {
  /** Flipped records with which the rule weighs more, and less. */
  readonly appeared: number;
  readonly gone: number;
}
export interface TrialTally {
  readonly records: number;
  /** Records about which the two sets say anything different. */
  readonly changed: number;
  /** Records whose verdict differs, by the new verdict. */
  readonly toPassed: number;
  readonly toHeld: number;
  readonly toReturned: number;
  readonly byRule: Readonly<Record<string, RuleFlips>>;
}

const WEIGHTS: Readonly<Record<Severity, number>> = { signal: 0, confirm: 1, error: 2 };
const weightOf = ({ severity, declared }: WeighedFinding): number =>
  severity === 'confirm' && declared ? 0 : WEIGHTS[severity];

/** The heaviest word of each rule. */
function weights(findings: readonly WeighedFinding[]): ReadonlyMap<string, number> {
  const heaviest = new Map<string, number>();
  for (const finding of findings) {
    heaviest.set(finding.code, Math.max(heaviest.get(finding.code) ?? 0, weightOf(finding)));
  }
  return heaviest;
}

export interface LineUnderTwoSets {
  readonly line: number;
  /** Of the line and of the batch as a whole. */
  readonly before: readonly WeighedFinding[];
  readonly after: readonly WeighedFinding[];
}

/** Adds up the lines of one batch, each told once; answers the flip of a line that has one. */
export interface TrialCount {
  add(line: LineUnderTwoSets): TrialFlip | undefined;
  /** A line about which neither set says anything. */
  addClean(): void;
  tally(): TrialTally;
}

export function countTrial(): TrialCount {
  const byRule = new Map<string, { appeared: number; gone: number }>();
  const to = { PASSED: 0, HELD: 0, RETURNED: 0 };
  let records = 0;
  let changed = 0;
  const countRule = (code: string, side: keyof RuleFlips): void => {
    const counted = byRule.get(code) ?? { appeared: 0, gone: 0 };
    counted[side] += 1;
    byRule.set(code, counted);
  };
  return {
    addClean: () => {
      records += 1;
    },
    add: ({ line, before, after }) => {
      records += 1;
      const [weighedBefore, weighedAfter] = [weights(before), weights(after)];
      const codes = [...new Set([...weighedBefore.keys(), ...weighedAfter.keys()])].sort();
      const difference = (code: string): number => (weighedAfter.get(code) ?? 0) - (weighedBefore.get(code) ?? 0);
      const appeared = codes.filter((code) => difference(code) > 0);
      const gone = codes.filter((code) => difference(code) < 0);
      if (appeared.length + gone.length > 0) changed += 1;
      const flip = { line, before: verdictOf(before), after: verdictOf(after), appeared, gone };
      if (flip.before === flip.after) return undefined;
      to[flip.after] += 1;
      for (const code of appeared) countRule(code, 'appeared');
      for (const code of gone) countRule(code, 'gone');
      return flip;
    },
    tally: () => ({
      records,
      changed,
      toPassed: to.PASSED,
      toHeld: to.HELD,
      toReturned: to.RETURNED,
      byRule: Object.fromEntries([...byRule].sort(([one], [other]) => (one < other ? -1 : 1))),
    }),
  };
}
