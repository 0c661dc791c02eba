/** Sealed batches, their records and findings, by key. */
import type { BatchState } from '../domain/decision/batch-state';
import type { Finding } from '../domain/rules/rule';
import type { Batch, CheckedBatch, RecordRow, StoredFinding } from './ports';

export interface Settlement {
  readonly state: BatchState;
  readonly passed: number;
  readonly held: number;
  readonly returned: number;
  readonly packs: string;
  readonly packDigest: string;
  readonly engineVersion: string;
  readonly verdictDigest: string;
  readonly checkedAt: Date;
}

/** INSTITUTION: sent here and judged here · HUB: handed up by another hub, which judged it */
export const BATCH_ORIGINS = ['INSTITUTION', 'HUB'] as const;
export type BatchOrigin = (typeof BATCH_ORIGINS)[number];

export interface BatchPlace {
  readonly origin: BatchOrigin;
  readonly institutionCode: string;
  readonly regionCode: string;
}

export interface BatchStore {
  /** False when the institution sent the same content before. */
  insert(batch: Batch): Promise<boolean>;
  /** Of those that an institution sent: what another hub handed up was judged there. */
  byId(id: string): Promise<CheckedBatch | undefined>;
  /** Of every batch, wherever it comes from. */
  placeOf(id: string): Promise<BatchPlace | undefined>;
  byContentKey(institutionCode: string, contentKey: string): Promise<string | undefined>;
  /** The batch, locked, if it is in `state`. */
  lockIn(id: string, state: BatchState): Promise<CheckedBatch | undefined>;
  /** Like `lockIn`, but does not wait: `undefined` also while somebody else is at it. */
  claimIn(id: string, state: BatchState): Promise<CheckedBatch | undefined>;
  settle(id: string, settlement: Settlement): Promise<void>;
  /** One more settlement of the batch failed. */
  countFailure(id: string): Promise<void>;
  move(id: string, from: BatchState, to: BatchState, at: Date): Promise<boolean>;
  saveCounts(id: string, counts: VerdictCounts): Promise<void>;
}

export interface VerdictCounts {
  readonly passed: number;
  readonly held: number;
  readonly returned: number;
}

/** Rows are encoded and sealed as they come, so that none is kept until the last. */
export interface RecordCopy {
  add(record: RecordRow): void;
  finish(): Promise<void>;
}

export interface RecordStore {
  copying(batchId: string, expected: number): RecordCopy;
  counts(batchId: string): Promise<VerdictCounts>;
  /** The same of a batch under check, whose `records` are all decided by its findings. */
  countsOfFindings(batchId: string, records: number): Promise<VerdictCounts>;
  /**
   * Lines (ascending) that share person, occupation, work type and level inside the batch. `among`: lines that may; all of
   * them where nothing is known.
   */
  sameHolding(batchId: string, among?: readonly number[]): Promise<readonly (readonly number[])[]>;
  /** The same of a certificate number. */
  sameNumber(batchId: string, among?: readonly number[]): Promise<readonly (readonly number[])[]>;
  dataOf(batchId: string, lines: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /**
   * Decides the verdicts of `lines` anew from their findings and those about the batch; line 0 stands for all lines. What
   * is RETURNED stays so.
   */
  redecide(batchId: string, lines: readonly number[]): Promise<void>;
}

export interface OpenConfirm {
  readonly line: number;
  readonly code: string;
}

export interface FindingStore {
  copyIn(batchId: string, findings: readonly StoredFinding[]): Promise<void>;
  /** Those of the findings that the batch does not have yet, word for word and from the same source. */
  untold(batchId: string, findings: readonly StoredFinding[]): Promise<readonly StoredFinding[]>;
  /** Lines that have a finding of the rule, whatever became of it. */
  linesWith(batchId: string, code: string): Promise<readonly number[]>;
  /** Lines with an open confirm finding of one of `codes`, ascending, some thousand at a time; line 0 is the batch. */
  openConfirms(batchId: string, codes: readonly string[]): AsyncIterable<readonly OpenConfirm[]>;
  declare(batchId: string, line: number, code: string, reason: string): Promise<void>;
  /** Findings of the check (not of the hub or a feed) by line, code and path in code-point order. */
  checkFindings(batchId: string): AsyncIterable<Pick<Finding, 'line' | 'code' | 'severity' | 'path'>>;
}
