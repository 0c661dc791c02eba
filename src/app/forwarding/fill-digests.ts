/** Digests of what earlier releases handed over: as each parcel was shown to the feed, so that it can be compared. */
import { earlierText } from '../../domain/forwarding/earlier-text';
import type { FeedForm } from '../../domain/forwarding/form';
import type { HeldItem } from '../../domain/forwarding/held';
import type { DataShower } from '../../domain/forwarding/shown-data';
import type { VersionRef } from '../certificates/change-ports';
import type { Hub } from '../ports';
import { heldDigest, saltOf } from './held-digest';
import type { UndigestedItem } from './reconciliation-ports';
import { showerFor } from './shown-parcel';

/** Opening so many records takes some 20 ms of an event loop on which others wait. */
const ITEMS_PER_SLICE = 2_000;

export const BEFORE_ALL: VersionRef = { certificateNo: '', version: 0 };

/** Slice by slice: whoever dies leaves what it did. `held`: false where the work was taken over by somebody else. */
export async function fillDigests(hub: Hub, feed: string, held: () => Promise<boolean>): Promise<number> {
  const salt = saltOf(hub, feed);
  const showerOf = showers(hub, feed);
  let filled = 0;
  for (let after: VersionRef | undefined = BEFORE_ALL; after !== undefined;) {
    const items: readonly UndigestedItem[] = await slice(hub, { feed, after }, (item) => ({
      certificateNo: item.certificateNo,
      version: item.version,
      digest: heldDigest(salt, { ...item, data: showerOf(item.form)(item.data, item) }),
    }));
    filled += items.length;
    after = items.length < ITEMS_PER_SLICE || !(await held()) ? undefined : items.at(-1);
    await hub.pace.breathe();
  }
  return filled;
}

const slice = (
  hub: Hub,
  { feed, after }: { readonly feed: string; readonly after: VersionRef },
  digested: (item: UndigestedItem) => HeldItem,
): Promise<readonly UndigestedItem[]> =>
  hub.transaction(async ({ reconciliations }) => {
    const items = await reconciliations.undigested(feed, after, ITEMS_PER_SLICE);
    await reconciliations.keepDigests(feed, items.map(digested));
    return items;
  });

/** Parcels of one form share what was made ready for it. */
function showers(hub: Hub, feed: string): (form: FeedForm | null) => DataShower {
  const ready = new Map<string, DataShower>();
  return (form) => {
    if (form === null) return earlierText;
    const key = JSON.stringify(form);
    const shower = ready.get(key) ?? showerFor(hub, feed, form);
    ready.set(key, shower);
    return shower;
  };
}
