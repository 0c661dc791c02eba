/**
 * rule     one check, known for ever by its code
 * finding  what one rule says about one record (`line`) or about the batch (`line` null)
 * fault    a finding before it knows its rule and line
 *
 * A finding names rule, place and basis, never a person's data.
 */
import type { Bilingual } from '../bilingual';
import type { RawRecord } from '../certificate/record';
import type { RecordContext } from './record-context';

export type Severity = 'error' | 'confirm' | 'signal';
export type Dimension = 'authenticity' | 'compliance' | 'completeness' | 'timeliness' | 'security';
export type Scope = 'record' | 'batch' | 'hub' | 'registry';

/** RFC 6902, only the operations that mechanical mending needs. */
export type JsonPatch = readonly {
  readonly op: 'replace' | 'add' | 'remove';
  readonly path: string;
  readonly value?: unknown;
}[];

export interface Fault {
  /** JSON Pointer into the record. */
  readonly path: string;
  readonly message: Bilingual;
  /** The allowed set or the expected value, where it tells nothing about another person. */
  readonly expected?: readonly string[];
  readonly fix?: JsonPatch;
}

export interface Finding {
  /** 1-based; `null` for a finding about the whole batch. */
  readonly line: number | null;
  readonly code: string;
  readonly severity: Severity;
  readonly dimension: Dimension;
  readonly path: string;
  readonly message: Bilingual;
  readonly expected: readonly string[] | null;
  readonly basis: readonly string[];
  readonly fix: JsonPatch | null;
}

/** What every rule says of itself, whatever its scope. */
export interface RuleHead {
  readonly code: string;
  readonly dimension: Dimension;
  readonly scope: Scope;
  readonly severity: Severity;
  readonly title: Bilingual;
  /** Documents and articles that ask for the check, as `document article`. */
  readonly basis: readonly string[];
}

/** Nothing, one fault or several; nothing costs nothing. */
export type Faults = Fault | readonly Fault[] | undefined;

/** A rule that judges one record by itself. It answers for every record, however absurd, and never throws. */
export interface RecordRule extends RuleHead {
  readonly scope: 'record';
  readonly check: (record: RawRecord, context: RecordContext) => Faults;
}

/** A rule that compares records with each other or with the hub; whoever compares hands it the lines. */
export interface LineRule extends RuleHead {
  readonly scope: 'batch' | 'hub';
  readonly path: string;
  /** `firstLine` is the line that the others repeat, where there is one. */
  readonly message: (firstLine: number | undefined) => Bilingual;
}

export type Rule = RecordRule | LineRule;

export const defineRecordRule = (rule: Omit<RecordRule, 'scope'>): RecordRule => ({ ...rule, scope: 'record' });

export const defineLineRule = (rule: LineRule): LineRule => rule;

export const fault = (path: string, message: Bilingual, rest: Pick<Fault, 'expected' | 'fix'> = {}): Fault => ({
  path,
  message,
  ...rest,
});

export const findingOf = (rule: RuleHead, line: number | null, found: Fault, severity = rule.severity): Finding => ({
  line,
  code: rule.code,
  severity,
  dimension: rule.dimension,
  path: found.path,
  message: found.message,
  expected: found.expected ?? null,
  basis: rule.basis,
  fix: found.fix ?? null,
});

export type Verdict = 'PASSED' | 'HELD' | 'RETURNED';

/** The one place where findings become a verdict. `declared` confirms no longer hold a record. */
export function verdictOf(findings: readonly { readonly severity: Severity; readonly declared?: boolean }[]): Verdict {
  if (findings.some(({ severity }) => severity === 'error')) return 'RETURNED';
  if (findings.some(({ severity, declared }) => severity === 'confirm' && declared !== true)) return 'HELD';
  return 'PASSED';
}
