import type { Bilingual } from '../../domain/bilingual';
import type { DeliveryItemState } from '../../domain/forwarding/delivery';
import type { UnwantedReason } from '../../domain/forwarding/wants';

/** What one feed makes of one certificate. Of the other wishes of the feed nothing is told. */
export interface FeedWishView {
  readonly feed: string;
  readonly title: Bilingual;
  readonly wanted: boolean;
  /** Why not. */
  readonly reason: UnwantedReason | null;
  readonly reasonText: Bilingual | null;
  /** The newest version that was put into a parcel for it, wanted or not: who has a number is told of its changes. */
  readonly version: number | null;
  readonly state: DeliveryItemState | null;
}
