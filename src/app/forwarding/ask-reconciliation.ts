/** The operator asks whether a feed holds what the hub handed to it, at any time; every night the clock asks. */
import type { Caller } from '../caller';
import type { Hub } from '../ports';
import { type Refusal, refuse } from '../refusal';

export interface ReconciliationAsked {
  readonly kind: 'asked';
  readonly reconciliationId: string;
  readonly feed: string;
  /** `false`: one of the feed was under way; this is that one. */
  readonly isNew: boolean;
}

export interface ReconciliationWish {
  readonly feed: string;
  /** Whether what the feed lacks is sent to it again, or only told. */
  readonly heal: boolean;
}

export async function askReconciliation(
  hub: Hub,
  caller: Caller,
  { feed: name, heal }: ReconciliationWish,
): Promise<ReconciliationAsked | Refusal> {
  if (caller.role !== 'OPERATOR') return refuse('FORBIDDEN');
  const feed = hub.feeds.find((each) => each.name === name && each.cargo === 'certificates');
  if (feed === undefined) return refuse('FEED_NOT_FOUND');
  const asked = await hub.transaction(async ({ reconciliations }): Promise<ReconciliationAsked> => {
    const at = hub.now();
    const id = await reconciliations.begin({ id: hub.newId(), feed: name, askedBy: caller.clientId, heal, at });
    const reconciliationId = id ?? (await reconciliations.running(name));
    // It ended between the two looks.
    if (reconciliationId === undefined) throw new Error('A reconciliation that was under way is gone.');
    return { kind: 'asked', reconciliationId, feed: name, isNew: id !== undefined };
  });
  const { reconciliationId } = asked;
  if (asked.isNew) hub.log.info({ reconciliationId, feed: name, heal, by: caller.clientId }, 'A feed is compared.');
  await hub.reminders.remind('reconcile-feed', [{ reconciliationId }]);
  return asked;
}
