/** Who reviews what, since when and until when; single records that were returned; what a recheck could reuse. */
import type { ReviewDecision, ReviewStep } from '../../domain/decision/batch-state';
import type { JudgedBy, RecheckReason } from '../../domain/review/recheck';
import type { ReviewPiece } from '../../domain/review/summary';
import type { Verdict } from '../../domain/rules/rule';
import type { Territory } from '../../domain/tenancy/territory';
import type { Page, PageRequest } from '../paging';
import type { BatchSummaryView } from '../views';

export interface Review {
  readonly batchId: string;
  readonly step: ReviewStep;
  readonly decision: ReviewDecision;
  readonly reason: string | null;
  readonly decidedBy: string;
  readonly decidedAt: Date;
  /** Passed records that came back at this decision instead of becoming certificates. */
  readonly returnedLines: number;
}

export interface ReviewStore {
  insert(review: Review): Promise<void>;
  ofBatch(batchId: string): Promise<readonly Review[]>;
}

export interface Assignment {
  readonly batchId: string;
  readonly step: ReviewStep;
  /** Client id. */
  readonly reviewer: string;
  readonly assignedBy: string;
  readonly assignedAt: Date;
}

export interface ReturnedRecord {
  readonly line: number;
  readonly step: ReviewStep;
  readonly reason: string;
  /** Client id. */
  readonly returnedBy: string;
  readonly returnedAt: Date;
}

export interface ChunkRecheck {
  readonly rechecked: number;
  readonly reused: number;
  readonly reason: RecheckReason | null;
}

/** The batches of an office: those that wait at `step` inside the territory. */
export interface Office {
  readonly step: ReviewStep;
  readonly territory: Territory;
  /** `YYYY-MM-DD` in China: what was due before it is overdue. */
  readonly today: string;
}

export interface ReviewDeskStore {
  /** Ids of `batchIds` that wait at the office's step, locked in the order of ids. */
  lockWaiting(office: Office, batchIds: readonly string[]): Promise<readonly string[]>;
  assignments(batchIds: readonly string[], step: ReviewStep): Promise<readonly Assignment[]>;
  assign(assignments: readonly Assignment[]): Promise<void>;
  release(batchIds: readonly string[], step: ReviewStep): Promise<void>;
  /** Batches of the office that nobody reviews. */
  unassigned(office: Office): Promise<number>;
  /** Those of `batchIds` that the territory holds, whatever their state, in the order of ids. */
  pieces(office: Office, batchIds: readonly string[]): Promise<readonly ReviewPiece[]>;

  verdictsOf(batchId: string, lines: readonly number[]): Promise<ReadonlyMap<number, Verdict>>;
  insertReturned(batchId: string, records: readonly ReturnedRecord[]): Promise<void>;
  /** Of `lines`, those that a reviewer returned. */
  returnedAt(batchId: string, lines: readonly number[]): Promise<readonly ReturnedRecord[]>;
  /** Who returned single records of the batch, by step. */
  returners(batchId: string): Promise<readonly Pick<ReturnedRecord, 'step' | 'returnedBy'>[]>;
  /** Lines that passed and whose number is a certificate's already, or that of an earlier passed line. */
  numbersTaken(batchId: string): Promise<readonly number[]>;
  /** Lines that passed and whose person holds a live certificate of the same occupation, work type and level, ascending. */
  holdingsTaken(batchId: string): Promise<readonly number[]>;

  /** Lines of the batch that did not pass, ascending. */
  unpassedLines(batchId: string): Promise<readonly number[]>;
  /** What an earlier batch was judged by, and when it was received; `undefined` until it has its verdicts. */
  judgedBy(batchId: string): Promise<(JudgedBy & { readonly sealedAt: Date }) | undefined>;
  /**
   * SHA-256 (hex) of the bytes of those records of the batch that have one of `certificateNos` and that the check found
   * nothing about.
   */
  cleanRecords(batchId: string, certificateNos: readonly string[]): Promise<ReadonlySet<string>>;
  noteRecheck(batchId: string, chunkNo: number, recheck: ChunkRecheck): Promise<void>;
}

export interface ReviewQueueFilter {
  /** Assigned to the caller. */
  readonly assignedToMe?: boolean | null;
  readonly overdue?: boolean | null;
  readonly unassigned?: boolean | null;
  readonly institutionCode?: string | null;
  /** GB/T 2260: of the institution, or a city of the province. */
  readonly regionCode?: string | null;
  readonly occupationCode?: string | null;
  readonly planNo?: string | null;
  /** With a finding of that rule. */
  readonly ruleCode?: string | null;
  readonly hasDeclarations?: boolean | null;
  /** Sealed at or after. */
  readonly sealedFrom?: Date | null;
  /** Sealed before. */
  readonly sealedTo?: Date | null;
}
export interface ReviewQueueRow
  extends Omit<BatchSummaryView, 'counts' | 'origin'>, Omit<ReviewPiece, 'id' | 'state' | 'records'> {
  readonly occupationCode: string | null;
  readonly level: string | null;
  /** When it came to this step. */
  readonly since: Date;
  /** Last day of the term, `YYYY-MM-DD`; `null` where the packs set none or its calendar is not published. */
  readonly dueOn: string | null;
  /** Client id. */
  readonly reviewer: string | null;
}
export interface RecheckView {
  readonly rechecked: number;
  readonly reused: number;
  /** Why nothing could be reused. */
  readonly reason: RecheckReason | null;
}
export interface ReviewDeskViews {
  /** Most urgent first: by the last day of the term, then by how long it waits. */
  reviewQueue(
    office: Office & { readonly reviewer: string },
    filter: ReviewQueueFilter,
    page: PageRequest,
  ): Promise<Page<ReviewQueueRow>>;
  reviewPieces(office: Office, batchIds: readonly string[]): Promise<readonly ReviewPiece[]>;
}
