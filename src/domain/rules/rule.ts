/**
 * rule     one check, known for ever by its code
 * finding  what one rule says about one record (`line`) or about the batch (`line` null)
 * fault    a finding before it knows its rule and line
 *
 * A finding names rule, place and basis, never a person's data.
 */
import type { Bilingual } from '../bilingual';
import type { RawRecord } from '../certificate/record';
import type { BatchHeader } from '../intake/header';
import type { ParameterName, Parameters } from '../packs/parameters';
import type { BatchRuleContext } from './batch-context';
import type { BatchFacts } from './batch-facts';
import type { ExamContext } from './exam-context';
import type { HubClaim, HubKnown } from './hub-known';
import type { RecordContext } from './record-context';
import type { RegistryRuleContext, RegistrySubject } from './registry-subject';

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
  /** JSON Pointer into the record; empty for the batch as a whole. */
  readonly path: string;
  readonly message: Bilingual;
  /** The allowed set or the expected value, where it tells nothing about another person. */
  readonly expected?: readonly string[];
  readonly fix?: JsonPatch;
  /** Softer than the rule's own, where the rule draws that line itself (CMP-013). */
  readonly severity?: 'confirm' | 'signal';
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

/** What every rule says of itself, whatever its form. */
export interface RuleHead {
  readonly code: string;
  readonly dimension: Dimension;
  readonly scope: Scope;
  readonly severity: Severity;
  readonly title: Bilingual;
  /** When the rule speaks, in one or two sentences. */
  readonly about: Bilingual;
  /** What the institution does about it. */
  readonly mend: Bilingual;
  /** Documents and articles that ask for the check, as `document article`. */
  readonly basis: readonly string[];
  /** Parameters of the packs that it reads. */
  readonly parameters: readonly ParameterName[];
}

/** Nothing, one fault or several; nothing costs nothing. */
export type Faults = Fault | readonly Fault[] | undefined;

/** Judges one record by itself. It answers for every record, however absurd, and never throws. */
export interface RecordRule extends RuleHead {
  readonly form: 'RECORD';
  readonly scope: 'record';
  readonly check: (record: RawRecord, context: RecordContext) => Faults;
  /** The same check of a rule that asks for the exam alone: its answer holds for every record of that exam. */
  readonly checkExam?: (exam: ExamContext) => Faults;
  /** What the rule says, besides, of all records together (CMP-025: more passes than planned candidates). */
  readonly checkTogether?: (facts: BatchFacts, context: BatchRuleContext) => Faults;
}

/** Compares the records of one batch; whoever compares hands it each line that repeats an earlier one. */
export interface GroupRule extends RuleHead {
  readonly form: 'GROUP';
  readonly scope: 'batch';
  readonly path: string;
  readonly message: (firstLine: number) => Bilingual;
}

/** Judges a batch as a whole: its header, its plan, and what its records amount to. */
export interface BatchRule extends RuleHead {
  readonly form: 'BATCH';
  readonly scope: 'batch';
  /**
   * BATCH: by the batch alone, the same everywhere. HUB: by what only the hub knows (`BatchRuleContext.hub`); skipped
   * elsewhere, and outside the verdict digest. BOTH: asked twice, first without `hub`, and in the hub once more with it
   * for what only that adds; the second answer stays outside the digest.
   */
  readonly judgesBy: 'BATCH' | 'HUB' | 'BOTH';
  /** Whether the answer without the hub leaves something out of a batch with this header. */
  readonly leavesToHub: (header: BatchHeader) => boolean;
  readonly check: (facts: BatchFacts, context: BatchRuleContext) => Faults;
}

/** Judges what one record claims by what the hub knows about the person, the number and the photo. */
export interface HubRule extends RuleHead {
  readonly form: 'HUB';
  readonly scope: 'hub';
  readonly check: (claim: HubClaim, known: HubKnown, parameters: Parameters) => Faults;
}

/** Judges something that stands in the registry or waits in the hub, on a day. */
export interface RegistryRule extends RuleHead {
  readonly form: 'REGISTRY';
  readonly scope: 'registry';
  readonly check: (subject: RegistrySubject, context: RegistryRuleContext) => Faults;
}

export type Rule = RecordRule | GroupRule | BatchRule | HubRule | RegistryRule;

export const defineRecordRule = (rule: Omit<RecordRule, 'form' | 'scope'>): RecordRule => ({
  form: 'RECORD',
  scope: 'record',
  ...rule,
});
/** A record rule that needs nothing but what the record says of its exam. */
export const defineExamRule = ({
  check,
  ...rule
}: Omit<RecordRule, 'form' | 'scope' | 'check' | 'checkExam'> & {
  readonly check: (exam: ExamContext) => Faults;
}): RecordRule => defineRecordRule({ ...rule, check: (_record, context) => check(context), checkExam: check });
export const defineGroupRule = (rule: Omit<GroupRule, 'form' | 'scope'>): GroupRule => ({
  form: 'GROUP',
  scope: 'batch',
  ...rule,
});
export const defineBatchRule = (
  rule: Omit<BatchRule, 'form' | 'scope' | 'judgesBy' | 'leavesToHub'> &
    Partial<Pick<BatchRule, 'judgesBy' | 'leavesToHub'>>,
): BatchRule => ({
  form: 'BATCH',
  scope: 'batch',
  judgesBy: 'BATCH',
  leavesToHub: () => rule.judgesBy === 'HUB' || rule.judgesBy === 'BOTH',
  ...rule,
});
export const defineHubRule = (rule: Omit<HubRule, 'form' | 'scope'>): HubRule => ({
  form: 'HUB',
  scope: 'hub',
  ...rule,
});
export const defineRegistryRule = (rule: Omit<RegistryRule, 'form' | 'scope'>): RegistryRule => ({
  form: 'REGISTRY',
  scope: 'registry',
  ...rule,
});

export const fault = (
  path: string,
  message: Bilingual,
  rest: Pick<Fault, 'expected' | 'fix' | 'severity'> = {},
): Fault => ({ path, message, ...rest });

const SEVERITIES: readonly Severity[] = ['signal', 'confirm', 'error'];

/** The softer of the two: a rule may be mild about one fault, and a pack about the whole rule. */
const milder = (one: Severity, other: Severity): Severity =>
  SEVERITIES.indexOf(one) < SEVERITIES.indexOf(other) ? one : other;

export const findingOf = (rule: RuleHead, line: number | null, found: Fault, severity = rule.severity): Finding => ({
  line,
  code: rule.code,
  severity: found.severity === undefined ? severity : milder(found.severity, severity),
  dimension: rule.dimension,
  path: found.path,
  message: found.message,
  expected: found.expected ?? null,
  basis: rule.basis,
  fix: found.fix ?? null,
});

const isList = (faults: Fault | readonly Fault[]): faults is readonly Fault[] => Array.isArray(faults);

/** One or several, as a list. */
export function faultsIn(faults: Faults): readonly Fault[] {
  if (faults === undefined) return [];
  return isList(faults) ? faults : [faults];
}

export const findingsOf = (
  rule: RuleHead,
  line: number | null,
  faults: Faults,
  severity = rule.severity,
): readonly Finding[] => faultsIn(faults).map((found) => findingOf(rule, line, found, severity));

export type Verdict = 'PASSED' | 'HELD' | 'RETURNED';

/** The one place where findings become a verdict. `declared` confirms no longer hold a record. */
export function verdictOf(findings: readonly { readonly severity: Severity; readonly declared?: boolean }[]): Verdict {
  if (findings.some(({ severity }) => severity === 'error')) return 'RETURNED';
  if (findings.some(({ severity, declared }) => severity === 'confirm' && declared !== true)) return 'HELD';
  return 'PASSED';
}
