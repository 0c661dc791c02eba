/** What receivers said that nothing could be made of, counted by kind for the operator. */
import type { Territory } from '../../domain/tenancy/territory';
import type { Oddity } from '../connector';
import type { Page, PageRequest } from '../paging';

export interface OddityStore {
  /**
   * Counts up, one row a kind. Of one parcel a kind counts as often as it was seen at once at most: who asks again and again is
   * told the same again and again. Answers what is counted new.
   */
  note(feed: string, oddities: readonly Oddity[], at: Date, deliveryId: string | null): Promise<readonly Oddity[]>;
}

export interface OddityView extends Oddity {
  readonly feed: string;
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** Of the last one, where it is known. */
  readonly deliveryId: string | null;
}
export interface OddityFilter {
  readonly feed?: string | null;
  readonly code?: string | null;
}

export interface OddityViews {
  /** The newest first. Who sees a feed sees what it said: the operator, the nation, and a province of feeds of its own. */
  oddities(territory: Territory, filter: OddityFilter, page: PageRequest): Promise<Page<OddityView>>;
}
