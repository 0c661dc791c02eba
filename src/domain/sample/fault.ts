/**
 * fault kind   how to spoil one clean record so that one rule speaks, and no other unless two rules name the mistake
 * scene        the clean record and what stands around it
 * planted      the spoilt record and the place where the rule will point
 */
import type { CertificateRecord, RawRecord } from '../certificate/record';
import type { Scope, Verdict } from '../rules/rule';
import type { FaultFacts } from './fault-facts';
import type { SamplePlan } from './sample-plan';

export interface FaultScene {
  readonly record: CertificateRecord;
  readonly ordinal: number;
  /** How often this kind was planted in the batch before: kinds with several forms take them by turns. */
  readonly turn: number;
  readonly from: SamplePlan;
  readonly facts: FaultFacts;
  /** Some clean records of earlier lines of the batch. */
  readonly earlier: readonly CertificateRecord[];
  /** A certificate of an earlier, approved batch of the same plan; each is given once. */
  readonly takePrior: () => CertificateRecord | undefined;
}

export interface Planted {
  readonly record: RawRecord;
  /** JSON Pointer. */
  readonly path: string;
  /** What else is found: two rules name this mistake in so many words. */
  readonly also?: readonly FoundBeside[];
}

export interface FoundBeside {
  readonly code: string;
  /** JSON Pointer. */
  readonly path: string;
}

export interface FaultKind {
  readonly code: string;
  readonly scope: Scope;
  /** What becomes of the record when nobody mends or declares anything. */
  readonly verdict: Verdict;
  /** `undefined` where the registry, the plan or the lines before do not allow this fault on its own. */
  readonly plant: (scene: FaultScene) => Planted | undefined;
}

type Change = { readonly [field: string]: unknown };

export const recordFault = (code: string, plant: FaultKind['plant']): FaultKind => ({
  code,
  scope: 'record',
  verdict: 'RETURNED',
  plant,
});

/** The record waits for a declaration. */
export const confirmFault = (code: string, plant: FaultKind['plant']): FaultKind => ({
  code,
  scope: 'record',
  verdict: 'HELD',
  plant,
});

/** `path` is the field that the rule names. */
export const changed = (record: CertificateRecord, path: string, change: Change): Planted => ({
  record: { ...record, ...change },
  path: `/${path}`,
});

export const without = (record: CertificateRecord, ...fields: readonly string[]): RawRecord =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !fields.includes(name)));

export function byTurn<Form>(forms: readonly Form[], turn: number): Form {
  const form = forms[turn % forms.length];
  if (form === undefined) throw new RangeError('A fault needs at least one form.');
  return form;
}
