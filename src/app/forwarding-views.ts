import type { Bilingual } from '../domain/bilingual';
import type { Territory } from '../domain/tenancy/territory';
import type { Page, PageRequest } from './paging';

// ── Deliveries and acknowledgements ─────────────────────────────────────────────────────────────────────────────

export interface DeliveryView {
  readonly id: string;
  readonly feed: string;
  readonly batchId: string;
  readonly parcelNo: number;
  readonly state: 'DUE' | 'SENT' | 'ANSWERED' | 'GIVEN_UP';
  readonly certificates: number;
  /** Of these, handed to the feed once more and answered in a later delivery. */
  readonly moved: number;
  readonly accepted: number;
  readonly refused: number;
  readonly pending: number;
  readonly attemptsMade: number;
  readonly dueAt: Date;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly answeredAt: Date | null;
  readonly attempts: readonly AttemptView[];
}
export interface AttemptView {
  readonly attemptNo: number;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly outcome: string | null;
  readonly reason: string | null;
}

export interface AcknowledgementView {
  readonly feed: string;
  readonly deliveryId: string;
  readonly batchId: string;
  readonly certificateNo: string;
  readonly version: number;
  readonly line: number;
  readonly state: 'PENDING' | 'ACCEPTED' | 'REFUSED';
  readonly code: string | null;
  /** What the feeds file says of the code; null where it says nothing. */
  readonly codeTitle: Bilingual | null;
  /** The rule of the hub that looks at the same thing. */
  readonly rule: string | null;
  readonly answeredAt: Date | null;
}

/** One feed's side of one batch, in certificates. */
export interface FeedSummaryView {
  readonly feed: string;
  readonly certificates: number;
  /** Taken by the receiver, whatever it answered. */
  readonly delivered: number;
  readonly accepted: number;
  readonly refused: number;
  readonly pending: number;
}

export interface DeliveryFilter {
  readonly batchId?: string | null;
  readonly feed?: string | null;
  readonly state?: string | null;
}

// ── Tallies ─────────────────────────────────────────────────────────────────────────────────────────────────────

export interface TallyFilter {
  /** YYYY-MM, inclusive. */
  readonly periodFrom?: string | null;
  /** YYYY-MM, inclusive. */
  readonly periodTo?: string | null;
  /** A region and everything inside it. */
  readonly regionCode?: string | null;
  readonly institutionKind?: string | null;
  readonly schoolType?: string | null;
  readonly occupationCode?: string | null;
  readonly level?: string | null;
  readonly sex?: string | null;
  readonly ageBand?: string | null;
  readonly candidateCategory?: string | null;
}
export interface TallyView {
  readonly period: string;
  readonly regionCode: string;
  readonly institutionKind: string;
  readonly schoolType: string;
  readonly occupationCode: string;
  readonly level: string;
  readonly sex: string;
  readonly ageBand: string;
  readonly candidateCategory: string;
  readonly certificates: number;
}
export interface TallyPage extends Page<TallyView> {
  /** Sums over the whole filtered list, whatever the page. */
  readonly certificates: number;
  /** Level 3 and above (domain/statistics). */
  readonly highSkilled: number;
}

/** Part of the views: forwarding and statistics. */
export interface ForwardingViews {
  deliveries(territory: Territory, filter: DeliveryFilter, page: PageRequest): Promise<Page<DeliveryView>>;
  acknowledgements(territory: Territory, filter: DeliveryFilter, page: PageRequest): Promise<Page<AcknowledgementView>>;
  feedsOfBatch(territory: Territory, batchId: string): Promise<readonly FeedSummaryView[]>;
  /** Tallies exist per region: an institution, whose territory is no region, is not asked here. */
  tallies(territory: Territory, filter: TallyFilter, page: PageRequest): Promise<TallyPage>;
  /** Equal when every live certificate is counted exactly once. */
  tallyReconciliation(territory: Territory): Promise<{ readonly tallied: number; readonly live: number }>;
}
