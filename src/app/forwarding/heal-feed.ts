/**
 * What was found to differ, one transaction for each slice of it: what the feed lacks goes to it again, and the row says so. What is
 * not healed is gathered and told at the end, so that a run that dies and begins anew tells nothing twice.
 */
import type { Difference, DifferenceKind } from '../../domain/forwarding/compare-ranges';
import type { FeedDescription } from '../../domain/forwarding/feed';
import { DELIVERY_WINDOW } from '../limits';
import type { Hub, Stores } from '../ports';
import type { SeenDifferences } from './compare-feed';
import type { ClaimedReconciliation, FoundDifferences } from './reconciliation-ports';

/** Some whole parcels of a batch. */
const HEALED_AT_ONCE = 10_000;
/** As many as a person can read; the counts are whole. */
export const DIFFERENCES_LISTED_MAX = 10_000;

type Counts = Record<DifferenceKind, number>;
const none = (): Counts => ({ MISSING: 0, EXTRA: 0, DIFFERING: 0, OWED: 0 });

export interface Healing {
  readonly feed: FeedDescription;
  readonly claimed: ClaimedReconciliation;
  /** End of the lease that each slice takes. */
  readonly leaseUntil: () => Date;
}

export class Healer {
  /** Of this run, healed or not. */
  readonly seen: Counts = none();
  private waiting: Difference[] = [];
  private told: Counts = none();
  private toBeListed: Difference[] = [];
  private listed: number;

  constructor(
    private readonly hub: Hub,
    private readonly healing: Healing,
  ) {
    this.listed = healing.claimed.listed;
  }

  /** `false`: somebody else has it now. */
  async take({ differences, uncounted }: SeenDifferences): Promise<boolean> {
    this.seen.EXTRA += uncounted;
    this.told.EXTRA += uncounted;
    for (const difference of differences) {
      this.seen[difference.kind] += 1;
      if (this.heals(difference)) this.waiting.push(difference);
      else this.tell(difference);
    }
    return this.waiting.length < HEALED_AT_ONCE || this.heal();
  }

  /** What waits to be healed. */
  async heal(): Promise<boolean> {
    const healed = this.waiting;
    if (healed.length === 0) return true;
    this.waiting = [];
    const found = none();
    for (const { kind } of healed) found[kind] += 1;
    const { feed, claimed, leaseUntil } = this.healing;
    const ids = await this.hub.transaction(async (stores) => {
      if (!(await stores.reconciliations.hold(claimed, leaseUntil()))) return undefined;
      const made = await stores.deliveries.redeliver(feed, healed, this.hub.now(), this.hub.newId);
      await stores.reconciliations.note(claimed, { found, healed: healed.length, listed: this.listable(healed) });
      return made;
    });
    if (ids === undefined) return false;
    // One that ends reminds of the next.
    const first = ids.slice(0, DELIVERY_WINDOW).map((deliveryId) => ({ deliveryId }));
    await this.hub.reminders.remind('deliver', first);
    return true;
  }

  /** In the transaction that ends it. */
  async tellRest(stores: Stores): Promise<void> {
    const rest: FoundDifferences = { found: this.told, healed: 0, listed: this.listable(this.toBeListed) };
    await stores.reconciliations.note(this.healing.claimed, rest);
  }

  private heals({ kind }: Difference): boolean {
    return this.healing.claimed.heal && (kind === 'MISSING' || kind === 'OWED');
  }

  private tell(difference: Difference): void {
    this.told[difference.kind] += 1;
    if (this.toBeListed.length < DIFFERENCES_LISTED_MAX) this.toBeListed.push(difference);
  }

  private listable(differences: readonly Difference[]): readonly Difference[] {
    const room = differences.slice(0, Math.max(0, DIFFERENCES_LISTED_MAX - this.listed));
    this.listed += room.length;
    return room;
  }
}
