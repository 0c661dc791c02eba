/** What a batch that was checked keeps of its verdicts, read again to be compared with what the rules say now. */
import type { Finding, Verdict } from '../domain/rules/rule';

export interface SettledVerdicts {
  readonly packDigest: string;
  readonly engineVersion: string;
  readonly verdictDigest: string;
  readonly passed: number;
  readonly held: number;
  readonly returned: number;
}

export interface KeptChunk {
  readonly chunkNo: number;
  /** 1-based line of the batch. */
  readonly firstLine: number;
  readonly records: number;
  /** SHA-256 (hex) of the bytes as they were received. */
  readonly digest: string;
  /** `undefined` when what is stored cannot be unpacked. */
  readonly body: Buffer | undefined;
}

export type KeptFinding = Pick<Finding, 'line' | 'code' | 'severity' | 'path'> & {
  readonly source: 'CHECK' | 'HUB' | 'REVIEW';
  readonly declared: boolean;
};

export interface ReplayViews {
  /** `undefined` while the batch is being checked. */
  settledVerdicts(batchId: string): Promise<SettledVerdicts | undefined>;
  /** In the order of their numbers, one at a time. */
  keptChunks(batchId: string): AsyncIterable<KeptChunk>;
  /** Findings of the check, of the hub and of reviewers with `from` ≤ line ≤ `to`, by line, code and path; line 0 is the batch. */
  keptFindings(batchId: string, from: number, to: number): Promise<readonly KeptFinding[]>;
  /** By line. */
  keptVerdicts(batchId: string, from: number, to: number): Promise<ReadonlyMap<number, Verdict>>;
}
