/**
 * Everything the verbs need from outside, on one screen. Stores change one noun by key inside a transaction;
 * views answer one screen in one query; nothing here knows PostgreSQL, BullMQ or HTTP.
 */
import type { BatchState, ReviewDecision, ReviewStep } from '../domain/decision/batch-state';
import type { DeliveryItemState } from '../domain/forwarding/delivery';
import type { DeliveryNext } from '../domain/forwarding/retry';
import type { BatchHeader } from '../domain/intake/header';
import type { Pack } from '../domain/packs/pack';
import type { Snapshot } from '../domain/reference/snapshot';
import type { RegistryDocument } from '../domain/registry/document';
import type { PreparedCheck } from '../domain/rules/check-records';
import type { Finding, Verdict } from '../domain/rules/rule';
import type { DueBucket } from '../domain/statistics/tally';
import type { Role } from './caller';
import type { Answer, Connector, FeedDescription } from './connector';
import type { Reminders } from './reminders';
import type { Views } from './views';

export interface Hub {
  /**
   * Runs `work` in one transaction; the stores it gets are bound to that transaction. A refusal rolls it back: what
   * is refused leaves nothing behind.
   */
  transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
  readonly views: Views;
  readonly reminders: Reminders;
  /** SHA-256 (hex) of the rule packs of this release; a batch is judged by those of its seal. */
  readonly packSetDigest: string;
  /** By name of the feed. */
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly feeds: readonly FeedDescription[];
  /** The rules made ready for one batch; kept for the batches that are being checked. */
  preparedCheck(batch: CheckedBatch, stores: Stores): Promise<PreparedCheck>;
  now(): Date;
  newId(): string;
  /** A client secret of 32 random bytes, and the digest that is kept of it. */
  newSecret(): string;
  hashSecret(secret: string): string;
  /** 0 ≤ jitter < 1 */
  jitter(): number;
  /** Compresses the bytes of a chunk for its row; done before the transaction that stores it begins. */
  pack(bytes: Buffer): Promise<Buffer>;
  /** Keyed digest (16 bytes) of a person or a holding; the plain text never reaches the database. */
  keyedDigest(text: string): Buffer;
  readonly log: Log;
}

/** ERROR: a person must act. WARN: it mends itself but should not recur. INFO: the story. DEBUG: the detail. */
export interface Log {
  error(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  info(fields: object, message: string): void;
  debug(fields: object, message: string): void;
}

export interface Stores {
  readonly registry: RegistryStore;
  readonly uploads: UploadStore;
  readonly chunks: ChunkStore;
  readonly snapshots: SnapshotStore;
  readonly packSets: PackSetStore;
  readonly batches: BatchStore;
  readonly records: RecordStore;
  readonly findings: FindingStore;
  readonly reviews: ReviewStore;
  readonly certificates: CertificateStore;
  readonly deliveries: DeliveryStore;
  readonly tallies: TallyStore;
}

// ── Registry ────────────────────────────────────────────────────────────────────────────────────────────────────

export interface RegistryStore {
  /** Until the transaction ends: keeps other saves out, and waits for those who read a whole registry. */
  lock(): Promise<void>;
  /** True while the hub knows no institution and no client. */
  isEmpty(): Promise<boolean>;
  /** Inserts or replaces every noun of the document; `lock` comes first. */
  save(document: RegistryDocument): Promise<RegistryCounts>;
  /** The institutions (code → region) among `codes`. */
  institutionRegions(codes: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Region codes among `codes` that exist. */
  knownRegions(codes: readonly string[]): Promise<ReadonlySet<string>>;
  planOwner(planNo: string): Promise<string | undefined>;
  /** Everything about one institution that a snapshot needs, with the one plan of a batch (or all plans), of one moment. */
  documentOf(institutionCode: string, planNo: string | null): Promise<RegistryDocument>;
  /** Places in the document whose key belongs to another institution, as JSON Pointers. */
  keysOfOthers(document: RegistryDocument): Promise<readonly string[]>;
  saveFeeds(feeds: readonly FeedDescription[]): Promise<void>;
  /** False when the client id is taken: what stands there stays. */
  insertClient(client: ClientRow): Promise<boolean>;
  client(clientId: string): Promise<ClientRow | undefined>;
}
export type RegistryCounts = { readonly [list in keyof Required<RegistryDocument>]: number };
export interface ClientRow {
  readonly clientId: string;
  readonly name: string;
  readonly secretHash: string;
  readonly role: Role;
  readonly institutionCode: string | null;
  readonly regionCode: string | null;
  readonly createdAt: Date;
  /** Client id of whoever registered it. */
  readonly createdBy: string;
  readonly disabledAt: Date | null;
}

// ── Intake ──────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Upload {
  readonly id: string;
  readonly institutionCode: string;
  readonly regionCode: string;
  readonly clientBatchNo: string;
  readonly header: BatchHeader;
  readonly state: 'OPEN' | 'SEALED';
  readonly openedAt: Date;
  readonly openedBy: string;
  /** Known while every chunk came in one stream. */
  readonly content: { readonly chunks: number; readonly digest: string } | null;
}
export interface UploadStore {
  /** False when the institution used the client batch number before. */
  insert(upload: Upload): Promise<boolean>;
  byClientBatchNo(institutionCode: string, clientBatchNo: string): Promise<Upload | undefined>;
  /** `append` lets other appends go on beside it; `seal` waits for them and keeps later ones out. */
  lock(id: string, institutionCode: string, purpose: 'append' | 'seal'): Promise<Upload | undefined>;
  keepContent(id: string, content: NonNullable<Upload['content']>): Promise<void>;
  markSealed(id: string): Promise<void>;
}

export interface ChunkReceipt {
  readonly chunkNo: number;
  readonly records: number;
  readonly bytes: number;
  /** SHA-256, hex. */
  readonly digest: string;
}
export interface ChunkStore {
  /** False when the number is taken. `packed`: what `Hub.pack` made of the bytes. */
  insert(uploadId: string, receipt: ChunkReceipt, packed: Buffer, receivedAt: Date): Promise<boolean>;
  receipts(uploadId: string): Promise<readonly ChunkReceipt[]>;
  /** The bytes as received, in the order of chunk numbers. */
  bodies(uploadId: string): AsyncIterable<Buffer>;
  /** Numbers the lines of the batch through all chunks. */
  numberLines(uploadId: string): Promise<void>;
  /** The chunk if it is still to be checked and nobody else is at it; held until the transaction ends. */
  claim(uploadId: string, chunkNo: number): Promise<ClaimedChunk | undefined>;
  countFailure(uploadId: string, chunkNo: number): Promise<void>;
  markChecked(uploadId: string, chunkNo: number, packs: string, checkedAt: Date): Promise<void>;
  /** Packs that applied, over all chunks; `undefined` while a chunk is unchecked. */
  packsOfChecked(uploadId: string): Promise<readonly string[] | undefined>;
}
export interface ClaimedChunk {
  /** As received. */
  readonly body: Buffer;
  readonly firstLine: number;
  readonly records: number;
}

export interface SnapshotStore {
  save(digest: string, snapshot: Snapshot, createdAt: Date): Promise<void>;
  load(digest: string): Promise<Snapshot>;
}

export interface PackSetStore {
  save(digest: string, packs: readonly Pack[], createdAt: Date): Promise<void>;
  load(digest: string): Promise<readonly Pack[]>;
}

// ── Batch, records, findings ────────────────────────────────────────────────────────────────────────────────────

export interface Batch {
  readonly id: string;
  readonly institutionCode: string;
  readonly regionCode: string;
  readonly planNo: string;
  readonly clientBatchNo: string;
  readonly resubmissionOf: string | null;
  readonly state: BatchState;
  readonly chunks: number;
  readonly records: number;
  readonly digest: string;
  readonly algorithm: string;
  readonly signature: string | null;
  readonly keyId: string | null;
  /** Hex; equal for the same content under the same plan and resubmission. */
  readonly contentKey: string;
  /** Hex. */
  readonly snapshotDigest: string;
  /** Hex. */
  readonly packSetDigest: string;
  readonly sealedAt: Date;
  readonly sealedBy: string;
}
export type CheckedBatch = Batch & { readonly header: BatchHeader };

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
export interface BatchStore {
  /** False when the institution sent the same content before. */
  insert(batch: Batch): Promise<boolean>;
  byId(id: string): Promise<CheckedBatch | undefined>;
  byContentKey(institutionCode: string, contentKey: string): Promise<string | undefined>;
  /** The batch, locked, if it is in `state`. */
  lockIn(id: string, state: BatchState): Promise<CheckedBatch | undefined>;
  /** Like `lockIn`, but does not wait: `undefined` also while somebody else is at it. */
  claimIn(id: string, state: BatchState): Promise<CheckedBatch | undefined>;
  settle(id: string, settlement: Settlement): Promise<void>;
  move(id: string, from: BatchState, to: BatchState, at: Date): Promise<boolean>;
  saveCounts(id: string, counts: VerdictCounts): Promise<void>;
}
export interface VerdictCounts {
  readonly passed: number;
  readonly held: number;
  readonly returned: number;
}

export interface RecordRow {
  readonly line: number;
  readonly verdict: Verdict;
  readonly certificateNo: string | null;
  readonly personKey: Buffer | null;
  readonly holdingKey: Buffer | null;
  /** The record as received: JSON, UTF-8. */
  readonly data: Buffer;
}
export interface RecordStore {
  copyIn(batchId: string, rows: readonly RecordRow[]): Promise<void>;
  counts(batchId: string): Promise<VerdictCounts>;
  /** Lines (ascending) that share person, occupation, work type and level inside the batch. */
  sameHolding(batchId: string): Promise<readonly (readonly number[])[]>;
  /** Lines (ascending) that share a certificate number inside the batch. */
  sameNumber(batchId: string): Promise<readonly (readonly number[])[]>;
  /** Lines whose certificate number a live certificate of the hub carries. */
  numberTaken(batchId: string): Promise<readonly number[]>;
  /** Lines, those of one verdict or all, whose person holds a live certificate of the same occupation, work type and level. */
  holdingTaken(batchId: string, verdict?: Verdict): Promise<readonly number[]>;
  dataOf(batchId: string, lines: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /** Decides the verdicts of `lines` anew from their findings; what is RETURNED stays so. */
  redecide(batchId: string, lines: readonly number[]): Promise<void>;
}

export interface StoredFinding extends Finding {
  /** CHECK, HUB, or the name of the feed that refused the certificate. */
  readonly source: string;
  readonly declaredReason: string | null;
}
export interface OpenConfirm {
  readonly line: number;
  readonly code: string;
}
export interface FindingStore {
  copyIn(batchId: string, findings: readonly StoredFinding[]): Promise<void>;
  /** Lines that have a finding of the rule, whatever became of it. */
  linesWith(batchId: string, code: string): Promise<readonly number[]>;
  /** Lines with an open confirm finding of one of `codes`, ascending, some thousand at a time. */
  openConfirms(batchId: string, codes: readonly string[]): AsyncIterable<readonly OpenConfirm[]>;
  declare(batchId: string, line: number, code: string, reason: string): Promise<void>;
  /** Findings of the check (not of the hub or a feed) by line, code and path in code-point order. */
  checkFindings(batchId: string): AsyncIterable<Pick<Finding, 'line' | 'code' | 'severity' | 'path'>>;
}

// ── Review and certificates ─────────────────────────────────────────────────────────────────────────────────────

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

export interface CertificateStore {
  /**
   * Lets one approval at a time look for holdings and make certificates, until its transaction ends. A person may be
   * certified by any institution of any region, so a smaller lock would let two certificates of one holding be born;
   * a unique index would forbid those that were declared.
   */
  lockIssuing(): Promise<void>;
  /** Makes certificates of the passed records; returns the lines whose number was taken meanwhile. */
  promote(batchId: string, at: Date): Promise<readonly number[]>;
}

// ── Forwarding and tallies ──────────────────────────────────────────────────────────────────────────────────────

export interface ClaimedDelivery {
  readonly id: string;
  readonly feed: string;
  readonly batchId: string;
  /** Counts from 1 through the life of the delivery. */
  readonly attemptNo: number;
  /** Counts from 1 since the schedule of retries last began. */
  readonly tryNo: number;
}
export interface LockedDelivery {
  readonly id: string;
  /** Region of the batch whose certificates it holds. */
  readonly regionCode: string;
}
export interface ParcelCertificate {
  readonly certificateNo: string;
  readonly version: number;
  readonly kind: string;
  readonly institutionCode: string;
  readonly regionCode: string;
  readonly data: string;
}
export interface ItemAnswer {
  readonly certificateNo: string;
  readonly version: number;
  readonly state: Exclude<DeliveryItemState, 'PENDING'>;
  readonly code: string | null;
  readonly answeredAt: Date;
}
export interface SentDelivery {
  readonly id: string;
  readonly feed: string;
  readonly batchId: string;
  readonly sentAt: Date;
  /** When the answers are asked for again, should some be missing. */
  readonly askAgainAt: Date;
}
export interface AppliedAnswers {
  readonly accepted: number;
  readonly refused: readonly RefusedItem[];
}
export interface DeliveryStore {
  /** Parcels of the batch's certificates for one feed; returns the ids of the new deliveries. */
  createForBatch(feed: string, batchId: string, at: Date, newId: () => string): Promise<readonly string[]>;
  /**
   * Takes attempt number `attemptsMade + 1` exactly once; `undefined` when it is not due (a reminder may come
   * CLAIM_EARLY_MS early) or somebody else has it.
   */
  claim(id: string, now: Date, leaseUntil: Date): Promise<ClaimedDelivery | undefined>;
  parcel(id: string): Promise<readonly ParcelCertificate[]>;
  /** Ends the attempt; moves the delivery unless a later attempt took it over. Answers whether it moved. */
  recordAttempt(claim: ClaimedDelivery, answer: Answer, next: DeliveryNext, at: Date): Promise<boolean>;
  /** Takes the duty to ask for answers (ASK_EARLY_MS early at most), and puts the next question at `askAgainAt(sentAt)`. */
  claimAnswers(id: string, now: Date, askAgainAt: (sentAt: Date) => Date): Promise<SentDelivery | undefined>;
  /** Applies answers to items of the delivery that are still pending; the first answer of an item stands. */
  applyAnswers(deliveryId: string, answers: readonly ItemAnswer[]): Promise<AppliedAnswers>;
  /** The delivery with its batch's region, locked, whatever its state. */
  lock(id: string): Promise<LockedDelivery | undefined>;
  /** Makes a delivery that was given up due at `at`, with the schedule of retries from its beginning; `undefined` if it was not. */
  resend(id: string, at: Date): Promise<{ readonly attemptsMade: number } | undefined>;
  /** Ends the delivery if every item is answered. */
  closeIfAnswered(deliveryId: string, at: Date): Promise<boolean>;
}
export interface RefusedItem {
  readonly certificateNo: string;
  readonly batchId: string;
  readonly line: number;
  readonly code: string;
}

export interface TallyStore {
  /** Marks every bucket that holds certificates of the batch; waits for a recomputation of it that is under way. */
  markDue(batchId: string, at: Date): Promise<void>;
  /** Takes the bucket that is due longest and that nobody else holds; its mark goes with the commit. */
  takeDue(): Promise<DueBucket | undefined>;
  /** Replaces the bucket whole by what the live certificates say now; returns how many it counts. */
  recompute(bucket: DueBucket): Promise<number>;
}
