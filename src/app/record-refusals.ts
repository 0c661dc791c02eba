import { refusalFinding } from '../domain/forwarding/refusal-finding';
import { NATION_REGION } from '../domain/packs/pack';
import type { FeedDescription } from './connector';
import type { RefusedItem } from './forwarding-ports';
import { basisIn } from './packs/basis-in';
import type { Hub, Stores } from './ports';

/** Puts refusals into the list where the institution finds everything else about its records, in the same transaction. */
export async function recordRefusals(
  hub: Hub,
  stores: Stores,
  feed: Pick<FeedDescription, 'name' | 'title'>,
  refused: readonly RefusedItem[],
): Promise<void> {
  const at = hub.now();
  for (const batchId of new Set(refused.map((item) => item.batchId))) {
    const { regionCode = NATION_REGION } = (await stores.batches.byId(batchId)) ?? {};
    const basis = await basisIn(hub, stores, { regionCode, at }, 'resubmitWorkingDays');
    const findings = refused
      .filter((item) => item.batchId === batchId)
      .map((item) => refusalFinding(item, { feed: feed.title, basis }));
    await stores.findings.copyIn(
      batchId,
      findings.map((finding) => ({ ...finding, source: feed.name, declaredReason: null })),
    );
  }
}
