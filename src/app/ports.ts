/**
 * Everything the verbs need from outside. Each area says in its own `*-ports.ts` what it needs of its nouns; here are the
 * list of them, and the rows that every area speaks of. Stores change one noun by key inside a transaction; views answer
 * one screen in one query; nothing here knows PostgreSQL, BullMQ or HTTP.
 */
import type { BatchState } from '../domain/decision/batch-state';
import type { BatchHeader } from '../domain/intake/header';
import type { KeptPreflight } from '../domain/intake/preflight';
import type { HubFacts } from '../domain/rules/batch-context';
import type { PreparedCheck } from '../domain/rules/check-records';
import type { Finding, Verdict } from '../domain/rules/rule';
import type { ApplicationStore } from './applications/application-ports';
import type { CodeStore } from './applications/code-ports';
import type { AttachmentStore } from './attachments/attachment-ports';
import type { BylawStore } from './bylaws/bylaw-ports';
import type { BatchStore, FindingStore, RecordStore } from './batch-ports';
import type { CertificateChangeStore, CertificateStore } from './certificates/change-ports';
import type { RecallStore } from './certificates/recall-ports';
import type { ColdChunkStore, ColdStore } from './cold-ports';
import type { Connector, FeedDescription } from './connector';
import type { CalendarStore } from './deadlines/calendar-ports';
import type { DeadlineStore } from './deadlines/deadline-ports';
import type { DecisionStore } from './decisions/decision-ports';
import type { ChunkStore, OriginalStore, PackSetStore, SnapshotStore, UploadStore } from './intake-ports';
import type { NotificationStore } from './notifications/notification-ports';
import type { PlanStore } from './plans/plan-ports';
import type { ProposalStore } from './proposals/proposal-ports';
import type { CatalogueDraftStore } from './registry/catalogue-ports';
import type { RegistryStore } from './registry/registry-ports';
import type { ResultsStore } from './results/results-ports';
import type { ReviewDeskStore, ReviewStore } from './review/review-ports';
import type { DeclarationStore } from './declaration-ports';
import type { DeliveryStore, TallyStore } from './forwarding-ports';
import type { FeedStateStore } from './forwarding/feed-state-ports';
import type { OddityStore } from './forwarding/oddity-ports';
import type { ReceivedStore } from './forwarding/received-ports';
import type { ReconciliationStore } from './forwarding/reconciliation-ports';
import type { TallyReportStore } from './forwarding/tally-report-ports';
import type { KnownStore } from './known-ports';
import type { SealingStore } from './sealer';
import type { HubPacks, PackStore, PackTrialStore } from './packs/pack-ports';
import type { Reminders } from './reminders';
import type { ChunkKeyStore } from './repeat-ports';
import type { UploadFormats } from './upload-format';
import type { Views } from './views';

export interface Hub extends HubPacks {
  /**
   * Runs `work` in one transaction; the stores it gets are bound to that transaction. A refusal rolls it back: what
   * is refused leaves nothing behind.
   */
  transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
  readonly views: Views;
  readonly reminders: Reminders;
  readonly pace: Pace;
  /** Checks of one institution that stand in the queue at a time. */
  readonly checkWindow: number;
  /** Where chunks go whose batch was decided more than so many months ago; `null`: they stay in the database. */
  readonly cold: { readonly store: ColdStore; readonly afterMonths: number | null };
  /** By name of the feed. */
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly feeds: readonly FeedDescription[];
  /** The rules made ready for one batch; kept for the batches that are being checked. */
  preparedCheck(batch: CheckedBatch, stores: Stores): Promise<PreparedCheck>;
  /** As it was sealed; its state is that of the first look. */
  sealedBatch(batchId: string, stores: Stores): Promise<CheckedBatch | undefined>;
  /** What the hub knows of the batch's signature, by the keys as they are registered now. */
  signatureOf(batch: CheckedBatch, stores: Stores): Promise<HubFacts['signature']>;
  now(): Date;
  newId(): string;
  /** A client secret of 32 random bytes, and the digest that is kept of it. */
  newSecret(): string;
  hashSecret(secret: string): string;
  /** 0 ≤ jitter < 1 */
  jitter(): number;
  /** Ways in, by media type. */
  readonly formats: UploadFormats;
  /**
   * Compresses and seals the bytes of a chunk for its row; done before the transaction that stores it begins. The bytes may
   * be overwritten as soon as it has answered.
   */
  pack(bytes: Buffer): Promise<Buffer>;
  /** Keyed digest (16 bytes) of a person or a holding; the plain text never reaches the database. */
  keyedDigest(text: string): Buffer;
  readonly log: Log;
}

/** Work that somebody waits for goes before work that takes long, inside one process. */
export interface Pace {
  /** While it runs, long work stands still most of the time. */
  first<T>(work: () => Promise<T>): Promise<T>;
  /** Long work asks this every few milliseconds: it gives the others their turn. */
  breathe(): Promise<void>;
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
  readonly chunkKeys: ChunkKeyStore;
  readonly coldChunks: ColdChunkStore;
  readonly originals: OriginalStore;
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
  readonly feedStates: FeedStateStore;
  readonly oddities: OddityStore;
  readonly reconciliations: ReconciliationStore;
  readonly tallyReports: TallyReportStore;
  readonly received: ReceivedStore;
  readonly applications: ApplicationStore;
  readonly codes: CodeStore;
  readonly attachments: AttachmentStore;
  readonly bylaws: BylawStore;
  readonly catalogueDrafts: CatalogueDraftStore;
  readonly plans: PlanStore;
  readonly results: ResultsStore;
  readonly reviewDesk: ReviewDeskStore;
  readonly certificateChanges: CertificateChangeStore;
  readonly recalls: RecallStore;
  readonly proposals: ProposalStore;
  readonly decisions: DecisionStore;
  readonly deadlines: DeadlineStore;
  readonly calendars: CalendarStore;
  readonly notifications: NotificationStore;
  readonly sealing: SealingStore;
}

// ── Rows that every area speaks of ──────────────────────────────────────────────────────────────────────────────

/** When the hub learned of it (asked of the clock after `lock`), and from whom (client id, or `clock`). */
export interface Recorded {
  readonly at: Date;
  readonly by: string;
}

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

export interface StoredFinding extends Finding {
  /** CHECK, HUB, REVIEW (a regulator), or the name of the feed that refused the certificate. */
  readonly source: string;
  readonly declaredReason: string | null;
}
