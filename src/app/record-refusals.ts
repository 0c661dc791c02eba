import { refusalFinding } from '../domain/forwarding/refusal-finding';
import type { FeedDescription } from './connector';
import type { RefusedItem } from './forwarding-ports';
import type { Stores } from './ports';

/** Puts refusals into the list where the institution finds everything else about its records, in the same transaction. */
export async function recordRefusals(
  stores: Pick<Stores, 'findings'>,
  feed: Pick<FeedDescription, 'name' | 'title'>,
  refused: readonly RefusedItem[],
): Promise<void> {
  for (const batchId of new Set(refused.map((item) => item.batchId))) {
    const findings = refused.filter((item) => item.batchId === batchId).map((item) => refusalFinding(item, feed.title));
    await stores.findings.copyIn(
      batchId,
      findings.map((finding) => ({ ...finding, source: feed.name, declaredReason: null })),
    );
  }
}
