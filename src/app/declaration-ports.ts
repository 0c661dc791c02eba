/** What the verbs need of kept declarations: part of the ports. */
import type { ReviewStep } from '../domain/decision/batch-state';
import type { DeclarationDecision, DeclarationStanding } from '../domain/decision/declaration';

/** A finding that can be declared: `line` 0 is the batch itself. */
export interface DeclarablePlace {
  readonly line: number;
  readonly code: string;
}
export interface DeclarableFinding extends DeclarablePlace {
  /** Declared already, by a declaration that counts. */
  readonly declared: boolean;
}
export interface DeclarationKey {
  readonly rule: string;
  /** Hex of a keyed digest of a record's content, of an unkeyed one in what an earlier release kept, or `subjectOfBatch`. */
  readonly subject: string;
}
export interface NewDeclaration extends DeclarationKey {
  readonly reason: string;
  readonly batchId: string;
  /** Where it was first said; 0 is the batch itself. */
  readonly line: number;
}
export interface KeptDeclaration extends DeclarationKey, DeclarationStanding {
  readonly reason: string;
}
/** A finding and the declaration that speaks of it; `reason` is `null` where it does not count. */
export interface AttachedDeclaration extends DeclarablePlace {
  readonly subject: string;
  readonly reason: string | null;
}
/** Which of the declarations attached to a batch: those of `lines`, of `rule`, or of both together. */
export interface DeclarationChoice {
  readonly lines: readonly number[] | null;
  readonly rule: string | null;
}
export interface ChosenDeclaration extends KeptDeclaration {
  readonly line: number;
}
export interface DeclarationVerdict {
  readonly step: ReviewStep;
  readonly decision: DeclarationDecision;
  readonly reason: string | null;
  readonly by: string;
  readonly at: Date;
}

export interface DeclarationStore {
  /** Until the transaction ends: one at a time writes the declarations of an institution, before it locks anything else. */
  lock(institutionCode: string): Promise<void>;
  /** Codes of the rules about which the institution has declared something. */
  rulesOf(institutionCode: string): Promise<readonly string[]>;
  /** Those of `keys` that are kept. */
  kept(institutionCode: string, keys: readonly DeclarationKey[]): Promise<readonly KeptDeclaration[]>;
  /** What is kept already stays as it is. */
  keep(
    institutionCode: string,
    declarations: readonly NewDeclaration[],
    said: { readonly by: string; readonly at: Date },
  ): Promise<void>;
  /** The `confirm` findings of the check and the hub that stand at `places`. */
  confirmsAt(batchId: string, places: readonly DeclarablePlace[]): Promise<readonly DeclarableFinding[]>;
  /** Answers the lines where that changed something. */
  attach(batchId: string, declarations: readonly AttachedDeclaration[]): Promise<ReadonlySet<number>>;
  /** Attached declarations of the batch, some thousand at a time, by line. */
  chosen(batchId: string, choice: DeclarationChoice): AsyncIterable<readonly ChosenDeclaration[]>;
  /** Findings that a declaration which was refused meanwhile still declares. */
  refusedMeanwhile(batchId: string): AsyncIterable<readonly ChosenDeclaration[]>;
  decide(institutionCode: string, keys: readonly DeclarationKey[], verdict: DeclarationVerdict): Promise<void>;
  /** Accepts what is undecided among the declarations that let records of the batch pass, and those about the batch. */
  acceptOpen(
    batchId: string,
    institutionCode: string,
    verdict: Pick<DeclarationVerdict, 'step' | 'by' | 'at'>,
  ): Promise<void>;
}
