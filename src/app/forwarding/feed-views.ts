/** What operators and regulators see of the feeds. A feed is seen by whoever's territory covers its region. */
import type { Bilingual } from '../../domain/bilingual';
import type { OpenDeliveries } from '../../domain/forwarding/alarms';
import type { BreakerState } from '../../domain/forwarding/breaker';
import type { FeedCargo, FeedWindow } from '../../domain/forwarding/feed';
import type { Territory } from '../../domain/tenancy/territory';
import type { Page, PageRequest } from '../paging';

/** One feed by its rows. What depends on the hour is added by `feed-standings.ts`. */
export interface FeedRowView {
  readonly name: string;
  readonly title: Bilingual;
  readonly connector: string;
  readonly regionCode: string;
  readonly cargo: FeedCargo;
  /** False: the feeds file no longer has it. */
  readonly enabled: boolean;
  readonly window: FeedWindow | null;
  readonly pause: FeedPauseView | null;
  readonly breaker: FeedBreakerView;
  /** Nothing begins before: the rate of the feed, or the receiver's word. */
  readonly freeAt: Date | null;
  /** To be handed over; `since` when they came to be. */
  readonly due: OpenDeliveries;
  /** Taken, answers outstanding; `since` they were taken. */
  readonly unanswered: OpenDeliveries;
  readonly givenUp: OpenDeliveries;
  readonly takenAt: Date | null;
  readonly heardAt: Date | null;
  readonly failedAt: Date | null;
  /** Code of the last attempt that ended badly. */
  readonly failure: string | null;
  /** Certificates that it refused and of which nothing later was made for it. */
  readonly refusalsOpen: number;
  /** What it said that nothing could be made of. */
  readonly oddities: number;
  readonly reports: FeedReportsView;
  readonly lastReconciliation: FeedReconciliationView | null;
  readonly alarms: readonly OpenAlarmView[];
}
export interface FeedPauseView {
  readonly since: Date;
  readonly by: string;
  readonly reason: string;
}
export interface FeedBreakerView {
  readonly state: BreakerState;
  /** Attempts in a row that reached nobody. */
  readonly failures: number;
  readonly openedAt: Date | null;
  /** When the next probe may begin. */
  readonly probeAt: Date | null;
}
/** Of a feed that carries counts; of another all are 0. */
export interface FeedReportsView {
  readonly due: number;
  readonly unanswered: number;
  readonly refused: number;
  readonly givenUp: number;
}
export interface FeedReconciliationView {
  readonly id: string;
  readonly state: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly missing: number;
  readonly extra: number;
  readonly differing: number;
  readonly owed: number;
  readonly healed: number;
}
export interface OpenAlarmView {
  readonly kind: string;
  readonly since: Date;
}

export interface FeedAlarmView {
  readonly id: string;
  readonly feed: string;
  readonly kind: string;
  readonly since: Date;
  readonly raisedAt: Date;
  readonly endedAt: Date | null;
  /** Counts and codes. */
  readonly facts: Readonly<Record<string, unknown>>;
}
export interface FeedAlarmFilter {
  readonly feed?: string | null;
  readonly kind?: string | null;
  /** `true`: those that do not end yet. */
  readonly open?: boolean | null;
}

/** How many batches stand in one state, and how much waits for a worker: for gauges. */
export interface HubDepth {
  readonly batches: readonly { readonly state: string; readonly batches: number }[];
}

export interface FeedStateViews {
  /** By name. There are as many as the feeds file ever had. */
  feedRows(territory: Territory): Promise<readonly FeedRowView[]>;
  feedAlarms(territory: Territory, filter: FeedAlarmFilter, page: PageRequest): Promise<Page<FeedAlarmView>>;
  /** The batch whose trace a delivery belongs to. */
  batchOfDelivery(deliveryId: string): Promise<string | undefined>;
  hubDepth(): Promise<HubDepth>;
}
