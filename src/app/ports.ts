/**
 * Everything the verbs need from outside, on one screen. Stores change one noun by key inside a transaction;
 * views answer one screen in one query; nothing here knows PostgreSQL, BullMQ or HTTP.
 */
import type { BatchState, ReviewDecision, ReviewStep } from '../domain/decision/batch-state';
import type { BatchHeader } from '../domain/intake/header';
import type { KeptPreflight } from '../domain/intake/preflight';
import type { Pack } from '../domain/packs/pack';
import type { Snapshot } from '../domain/reference/snapshot';
import type { RegistryDocument, RegistryFiling } from '../domain/registry/document';
import type { RegistrySigningKey } from '../domain/registry/signing-key';
import type { HubFacts } from '../domain/rules/batch-context';
import type { BatchFacts } from '../domain/rules/batch-facts';
import type { PreparedCheck } from '../domain/rules/check-records';
import type { Finding, Verdict } from '../domain/rules/rule';
import type { Role } from './caller';
import type { ApplicationStore } from './applications/application-ports';
import type { CodeStore } from './applications/code-ports';
import type { AttachmentStore } from './attachments/attachment-ports';
import type { CertificateChangeStore, CertificateVersions } from './certificates/change-ports';
import type { RecallStore } from './certificates/recall-ports';
import type { Connector, FeedDescription } from './connector';
import type { CalendarStore } from './deadlines/calendar-ports';
import type { DeadlineStore } from './deadlines/deadline-ports';
import type { DecisionStore } from './decisions/decision-ports';
import type { NotificationStore } from './notifications/notification-ports';
import type { PlanStore } from './plans/plan-ports';
import type { CatalogueDraftStore } from './registry/catalogue-ports';
import type { ResultsStore } from './results/results-ports';
import type { ReviewDeskStore } from './review/review-ports';
import type { DeclarationStore } from './declaration-ports';
import type { DeliveryStore, TallyStore } from './forwarding-ports';
import type { KnownStore } from './known-ports';
import type { HubPacks, PackStore, PackTrialStore } from './packs/pack-ports';
import type { Reminders } from './reminders';
import type { Views } from './views';

export interface Hub extends HubPacks {
  /**
   * Runs `work` in one transaction; the stores it gets are bound to that transaction. A refusal rolls it back: what
   * is refused leaves nothing behind.
   */
  transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
  readonly views: Views;
  readonly reminders: Reminders;
  /** By name of the feed. */
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly feeds: readonly FeedDescription[];
  /** The rules made ready for one batch; kept for the batches that are being checked. */
  preparedCheck(batch: CheckedBatch, stores: Stores): Promise<PreparedCheck>;
  /** What the hub knows of the batch's signature, by the keys as they are registered now. */
  signatureOf(batch: CheckedBatch, stores: Stores): Promise<HubFacts['signature']>;
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
  readonly packs: PackStore;
  readonly packTrials: PackTrialStore;
  readonly batches: BatchStore;
  readonly records: RecordStore;
  readonly known: KnownStore;
  readonly findings: FindingStore;
  readonly declarations: DeclarationStore;
  readonly reviews: ReviewStore;
  readonly certificates: CertificateStore;
  readonly deliveries: DeliveryStore;
  readonly tallies: TallyStore;
  readonly applications: ApplicationStore;
  readonly codes: CodeStore;
  readonly attachments: AttachmentStore;
  readonly catalogueDrafts: CatalogueDraftStore;
  readonly plans: PlanStore;
  readonly results: ResultsStore;
  readonly reviewDesk: ReviewDeskStore;
  readonly certificateChanges: CertificateChangeStore;
  readonly recalls: RecallStore;
  readonly decisions: DecisionStore;
  readonly deadlines: DeadlineStore;
  readonly calendars: CalendarStore;
  readonly notifications: NotificationStore;
}

// ── Registry ────────────────────────────────────────────────────────────────────────────────────────────────────

export interface RegistryStore {
  /** Until the transaction ends: keeps other saves out, and waits for those who read a whole registry. */
  lock(): Promise<void>;
  /** True while the hub knows no institution and no client. */
  isEmpty(): Promise<boolean>;
  /**
   * Inserts or replaces every noun of the document and keeps what stood before as history; `lock` comes first. Every
   * change of the registry goes this way, whoever decided it.
   */
  save(document: RegistryDocument, recorded: Recorded): Promise<RegistryCounts>;
  /** The institutions (code → region) among `codes`. */
  institutionRegions(codes: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Every filing of the institutions as it stands. */
  filingsOf(institutionCodes: readonly string[]): Promise<readonly RegistryFiling[]>;
  /** Region codes among `codes` that exist. */
  knownRegions(codes: readonly string[]): Promise<ReadonlySet<string>>;
  planOwner(planNo: string): Promise<string | undefined>;
  /**
   * Everything about one institution that a snapshot needs, with the one plan of a batch (or all plans), as it was known
   * at `knownAt`. Absent or `null`: what stands, for who changes it under `lock`, whatever the clock says.
   */
  documentOf(institutionCode: string, planNo: string | null, knownAt?: Date | null): Promise<RegistryDocument>;
  /** Places in the document whose key belongs to another institution, as JSON Pointers. */
  keysOfOthers(document: RegistryDocument): Promise<readonly string[]>;
  /** The key of that id that the institution registered. */
  signingKey(institutionCode: string, keyId: string): Promise<RegistrySigningKey | undefined>;
  saveFeeds(feeds: readonly FeedDescription[]): Promise<void>;
  /** False when the client id is taken: what stands there stays. */
  insertClient(client: ClientRow): Promise<boolean>;
  client(clientId: string): Promise<ClientRow | undefined>;
}
/** When the hub learned of it (asked of the clock after `lock`), and from whom (client id, or `clock`). */
export interface Recorded {
  readonly at: Date;
  readonly by: string;
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
  markChecked(uploadId: string, chunkNo: number, checked: CheckedChunk): Promise<void>;
  /** Packs that applied, over all chunks; `undefined` while a chunk is unchecked. */
  packsOfChecked(uploadId: string): Promise<readonly string[] | undefined>;
  /**
   * Gives back to the check what an earlier release judged, by fewer rules: chunks without facts. What had come of them
   * is removed. Answers their numbers, ascending.
   */
  reopen(uploadId: string): Promise<readonly number[]>;
  /** Facts of the checked chunks, in the order of their numbers. */
  facts(uploadId: string): Promise<readonly BatchFacts[]>;
}
export interface CheckedChunk {
  /** Names of the packs that applied to its records. */
  readonly packs: string;
  readonly facts: BatchFacts;
  readonly checkedAt: Date;
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
  /** Digests of the sets that were active when they were stored or that a batch names, without those of what-ifs; the newest first. */
  newestInUse(limit: number): Promise<readonly string[]>;
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
  /** What the institution's own check said, where it came with the manifest, and what the hub found of it at the seal. */
  readonly preflight: KeptPreflight | null;
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
  readonly examOn: string | null;
  readonly siteCode: string | null;
  /** Digest of person and name. */
  readonly nameKey: Buffer | null;
  /** The first half of the photo's digest. */
  readonly photoKey: Buffer | null;
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
  /** Lines, those of one verdict or all, whose person holds a live certificate of the same occupation, work type and level. */
  holdingTaken(batchId: string, verdict?: Verdict): Promise<readonly number[]>;
  dataOf(batchId: string, lines: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /**
   * Decides the verdicts of `lines` anew from their findings and those about the batch; line 0 stands for all lines. What
   * is RETURNED stays so.
   */
  redecide(batchId: string, lines: readonly number[]): Promise<void>;
}

export interface StoredFinding extends Finding {
  /** CHECK, HUB, REVIEW (a regulator), or the name of the feed that refused the certificate. */
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
  /** Lines with an open confirm finding of one of `codes`, ascending, some thousand at a time; line 0 is the batch. */
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

export interface CertificateStore extends CertificateVersions {
  /**
   * Lets one approval at a time look for holdings and make certificates, until its transaction ends. A person may be
   * certified by any institution of any region, so a smaller lock would let two certificates of one holding be born;
   * a unique index would forbid those that were declared.
   */
  lockIssuing(): Promise<void>;
  /** Makes certificates of the passed records; returns the lines whose number was taken meanwhile. */
  promote(batchId: string, at: Date): Promise<readonly number[]>;
}
