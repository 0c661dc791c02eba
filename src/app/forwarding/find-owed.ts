/** What no parcel was made of for a feed; so one that is added later gets everything from its beginning. */
import type { FeedDescription } from '../../domain/forwarding/feed';
import type { VersionRef } from '../certificates/change-ports';
import type { Hub } from '../ports';
import type { OnDifferences } from './compare-feed';
import { BEFORE_ALL } from './fill-digests';
import { OWED_BECAUSE, type OwedBecause } from './reconciliation-ports';

const VERSIONS_PER_SLICE = 10_000;

export async function findOwed(hub: Hub, feed: FeedDescription, onOwed: OnDifferences): Promise<boolean> {
  for (const because of OWED_BECAUSE) {
    for (let after: VersionRef | undefined = BEFORE_ALL; after !== undefined;) {
      const found: readonly VersionRef[] = await read(hub, { feed, because, after });
      const isLast = found.length < VERSIONS_PER_SLICE;
      const whole = isLast ? found : withoutLastNumber(found);
      const differences = whole.map(({ certificateNo, version }) => ({
        certificateNo,
        version,
        kind: 'OWED' as const,
      }));
      if (differences.length > 0 && !(await onOwed({ differences, uncounted: 0 }))) return false;
      after = isLast ? undefined : whole.at(-1);
    }
  }
  return true;
}

const read = (
  hub: Hub,
  asked: { readonly feed: FeedDescription; readonly because: OwedBecause; readonly after: VersionRef },
): Promise<readonly VersionRef[]> =>
  hub.transaction(({ reconciliations }) => reconciliations.owed({ ...asked, limit: VERSIONS_PER_SLICE }));

/** A number is owed whole: once a parcel was made of one version, the others are not found any more. */
function withoutLastNumber(versions: readonly VersionRef[]): readonly VersionRef[] {
  const last = versions.at(-1)?.certificateNo;
  return versions.filter(({ certificateNo }) => certificateNo !== last);
}
