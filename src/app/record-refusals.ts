import { refusalFinding, type RefusalWords } from '../domain/forwarding/refusal-finding';
import { NATION_REGION } from '../domain/packs/pack';
import { ruleByCode } from '../domain/rules/index';
import type { FeedDescription } from './connector';
import type { RefusedItem } from './forwarding-ports';
import { basisIn } from './packs/basis-in';
import type { Hub, Stores } from './ports';

/**
 * Puts refusals into the list where the institution finds everything else about its records, in the same transaction. What it was
 * told before, word for word, it is not told again: a receiver may be given a parcel twice, and refuse it twice.
 */
export async function recordRefusals(
  hub: Hub,
  stores: Stores,
  feed: Pick<FeedDescription, 'name' | 'title' | 'codes'>,
  refused: readonly RefusedItem[],
): Promise<void> {
  const basisOf = basisByRegion(hub, stores);
  for (const batchId of new Set(refused.map((item) => item.batchId))) {
    const items = refused.filter((item) => item.batchId === batchId);
    const { regionCode = NATION_REGION } = (await stores.batches.placeOf(batchId)) ?? {};
    const basis = await basisOf(regionCode);
    const findings = items.map((item) => ({
      ...refusalFinding(item, { feed: feed.title, basis, ...meaningOf(feed, item.code) }),
      source: feed.name,
      declaredReason: null,
    }));
    await stores.findings.copyIn(batchId, await stores.findings.untold(batchId, findings));
  }
}

/** The words and the rule that the feeds file gives the code, as far as it is known. */
function meaningOf({ codes }: Pick<FeedDescription, 'codes'>, code: string): Pick<RefusalWords, 'meaning' | 'rule'> {
  const known = Object.hasOwn(codes, code) ? codes[code] : undefined;
  return { meaning: known?.title ?? null, rule: ruleByCode(known?.rule ?? '') ?? null };
}

function basisByRegion(hub: Hub, stores: Stores): (regionCode: string) => Promise<readonly string[]> {
  const known = new Map<string, readonly string[]>();
  const at = hub.now();
  return async (regionCode) => {
    const basis = known.get(regionCode) ?? (await basisIn(hub, stores, { regionCode, at }, 'resubmitWorkingDays'));
    known.set(regionCode, basis);
    return basis;
  };
}
